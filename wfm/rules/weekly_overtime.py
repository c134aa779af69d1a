"""Overtime costs, hour by hour."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from wfm.messages import say
from wfm.model import Hours, Number, minutes
from wfm.rules.base import Rule, Violation
from wfm.timegrid import iso_week

if TYPE_CHECKING:
    from wfm.timetable import Timetable


class WeeklyOvertime(Rule):
    """
    Each hour of overtime above `max_h` in a week costs. Unit of breach: hours.

    Overtime are the paid hours of an ISO week above the contract's ``overtime_after_h``, or else above `after_h`; who has neither
    has none. Hours of the week that are published already cost nothing more.
    """

    name: ClassVar[str] = "weekly_overtime"
    may_be_soft: ClassVar[bool] = True
    unit_of_size: ClassVar[str] = "h"

    max_h: Hours = 0.0
    after_h: Hours | None = None
    weight: Number | None = Field(default=1.0, gt=0)

    @property
    def points_per_min(self) -> int:
        """Objective points of a minute."""
        return round(self.points_per_unit / 60)

    def points(self, size: float) -> int:
        """Whole points a minute, so that those of several days add up to those of the week."""
        return self.points_per_min * round(size * 60)

    def check(self, timetable: Timetable) -> Iterator[Violation]:
        for first_day, _ in timetable.roster.weeks():
            monday = first_day - timedelta(days=first_day.weekday())
            for agent in timetable.agents:
                after_h = timetable.centre.overtime_after_h(agent, self.after_h)
                if after_h is None:
                    continue
                allowed_min = minutes(after_h) + minutes(self.max_h)
                earlier_min, own_min = timetable.paid_min_of_week(agent.agent_id, monday)
                above_min = min(own_min, earlier_min + own_min - allowed_min)
                if above_min > 0:
                    observed = (earlier_min + own_min - minutes(after_h)) / 60
                    sentence = say(
                        "weekly_overtime_above",
                        agent=agent.agent_id, week=iso_week(monday), observed=observed, limit=self.max_h,
                    )  # fmt: skip
                    yield Violation(
                        self.name, agent.agent_id, first_day, observed, self.max_h, "h", sentence, above_min / 60,
                        week_long=True,
                    )  # fmt: skip
