"""Nobody comes for less than so many hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from wfm.messages import say
from wfm.model import Hours, minutes
from wfm.people import Agent
from wfm.rules.base import LimitInForce, Rule, Violation

if TYPE_CHECKING:
    from wfm.centre import Centre
    from wfm.timetable import Timetable


class MinShiftLength(Rule):
    """A shift has at least `min_h` paid hours."""

    name: ClassVar[str] = "min_shift_length"
    limits: ClassVar[tuple[str, ...]] = ("min_h",)

    min_h: Hours = 4.0

    def limit_on(self, centre: Centre, agent: Agent, day: date) -> LimitInForce:
        """The least paid hours of one person's shift on a day."""
        return centre.limit("min_shift_length.min_h", agent, self.min_h, day, day)

    def check(self, timetable: Timetable) -> Iterator[Violation]:
        for agent, shift in timetable.shifts():
            limit = self.limit_on(timetable.centre, agent, shift.shift_date)
            if shift.paid_min < minutes(limit.value):
                paid_h = shift.paid_min / 60
                sentence = say(
                    "min_shift_length_below",
                    agent=agent.agent_id, day=shift.shift_date, observed=paid_h, limit=limit.value,
                )  # fmt: skip
                yield Violation(
                    self.name, agent.agent_id, shift.shift_date, paid_h, limit.value, "h", sentence,
                    limit.value - paid_h, limit.exception_id,
                )  # fmt: skip
