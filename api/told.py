"""A scenario as it is told over HTTP: figures that may be kept as JSON, reasons in every language."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

from scenarios.compare import Outcome, ScenarioFigures, Verdict
from wfm.messages import LANGUAGES, Sentence
from wfm.model import Model


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


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: None if isinstance(value, float) and math.isnan(value) else value for name, value in values.items()}


def _text(said: Sentence | str, language: str) -> str:
    return said.text(language) if isinstance(said, Sentence) else said
