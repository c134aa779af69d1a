"""People with a rotation over several weeks work what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from wfm.calendar import WEEKDAYS
from wfm.messages import say
from wfm.people import Agent
from wfm.rules.base import Rule, Violation

if TYPE_CHECKING:
    from wfm.centre import Centre
    from wfm.timetable import Timetable

FIRST_MONDAY = date(2024, 1, 1)
"""The Monday of the week that is week 1 of every pattern, before any offset."""


class Patterns(Rule):
    """
    On each day that patterns.csv names for a person's ``pattern`` the person works the shift it names; a blank shift is a day off.

    Week 1 is the ISO week of Monday, 1 January 2024, and comes again after as many weeks as the pattern's highest week;
    ``pattern_offset`` puts a person so many weeks further on. A day without a row is the planner's. Approved leave, a pin, a day
    out of service and a public holiday on which the centre is closed win over the pattern.
    """

    name: ClassVar[str] = "patterns"
    structural: ClassVar[bool] = True

    def asked(self, centre: Centre, agent: Agent, days: Sequence[date]) -> Mapping[date, str | None]:
        """The shift that each bound day of a person asks for, None for a day off."""
        rows = {(row.week, row.day): row.shift_id for row in centre.patterns if row.pattern == agent.pattern}
        weeks = max((week for week, _ in rows), default=1)
        pinned = {lock.shift_date for lock in centre.locks if lock.agent_id == agent.agent_id} if rows else set()
        found: dict[date, str | None] = {}
        for day in days if rows else ():
            monday = day - timedelta(days=day.weekday())
            passed = (monday - FIRST_MONDAY).days // 7 + (agent.pattern_offset or 0)
            place = passed % weeks + 1, WEEKDAYS[day.weekday()]
            away = any(leave.covers(day) for leave in centre.leave_of(agent.agent_id))
            free = day in pinned or away or not agent.in_service(day) or centre.is_closed_holiday(day)
            if place in rows and not free:
                found[day] = rows[place]
        return found

    def check(self, timetable: Timetable) -> Iterator[Violation]:
        for agent in timetable.agents:
            for day, asked in self.asked(timetable.centre, agent, timetable.roster.dates).items():
                shift = timetable.roster.on(agent.agent_id, day)
                if (shift.shift_id if shift else None) != asked:
                    sentence = say(
                        "patterns_broken" if asked else "patterns_off_broken",
                        agent=agent.agent_id, day=day, pattern=agent.pattern, shift=asked or "",
                    )  # fmt: skip
                    yield Violation(self.name, agent.agent_id, day, 0, 1, "shifts", sentence)
