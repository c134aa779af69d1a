"""
Local days: a series as a table of days by intervals of the day.

What repeats is the clock on the wall, not the instant: rows are local dates, columns are clock times. The autumn hour that
comes twice is averaged into its one column, the spring hour that does not exist stays unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecasting.compiled import compiled
from wfm.calendar import DAY_MIN
from wfm.timegrid import zone

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

EPOCH = date(1970, 1, 1)
HOLIDAY_KIND, CLOSED_KIND = 7, 8  # positions in wfm.calendar.DAY_KINDS; 0 to 6 are Monday to Sunday


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - EPOCH).days


def date_of(number: int) -> date:
    """The date of a day number."""
    return EPOCH + timedelta(days=int(number))


def weekday_of(numbers: Ints) -> Ints:
    """Weekday of day numbers, Monday 0."""
    return (numbers + 3) % 7


def local_clock(starts_min: Ints, time_zone: str, interval_min: int) -> tuple[Ints, Ints]:
    """Local day number and interval of the day of each instant, both of shape (T,)."""
    wall = pd.to_datetime(starts_min * 60, unit="s", utc=True).tz_convert(zone(time_zone)).tz_localize(None)
    minutes = wall.to_numpy(dtype="datetime64[m]").astype(np.int64)
    return minutes // DAY_MIN, (minutes % DAY_MIN) // interval_min


@dataclass(frozen=True, eq=False)
class Days:
    """
    What the calendar knows of some consecutive local days, for one queue.

    Attributes
    ----------
    numbers
        Day numbers, shape (D,), each one more than the one before.
    kinds
        Position in `wfm.calendar.DAY_KINDS` of what the day acts like, shape (D,).
    effects
        One column per thing that may move a day's total, shape (D, P).
    names, groups, prior_sd
        Of each column: its name, the group it belongs to, and how far it may move the log of a total; length P.
    """

    numbers: Ints
    kinds: Ints
    effects: Floats
    names: tuple[str, ...]
    groups: tuple[str, ...]
    prior_sd: Floats

    def __len__(self) -> int:
        return len(self.numbers)

    def part(self, first: int, end: int) -> Days:
        """The days ``first:end`` by position."""
        return Days(
            self.numbers[first:end],
            self.kinds[first:end],
            self.effects[first:end],
            self.names,
            self.groups,
            self.prior_sd,
        )

    def columns(self, group: str) -> Ints:
        """Positions of a group's columns."""
        return np.flatnonzero(np.array(self.groups) == group)


@dataclass(frozen=True, eq=False)
class Past:
    """
    What came to one queue on some local days.

    `values` in contacts per interval of the day, shape (D, M), NaN where unknown; `trusted` marks what a person said to keep.
    """

    days: Days
    values: Floats
    trusted: Bools

    def before(self, end: int) -> Past:
        """Only the first `end` days."""
        return Past(self.days.part(0, end), self.values[:end], self.trusted[:end])

    def known_days(self) -> Bools:
        """Whether anything is known of a day, shape (D,)."""
        return _known_rows(self.values)

    def trusted_days(self) -> Bools:
        """Whether a person said to keep something of a day, shape (D,)."""
        return np.asarray(self.trusted.any(axis=1))


@compiled
def _known_rows(table: Floats) -> Bools:
    known = np.zeros(len(table), dtype=np.bool_)
    for row in range(len(table)):
        for value in table[row]:
            if not np.isnan(value):
                known[row] = True
                break
    return known


def day_table(numbers: Ints, columns: Ints, values: Floats, *, first: int, days: int, width: int) -> Floats:
    """
    The table (days, width) of a series, NaN where nothing is known.

    Parameters
    ----------
    numbers, columns
        Day number and column of each value, shape (T,).
    first
        Day number of the first row.
    """
    known = ~np.isnan(values)
    if not known.any():
        return np.full((days, width), np.nan)
    place = (numbers[known] - first) * width + columns[known]
    count = np.bincount(place, minlength=days * width)
    total = np.bincount(place, weights=values[known], minlength=days * width)
    table = np.divide(total, count, out=np.full(days * width, np.nan), where=count > 0)
    return np.asarray(table.reshape(days, width))


def kinds_to_follow(past: Past, ahead: Days) -> Ints:
    """
    The kind whose earlier days each day ahead follows, shape (A,); -1 where there is none.

    Its own kind where such days are known, else (a first holiday) its weekday.
    """
    seen = np.zeros(CLOSED_KIND + 1, dtype=bool)
    seen[past.days.kinds[past.known_days()]] = True
    weekdays = weekday_of(ahead.numbers)
    chosen = np.where(seen[ahead.kinds], ahead.kinds, weekdays)
    return np.where(seen[chosen], chosen, -1)
