"""A week holds at least so many days off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from wfm.messages import say
from wfm.model import Whole
from wfm.people import Agent
from wfm.rules.base import LimitInForce, Rule, Violation
from wfm.timegrid import days_from, iso_week

if TYPE_CHECKING:
    from wfm.centre import Centre
    from wfm.timetable import Timetable


class WeeklyDaysOff(Rule):
    """
    At least `min_days` days off in every full week planned, in one run where `consecutive`.

    A day off is a day on which no shift begins and none reaches into it; leave and days out of service count.
    """

    name: ClassVar[str] = "weekly_days_off"
    limits: ClassVar[tuple[str, ...]] = ("min_days",)

    min_days: Whole = Field(default=1, ge=0, le=7)
    consecutive: bool = False

    def limit_in(self, centre: Centre, agent: Agent, first_day: date) -> LimitInForce:
        """The days off one person needs in the week that begins on `first_day`."""
        last_day = first_day + timedelta(days=6)
        return centre.limit("weekly_days_off.min_days", agent, self.min_days, first_day, last_day)

    def granted(self, off: Sequence[bool]) -> int:
        """Days off that count: all, or the longest run."""
        if not self.consecutive:
            return sum(off)
        longest = run = 0
        for is_off in off:
            run = run + 1 if is_off else 0
            longest = max(longest, run)
        return longest

    def check(self, timetable: Timetable) -> Iterator[Violation]:
        for first_day, days in timetable.roster.weeks():
            if days < 7:
                continue
            for agent in timetable.agents:
                limit = self.limit_in(timetable.centre, agent, first_day)
                off = [timetable.is_day_off(agent.agent_id, day) for day in days_from(first_day, days)]
                granted = self.granted(off)
                if granted < limit.value:
                    key = "weekly_days_off_run_below" if self.consecutive else "weekly_days_off_below"
                    sentence = say(
                        key, agent=agent.agent_id, week=iso_week(first_day), observed=granted, limit=limit.value
                    )
                    yield Violation(
                        self.name, agent.agent_id, first_day, granted, limit.value, "days", sentence,
                        limit.value - granted, limit.exception_id, week_long=True,
                    )  # fmt: skip
