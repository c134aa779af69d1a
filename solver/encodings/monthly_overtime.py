"""Monthly overtime: what the month has left bounds the paid minutes of a week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from solver.frame import Frame
from solver.primitives import PaidMinutes
from wfm.model import minutes
from wfm.rules.monthly_overtime import MonthlyOvertime, month_of
from wfm.shifts import Shift


def encode_monthly_overtime(rule: MonthlyOvertime, frame: Frame) -> Iterator[PaidMinutes]:
    """
    Published days of the week itself have used up a part of it.

    Of several weeks in one month each has the same share of what is left: less than the rule allows to one of them, never more in
    all.
    """
    problem = frame.problem
    monday = problem.first_day - timedelta(days=problem.first_day.weekday())
    mondays = [monday + timedelta(weeks=ahead) for ahead, _ in enumerate(problem.weeks())]
    published: dict[str, list[Shift]] = {}
    for shift in problem.centre.published_before(problem.first_day):
        published.setdefault(shift.agent_id, []).append(shift)
    for index, agent in enumerate(problem.centre.agents):
        after_h = rule.after_of(problem.centre, agent)
        if after_h is None:
            continue
        own = published.get(agent.agent_id, [])
        worked = sum(shift.paid_min for shift in own if shift.shift_date >= monday)
        for each, (first, _) in zip(mondays, problem.weeks(), strict=True):
            limit = minutes(rule.limit_in(problem.centre, agent, each).value)
            left = max(0, limit - rule.earlier_min(own, after_h, each, until=monday))
            share = left // sum(month_of(other) == month_of(each) for other in mondays)
            yield PaidMinutes(
                index, first, 0, minutes(after_h) + share - (worked if each == monday else 0), because=rule.name
            )
