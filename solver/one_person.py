"""One person's week beside everybody else's as it stands: the best there is, exactly, for what the person may then work."""

from __future__ import annotations

import copy
from functools import cached_property

import numpy as np

from solver.decode import decode, encode
from solver.engines.weeks import moves
from solver.engines.weeks.bench import Weeks
from solver.engines.weeks.kernels import I32
from solver.engines.weeks.state import Desk
from solver.frame import Bools, Frame
from solver.problem import RosterProblem
from solver.team import Team
from wfm.goals import pool_coverage
from wfm.goals.base import POINTS_PER_AGENT_INTERVAL
from wfm.roster import Roster
from wfm.shifts import Shift

COMES = 10**9
"""Points of a shift that is to be held in any case: more than a week of one person is ever worth."""


class OnePerson:
    """The weeks of single people beside a roster; making one costs a second, asking it little."""

    def __init__(self, problem: RosterProblem, roster: Roster) -> None:
        self.problem, self.roster = problem, roster
        self.frame = Frame.of(problem)
        self.desk = Desk(Team.of(self.frame))

    def beside(self, roster: Roster) -> OnePerson:
        """The same people beside another roster."""
        other = copy.copy(self)
        other.roster = roster
        other.__dict__.pop("_led", None)
        return other

    def best(
        self, agent: int, day: int, possible: Bools, *, change_h: float, comes: bool = False
    ) -> tuple[Shift, ...] | None:
        """
        The shifts of the week that misses least where a person, by index, works only what is possible, shape (K,).

        It is paid no more hours than the week as it stands. A breach of a rule of the team counts as more than a week can cover, so
        that a week with a new one is given only where every week has one; gaps without a lead that the roster has anyhow are none
        of the person's to fill. None where the person's own rules leave no week.

        Parameters
        ----------
        change_h
            Agent-hours, at the price of the first missing one, that a day other than `day` has to gain to be changed as well.
        comes
            Whether the person is to have a shift on `day` in any case, if one is possible, and is paid for it beyond the week as it
            stands.
        """
        weeks, desk = self._others(agent), self.desk
        bench = desk.bench._replace(
            allowed=desk.bench.allowed & (possible | (np.arange(desk.team.size) != agent)[:, None]),
            cost=desk.bench.cost
            + self._changed_points(agent, day, change_h)
            - COMES * (comes & (self.frame.shifts.day == day)),
            high=desk.bench.high if comes else self._high(agent),
        )
        gains, lead = desk.gains(weeks)
        lead[~self._led] = 0.0
        if not moves.seat(bench, weeks, agent, gains, lead, np.zeros(desk.team.size, dtype=np.bool_)):
            return None
        weeks.chosen[np.arange(desk.team.size) != agent] = -1
        return decode(self.frame, weeks).shifts

    @cached_property
    def _led(self) -> Bools:
        """Steps at which the roster as it stands has leads enough, shape (T,)."""
        leads = self.desk.published_leads + self.desk.leads_of(self._working(self.roster))
        enough: Bools = leads >= self.desk.team.min_leads
        return enough

    def _working(self, roster: Roster) -> list[tuple[int, Shift]]:
        """The shifts of a roster, each with the index of its person."""
        index = {each.agent_id: at for at, each in enumerate(self.problem.centre.agents)}
        return [(index[shift.agent_id], shift) for shift in roster.shifts if shift.agent_id in index]

    def _others(self, agent: int) -> Weeks:
        """The roster without one person's shifts."""
        desk, problem = self.desk, self.problem
        own = problem.centre.agents[agent].agent_id
        others = Roster(
            self.roster.first_day, self.roster.days, tuple(s for s in self.roster.shifts if s.agent_id != own)
        )
        working = self._working(others)
        start = encode(self.frame, others)
        covered = [
            np.rint(pool.covered_min / self.frame.step_min)
            for pool in pool_coverage(problem.centre, problem.requirement, others)
        ]
        return desk.empty()._replace(
            chosen=start.chosen,
            pauses=start.pauses,
            z=np.array(covered, dtype=np.int64).reshape(self.frame.pools.shape),
            leads=desk.published_leads + desk.leads_of(working),
            present=desk.published_present + desk.present_of(working),
        )

    def _high(self, agent: int) -> I32:
        """The most paid units of each person's week; of this one at most those held, though never below the least."""
        links = self.desk.links
        of = self.problem.centre.agents[agent].agent_id
        held_min = self.roster.paid_min(of, self.roster.first_day, self.roster.last_day)
        high = self.desk.bench.high.copy()
        high[agent, 0] = max(min(int(high[agent, 0]), held_min // links.unit_min), int(links.low[agent, 0]))
        return high

    def _changed_points(self, agent: int, day: int, change_h: float) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
        """Points of each person and possible shift (A, K) for being another than the one held, on days other than `day`."""
        shifts, team = self.frame.shifts, self.desk.team
        kept = encode(self.frame, self.roster).chosen[agent]
        is_other = (shifts.day != day) & (kept[shifts.day] != np.arange(len(shifts.all)))
        hour = POINTS_PER_AGENT_INTERVAL * 60 / self.problem.requirement.grid.interval_min
        points = np.zeros((team.size, len(shifts.all)), dtype=np.int64)
        points[agent] = np.where(is_other, round(change_h * hour), 0)
        return points
