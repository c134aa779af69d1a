"""Days off stand in pairs: none alone between two days of work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from wfm.messages import say
from wfm.model import Number
from wfm.rules.base import Rule, Violation
from wfm.timegrid import days_from

if TYPE_CHECKING:
    from wfm.timetable import Timetable

DAY = timedelta(days=1)


class PairedDaysOff(Rule):
    """
    A day off between two shifts, with no other day off beside it, costs. Unit of breach: days off alone.

    A day off is a day on which no shift begins and none reaches into it; leave counts as one, and published shifts tell the days
    before. It is judged on the day on which work goes on, so a Sunday off belongs to the week after.
    """

    name: ClassVar[str] = "paired_days_off"
    may_be_soft: ClassVar[bool] = True
    unit_of_size: ClassVar[str] = "days_alone"

    weight: Number | None = Field(default=1.0, gt=0)

    def check(self, timetable: Timetable) -> Iterator[Violation]:
        for agent in timetable.agents:
            worked = timetable.days_worked(agent.agent_id)
            for day in days_from(timetable.roster.first_day, timetable.roster.days):
                if day in worked and self._ends_a_day_off_alone(timetable, agent.agent_id, day):
                    sentence = say("paired_days_off_alone", agent=agent.agent_id, day=day - DAY)
                    yield Violation(self.name, agent.agent_id, day, 1.0, 0.0, "days", sentence)

    def _ends_a_day_off_alone(self, timetable: Timetable, agent_id: str, day: date) -> bool:
        """Whether the day before is off and the one before that is not."""
        return timetable.is_day_off(agent_id, day - DAY) and not timetable.is_day_off(agent_id, day - 2 * DAY)
