"""
The problem in numbers, before any rule: steps of time, possible shifts, pools with their prices, people.

Steps have the common length of intervals, shifts, meals and breaks; step 0 begins at the local midnight of the first day.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from solver.problem import RosterProblem
from wfm.activities import due_activities
from wfm.calendar import clock_text
from wfm.deferred_work import DeferredWork
from wfm.demand import StaffingRequirement
from wfm.goals.base import even_centi, pool_coverage, required_centi, whole_centi
from wfm.goals.overstaffing import SHARES_PERCENT as SURPLUS_SHARES
from wfm.goals.overstaffing import slopes as surplus_slopes
from wfm.goals.shortage import SHARES_PERCENT as SHORT_SHARES
from wfm.goals.shortage import slopes as short_slopes
from wfm.model import minutes
from wfm.roster import Roster
from wfm.rules.start_time_stability import clock_of
from wfm.shifts import Activity, PlacedPause, Shift, ShiftTemplate

MOST_PAUSES = 6

I32 = NDArray[np.int32]
I64 = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class PossibleShift:
    """
    A template's shift of one start and length, and of one gap if it is split, on one day.

    Steps are absolute; pause windows are offsets in minutes.
    """

    day: int
    template: ShiftTemplate
    start_clock_min: int
    start: int
    end: int
    paid_min: int
    pauses: tuple[PlacedPause, ...]

    @property
    def start_clock(self) -> str:
        """``HH:MM``."""
        return clock_text(self.start_clock_min)


@dataclass(frozen=True, eq=False)
class Shifts:
    """
    The possible shifts of all days, by day, start and end, as arrays of shape (K,); pauses (K, MOST_PAUSES), -1 where there is
    none.

    The order is relied on: the one-person week takes the shifts of a day that begin together in one go.
    """

    all: tuple[PossibleShift, ...]
    first_of_day: I32
    day: I32
    start: I32
    end: I32
    paid_min: I32
    pause_count: I32
    pause_length: I32
    pause_first: I32
    pause_last: I32
    pause_is_meal: Bools
    pause_is_paid: Bools

    def of_day(self, day: int) -> slice:
        """The possible shifts of a day."""
        return slice(int(self.first_of_day[day]), int(self.first_of_day[day + 1]))


@dataclass(frozen=True, eq=False)
class Pools:
    """
    Pools, and the convex price of their coverage per interval.

    With z agent-steps in an interval, ``short = max(0, need - 100 z)`` and ``surplus = max(0, 100 z - whole)`` in hundredths of
    agent-steps; each is priced in bands: `short_slopes` (P, 4) with edges `short_edges` (P, I, 3), `surplus_slopes` (2,) with
    edges `surplus_edges` (P, I, 1). Deferred work that is placed elsewhere moves `need` and `whole`, never the edges.

    Attributes
    ----------
    interval_of
        Interval of each step, shape (T,), -1 where no queue is open.
    is_open
        Shape (P, I).
    covered
        Agent-steps already covered by published shifts that reach into the days, shape (P, I).
    deferred
        Work that may be placed otherwise, with the row of its pool.
    requirement
        What these are the numbers of.
    """

    ids: tuple[str, ...]
    interval_of: I32
    first_step: I32
    is_open: Bools
    need: I64
    whole: I64
    short_edges: I64
    short_slopes: I64
    surplus_edges: I64
    surplus_slopes: I64
    covered: I64
    deferred: tuple[tuple[int, DeferredWork], ...]
    requirement: StaffingRequirement

    @property
    def shape(self) -> tuple[int, int]:
        """(P, I)."""
        return self.need.shape[0], self.need.shape[1]


@dataclass(frozen=True, eq=False)
class People:
    """
    People, by their place in a department's list.

    Attributes
    ----------
    pools, lead
        Rows of the pools that each can serve, and whether each is a lead, shape (A,).
    last_end_min
        End of the last shift before the days, in minutes from the first midnight, shape (A,).
    last_clock_min
        Clock time of the start of the day before's shift, shape (A,); -1: none.
    off_before
        Days off in a row up to the first day, by the shifts published before, shape (A,); 2: two or more, or nothing is known;
        -1: a shift reaches into the first day.
    reaching_in
        Published shifts from before the days that end within them, and whose they are.
    """

    pools: tuple[tuple[int, ...], ...]
    lead: Bools
    last_end_min: I64
    last_clock_min: I64
    off_before: I64
    reaching_in: tuple[tuple[int, Shift], ...]


@dataclass(frozen=True, eq=False)
class Layout:
    """
    All that an engine sees of a problem: numbers. `midnight` (D + 1,) are the steps at which the days begin, and the last ends;
    `origin_min` is step 0 in UTC minutes. Paid time is bounded in each window, a week: their first days are `first_of_window`
    (W + 1,), the last of which is D.
    """

    days: int
    first_of_window: I32
    step_min: int
    origin_min: int
    midnight: I32
    steps: int
    steps_per_interval: int
    shifts: Shifts
    pools: Pools
    people: People

    def instant(self, step: int) -> int:
        """UTC minutes at the begin of a step."""
        return self.origin_min + step * self.step_min

    @functools.cached_property
    def demand_steps(self) -> Bools:
        """Steps at which any queue is open, shape (T,)."""
        return self.pools.interval_of >= 0


@dataclass(frozen=True, eq=False)
class Frame(Layout):
    """The numbers with the problem they are of: what rules are compiled against, and rosters read from."""

    problem: RosterProblem

    @classmethod
    def of(cls, problem: RosterProblem) -> Frame:
        """Lay out the time, the possible shifts and the pools of a problem."""
        centre = problem.centre
        origin = centre.instant_of(problem.first_day, 0)
        midnights = [
            centre.instant_of(problem.first_day + timedelta(days=ahead), 0) - origin
            for ahead in range(problem.days + 1)
        ]
        step = _step_min(problem)
        shifts = _shifts(problem, origin, step)
        grid = problem.requirement.grid
        last = max([midnights[-1] // step, *(shift.end for shift in shifts)])
        if len(grid):
            last = max(last, int(grid.starts_min[-1] + grid.interval_min - origin) // step)
        pools = _pools(problem, origin, step, last)
        return cls(
            problem=problem,
            days=problem.days,
            first_of_window=np.array([*(first for first, _ in problem.weeks()), problem.days], dtype=np.int32),
            step_min=step,
            origin_min=origin,
            midnight=np.array([minute // step for minute in midnights], dtype=np.int32),
            steps=last,
            steps_per_interval=grid.interval_min // step,
            shifts=_arrays(shifts, problem.days, step),
            pools=pools,
            people=_people(problem, origin, pools.ids),
        )


def _step_min(problem: RosterProblem) -> int:
    centre = problem.centre
    lengths = {problem.requirement.grid.interval_min}
    for template in centre.templates:
        lengths.update(template.start_minutes)
        lengths.update(minutes(hours) for hours in template.paid_h)
        lengths.update(pause.min for pause in (*template.breaks, *((template.meal,) if template.meal else ())))
        lengths.update(template.meal_range or ())
        if template.split is not None:
            lengths.update(minutes(hours) for hours in (*template.split.gap_h, *template.split.half_h))
    lengths.update(due.activity.duration_min for due in due_activities(centre, problem.dates))
    # The wall clock jumps by whole quarters of an hour at most places; the step has to divide the jump as well.
    lengths.update(problem.centre.instant_of(day, 0) % 60 for day in problem.dates)
    return max(1, math.gcd(*lengths))


def _shifts(problem: RosterProblem, origin: int, step: int) -> list[PossibleShift]:
    centre = problem.centre
    found = []
    for index, day in enumerate(problem.dates):
        for template in centre.templates:
            if day.weekday() not in template.weekdays:
                continue
            for start_clock in template.start_minutes:
                for paid_h in sorted(set(template.paid_h)):
                    paid = minutes(paid_h)
                    start = centre.instant_of(day, start_clock) - origin
                    for pauses in template.layouts(start_clock, paid):
                        length = paid + sum(pause.length_min for pause in pauses if not pause.paid)
                        found.append(
                            PossibleShift(
                                day=index,
                                template=template,
                                start_clock_min=start_clock,
                                start=start // step,
                                end=(start + length) // step,
                                paid_min=paid,
                                pauses=pauses,
                            )
                        )
    return sorted(found, key=lambda shift: (shift.day, shift.start, shift.end))


def _arrays(shifts: list[PossibleShift], days: int, step: int) -> Shifts:
    shape = (len(shifts), MOST_PAUSES)
    length, first, last = (np.full(shape, -1, dtype=np.int32) for _ in range(3))
    is_meal, is_paid = (np.zeros(shape, dtype=np.bool_) for _ in range(2))
    for row, shift in enumerate(shifts):
        for column, pause in enumerate(shift.pauses):
            length[row, column] = pause.length_min // step
            first[row, column] = -(-pause.first_min // step)
            last[row, column] = pause.last_min // step
            is_meal[row, column] = pause.activity is Activity.MEAL
            is_paid[row, column] = pause.paid
    day = np.array([shift.day for shift in shifts], dtype=np.int32)
    return Shifts(
        all=tuple(shifts),
        first_of_day=np.searchsorted(day, np.arange(days + 1)).astype(np.int32),
        day=day,
        start=np.array([shift.start for shift in shifts], dtype=np.int32),
        end=np.array([shift.end for shift in shifts], dtype=np.int32),
        paid_min=np.array([shift.paid_min for shift in shifts], dtype=np.int32),
        pause_count=np.array([len(shift.pauses) for shift in shifts], dtype=np.int32),
        pause_length=length,
        pause_first=first,
        pause_last=last,
        pause_is_meal=is_meal,
        pause_is_paid=is_paid,
    )


def _pools(problem: RosterProblem, origin: int, step: int, steps: int) -> Pools:
    requirement = problem.requirement
    grid, surplus_weight = requirement.grid, problem.centre.goals.overstaffing
    per_interval = grid.interval_min // step
    first_step = ((grid.starts_min - origin) // step).astype(np.int32)
    interval_of = np.full(steps, -1, dtype=np.int32)
    for offset in range(per_interval):
        interval_of[first_step + offset] = np.arange(len(grid), dtype=np.int32)
    need, whole, centi = (
        np.array([table(pool) for pool in requirement.pools], dtype=np.int64).reshape(-1, len(grid))
        for table in (required_centi, whole_centi, even_centi)
    )
    nothing = Roster(problem.first_day, problem.days, ())
    covered = [np.rint(pool.covered_min / step) for pool in pool_coverage(problem.centre, requirement, nothing)]
    return Pools(
        ids=tuple(pool.skill for pool in requirement.pools),
        interval_of=interval_of,
        first_step=first_step,
        is_open=np.array([pool.is_open for pool in requirement.pools], dtype=np.bool_).reshape(-1, len(grid)),
        need=need * per_interval,
        whole=whole * per_interval,
        short_edges=np.stack([centi * percent // 100 * per_interval for percent in SHORT_SHARES], axis=-1),
        short_slopes=np.array(
            [[step * each for each in short_slopes(grid.interval_min, pool.priority)] for pool in requirement.pools],
            dtype=np.int64,
        ).reshape(-1, len(SHORT_SHARES) + 1),
        surplus_edges=np.stack([centi * percent // 100 * per_interval for percent in SURPLUS_SHARES], axis=-1),
        surplus_slopes=np.array(
            [step * each for each in surplus_slopes(grid.interval_min, surplus_weight)], dtype=np.int64
        ),
        covered=np.array(covered, dtype=np.int64).reshape(-1, len(grid)),
        deferred=tuple((p, work) for p, pool in enumerate(requirement.pools) for work in pool.deferred),
        requirement=requirement,
    )


def _people(problem: RosterProblem, origin: int, pools: tuple[str, ...]) -> People:
    centre = problem.centre
    row = {pool: index for index, pool in enumerate(pools)}
    index_of = {agent.agent_id: index for index, agent in enumerate(centre.agents)}
    last_end = np.full(len(index_of), -(10**6), dtype=np.int64)
    last_clock = np.full(len(index_of), -1, dtype=np.int64)
    off_before = np.full(len(index_of), 2, dtype=np.int64)
    midnights = [centre.instant_of(problem.first_day - timedelta(days=days), 0) for days in range(3)]
    reaching_in = []
    for shift in centre.published_before(problem.first_day):
        index = index_of.get(shift.agent_id)
        if index is None:
            continue
        last_end[index] = max(last_end[index], shift.end_min - origin)
        if (problem.first_day - shift.shift_date).days == 1:
            last_clock[index] = clock_of(centre, shift.shift_date, shift.start_min)
        off_before[index] = min(off_before[index], sum(shift.end_min <= midnight for midnight in midnights) - 1)
        if shift.end_min > origin:
            reaching_in.append((index, shift))
    return People(
        pools=tuple(tuple(row[pool] for pool in centre.pools_of(agent) if pool in row) for agent in centre.agents),
        lead=np.array([agent.lead for agent in centre.agents], dtype=np.bool_),
        last_end_min=last_end,
        last_clock_min=last_clock,
        off_before=off_before,
        reaching_in=tuple(reaching_in),
    )


def date_index(problem: RosterProblem, day: date) -> int:
    """Index of a date among the days to plan; may lie outside them."""
    return (day - problem.first_day).days
