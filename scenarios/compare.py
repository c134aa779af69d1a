"""Plan x plan: what a scenario changes, and which of its differences are real."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from scenarios.plan import Plan
from wfm.demand import Queue
from wfm.goals.base import agent_hours
from wfm.messages import Sentence
from wfm.reports.compliance import BREACH
from wfm.reports.cost import pay_of
from wfm.simulation import SimulationResult
from wfm.simulation.estimates import CONFIDENCE

Outcome = Literal["planned", "impossible", "no_roster_in_time"]
Verdict = Literal["better", "worse", "not_told_apart"]
Levels = Mapping[str, NDArray[np.float64]]
"""Each queue's service level in each replication, by queue id."""


@dataclass(frozen=True)
class QueueFigure:
    """
    The simulated service level of one queue over all days, with its 95 % interval.

    `difference` is against the base, replayed with the same luck, `low` to `high` its interval.
    """

    queue: str
    target: float | None
    level: float
    lo: float
    hi: float
    difference: float
    low: float
    high: float

    @property
    def verdict(self) -> Verdict:
        """Whether the difference is more than noise."""
        if self.low > 0:
            return "better"
        return "worse" if self.high < 0 else "not_told_apart"


@dataclass(frozen=True)
class ScenarioFigures:
    """
    One scenario in figures, against the base.

    Attributes
    ----------
    name
        Its levers as written; blank for the base.
    outcome, reasons
        Whether there is a roster, and if not, why.
    missing_h, surplus_h
        Agent-hours of the need nobody covers, and beyond the whole people required.
    objective, bound
        Points of the roster, and what none can undercut; the verdict on the roster compares these with the base's.
    """

    name: str
    outcome: Outcome
    reasons: tuple[Sentence | str, ...] = ()
    people: int = 0
    queues: tuple[QueueFigure, ...] = ()
    paid_h: float = np.nan
    overtime_h: float = np.nan
    cost: float | None = None
    missing_h: float = np.nan
    surplus_h: float = np.nan
    breaches: int = 0
    wishes_refused: int = 0
    objective: int = 0
    bound: int = 0
    gap_agent_hours: float = np.nan
    roster: Verdict = "not_told_apart"


@dataclass(frozen=True)
class Saving:
    """
    What `after` saves against `before`, in agent-hours at the price of the first missing one.

    `found_h` lies between the rosters found; the best rosters there can be differ by something in [low_h, high_h], so says the
    proof of both.
    """

    found_h: float
    low_h: float
    high_h: float

    @classmethod
    def of(cls, before: ScenarioFigures, after: ScenarioFigures, interval_min: int) -> Saving:
        """Between two scenarios that have rosters."""
        return cls(
            agent_hours(before.objective - after.objective, interval_min),
            agent_hours(before.bound - after.objective, interval_min),
            agent_hours(before.objective - after.bound, interval_min),
        )

    @property
    def verdict(self) -> Verdict:
        """Whether it is more than the gaps leave open."""
        if self.low_h > 0:
            return "better"
        return "worse" if self.high_h < 0 else "not_told_apart"


def figures_of(name: str, plan: Plan, base: Base | None = None) -> ScenarioFigures:
    """The figures of a plan, against the base or against itself."""
    base = base or Base.of(plan)
    pay = pay_of(plan.centre, plan.hours)
    totals = plan.coverage.totals()
    result = plan.result
    wishes = plan.centre.rule("preferences")
    refused = sum(v.size for v in wishes.check(plan.timetable)) if wishes is not None else 0
    verdict: Verdict = "not_told_apart"
    if result.objective < base.bound:
        verdict = "better"
    elif result.bound > base.objective:
        verdict = "worse"
    return ScenarioFigures(
        name=name,
        outcome="planned",
        people=len(plan.centre.agents),
        queues=tuple(queue_figures(plan.service.queues, levels_of(plan.service), base.levels)),
        paid_h=pay.paid_h,
        overtime_h=pay.overtime_h,
        cost=pay.cost,
        missing_h=sum(pool.missing_h for pool in totals),
        surplus_h=sum(pool.overstaffing_h for pool in totals),
        breaches=sum(row.status == BREACH for row in plan.compliance),
        wishes_refused=round(refused),
        objective=result.objective,
        bound=result.bound,
        gap_agent_hours=result.gap_agent_hours,
        roster=verdict,
    )


@dataclass(frozen=True, eq=False)
class Base:
    """What scenarios are compared with: bound and objective, and each queue's level in each replication, by queue id."""

    objective: int
    bound: int
    levels: Levels

    @classmethod
    def of(cls, plan: Plan) -> Base:
        """That of a plan."""
        return cls(plan.result.objective, plan.result.bound, levels_of(plan.service))


def levels_of(service: SimulationResult, within: NDArray[np.bool_] | None = None) -> Levels:
    """What a replay found, of all days or of the intervals `within`, shape (T,)."""
    levels = service.level_of_each(within)
    return {queue.id: levels[:, row] for row, queue in enumerate(service.queues)}


def queue_figures(queues: Sequence[Queue], levels: Levels, base: Levels) -> list[QueueFigure]:
    """The figures of queues against a base that was replayed with the same luck."""
    found = []
    for queue in queues:
        own = levels[queue.id]
        paired = own - base.get(queue.id, np.full(len(own), np.nan))
        found.append(QueueFigure(queue.id, queue.service_level, *_interval(own), *_interval(paired)))
    return found


def _interval(values: NDArray[np.float64]) -> tuple[float, float, float]:
    """Mean over replications and the ends of its Student interval; NaN where nothing came."""
    known = values[~np.isnan(values)]
    if len(known) < 2:
        return (float(known.mean()) if len(known) else np.nan), np.nan, np.nan
    mean = float(known.mean())
    half = float(stdtrit(len(known) - 1, (1 + CONFIDENCE) / 2) * known.std(ddof=1) / np.sqrt(len(known)))
    return mean, mean - half, mean + half
