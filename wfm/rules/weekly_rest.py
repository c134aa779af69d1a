"""Once a week a long rest in one piece: the day off joined with the daily rest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from wfm.messages import say
from wfm.model import Hours
from wfm.people import Agent
from wfm.rules.base import LimitInForce, Rule, Violation
from wfm.timegrid import iso_week

if TYPE_CHECKING:
    from wfm.centre import Centre
    from wfm.timetable import Timetable


class WeeklyRest(Rule):
    """
    In every full week there is a moment at which a person has been off for `min_h` hours in a row.

    A rest begun before the week counts from where it began; one that is not long enough by the end of the week counts for the next.
    Who has no published shift before the week has rested.
    """

    name: ClassVar[str] = "weekly_rest"
    limits: ClassVar[tuple[str, ...]] = ("min_h",)

    min_h: Hours = 35.0

    def limit_in(self, centre: Centre, agent: Agent, first_day: date) -> LimitInForce:
        """The rest one person needs in the week that begins on `first_day`."""
        return centre.limit("weekly_rest.min_h", agent, self.min_h, first_day, first_day + timedelta(days=6))

    def check(self, timetable: Timetable) -> Iterator[Violation]:
        centre = timetable.centre
        for first_day, days in timetable.roster.weeks():
            if days < 7:
                continue
            begin, end = (centre.instant_of(first_day + timedelta(days=ahead), 0) for ahead in (0, days))
            for agent in timetable.agents:
                limit = self.limit_in(centre, agent, first_day)
                longest = longest_rest_min(
                    [(shift.start_min, shift.end_min) for shift in timetable.all_shifts(agent.agent_id)], begin, end
                )
                if longest is not None and longest < limit.value * 60 - 1e-9:
                    sentence = say(
                        "weekly_rest_below", agent=agent.agent_id, week=iso_week(first_day), observed=longest / 60,
                        limit=limit.value,
                    )  # fmt: skip
                    yield Violation(
                        self.name, agent.agent_id, first_day, longest / 60, limit.value, "h", sentence,
                        limit.value - longest / 60, limit.exception_id, week_long=True,
                    )  # fmt: skip


def longest_rest_min(shifts: list[tuple[int, int]], begin_min: int, end_min: int) -> int | None:
    """The longest rest reached within a week, in minutes; `shifts` in order of time. None: off since before anything is known."""
    if not shifts or shifts[0][0] >= begin_min:
        return None
    rests = [
        min(start, end_min) - end
        for (_, end), (start, _) in pairwise((*shifts, (end_min, end_min)))
        if start >= begin_min and end < end_min
    ]
    return max(rests, default=0)
