"""A clash, and what makes it small: leaving out what is not needed for it, among any items and among the days of the week."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import numpy as np

from solver.frame import Frame
from solver.primitives import AllowShifts, AtMost, MostPresent, PairShifts, Primitive, RestAfter, RestBefore
from wfm.messages import Sentence, say
from wfm.timegrid import iso_week, local

Item = TypeVar("Item", int, str)
Stretch = tuple[int, int]


@dataclass(frozen=True)
class Clash:
    """
    Rules that cannot all hold, for whom and on which days; `days` holds all days where it is the whole week's.

    `activity` is the meeting or training that finds no time, blank where the clash is about none. `said` are the sentences of it.
    `hours` are the stretches, in UTC minutes ``[from, to)``, at which too few people can be there whatever the roster, where the
    clash is about such.
    """

    agents: tuple[str, ...]
    days: tuple[date, ...]
    rules: tuple[str, ...]
    said: tuple[Sentence, ...]
    activity: str = ""
    hours: tuple[Stretch, ...] = ()


def in_words(hours: Sequence[Stretch], time_zone: str) -> list[Sentence]:
    """Stretches of time by their local day and hours."""
    return [
        say("clash_stretch", day=first.date(), start=f"{first:%H:%M}", end=f"{last:%H:%M}")
        for first, last in ((local(start, time_zone), local(end, time_zone)) for start, end in hours)
    ]


def smallest(items: Sequence[Item], clashes: Callable[[Sequence[Item]], bool]) -> list[Item]:
    """Of items that clash as many left out as can be: half of them at a time to begin with, one at a time at the end."""
    kept, size = list(items), max(1, len(items) // 2)
    while True:
        for first in range(0, len(kept), size):
            left = [item for at, item in enumerate(kept) if not first <= at < first + size]
            if clashes(left):
                kept = left
                break
        else:
            if size == 1:
                return kept
            size //= 2


def on_days(frame: Frame, primitives: Sequence[Primitive], days: Collection[int]) -> Iterator[Primitive]:
    """What the primitives ask for on these days; what they ask of the week as a whole stays as it is."""
    bound = np.isin(np.arange(frame.days), list(days))
    for primitive in primitives:
        match primitive:
            case AllowShifts():
                shifts = primitive.shifts | ~bound[frame.shifts.day]
                yield dataclasses.replace(primitive, shifts=shifts, days_off=primitive.days_off | ~bound)
            case AtMost():
                yield dataclasses.replace(primitive, of=primitive.of & bound[frame.shifts.day])
            case RestBefore() if not bound[primitive.day]:
                continue
            case RestAfter():
                yield dataclasses.replace(primitive, minutes=np.where(bound, primitive.minutes, -1))
            case PairShifts():
                yield dataclasses.replace(primitive, days=primitive.days & bound)
            case MostPresent():
                for day in np.flatnonzero(bound).tolist():
                    first = max(primitive.first_step, int(frame.midnight[day]))
                    last = min(primitive.last_step, int(frame.midnight[day + 1]))
                    if first < last:
                        yield dataclasses.replace(primitive, first_step=first, last_step=last)
            case _:
                yield primitive


def when(frame: Frame, days: Sequence[int]) -> Sentence:
    """The week of a clash, and its days where it is not the whole week's."""
    week = iso_week(frame.problem.first_day)
    if len(days) in (0, frame.days):
        return say("clash_week", week=week)
    return say("clash_days", week=week, days=[frame.problem.dates[day] for day in days])
