"""Nobody works before being hired or after leaving."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from wfm.messages import say
from wfm.rules.base import Rule, Violation

if TYPE_CHECKING:
    from wfm.timetable import Timetable


class ServiceDates(Rule):
    """Shifts begin on days in service only, from `hired_on` to `left_on`, both inclusive; nobody unknown has a shift."""

    name: ClassVar[str] = "service_dates"
    structural: ClassVar[bool] = True

    def check(self, timetable: Timetable) -> Iterator[Violation]:
        for shift in timetable.roster.shifts:
            agent = timetable.centre.agent(shift.agent_id)
            if agent is None or not agent.in_service(shift.shift_date):
                key = "service_dates_unknown" if agent is None else "service_dates_outside"
                sentence = say(key, agent=shift.agent_id, day=shift.shift_date)
                yield Violation(self.name, shift.agent_id, shift.shift_date, 1, 0, "shifts", sentence)
