"""
An instance in the shapes the engines understand, its own `Layout` and its limits as primitives, and the engine run on it.

Each shift of each day is a step of its own that one possible shift covers: what is asked for is people at a shift, not at a time of
day. What may follow what, runs, weekends and counts are read from the days in a row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from solver.clock import Clock
from solver.config import SolverConfig
from solver.engines.weeks import engine, search
from solver.engines.weeks.bench import Weeks
from solver.engines.weeks.state import Desk
from solver.frame import MOST_PAUSES, Layout, People, Pools, PossibleShift, Shifts
from solver.primitives import AllowShifts, AtMost, DayPattern, PaidMinutes, Primitive, ShiftCost
from solver.result import Progress
from solver.team import Team
from tests.benchmarks.public.instance import Days, Instance, Person
from wfm.demand import StaffingRequirement
from wfm.goals.base import POINTS_PER_AGENT_INTERVAL
from wfm.shifts import ShiftTemplate
from wfm.timegrid import TimeGrid

FIRST_DAY = date(2026, 1, 5)
"""A Monday: the instances begin on one."""
NO_BAND = 10**6
MISSING_WEIGHT = 100
POINTS = POINTS_PER_AGENT_INTERVAL // MISSING_WEIGHT
"""Points of the engine that one point of penalty is: a missing person weighs what the first missing agent-interval does."""


def layout_of(instance: Instance) -> Layout:
    """Days, possible shifts and what is to be covered."""
    shifts = [
        PossibleShift(
            day=day,
            template=template,
            start_clock_min=0,
            start=day * len(instance.shifts) + index,
            end=day * len(instance.shifts) + index + 1,
            paid_min=shift.minutes,
            pauses=(),
        )
        for day in range(instance.days)
        for index, (shift, template) in enumerate(zip(instance.shifts, _templates(instance), strict=True))
    ]
    people = len(instance.people)
    return Layout(
        days=instance.days,
        first_of_window=np.array([0, instance.days], dtype=np.int32),
        step_min=1,
        origin_min=0,
        midnight=np.arange(instance.days + 1, dtype=np.int32) * len(instance.shifts),
        steps=len(shifts),
        steps_per_interval=1,
        shifts=_arrays(shifts, instance.days),
        pools=_pools(instance),
        people=People(
            pools=((0,),) * people,
            lead=np.zeros(people, dtype=np.bool_),
            last_end_min=np.full(people, -NO_BAND, dtype=np.int64),
            last_clock_min=np.full(people, -1, dtype=np.int64),
            off_before=np.full(people, 2, dtype=np.int64),
            reaching_in=(),
        ),
    )


def primitives_of(instance: Instance) -> Iterator[Primitive]:
    """The limits and the requests of everybody."""
    names = np.array([shift.id for shift in instance.shifts] * instance.days)
    day_of = np.repeat(np.arange(instance.days), len(instance.shifts))
    for agent, who in enumerate(instance.people):
        barred = [name for name, most in who.max_of.items() if most == 0]
        able = ~np.isin(names, barred) & ~np.isin(day_of, sorted(who.days_off))
        yield AllowShifts(agent, able, np.ones(instance.days, dtype=np.bool_), because="days off and shifts")
        yield PaidMinutes(agent, 0, who.min_minutes, who.max_minutes, because="minutes")
        yield _runs(instance, agent, who)
        yield _weekends(instance, agent, who)
        yield _follows(instance, agent)
        for shift in instance.shifts:
            most = who.max_of.get(shift.id, instance.days)
            if 0 < most < min(instance.days, who.max_minutes // shift.minutes):
                yield AtMost(agent, names == shift.id, most, because=f"at most {most} {shift.id}")
        yield ShiftCost(agent, _request_points(instance, who), because="requests")


def roster_of(instance: Instance, weeks: Weeks) -> dict[str, Days]:
    """The days of everybody by the shifts they work."""
    names = [shift.id for shift in instance.shifts]
    return {
        who.id: [None if k < 0 else names[k % len(names)] for k in weeks.chosen[agent].tolist()]
        for agent, who in enumerate(instance.people)
    }


def _request_points(instance: Instance, who: Person) -> NDArray[np.int64]:
    index = {shift.id: at for at, shift in enumerate(instance.shifts)}
    points = np.zeros(instance.days * len(index), dtype=np.int64)
    for sign, requests in ((-1, instance.wanted), (1, instance.unwanted)):
        for (name, day, shift), weight in requests.items():
            if name == who.id:
                points[day * len(index) + index[shift]] += sign * weight * POINTS
    return points


def _templates(instance: Instance) -> list[ShiftTemplate]:
    return [ShiftTemplate(id=shift.id, starts="00:00", paid_h=(shift.minutes / 60,)) for shift in instance.shifts]


def _arrays(shifts: list[PossibleShift], days: int) -> Shifts:
    shape = (len(shifts), MOST_PAUSES)
    none = np.full(shape, -1, dtype=np.int32)
    day = np.array([shift.day for shift in shifts], dtype=np.int32)
    return Shifts(
        all=tuple(shifts),
        first_of_day=np.searchsorted(day, np.arange(days + 1)).astype(np.int32),
        day=day,
        start=np.array([shift.start for shift in shifts], dtype=np.int32),
        end=np.array([shift.end for shift in shifts], dtype=np.int32),
        paid_min=np.array([shift.paid_min for shift in shifts], dtype=np.int32),
        pause_count=np.zeros(len(shifts), dtype=np.int32),
        pause_length=none,
        pause_first=none,
        pause_last=none,
        pause_is_meal=np.zeros(shape, dtype=np.bool_),
        pause_is_paid=np.zeros(shape, dtype=np.bool_),
    )


def _pools(instance: Instance) -> Pools:
    asked = [
        instance.cover.get((day, shift.id), (0, 0, 0)) for day in range(instance.days) for shift in instance.shifts
    ]
    weights = {(under, over) for _, under, over in asked}
    if len(weights) != 1:
        raise ValueError(f"people missing and too many weigh the same at every shift in the collection, here {weights}")
    under, over = weights.pop()
    need = 100 * np.array([[people for people, _, _ in asked]], dtype=np.int64)
    steps = np.arange(len(asked), dtype=np.int32)
    return Pools(
        ids=("people",),
        interval_of=steps,
        first_step=steps,
        is_open=np.ones(need.shape, dtype=np.bool_),
        need=need,
        whole=need,
        short_edges=np.full((*need.shape, 3), NO_BAND, dtype=np.int64),
        short_slopes=np.full((1, 4), under * POINTS // 100, dtype=np.int64),
        surplus_edges=np.full((*need.shape, 1), NO_BAND, dtype=np.int64),
        surplus_slopes=np.full(2, over * POINTS // 100, dtype=np.int64),
        covered=np.zeros(need.shape, dtype=np.int64),
        deferred=(),
        requirement=StaffingRequirement(TimeGrid.for_days(FIRST_DAY, 1, interval_min=60), (), ()),
    )


# --- limits as days in a row ------------------------------------------------------------------------------------------


def _runs(instance: Instance, agent: int, who: Person) -> DayPattern:
    """
    Runs of work and of days off. State 0: before the first day; then days off so far, then days of work so far.

    What began before the first day may be as short as it likes, and so may what goes on after the last.
    """
    off, begun, run = 1, 1 + who.min_days_off, 1 + who.min_days_off + who.max_run
    moves = np.full((run + who.max_run, 2), -1, dtype=np.int16)
    moves[0] = [off + who.min_days_off - 1, begun]
    for length in range(1, who.min_days_off + 1):
        at = off + length - 1
        moves[at, 0] = min(at + 1, off + who.min_days_off - 1)
        if length == who.min_days_off:
            moves[at, 1] = run
    for length in range(1, who.max_run + 1):
        for first, short in ((begun, False), (run, length < who.min_run)):
            at = first + length - 1
            if not short:
                moves[at, 0] = off
            if length < who.max_run:
                moves[at, 1] = at + 1
    return _pattern(agent, _ones(instance), np.broadcast_to(moves, (instance.days, *moves.shape)), "runs")


def _weekends(instance: Instance, agent: int, who: Person) -> DayPattern:
    """Weekends worked so far: state ``2 n`` once the weekend is over or free so far, ``2 n - 1`` on a Sunday after work."""
    states = 2 * who.max_weekends + 1
    moves = np.full((instance.days, states, 2), -1, dtype=np.int16)
    for day in range(instance.days):
        for state in range(states):
            done = state + state % 2
            moves[day, state, 0] = done
            if day % 7 == 5 and done + 1 < states:
                moves[day, state, 1] = done + 1
            elif day % 7 == 6 and (state % 2 or done + 2 < states):
                moves[day, state, 1] = done if state % 2 else done + 2
            elif day % 7 < 5:
                moves[day, state, 1] = done
    return _pattern(agent, _ones(instance), moves, "weekends")


def _follows(instance: Instance, agent: int) -> DayPattern:
    """The state is what the day before forbids."""
    kinds = {frozenset[str](): 0}
    for shift in instance.shifts:
        kinds.setdefault(shift.never_before, len(kinds))
    moves = np.full((len(kinds), len(instance.shifts) + 1), -1, dtype=np.int16)
    for barred, state in kinds.items():
        moves[state, 0] = 0
        for letter, shift in enumerate(instance.shifts, start=1):
            if shift.id not in barred:
                moves[state, letter] = kinds[shift.never_before]
    letters = np.tile(np.arange(1, len(instance.shifts) + 1, dtype=np.int8), instance.days)
    return _pattern(agent, letters, np.broadcast_to(moves, (instance.days, *moves.shape)), "order of shifts")


def _ones(instance: Instance) -> NDArray[np.int8]:
    return np.ones(instance.days * len(instance.shifts), dtype=np.int8)


def _pattern(agent: int, letters: NDArray[np.int8], moves: NDArray[np.int16], because: str) -> DayPattern:
    return DayPattern(agent, letters, moves, 0, np.ones(moves.shape[1], dtype=np.bool_), because=because)


# --- solving ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Solved:
    """The best roster found, None without one; the bound as a penalty; seconds until the best one, and in all."""

    roster: dict[str, Days] | None
    bound: float
    best_s: float | None
    wall_s: float


def solve(instance: Instance, seconds: float, *, budget: int | None = None) -> Solved:
    """The engine of our rosters on an instance, for so many seconds once it is compiled, or for a budget of steps."""
    desk = Desk(Team.under(layout_of(instance), primitives_of(instance)))
    search.sweep(desk, desk.empty(), np.zeros(1, dtype=np.int64))
    config = SolverConfig(engine="weeks", time_limit_s=seconds, budget=budget)
    seen: list[Progress] = []
    clock = Clock(config, seen.append)
    found = engine.run(desk, config, clock)
    best_s = next((each.wall_s for each in seen if found.weeks is not None and each.objective == found.cost), None)
    bound = found.bound / POINTS + sum(instance.wanted.values())
    roster = None if found.weeks is None else roster_of(instance, found.weeks)
    return Solved(roster, bound, best_s, clock.wall_s)
