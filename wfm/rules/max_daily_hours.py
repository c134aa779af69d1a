"""A day's paid hours are at most so many."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from wfm.messages import say
from wfm.model import Positive
from wfm.people import Agent
from wfm.rules.base import LimitInForce, Rule, Violation

if TYPE_CHECKING:
    from wfm.centre import Centre
    from wfm.timetable import Timetable


class MaxDailyHours(Rule):
    """Paid hours of a person's shifts that begin on a day are at most `max_h`."""

    name: ClassVar[str] = "max_daily_hours"
    limits: ClassVar[tuple[str, ...]] = ("max_h",)

    max_h: Positive = 9.0

    def limit_on(self, centre: Centre, agent: Agent, day: date) -> LimitInForce:
        """The maximum of one person on one day."""
        return centre.limit("max_daily_hours.max_h", agent, self.max_h, day, day)

    def check(self, timetable: Timetable) -> Iterator[Violation]:
        for agent in timetable.agents:
            for day in sorted({shift.shift_date for shift in timetable.roster.of(agent.agent_id)}):
                paid_h = timetable.roster.paid_min(agent.agent_id, day, day) / 60
                limit = self.limit_on(timetable.centre, agent, day)
                if paid_h > limit.value + 1e-9:
                    sentence = say(
                        "max_daily_hours_above", agent=agent.agent_id, day=day, observed=paid_h, limit=limit.value
                    )
                    yield Violation(
                        self.name, agent.agent_id, day, paid_h, limit.value, "h", sentence, paid_h - limit.value,
                        limit.exception_id,
                    )  # fmt: skip
