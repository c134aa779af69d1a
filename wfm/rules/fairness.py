"""Weekends and late shifts go first to those who had fewer of them in the weeks before."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field, field_validator

from wfm.calendar import clock_min
from wfm.messages import say
from wfm.model import Number, Whole
from wfm.rules.base import Rule, Violation

if TYPE_CHECKING:
    from wfm.centre import Centre
    from wfm.timetable import Timetable


class HistoryFairness(Rule):
    """
    Each such shift costs a person as many units as they had more of them than their group's mean in the look-back weeks.

    The excess is rounded up to whole shifts; who had no more than the mean pays nothing. Unit of breach: shifts above the mean.
    """

    may_be_soft: ClassVar[bool] = True

    look_back_weeks: Whole = Field(default=12, ge=1)

    def counts(self, centre: Centre, shift_date: date, end_min: int) -> bool:
        """Whether a shift that begins on `shift_date` and ends at the UTC minute `end_min` is of the kind shared out."""
        raise NotImplementedError  # pragma: no cover - each kind has its own

    def excess(self, centre: Centre, first_day: date) -> Mapping[str, int]:
        """Per person: shifts of this kind above the group's mean in the weeks before `first_day`, rounded up; 0 if none."""
        since = first_day - timedelta(weeks=self.look_back_weeks)
        had = {agent.agent_id: 0 for agent in centre.agents}
        for shift in centre.published_before(first_day):
            if shift.shift_date >= since and shift.agent_id in had:
                had[shift.agent_id] += self.counts(centre, shift.shift_date, shift.end_min)
        groups: dict[str, list[int]] = {}
        for agent in centre.agents:
            groups.setdefault(agent.group, []).append(had[agent.agent_id])
        return {
            agent.agent_id: max(0, math.ceil(had[agent.agent_id] - sum(groups[agent.group]) / len(groups[agent.group])))
            for agent in centre.agents
        }

    def amount(self, violations: Sequence[Violation]) -> float:
        """How many of them whoever had more was given."""
        return float(len(violations))

    def check(self, timetable: Timetable) -> Iterator[Violation]:
        excess = self.excess(timetable.centre, timetable.roster.first_day)
        for agent, shift in timetable.shifts():
            above = excess[agent.agent_id]
            if above and self.counts(timetable.centre, shift.shift_date, shift.end_min):
                sentence = say(
                    f"{self.name}_above",
                    agent=agent.agent_id, day=shift.shift_date, observed=above, weeks=self.look_back_weeks,
                )  # fmt: skip
                yield Violation(
                    self.name, agent.agent_id, shift.shift_date, above, 0.0, "shifts", sentence, float(above)
                )


class WeekendFairness(HistoryFairness):
    """Weekend days (Saturday, Sunday) are shared."""

    name: ClassVar[str] = "weekend_fairness"
    unit_of_size: ClassVar[str] = "days"

    weight: Number | None = Field(default=2.0, gt=0)

    def counts(self, _centre: Centre, shift_date: date, _end_min: int) -> bool:
        return shift_date.weekday() >= 5


class LateFairness(HistoryFairness):
    """Shifts that end after `ends_after` are shared."""

    name: ClassVar[str] = "late_fairness"
    unit_of_size: ClassVar[str] = "shifts"

    weight: Number | None = Field(default=2.0, gt=0)
    ends_after: str = "21:00"

    @field_validator("ends_after")
    @classmethod
    def _clock(cls, value: str) -> str:
        clock_min(value)
        return value

    def counts(self, centre: Centre, shift_date: date, end_min: int) -> bool:
        return end_min > centre.instant_of(shift_date, clock_min(self.ends_after))
