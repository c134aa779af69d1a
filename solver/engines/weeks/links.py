"""What one day's shift leaves open the next day: classes of shifts, and which may follow which at what cost."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from solver.engines.weeks.kernels import F64, I32
from solver.team import Team

FORBIDDEN = 1e18
FREE = -(10**6)
NO_START = -1
REACHES_IN, WORKED, OFF_ALONE, OFF_LONGER = -1, 0, 1, 2
"""Days off since a shift; of one that reaches into the next day, this one is not off either."""
NO_RUN, RUN_YESTERDAY, RUN_EARLIER = 0, 1, 2
"""Whether a shift was of those whose last in a run asks for a rest of its own, and if it was the day before's."""


@dataclass(frozen=True, eq=False)
class Links:
    """
    Classes of a last shift, and groups of possible shifts that start together.

    Attributes
    ----------
    group_of, first_group_of_day
        Group of each possible shift, shape (K,): neighbours of a day that cost the same after each class; groups are numbered in
        day order.
    class_of
        Class that each possible shift leaves, shape (K,).
    first_like
        The first possible shift of the same group, class, length and letter, shape (patterns, K): of such twins a person works
        the one worth most.
    class_after_off
        Class after a day off, shape (D, C).
    start_class
        Class of each person before the first day, shape (A,).
    profile_of, pair_cost
        Rest profile of each person, and per profile the points of a group after a class, shape (R, G, C); FORBIDDEN where the
        rest is too short.
    unit_min, units
        Length of a unit of paid time in minutes, and the paid units of each possible shift.
    low, high
        Bounds of the paid units in each window, shape (A, W).
    paid_of, paid_points
        Table of each person, shape (A,), and the points that paid units of each window cost, shape (tables, W, units + 1).
    """

    group_of: I32
    first_group_of_day: I32
    class_of: I32
    first_like: I32
    class_after_off: I32
    start_class: I32
    profile_of: I32
    pair_cost: F64
    unit_min: int
    units: I32
    paid_of: I32
    paid_points: F64
    low: I32
    high: I32
    counts_after: I32

    @classmethod
    def of(cls, team: Team, *, with_start: bool = True) -> Links:
        """The links of a team; without `with_start` a relaxation that does not look at changes of start, quicker to search."""
        frame = team.frame
        shifts = frame.shifts
        step = frame.step_min
        keyed = [
            (int(day), int(start), bool(run))
            for day, start, run in zip(shifts.day, shifts.start, team.runs, strict=True)
        ]
        order = {key: index for index, key in enumerate(dict.fromkeys(keyed))}  # those that begin together
        midnight = [int(at) * step for at in frame.midnight]
        earliest = min((start * step - midnight[day] for day, start, _ in keyed), default=0)
        longest_rest = max(int(team.rest_min.max(initial=0)), 0)
        longest_run_rest = max(int(team.run_rest_min.max(initial=0)), longest_rest)
        with_start = with_start and team.start_change is not None

        alone_points = team.off_alone_points
        classes: dict[tuple[int, int, int, int], int] = {(FREE, NO_START, NO_RUN, OFF_LONGER): 0}

        def class_index(end: int, clock: int, run: int, off: int) -> int:
            if end + (longest_run_rest if run else longest_rest) <= earliest:
                end, run = FREE, NO_RUN
            clock, off = clock if with_start else NO_START, off if alone_points else OFF_LONGER
            return classes.setdefault((end, clock, run, off), len(classes))

        class_of = [
            class_index(
                int(shifts.end[k]) * step - midnight[shift.day + 1],
                shift.start_clock_min,
                RUN_YESTERDAY if team.runs[k] else NO_RUN,
                REACHES_IN if int(shifts.end[k]) > int(frame.midnight[shift.day + 1]) else WORKED,
            )
            for k, shift in enumerate(shifts.all)
        ]
        start_class = [
            class_index(int(end), int(clock), int(run), int(off))
            for end, clock, run, off in zip(
                frame.people.last_end_min,
                frame.people.last_clock_min,
                team.last_run,
                frame.people.off_before,
                strict=True,
            )
        ]
        after_off: list[dict[int, int]] = [{} for _ in range(frame.days)]
        position = 0
        while position < len(classes):
            end, _, run, off = list(classes)[position]
            for day in range(frame.days):
                after_off[day][position] = class_index(
                    end - (midnight[day + 1] - midnight[day]), NO_START, RUN_EARLIER if run else NO_RUN,
                    min(off + 1, OFF_LONGER),
                )  # fmt: skip
            position += 1

        rests = np.concatenate([team.rest_min, np.maximum(team.rest_min, team.run_rest_min)], axis=1)
        profiles, profile_of = np.unique(rests, axis=0, return_inverse=True)
        pair_cost = np.zeros((len(profiles), len(order), len(classes)))
        clock_of_group = {order[key]: shift.start_clock_min for key, shift in zip(keyed, shifts.all, strict=True)}
        for (day, start, in_run), group in order.items():
            begin = start * step - midnight[day]
            for (end, clock, run, off), index in classes.items():
                alone = alone_points if off == OFF_ALONE else 0
                pair_cost[:, group, index] = _start_points(team, clock, clock_of_group[group]) + alone
                if end != FREE:
                    ends_run = run != NO_RUN and not (in_run and run == RUN_YESTERDAY)
                    asked = profiles[:, frame.days + day if ends_run else day]
                    pair_cost[(asked >= 0) & (begin - end < asked), group, index] = FORBIDDEN

        begin_of = np.array([order[key] for key in keyed], dtype=np.int64)
        group_of_begin, first_group_of_day, pair_cost = _merged(pair_cost, [day for day, _, _ in order], frame.days)
        unit = math.gcd(*(int(paid) for paid in shifts.paid_min)) if len(shifts.all) else 60
        paid_points, paid_of = np.unique(_paid_points(team, unit), axis=0, return_inverse=True)
        group_of, units = group_of_begin[begin_of], (shifts.paid_min // unit).astype(np.int32)
        return cls(
            group_of=group_of,
            first_group_of_day=first_group_of_day,
            class_of=np.array(class_of, dtype=np.int32),
            first_like=_first_like(team, np.stack([group_of, np.array(class_of, dtype=np.int32), units])),
            class_after_off=np.array(
                [[after[index] for index in range(len(classes))] for after in after_off], dtype=np.int32
            ),
            start_class=np.array(start_class, dtype=np.int32),
            profile_of=profile_of.reshape(-1).astype(np.int32),
            pair_cost=pair_cost,
            unit_min=unit,
            units=units,
            paid_of=paid_of.reshape(-1).astype(np.int32),
            paid_points=paid_points,
            low=(-(-team.low_min // unit)).astype(np.int32),
            high=(np.maximum(team.high_min, -1) // unit).astype(np.int32),
            counts_after=(-(-team.counts_after_min // unit)).astype(np.int32),
        )


def _paid_points(team: Team, unit_min: int) -> F64:
    """Points of each number of paid units for each person, shape (A, W, units + 1)."""
    first_of_window = team.frame.first_of_window.tolist()
    paid_min = unit_min * np.arange(max(int(team.high_min.max(initial=0)) // unit_min, 0) + 1)
    points = np.zeros((team.size, len(first_of_window) - 1, len(paid_min)))
    for each in team.paid_points:
        points[each.agent, first_of_window.index(each.first_day)] += each.points_per_min * np.maximum(
            paid_min - each.after_min, 0
        )
    return points


def _merged(pair_cost: F64, day_of: list[int], days: int) -> tuple[I32, I32, F64]:
    """
    Neighbours of a day that cost the same after each class as one: the new number of each, the first of each day (D + 1,), and the
    points of what is left. `pair_cost` is (R, G, C), `day_of` (G,) the day of each.
    """
    day = np.array(day_of, dtype=np.int64)
    differs = (pair_cost[:, 1:] != pair_cost[:, :-1]).any(axis=(0, 2)) | (day[1:] != day[:-1])
    begins = np.concatenate([np.ones(min(len(day), 1), dtype=np.bool_), differs])
    kept = np.flatnonzero(begins)
    first_of_day = np.searchsorted(day[kept], np.arange(days + 1)).astype(np.int32)
    return (np.cumsum(begins) - 1).astype(np.int32), first_of_day, np.ascontiguousarray(pair_cost[:, kept])


def _first_like(team: Team, of_shift: I32) -> I32:
    """The first possible shift with the same numbers `of_shift` (n, K) and letter, for each pattern: shape (patterns, K)."""
    firsts = np.empty((len(team.patterns), of_shift.shape[1]), dtype=np.int32)
    for number, pattern in enumerate(team.patterns):
        table = np.concatenate([of_shift, pattern.letters[None].astype(np.int32)])
        _, first, names = np.unique(table, axis=1, return_index=True, return_inverse=True)
        firsts[number] = first[names.reshape(-1)]
    return firsts


def _start_points(team: Team, clock: int, next_clock: int) -> float:
    if clock == NO_START or team.start_change is None:
        return 0.0
    excess = max(0, abs(next_clock - clock) - team.start_change.max_change_min)
    if excess and team.start_change.points_per_hour is None:
        return FORBIDDEN
    return float(round((team.start_change.points_per_hour or 0.0) * (excess / 60)))
