"""
Why a roster is as it is, from the prices of coverage: what somebody else's week would lose, and which rules leave no other.

Prices say what one more person at a time is worth, and prove the roster's bound. A person's best week at the prices, beside the
best one that holds (or leaves out) certain shifts, is therefore what moving the person costs the others. No guess is made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from solver.encodings import encode
from solver.engines.weeks.kernels import NEVER
from solver.engines.weeks.prices import Prices
from solver.engines.weeks.state import Desk
from solver.frame import Bools, Frame
from solver.primitives import Primitive
from solver.problem import RosterProblem
from solver.skill_gains import settled_prices, values_at
from solver.team import Team
from wfm.goals.base import agent_hours

WORTH_MORE = 1e12
"""More than any points of a week's shifts."""
ALIKE = 1e-6


@dataclass(frozen=True)
class Otherwise:
    """
    One person's week with a day held otherwise.

    Attributes
    ----------
    loss_h
        By how much the best week that holds it is worth less at the prices than the best of all, in agent-hours at the price of the
        first one missing; None where no week holds it.
    rules
        Where none does: the rules without any one of which there would be such a week; empty where only several together forbid it.
    """

    agent_id: str
    loss_h: float | None
    rules: tuple[str, ...] = ()


class Reasons:
    """The prices of one problem, and what they say; making one costs some seconds, asking it little."""

    def __init__(self, problem: RosterProblem) -> None:
        self.problem = problem
        self.frame = Frame.of(problem)
        self.desk = Desk(Team.of(self.frame))
        self.prices: Prices = settled_prices(self.desk)
        self._values = values_at(self.desk, self.prices)
        self._primitives: list[Primitive] | None = None

    def worth_h(self, skill: str, wanted: Bools) -> tuple[float, float]:
        """
        What one more person-hour of a pool is worth in some intervals, shape (I,), and in all its open ones, in agent-hours.

        A price of 1 is that of the first missing agent of priority 1.
        """
        pools = self.frame.pools
        row = pools.ids.index(skill)
        per_hour = 60 / self.frame.step_min
        is_open = pools.is_open[row]
        interval_min = self.problem.requirement.grid.interval_min
        return tuple(  # type: ignore[return-value]
            agent_hours(float(self.prices.y[row][which].mean()) * per_hour, interval_min) if which.any() else 0.0
            for which in (wanted & is_open, is_open)
        )

    def dearest(self, agent: int, first_step: int, last_step: int) -> tuple[str, int] | None:
        """Pool and first step of the dearest interval of a stretch that a person could serve; None where none is dear."""
        pools = self.frame.pools
        own = self.desk.team.kinds[int(self.desk.team.kind_of[agent])].pools
        found = [
            (float(self.prices.y[p, i]), pools.ids[p], t)
            for t in range(first_step, last_step)
            if (i := int(pools.interval_of[t])) >= 0
            for p in own
        ]
        worth, skill, step = max(found, default=(0.0, "", 0))
        return (skill, step) if worth > 0 else None

    def otherwise(self, agent: int, day: int, shifts: Bools, *, or_off: bool) -> Otherwise:
        """The week of a person, by index, whose day holds one of these possible shifts, shape (K,), or, with `or_off`, none."""
        team = self.desk.team
        agent_id = self.problem.centre.agents[agent].agent_id
        best, _ = self._best(self.desk, agent, team.allowed[agent], 0.0)
        worth = self._held(self.desk, agent, day, shifts, or_off=or_off)
        if worth is not None:
            loss = agent_hours(max(best - worth, 0.0), self.problem.requirement.grid.interval_min)
            return Otherwise(agent_id, loss if loss > ALIKE else 0.0)
        return Otherwise(agent_id, None, self._rules(agent, day, shifts, or_off=or_off))

    def _held(self, desk: Desk, agent: int, day: int, shifts: Bools, *, or_off: bool) -> float | None:
        today = self.frame.shifts.day == day
        allowed = desk.team.allowed[agent] & (shifts | ~today)
        bonus = 0.0 if or_off else WORTH_MORE
        worth, chosen = self._best(desk, agent, allowed, bonus * today)
        if worth <= NEVER / 2 or (not or_off and chosen[day] < 0):
            return None
        return worth - bonus

    def _best(self, desk: Desk, agent: int, allowed: Bools, extra: float | np.ndarray) -> tuple[float, np.ndarray]:
        team = desk.team
        value = self._values[int(self.desk.team.kind_of[agent])] + extra
        counts_later = bool(team.counts_after_min[agent])
        trainee = self._values[int(self.desk.team.trainee_kind_of[agent])] + extra if counts_later else value
        return desk.best_week(agent, value, trainee, allowed=allowed)

    def _rules(self, agent: int, day: int, shifts: Bools, *, or_off: bool) -> tuple[str, ...]:
        if self._primitives is None:
            self._primitives = list(encode(self.frame))
        own = [p for p in self._primitives if getattr(p, "agent", agent) == agent]

        def possible(kept: Callable[[Primitive], bool]) -> bool:
            desk = Desk(Team.under(self.frame, [p for p in own if kept(p)]))
            return self._held(desk, agent, day, shifts, or_off=or_off) is not None

        names = dict.fromkeys(p.because for p in own)
        return tuple(name for name in names if possible(lambda p, name=name: p.because != name))  # type: ignore[misc]


def touching(frame: Frame, day: int, first_step: int, last_step: int) -> Bools:
    """Possible shifts of a day that are on all through a stretch of steps, or, where none is, that touch it; shape (K,)."""
    shifts = frame.shifts
    today = shifts.day == day
    around: Bools = today & (shifts.start <= first_step) & (shifts.end >= last_step)
    if around.any():
        return around
    touched: Bools = today & (shifts.start < last_step) & (shifts.end > first_step)
    return touched
