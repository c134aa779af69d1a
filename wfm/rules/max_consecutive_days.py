"""At most so many days in a row with a shift."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from wfm.messages import say
from wfm.model import Whole
from wfm.people import Agent
from wfm.rules.base import LimitInForce, Rule, Violation

if TYPE_CHECKING:
    from wfm.centre import Centre
    from wfm.timetable import Timetable


class MaxConsecutiveDays(Rule):
    """At most `max_days` days in a row on which a shift of the person begins; published days before the first day count."""

    name: ClassVar[str] = "max_consecutive_days"
    limits: ClassVar[tuple[str, ...]] = ("max_days",)

    max_days: Whole = Field(default=6, ge=1)

    def limit_on(self, centre: Centre, agent: Agent, day: date) -> LimitInForce:
        """The longest run that may have reached `day`."""
        return centre.limit("max_consecutive_days.max_days", agent, self.max_days, day, day)

    def check(self, timetable: Timetable) -> Iterator[Violation]:
        for agent in timetable.agents:
            worked = timetable.days_worked(agent.agent_id)
            run = 0
            start = timetable.roster.first_day
            while start - timedelta(days=1) in worked:
                start -= timedelta(days=1)
                run += 1
            for day in timetable.roster.dates:
                run = run + 1 if day in worked else 0
                limit = self.limit_on(timetable.centre, agent, day)
                if run > limit.value:
                    sentence = say(
                        "max_consecutive_days_above", agent=agent.agent_id, day=day, observed=run, limit=limit.value
                    )
                    yield Violation(
                        self.name, agent.agent_id, day, run, limit.value, "days", sentence, 1.0, limit.exception_id
                    )
