"""Between the end of a shift and the start of the next lie at least so many hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from wfm.messages import say
from wfm.model import Hours
from wfm.people import Agent
from wfm.rules.base import LimitInForce, Rule, Violation

if TYPE_CHECKING:
    from wfm.centre import Centre
    from wfm.timetable import Timetable


class DailyRest(Rule):
    """
    At least `min_h` hours between two shifts of a person; the limit of the later day holds.

    Published shifts before the first day count.
    """

    name: ClassVar[str] = "daily_rest"
    limits: ClassVar[tuple[str, ...]] = ("min_h",)

    min_h: Hours = 11.0

    def limit_on(self, centre: Centre, agent: Agent, day: date) -> LimitInForce:
        """The rest one person needs before a shift that begins on `day`."""
        return centre.limit("daily_rest.min_h", agent, self.min_h, day, day)

    def check(self, timetable: Timetable) -> Iterator[Violation]:
        for agent in timetable.agents:
            for before, after in pairwise(timetable.all_shifts(agent.agent_id)):
                if after.shift_date < timetable.roster.first_day:
                    continue
                limit = self.limit_on(timetable.centre, agent, after.shift_date)
                rest_h = (after.start_min - before.end_min) / 60
                if rest_h < limit.value - 1e-9:
                    sentence = say(
                        "daily_rest_below",
                        agent=agent.agent_id, day=after.shift_date, observed=rest_h, limit=limit.value,
                    )  # fmt: skip
                    yield Violation(
                        self.name, agent.agent_id, after.shift_date, rest_h, limit.value, "h", sentence,
                        limit.value - rest_h, limit.exception_id,
                    )  # fmt: skip
