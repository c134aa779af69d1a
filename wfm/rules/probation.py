"""A person in probation does not count towards coverage before the hours are complete."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from wfm.messages import say
from wfm.model import Hours, minutes
from wfm.people import Agent
from wfm.rules.base import Rule, Violation

if TYPE_CHECKING:
    from wfm.roster import Roster
    from wfm.timetable import Timetable


class Probation(Rule):
    """
    A person works `hours` supervised hours before counting towards coverage, from the day after they are reached.

    Until then the time on shift is training. ``probation_done_h`` of the team sheet is what was done before the first day
    planned; blank means done.
    """

    name: ClassVar[str] = "probation"

    hours: Hours = 40.0

    def remaining_min(self, agent: Agent) -> int:
        """Minutes of probation still to do at the start of the planned days."""
        return 0 if agent.probation_done_h is None else max(0, minutes(self.hours) - minutes(agent.probation_done_h))

    def is_over(self, agent: Agent, roster: Roster, day: date) -> bool:
        """Whether the person counts towards coverage in a shift that begins on `day`."""
        remaining = self.remaining_min(agent)
        if remaining == 0:
            return True
        done = sum(shift.paid_min for shift in roster.of(agent.agent_id) if shift.shift_date < day)
        return done >= remaining

    def check(self, timetable: Timetable) -> Iterator[Violation]:
        for agent, shift in timetable.shifts():
            counted = sum(segment.length_min for segment in shift.segments if segment.activity.covers)
            if counted and not self.is_over(agent, timetable.roster, shift.shift_date):
                sentence = say(
                    "probation_counted",
                    agent=agent.agent_id,
                    day=shift.shift_date,
                    observed=counted / 60,
                    hours=self.hours,
                )
                yield Violation(
                    self.name, agent.agent_id, shift.shift_date, counted / 60, 0.0, "h", sentence, counted / 60
                )
