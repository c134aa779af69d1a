"""Nights: at most so many, in a row and in a week; and the rest after them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field, field_validator

from wfm.calendar import clock_range
from wfm.messages import say
from wfm.model import Hours, Whole
from wfm.people import Agent
from wfm.rules.base import LimitInForce, Rule, Violation
from wfm.shifts import Shift
from wfm.timegrid import iso_week

if TYPE_CHECKING:
    from wfm.centre import Centre
    from wfm.timetable import Timetable

ONE_DAY = timedelta(days=1)


class NightRule(Rule):
    """What a night is: a shift of which at least `night_min` minutes, pauses included, lie in the hours `night`."""

    night: str = "23:00-06:00"
    night_min: Whole = Field(default=180, gt=0)

    @field_validator("night")
    @classmethod
    def _hours(cls, value: str) -> str:
        clock_range(value)
        return value

    def windows(self, centre: Centre, shift_date: date) -> list[tuple[int, int]]:
        """The night hours that a shift of a day may touch, as UTC minutes."""
        first, last = clock_range(self.night)
        days = (shift_date + timedelta(days=ahead) for ahead in (-1, 0, 1))
        return [(centre.instant_of(day, first), centre.instant_of(day, last)) for day in days]

    def is_night(self, centre: Centre, shift: Shift) -> bool:
        """Whether a shift is a night."""
        inside = (
            max(0, min(last, shift.end_min) - max(first, shift.start_min))
            for first, last in self.windows(centre, shift.shift_date)
        )
        return sum(inside) >= self.night_min


class MaxNights(NightRule):
    """At most `max_in_row` nights on days in a row, published ones counted; at most `max_per_week` in a week, where it is set."""

    name: ClassVar[str] = "max_nights"
    limits: ClassVar[tuple[str, ...]] = ("max_in_row", "max_per_week")
    idle: ClassVar[Mapping[str, float]] = {"max_in_row": 31, "max_per_week": 7}

    max_in_row: Whole = Field(default=3, ge=1)
    max_per_week: Whole | None = Field(default=None, ge=0)

    def row_limit(self, centre: Centre, agent: Agent, day: date) -> LimitInForce:
        """The longest run of nights that may have reached `day`."""
        return centre.limit("max_nights.max_in_row", agent, self.max_in_row, day, day)

    def week_limit(self, centre: Centre, agent: Agent, first_day: date) -> LimitInForce:
        """The most nights in the week of `first_day`: seven where nothing is said."""
        monday = first_day - timedelta(days=first_day.weekday())
        most = 7 if self.max_per_week is None else self.max_per_week
        return centre.limit("max_nights.max_per_week", agent, most, monday, monday + timedelta(days=6))

    def check(self, timetable: Timetable) -> Iterator[Violation]:
        for agent in timetable.agents:
            nights = {
                shift.shift_date
                for shift in timetable.all_shifts(agent.agent_id)
                if self.is_night(timetable.centre, shift)
            }
            yield from self._rows(timetable, agent, nights)
            for first_day, days in timetable.roster.weeks():
                count = sum(first_day <= night < first_day + timedelta(days=days) for night in nights)
                limit = self.week_limit(timetable.centre, agent, first_day)
                if count > limit.value:
                    sentence = say(
                        "max_nights_week_above",
                        agent=agent.agent_id, week=iso_week(first_day), observed=count, limit=limit.value,
                    )  # fmt: skip
                    yield Violation(
                        self.name, agent.agent_id, first_day, count, limit.value, "shifts", sentence,
                        count - limit.value, limit.exception_id, week_long=True,
                    )  # fmt: skip

    def _rows(self, timetable: Timetable, agent: Agent, nights: set[date]) -> Iterator[Violation]:
        for day in timetable.roster.dates:
            run = 0
            while day - run * ONE_DAY in nights:
                run += 1
            limit = self.row_limit(timetable.centre, agent, day)
            if run > limit.value:
                sentence = say("max_nights_row_above", agent=agent.agent_id, day=day, observed=run, limit=limit.value)
                yield Violation(
                    self.name, agent.agent_id, day, run, limit.value, "shifts", sentence, 1.0, limit.exception_id
                )


class RestAfterNights(NightRule):
    """
    After the last night of a run a person rests at least `min_h` hours; the limit of the later day holds.

    A night that begins on the day after a night goes on with the run; any other shift ends it. Published nights count.
    """

    name: ClassVar[str] = "rest_after_nights"
    limits: ClassVar[tuple[str, ...]] = ("min_h",)

    min_h: Hours = 24.0

    def limit_on(self, centre: Centre, agent: Agent, day: date) -> LimitInForce:
        """The rest one person needs before the first shift after a run of nights, if it begins on `day`."""
        return centre.limit("rest_after_nights.min_h", agent, self.min_h, day, day)

    def check(self, timetable: Timetable) -> Iterator[Violation]:
        centre = timetable.centre
        for agent in timetable.agents:
            for before, after in pairwise(timetable.all_shifts(agent.agent_id)):
                if after.shift_date < timetable.roster.first_day or not self.is_night(centre, before):
                    continue
                if after.shift_date - before.shift_date == ONE_DAY and self.is_night(centre, after):
                    continue
                limit = self.limit_on(centre, agent, after.shift_date)
                rest_h = (after.start_min - before.end_min) / 60
                if rest_h < limit.value - 1e-9:
                    sentence = say(
                        "rest_after_nights_below",
                        agent=agent.agent_id, day=after.shift_date, observed=rest_h, limit=limit.value,
                    )  # fmt: skip
                    yield Violation(
                        self.name, agent.agent_id, after.shift_date, rest_h, limit.value, "h", sentence,
                        limit.value - rest_h, limit.exception_id,
                    )  # fmt: skip
