"""A scenario as it is told over HTTP and kept as JSON, reasons in every language; and what all scenarios of a sweep stand on."""

from __future__ import annotations

import math
from dataclasses import asdict
from datetime import date
from typing import Any

import numpy as np

from scenarios.compare import Base, Outcome, QueueFigure, ScenarioFigures, Verdict
from scenarios.sweep import Ground
from wfm.messages import LANGUAGES, Sentence
from wfm.model import Model
from wfm.roster import Roster
from wfm.shifts import Shift


class QueueTold(Model):
    """The simulated service level of one queue with its 95 % interval, and the paired difference from the base with its own."""

    queue: str
    target: float | None
    level: float | None
    lo: float | None
    hi: float | None
    difference: float | None
    low: float | None
    high: float | None
    verdict: Verdict


class ScenarioTold(Model):
    """One scenario in figures, against the base; blank `name`: the base itself. See `scenarios.compare.ScenarioFigures`."""

    name: str
    outcome: Outcome
    reasons: dict[str, list[str]]
    people: int
    queues: list[QueueTold]
    paid_h: float | None
    overtime_h: float | None
    cost: float | None
    missing_h: float | None
    surplus_h: float | None
    breaches: int
    wishes_refused: int
    objective: int
    bound: int
    gap_agent_hours: float | None
    roster: Verdict

    @classmethod
    def of(cls, figures: ScenarioFigures) -> ScenarioTold:
        """Of the figures; what is not known is None."""
        queues = [{**asdict(queue), "verdict": queue.verdict} for queue in figures.queues]
        plain = {name: getattr(figures, name) for name in cls.model_fields if name not in ("reasons", "queues")}
        reasons = {language: [_text(said, language) for said in figures.reasons] for language in LANGUAGES}
        return cls(**_known(plain), reasons=reasons, queues=[QueueTold(**_known(queue)) for queue in queues])

    def figures(self, language: str) -> ScenarioFigures:
        """The figures told of; the reasons as text."""
        plain = _number(self.model_dump(exclude={"reasons", "queues", "cost"}))
        queues = (
            QueueFigure(target=told.target, **_number(told.model_dump(exclude={"verdict", "target"})))
            for told in self.queues
        )
        return ScenarioFigures(**plain, cost=self.cost, reasons=tuple(self.reasons[language]), queues=tuple(queues))


class GroundTold(Model):
    """What the scenarios of a sweep begin from and are compared with; see `scenarios.sweep.Ground`."""

    figures: ScenarioTold
    first_day: date
    days: int
    shifts: tuple[Shift, ...]
    objective: int
    bound: int
    levels: dict[str, list[float | None]]

    @classmethod
    def of(cls, ground: Ground) -> GroundTold:
        """Of the ground."""
        roster, base = ground.roster, ground.base
        levels = {queue: [_or_none(level) for level in own.tolist()] for queue, own in base.levels.items()}
        return cls(
            figures=ScenarioTold.of(ground.figures), first_day=roster.first_day, days=roster.days, shifts=roster.shifts,
            objective=base.objective, bound=base.bound, levels=levels,
        )  # fmt: skip

    def ground(self, language: str) -> Ground:
        """The ground told of."""
        levels = {queue: np.array(own, dtype=np.float64) for queue, own in self.levels.items()}
        roster = Roster(self.first_day, self.days, self.shifts)
        return Ground(self.figures.figures(language), roster, Base(self.objective, self.bound, levels))


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _or_none(value) for name, value in values.items()}


def _or_none(value: Any) -> Any:
    return None if isinstance(value, float) and math.isnan(value) else value


def _number(values: dict[str, Any]) -> dict[str, Any]:
    return {name: math.nan if value is None else value for name, value in values.items()}


def _text(said: Sentence | str, language: str) -> str:
    return said.text(language) if isinstance(said, Sentence) else said
