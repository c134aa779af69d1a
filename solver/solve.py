"""One entrance: choose the engine, search, prove, and hand back values."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from solver.clash import Clash
from solver.clock import Clock
from solver.config import SolverConfig
from solver.decode import decode, encode
from solver.engines.exact import ExactFound, ExactModel
from solver.engines.weeks import engine as weeks_engine
from solver.engines.weeks import search
from solver.engines.weeks.bench import Weeks
from solver.engines.weeks.calm import calmed
from solver.engines.weeks.placing import place_best, placed_on
from solver.engines.weeks.state import Desk
from solver.explain import explain_leads, explain_people, impossible_people
from solver.explain_team import explain_absences, explain_pairs, explain_team
from solver.frame import Frame
from solver.problem import RosterProblem
from solver.result import Progress, RosterResult, RosterStatus
from solver.seating import seat_activities, unseated
from solver.team import Team
from wfm.errors import SolverError
from wfm.goals import objective_by_goal
from wfm.goals.placing import moved
from wfm.roster import Roster

MOST_EXACT_PEOPLE = 12
MOST_EXACT_TAKES = 12_000
"""Size up to which `auto` also builds the complete model: people, and people times possible shifts."""
STEPS_BEFORE_EXACT = 30
"""Steps of the `weeks` engine that give the complete model its hint and its first bound."""
FIRST_EXACT_EFFORT = 2.0
"""Deterministic seconds of the complete model's first round; each round after it has twice as many."""


def solve_roster(
    problem: RosterProblem,
    config: SolverConfig | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    *,
    start: Roster | None = None,
    stop: Callable[[], bool] | None = None,
) -> RosterResult:
    """
    The best roster found for a problem, with a proven lower bound.

    Parameters
    ----------
    problem
        One department, its requirement and the days to plan.
    config
        Engine, limits and seed; the defaults search for a minute.
    on_progress
        Called with each step's phase, objective and bound.
    start
        A roster to begin from, of these days or of a like department; what is no longer legal in it is planned anew.
    stop
        Asked often, from any thread; once it says yes the search ends with the best found, ``stopped_by`` being ``request``.

    Returns
    -------
    RosterResult
        OPTIMAL only where objective and bound meet; FEASIBLE with its gap; INFEASIBLE with the clash in words; TIMED_OUT where
        no legal roster was found within the limit and none was proven impossible.
    """
    return _Solve(problem, config or SolverConfig(), on_progress, start, stop).run()


def clashes_before_search(frame: Frame, desk: Desk, seed: int) -> tuple[Clash, ...]:
    """What can be seen to be impossible without a search: leave that crowds, one person's week, hours without a lead, pairs."""
    if crowded := explain_absences(frame.problem):
        return tuple(crowded)
    if people := impossible_people(desk):
        return tuple(explain_people(frame, people))
    return tuple(explain_leads(frame, desk) or explain_pairs(frame, desk, seed))


class _Solve:
    def __init__(
        self,
        problem: RosterProblem,
        config: SolverConfig,
        on_progress: Callable[[Progress], None] | None,
        start: Roster | None,
        stop: Callable[[], bool] | None,
    ) -> None:
        self.problem, self.config, self.start = problem, config, start
        self.clock = Clock(config, on_progress, stop)
        self.frame = Frame.of(problem)
        self.desk = Desk(Team.of(self.frame))

    def run(self) -> RosterResult:
        if not self._is_of_weeks and (clashes := clashes_before_search(self.frame, self.desk, self.config.seed)):
            return self._without(RosterStatus.INFEASIBLE, clashes, "proof")
        if self.desk.team.to_place:
            seats, left = seat_activities(self.desk)
            if left is not None:
                return self._without(RosterStatus.INFEASIBLE, (unseated(self.frame, self.desk, left),), "proof")
            self.desk = Desk(self.desk.team.seated(seats))
        self._compile()
        self.clock.restart()
        exact = self._is_exact() and not (self.config.keep_start and self.start is not None)
        found = weeks_engine.run(
            self.desk,
            self.config,
            self.clock,
            most_steps=STEPS_BEFORE_EXACT if exact else None,
            start=None if self.start is None else encode(self.frame, self.start),
            to_roster=lambda weeks: decode(self.frame, weeks, self.desk.team.seats),
        )
        weeks, bound, stopped = found.weeks, found.bound, found.stopped_by
        name = "weeks"
        # A first search that time cut short is the last: the exact rounds would have the steps that its budget repeats.
        begun = stopped == "no_further_gain" or self.clock.step >= STEPS_BEFORE_EXACT
        if exact and begun and not (weeks is not None and bound >= found.cost):
            name = "exact"
            weeks, bound, stopped = self._prove(weeks, bound)
        if self.clock.is_stopped and weeks is None:
            return self._without(RosterStatus.TIMED_OUT, (), stopped)
        if weeks is None:
            if self._is_of_weeks:
                return self._without(RosterStatus.TIMED_OUT, (), stopped)
            clashes = tuple(explain_team(self.frame, self._free, self.config.seed))
            if clashes or stopped == "proof":
                return self._without(RosterStatus.INFEASIBLE, clashes, "proof")
            return self._without(RosterStatus.TIMED_OUT, (), stopped)
        return self._with(weeks, bound, name, stopped)

    @property
    def _is_of_weeks(self) -> bool:
        """Whether the days are several weeks: what is impossible is then explained week by week, where they are planned so."""
        return len(self.frame.first_of_window) > 2

    def _compile(self) -> None:
        """Run the inner loops once: on a new machine they are compiled here, before the clock starts."""
        if self.desk.team.size:
            search.sweep(self.desk, self.desk.empty(), np.zeros(1, dtype=np.int64))

    @property
    def _free(self) -> Desk:
        """The desk before times of activities were chosen: what is impossible there is impossible."""
        return self.desk if self.desk.team.free is None else Desk(self.desk.team.free)

    def _is_exact(self) -> bool:
        if self.config.engine == "auto":
            takes = int(self.desk.team.allowed.sum())
            return self.desk.team.size <= MOST_EXACT_PEOPLE and takes <= MOST_EXACT_TAKES
        return self.config.engine == "exact"

    def _prove(self, weeks: Weeks | None, bound: float) -> tuple[Weeks | None, float, str]:
        """
        Continue with the complete model from the best roster so far, in rounds of repeatable length.

        A round that time cuts short counts for nothing unless it ends the search: so the budget, the number of whole steps, repeats
        a run that was stopped by time. With the times of activities chosen before, the model proves nothing of other times: the
        bound stays that of the prices.
        """
        effort = FIRST_EXACT_EFFORT
        seated = bool(self.desk.team.seats)
        while self.clock.has_room():
            model = ExactModel(self.desk)
            if weeks is not None:
                model.hint(weeks)
            found = model.solve(
                seed=self.config.seed,
                workers=self.config.workers,
                limit_s=self.clock.remaining_s,
                effort=effort,
                on_bound=self._tell_exact(bound),
                watching=self.clock.watching,
            )
            if found.infeasible:
                return (weeks, bound, "no_further_gain") if seated else (None, bound, "proof")
            if not found.complete and not self.clock.has_room():
                break
            self.clock.step += 1
            effort *= 2
            bound = bound if seated else max(bound, found.bound)
            if self._is_better(found, weeks):
                weeks = found.weeks
            if found.complete:
                return weeks, bound, "no_further_gain" if seated else "optimal"
        return weeks, bound, self.clock.stopped_by

    def _is_better(self, found: ExactFound, old: Weeks | None) -> bool:
        """Whether the roster found is no worse than the old one; its deferred work is then placed on the desk as it has it."""
        new = found.weeks
        if new is None or self.desk.faults(new):
            return False
        before, placed = None if old is None else self.desk.cost(old), self.desk.placed
        self.desk.place(found.placed)
        if before is None or self.desk.cost(new) <= before:
            return True
        self.desk.place(placed)
        return False

    def _tell_exact(self, bound: float) -> Callable[[float | None, float], None]:
        """What the listener of one round reports: never a bound below the one proven before."""

        def tell(objective: float | None, proven: float) -> None:
            best = None if objective is None else round(objective)
            self.clock.report("exact", best, max(0, math.ceil(max(proven, bound) - 1e-6)))

        return tell

    # --- results ------------------------------------------------------------------------------------------------------

    def _with(self, weeks: Weeks, bound: float, engine: str, stopped_by: str) -> RosterResult:
        place_best(self.desk, weeks)
        roster = decode(self.frame, calmed(self.desk, weeks), self.desk.team.seats)
        objective = self.desk.cost(weeks)
        by_goal = objective_by_goal(self.problem.centre, placed_on(self.desk), roster)
        if sum(by_goal.values()) != objective:
            raise SolverError(
                f"the roster costs {sum(by_goal.values())} points by its files, {objective} by the search"
            )
        proven = min(objective, max(0, math.ceil(bound - 1e-6)))
        if bound > objective + 1e-3 * max(1, objective):
            raise SolverError(f"the bound {bound} is above the roster's objective {objective}")
        optimal = proven == objective
        return self._result(
            RosterStatus.OPTIMAL if optimal else RosterStatus.FEASIBLE,
            roster, objective, proven, by_goal, engine, "optimal" if optimal else stopped_by, (),
        )  # fmt: skip

    def _without(self, status: RosterStatus, clashes: tuple[Clash, ...], stopped_by: str) -> RosterResult:
        return self._result(status, None, 0, 0, {}, self.config.engine, stopped_by, clashes)

    def _result(
        self,
        status: RosterStatus,
        roster: Roster | None,
        objective: int,
        bound: int,
        by_goal: Mapping[str, int],
        engine: str,
        stopped_by: str,
        clashes: tuple[Clash, ...],
    ) -> RosterResult:
        requirement = self.problem.requirement
        hours = sum(float(np.where(pool.is_open, pool.fractional, 0).sum()) for pool in requirement.pools)
        return RosterResult(
            status=status,
            roster=roster,
            objective=objective,
            bound=bound,
            by_goal=by_goal,
            interval_min=requirement.grid.interval_min,
            required_agent_hours=hours * requirement.grid.interval_min / 60,
            engine=engine,
            seed=self.config.seed,
            workers=self.config.workers,
            budget=self.clock.step,
            stopped_by=stopped_by,
            wall_s=self.clock.wall_s,
            clashes=clashes,
            placed=self._placed(),
        )

    def _placed(self) -> Mapping[str, NDArray[np.int64]]:
        """Deferred work that is not spread evenly, by queue."""
        return moved(placed_on(self.desk).pools)
