"""What a solve returns: the roster with its proof, or the clash."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from solver.clash import Clash
from wfm.goals.base import agent_hours
from wfm.messages import Sentence
from wfm.roster import Roster


class RosterStatus(StrEnum):
    """How far a solve came."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    TIMED_OUT = "timed_out"


@dataclass(frozen=True)
class Progress:
    """
    One moment of a running solve; `objective` None before the first legal roster.

    Where the search has a legal roster at hand, `roster` gives it, as long as the listener has not returned: saved, it is what a
    search that was cut off begins from.
    """

    phase: str
    wall_s: float
    step: int
    objective: int | None
    bound: int
    roster: Callable[[], Roster] | None = None


@dataclass(frozen=True)
class RosterResult:
    """
    A roster with its proof.

    Attributes
    ----------
    roster
        None where the status is INFEASIBLE or TIMED_OUT.
    objective, bound
        Points; no roster costs less than `bound`. See `wfm.goals` for the unit.
    by_goal
        Points per goal and soft rule, measured on the finished roster; they sum to `objective`.
    required_agent_hours
        Fractional requirement of all pools over the days, in hours.
    budget
        Search steps made: with the same input and seed they give the same roster again.
    clashes
        What cannot all hold, where the status is INFEASIBLE.
    placed
        Where the roster has deferred work placed otherwise than evenly: hundredths of scheduled agents per interval, by queue, as
        `wfm.staffing.requirement.required_staff` takes them.
    """

    status: RosterStatus
    roster: Roster | None
    objective: int
    bound: int
    by_goal: Mapping[str, int]
    interval_min: int
    required_agent_hours: float
    engine: str
    seed: int
    workers: int
    budget: int
    stopped_by: str
    wall_s: float
    clashes: tuple[Clash, ...] = ()
    placed: Mapping[str, NDArray[np.int64]] = field(default_factory=dict)

    @property
    def conflicting_rules(self) -> tuple[Sentence, ...]:
        """The clashes in words."""
        return tuple(said for clash in self.clashes for said in clash.said)

    @property
    def gap(self) -> float:
        """``(objective - bound) / objective``; 0 when both are 0."""
        return 0.0 if self.objective == 0 else (self.objective - self.bound) / self.objective

    @property
    def gap_agent_hours(self) -> float:
        """The gap at the price of the first missing agent-hour of priority 1."""
        return agent_hours(self.objective - self.bound, self.interval_min)

    @property
    def gap_share_of_required(self) -> float:
        """The gap in agent-hours over the agent-hours required; 0 where nothing is."""
        return self.gap_agent_hours / self.required_agent_hours if self.required_agent_hours else 0.0
