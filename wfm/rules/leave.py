"""Nobody works while on approved leave."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from wfm.calendar import DAY_MIN
from wfm.messages import say
from wfm.people import Agent
from wfm.rules.base import Rule, Violation
from wfm.timegrid import days_from

if TYPE_CHECKING:
    from wfm.centre import Centre
    from wfm.timetable import Timetable

NOON_MIN = 12 * 60


class LeaveRule(Rule):
    """No shift touches approved leave: whole days, until noon for ``am``, from noon for ``pm``."""

    name: ClassVar[str] = "leave"
    structural: ClassVar[bool] = True

    def spans(self, centre: Centre, agent: Agent, first_day: date, days: int) -> list[tuple[int, int]]:
        """Approved leave of a person as UTC minute spans, on days from the day before `first_day` to two days after the last."""
        found = []
        for leave in centre.leave_of(agent.agent_id):
            for day in days_from(first_day, days + 2):
                if leave.covers(day):
                    start = NOON_MIN if leave.part == "pm" else 0
                    end = NOON_MIN if leave.part == "am" else DAY_MIN
                    found.append((centre.instant_of(day, start), centre.instant_of(day, end)))
        return found

    def check(self, timetable: Timetable) -> Iterator[Violation]:
        for agent in timetable.agents:
            spans = self.spans(timetable.centre, agent, timetable.roster.first_day, timetable.roster.days)
            for shift in timetable.roster.of(agent.agent_id) if spans else ():
                overlap = sum(max(0, min(end, shift.end_min) - max(start, shift.start_min)) for start, end in spans)
                if overlap:
                    sentence = say("leave_worked", agent=agent.agent_id, day=shift.shift_date, observed=overlap / 60)
                    yield Violation(
                        self.name, agent.agent_id, shift.shift_date, overlap / 60, 0, "h", sentence, overlap / 60
                    )
