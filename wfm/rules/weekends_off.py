"""So many weekends off in so many weeks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, Self

from pydantic import Field, field_validator, model_validator

from wfm.calendar import weekday_set
from wfm.errors import InputError
from wfm.messages import say
from wfm.model import Whole
from wfm.people import Agent
from wfm.rules.base import LimitInForce, Rule, Violation
from wfm.timegrid import iso_week

if TYPE_CHECKING:
    from wfm.centre import Centre
    from wfm.timetable import Timetable


class WeekendsOff(Rule):
    """
    Of any `weeks` ISO weeks in a row, ending with the one planned, at least `min_off` weekends are off: the others may be worked.

    A weekend is off when each of its `days` is a day off. Published rosters tell the weeks before; a week without one counts as
    off. A weekend that published shifts have worked already is no breach of the plan's.
    """

    name: ClassVar[str] = "weekends_off"
    spans_weeks: ClassVar[bool] = True
    limits: ClassVar[tuple[str, ...]] = ("min_off",)

    min_off: Whole = Field(default=1, ge=0)
    weeks: Whole = Field(default=4, ge=1)
    days: str = "sat-sun"

    @field_validator("days")
    @classmethod
    def _readable(cls, value: str) -> str:
        weekday_set(value)
        return value

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.min_off > self.weeks:
            raise InputError(say("weekends_too_many", min_off=self.min_off, weeks=self.weeks))
        return self

    def limit_in(self, centre: Centre, agent: Agent, monday: date) -> LimitInForce:
        """The weekends one person needs off in the weeks that end with that of `monday`."""
        return centre.limit("weekends_off.min_off", agent, self.min_off, monday, monday + timedelta(days=6))

    def weekend(self, monday: date) -> list[date]:
        """The days of a week's weekend."""
        return [monday + timedelta(days=ahead) for ahead in sorted(weekday_set(self.days))]

    def worked(self, timetable: Timetable, agent: Agent, monday: date) -> bool:
        """Whether a weekend holds work."""
        return not all(timetable.is_day_off(agent.agent_id, day) for day in self.weekend(monday))

    def check(self, timetable: Timetable) -> Iterator[Violation]:
        before = timetable.without_plan()
        for first_day, _ in timetable.roster.weeks():
            monday = first_day - timedelta(days=first_day.weekday())
            mondays = [monday - timedelta(weeks=ago) for ago in range(self.weeks)]
            for agent in timetable.agents:
                if not self.worked(timetable, agent, monday) or self.worked(before, agent, monday):
                    continue
                limit = self.limit_in(timetable.centre, agent, monday)
                off = self.weeks - sum(self.worked(timetable, agent, each) for each in mondays)
                if off < limit.value:
                    sentence = say(
                        "weekends_off_below",
                        agent=agent.agent_id, week=iso_week(monday), observed=off, limit=limit.value, weeks=self.weeks,
                    )  # fmt: skip
                    yield Violation(
                        self.name, agent.agent_id, first_day, off, limit.value, "weekends", sentence,
                        limit.value - off, limit.exception_id, week_long=True,
                    )  # fmt: skip
