"""Shifts of two days in a row begin at about the same time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from wfm.messages import say
from wfm.model import Whole
from wfm.rules.base import Rule, Violation
from wfm.timegrid import local

if TYPE_CHECKING:
    from wfm.centre import Centre
    from wfm.timetable import Timetable


class StartTimeStability(Rule):
    """From one day to the next a person's start moves by at most `max_change_min` on the clock. Unit of breach: hours beyond it."""

    name: ClassVar[str] = "start_time_stability"
    may_be_soft: ClassVar[bool] = True
    unit_of_size: ClassVar[str] = "h"

    max_change_min: Whole = Field(default=120, ge=0)

    def excess_min(self, before_clock_min: int, after_clock_min: int) -> int:
        """Minutes by which the change from one start to the next passes the limit; clock times in minutes from midnight."""
        return max(0, abs(after_clock_min - before_clock_min) - self.max_change_min)

    def check(self, timetable: Timetable) -> Iterator[Violation]:
        for agent in timetable.agents:
            for before, after in pairwise(timetable.all_shifts(agent.agent_id)):
                if after.shift_date < timetable.roster.first_day or (after.shift_date - before.shift_date).days != 1:
                    continue
                clocks = [clock_of(timetable.centre, each.shift_date, each.start_min) for each in (before, after)]
                excess = self.excess_min(*clocks)
                if excess:
                    change = abs(clocks[1] - clocks[0])
                    sentence = say(
                        "start_time_stability_above",
                        agent=agent.agent_id, day=after.shift_date, observed=change, limit=self.max_change_min,
                    )  # fmt: skip
                    yield Violation(
                        self.name,
                        agent.agent_id,
                        after.shift_date,
                        change,
                        self.max_change_min,
                        "min",
                        sentence,
                        excess / 60,
                    )


def clock_of(centre: Centre, day: date, start_min: int) -> int:
    """Minutes on the wall clock from the midnight of `day` to a UTC minute on that day."""
    moment = local(start_min, centre.time_zone)
    return (moment.date() - day).days * 1440 + moment.hour * 60 + moment.minute
