"""
Time: UTC minutes inside, local wall time at the edges.

An instant is an integer, minutes since 1970-01-01T00:00Z. A `TimeGrid` is the ordered list of the open intervals of some local
days; days of 23 and 25 hours fall out of the arithmetic.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from wfm.calendar import DAY_MIN, MinuteRange
from wfm.errors import InputError
from wfm.messages import say

INTERVALS_MIN = (5, 15, 30, 60, DAY_MIN)
DAYS_A_WEEK = 7
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@functools.cache
def zone(time_zone: str) -> ZoneInfo:
    """The IANA time zone of that name; InputError where there is none."""
    try:
        return ZoneInfo(time_zone)
    except (KeyError, ValueError, OSError):
        raise InputError(say("time_zone_unknown", value=time_zone)) from None


def instant(moment: datetime) -> int:
    """UTC minutes of an aware datetime, seconds cut off."""
    return int((moment - _EPOCH).total_seconds() // 60)


def wall(day: date, minute: int, time_zone: str) -> int:
    """UTC minutes of a local wall time, given as minutes from that day's midnight (past 1440: the next day)."""
    ahead, minute = divmod(minute, DAY_MIN)
    midnight = datetime.combine(day + timedelta(days=ahead), datetime.min.time())
    return instant((midnight + timedelta(minutes=minute)).replace(tzinfo=zone(time_zone)))


def local(instant_min: int, time_zone: str) -> datetime:
    """The aware local datetime of UTC minutes."""
    return (_EPOCH + timedelta(minutes=int(instant_min))).astimezone(zone(time_zone))


def iso_week(day: date) -> str:
    """``2026-W48`` of any date in the week."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def week_start(text: str) -> date:
    """Monday of ``2026-W48`` or of any ISO date in the week."""
    try:
        if "W" in text.upper():
            return date.fromisoformat(f"{text.upper()}-1")
        day = date.fromisoformat(text)
    except ValueError:
        raise InputError(say("week_unreadable", value=text)) from None
    return day - timedelta(days=day.weekday())


def days_from(first_day: date, days: int) -> list[date]:
    """`days` consecutive dates from `first_day`."""
    return [first_day + timedelta(days=ahead) for ahead in range(days)]


@dataclass(frozen=True, eq=False)
class TimeGrid:
    """
    The open intervals of `days` local days from `first_day`.

    An interval belongs to the day on which its opening range began: 02:00 of a range 22:00-06:00 is the evening's.

    Attributes
    ----------
    starts_min
        Start of each interval in UTC minutes, shape (T,), strictly increasing.
    day_index
        Day each interval belongs to, shape (T,), 0 for `first_day`.
    """

    time_zone: str
    interval_min: int
    first_day: date
    days: int
    starts_min: NDArray[np.int64]
    day_index: NDArray[np.int32]

    @classmethod
    def for_days(
        cls,
        first_day: date,
        days: int,
        *,
        time_zone: str = "UTC",
        interval_min: int = 30,
        ranges: Callable[[date], tuple[MinuteRange, ...]] | None = None,
    ) -> TimeGrid:
        """
        The grid of some days.

        Parameters
        ----------
        ranges
            Open minute ranges of a date; absent: around the clock. Bounds are multiples of `interval_min`.
        interval_min
            5, 15, 30, 60, or 1440 for daily data (one interval per open day, from local midnight).
        """
        starts: list[NDArray[np.int64]] = []
        owners: list[NDArray[np.int32]] = []
        for index, day in enumerate(days_from(first_day, days)):
            for start, end in ((0, DAY_MIN),) if ranges is None else ranges(day):
                if interval_min == DAY_MIN:
                    own = np.array([wall(day, 0, time_zone)], dtype=np.int64)
                else:
                    own = np.arange(
                        wall(day, start, time_zone), wall(day, end, time_zone), interval_min, dtype=np.int64
                    )
                starts.append(own)
                owners.append(np.full(len(own), index, dtype=np.int32))
                if interval_min == DAY_MIN:
                    break
        starts_min = np.concatenate(starts) if starts else np.empty(0, dtype=np.int64)
        day_index = np.concatenate(owners) if owners else np.empty(0, dtype=np.int32)
        starts_min, first = np.unique(starts_min, return_index=True)
        return cls(time_zone, interval_min, first_day, days, starts_min, day_index[first])

    def __len__(self) -> int:
        return len(self.starts_min)

    @property
    def interval_s(self) -> int:
        """Length of an interval in seconds."""
        return self.interval_min * 60

    @property
    def dates(self) -> list[date]:
        """The local days of the grid."""
        return days_from(self.first_day, self.days)

    def local_starts(self) -> list[datetime]:
        """Start of each interval as an aware local datetime."""
        return [local(start, self.time_zone) for start in self.starts_min.tolist()]

    def index_of(self, instants_min: NDArray[np.int64]) -> NDArray[np.int64]:
        """Index of the interval that starts at each instant, -1 where none does."""
        if len(self) == 0:
            return np.full(len(instants_min), -1, dtype=np.int64)
        found = np.searchsorted(self.starts_min, instants_min).clip(max=len(self) - 1)
        return np.where(self.starts_min[found] == instants_min, found, -1)

    def index_containing(self, instants_min: NDArray[np.int64]) -> NDArray[np.int64]:
        """Index of the interval in which each instant lies, -1 outside the open intervals."""
        if len(self) == 0:
            return np.full(len(instants_min), -1, dtype=np.int64)
        found = np.searchsorted(self.starts_min, instants_min, side="right") - 1
        inside = (found >= 0) & (instants_min < self.starts_min[found.clip(min=0)] + self.interval_min)
        return np.where(inside, found, -1)
