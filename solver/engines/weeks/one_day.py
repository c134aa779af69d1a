"""One day of a person's week against what the others leave, the other days kept: compiled, free of the interpreter lock."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from solver.engines.weeks.bench import Bench, Weeks
from solver.engines.weeks.compiled import compiled
from solver.engines.weeks.kernels import F64, NEVER, OFF, Bools, fill_pauses
from solver.engines.weeks.moves import beside_partners, crowding, put_in_day, values_of_kind
from solver.engines.weeks.options import day_options

WHOLE = -1
"""In place of a day: all of them."""


class Part(NamedTuple):
    """
    The days a move is about: one `day`, or WHOLE.

    `bench` has the possible shifts of that day alone, the first of which is `first_shift` of all, and the steps from `first_step`
    up to `last_step`, counted from there: what a day is worth takes a fraction of the time of what all are.
    """

    day: int
    first_shift: int
    first_step: int
    last_step: int
    bench: Bench


def parts_of(bench: Bench) -> tuple[Part, ...]:
    """The whole, and then each day."""
    days = range(len(bench.first_of_day) - 1)
    return (Part(WHOLE, 0, 0, len(bench.interval_of), bench), *(_part(bench, day) for day in days))


def _part(bench: Bench, day: int) -> Part:
    shifts = slice(bench.first_of_day[day], bench.first_of_day[day + 1])
    first, last = int(bench.start[shifts].min(initial=len(bench.interval_of))), int(bench.end[shifts].max(initial=0))
    of_shifts = ("pause_count", "pause_length", "pause_first", "pause_last", "pause_is_meal", "pause_is_paid")
    return Part(
        day, int(bench.first_of_day[day]), first, last,
        bench._replace(
            start=bench.start[shifts] - np.int32(first),
            end=bench.end[shifts] - np.int32(first),
            interval_of=bench.interval_of[first:last],
            kind_busy=np.clip(bench.kind_busy, first, max(first, last)) - np.int32(first),
            **{name: getattr(bench, name)[shifts] for name in of_shifts},
        ),
    )  # fmt: skip


@compiled
def may_move(bench: Bench, weeks: Weeks, agent: int, day: int) -> bool:
    """Whether a person has a shift on a day that can be moved by itself: whose coverage depends on the hours before has none."""
    return bool(weeks.chosen[agent, day] >= 0 and bench.counts_after[agent] <= 0)


@compiled
def take_out_day(bench: Bench, weeks: Weeks, agent: int, day: int) -> None:
    """Take a person's shift of a day away; `weeks.chosen` still holds it."""
    put_in_day(bench, weeks, agent, day, -1)
    k = weeks.chosen[agent, day]
    weeks.serve[agent, bench.start[k] : bench.end[k]] = OFF
    weeks.pauses[agent, day] = -1


@compiled
def seat_on_day(bench: Bench, part: Part, weeks: Weeks, agent: int, gains: F64, lead: F64, undecided: Bools) -> bool:
    """
    Give a person whose shift of a day was taken out the one worth most at these gains; False where the rules leave none.

    Of the weeks of who is `undecided`, (A,), nothing is known yet.
    """
    steps = slice(part.first_step, part.last_step)
    crowd = crowding(bench, weeks, agent, undecided)
    gain, offsets, pool_at = values_of_kind(part.bench, bench.kind_of[agent], gains, lead[steps], crowd[steps])
    legal, points = day_options(bench, agent, weeks.chosen[agent], part.day)
    beside = np.zeros(len(bench.start) if len(bench.pair_people) else 0)
    beside_partners(bench, weeks, agent, undecided, beside)
    best, most = -1, NEVER / 2
    for place in range(len(gain)):
        worth = gain[place] - points[place] + (beside[part.first_shift + place] if len(beside) else 0.0)
        if legal[place] and worth > most:
            best, most = place, worth
    if best < 0:
        return False
    k = part.first_shift + best
    first, last = bench.start[k], bench.end[k]
    weeks.chosen[agent, part.day] = k
    weeks.serve[agent, first:last] = pool_at[first - part.first_step : last - part.first_step]
    fill_pauses(
        first, bench.pause_count[k], bench.pause_length[k], bench.pause_is_meal[k], offsets[best], weeks.serve[agent],
        weeks.pauses[agent, part.day],
    )  # fmt: skip
    put_in_day(bench, weeks, agent, part.day, 1)
    return True
