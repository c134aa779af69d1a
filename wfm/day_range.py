"""A range of the clock on some days: what several tables write as ``days, from, to``."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import model_validator

from wfm.calendar import MinuteRange, clock_range, weekday_set
from wfm.model import Model


class DayRange(Model):
    """Weekdays such as ``mon-fri``, or one date, and the hours meant on them; all day where no hours are named."""

    days: str
    from_time: str = "00:00"
    to_time: str = "24:00"

    @model_validator(mode="after")
    def _readable(self) -> Self:
        self.on(date(2026, 1, 1))
        _ = self.range_min
        return self

    def on(self, day: date) -> bool:
        """Whether the row speaks of `day`."""
        if self.days[:1].isdigit():
            return date.fromisoformat(self.days) == day
        return day.weekday() in weekday_set(self.days)

    @property
    def range_min(self) -> MinuteRange:
        """Minutes from midnight; an end at or before the start runs into the next day."""
        return clock_range(f"{self.from_time}-{self.to_time}")
