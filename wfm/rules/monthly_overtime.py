"""At most so many hours of overtime in a month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from wfm.messages import say
from wfm.model import Hours, minutes
from wfm.people import Agent
from wfm.rules.base import LimitInForce, Rule, Violation
from wfm.shifts import Shift
from wfm.timegrid import iso_week

if TYPE_CHECKING:
    from wfm.centre import Centre
    from wfm.timetable import Timetable


class MonthlyOvertime(Rule):
    """
    Overtime of a person in a calendar month is at most `max_h` hours.

    Overtime of a week are its paid hours above the contract's ``overtime_after_h``, or else above `after_h`; who has neither has
    none. A week belongs to the month of its Thursday, as an ISO week belongs to its year: to the month that has most of its days.
    Published rosters tell the month's earlier weeks. What they overran does not forbid a week without overtime.
    """

    name: ClassVar[str] = "monthly_overtime"
    spans_weeks: ClassVar[bool] = True
    limits: ClassVar[tuple[str, ...]] = ("max_h",)

    max_h: Hours = 36.0
    after_h: Hours | None = None

    def after_of(self, centre: Centre, agent: Agent) -> float | None:
        """Paid hours of a week above which one person's time is overtime."""
        return centre.overtime_after_h(agent, self.after_h)

    def limit_in(self, centre: Centre, agent: Agent, monday: date) -> LimitInForce:
        """The most overtime of one person in the month of a week."""
        return centre.limit("monthly_overtime.max_h", agent, self.max_h, monday, monday + timedelta(days=6))

    def earlier_min(self, shifts: Iterable[Shift], after_h: float, monday: date, until: date | None = None) -> int:
        """Minutes of overtime in the weeks of the same month before the one of `monday`, or before that of `until`."""
        paid: dict[date, int] = {}
        for shift in shifts:
            week = shift.shift_date - timedelta(days=shift.shift_date.weekday())
            if week < (until or monday) and month_of(week) == month_of(monday):
                paid[week] = paid.get(week, 0) + shift.paid_min
        return sum(max(0, own - minutes(after_h)) for own in paid.values())

    def check(self, timetable: Timetable) -> Iterator[Violation]:
        for first_day, _ in timetable.roster.weeks():
            monday = first_day - timedelta(days=first_day.weekday())
            for agent in timetable.agents:
                after_h = self.after_of(timetable.centre, agent)
                if after_h is None:
                    continue
                shifts = timetable.all_shifts(agent.agent_id)
                paid = sum(s.paid_min for s in shifts if monday <= s.shift_date < monday + timedelta(weeks=1))
                own = max(0, paid - minutes(after_h))
                total = self.earlier_min(shifts, after_h, monday) + own
                limit = self.limit_in(timetable.centre, agent, monday)
                if own and total > minutes(limit.value):
                    sentence = say(
                        "monthly_overtime_above",
                        agent=agent.agent_id, week=iso_week(monday), observed=total / 60, limit=limit.value,
                        month="{}-{:02d}".format(*month_of(monday)),
                    )  # fmt: skip
                    size = min(own, total - minutes(limit.value)) / 60
                    yield Violation(
                        self.name, agent.agent_id, first_day, total / 60, limit.value, "h", sentence, size,
                        limit.exception_id, week_long=True,
                    )  # fmt: skip


def month_of(monday: date) -> tuple[int, int]:
    """Year and month that a week belongs to: those of its Thursday."""
    thursday = monday + timedelta(days=3)
    return thursday.year, thursday.month
