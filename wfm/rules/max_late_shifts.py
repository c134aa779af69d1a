"""At most so many late shifts in a week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field, field_validator

from wfm.calendar import clock_min
from wfm.messages import say
from wfm.model import Whole
from wfm.people import Agent
from wfm.rules.base import LimitInForce, Rule, Violation
from wfm.timegrid import iso_week

if TYPE_CHECKING:
    from wfm.centre import Centre
    from wfm.timetable import Timetable


class MaxLateShifts(Rule):
    """At most `max_per_week` shifts of a person in a week that end after `ends_after` (strictly) of the day they began."""

    name: ClassVar[str] = "max_late_shifts"
    limits: ClassVar[tuple[str, ...]] = ("max_per_week",)

    max_per_week: Whole = Field(default=3, ge=0)
    ends_after: str = "21:00"

    @field_validator("ends_after")
    @classmethod
    def _clock(cls, value: str) -> str:
        clock_min(value)
        return value

    def limit_in(self, centre: Centre, agent: Agent, first_day: date) -> LimitInForce:
        """The maximum of one person in the week of `first_day`."""
        monday = first_day - timedelta(days=first_day.weekday())
        return centre.limit(
            "max_late_shifts.max_per_week", agent, self.max_per_week, monday, monday + timedelta(days=6)
        )

    def is_late(self, centre: Centre, shift_date: date, end_min: int) -> bool:
        """Whether a shift that began on `shift_date` and ends at the UTC minute `end_min` is late."""
        return end_min > centre.instant_of(shift_date, clock_min(self.ends_after))

    def check(self, timetable: Timetable) -> Iterator[Violation]:
        for first_day, days in timetable.roster.weeks():
            last_day = first_day + timedelta(days=days - 1)
            for agent in timetable.agents:
                late = sum(
                    self.is_late(timetable.centre, shift.shift_date, shift.end_min)
                    for shift in timetable.roster.of(agent.agent_id)
                    if first_day <= shift.shift_date <= last_day
                )
                limit = self.limit_in(timetable.centre, agent, first_day)
                if late > limit.value:
                    sentence = say(
                        "max_late_shifts_above",
                        agent=agent.agent_id, week=iso_week(first_day), observed=late, limit=limit.value,
                        ends_after=self.ends_after,
                    )  # fmt: skip
                    yield Violation(
                        self.name, agent.agent_id, first_day, late, limit.value, "shifts", sentence,
                        late - limit.value, limit.exception_id, week_long=True,
                    )  # fmt: skip
