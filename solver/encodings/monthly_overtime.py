"""Monthly overtime: what the month has left bounds the paid minutes of the week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from solver.frame import Frame
from solver.primitives import PaidMinutes
from wfm.model import minutes
from wfm.rules.monthly_overtime import MonthlyOvertime
from wfm.shifts import Shift


def encode_monthly_overtime(rule: MonthlyOvertime, frame: Frame) -> Iterator[PaidMinutes]:
    """Published days of the week itself have used up a part of it."""
    problem = frame.problem
    monday = problem.first_day - timedelta(days=problem.first_day.weekday())
    published: dict[str, list[Shift]] = {}
    for shift in problem.centre.published_before(problem.first_day):
        published.setdefault(shift.agent_id, []).append(shift)
    for index, agent in enumerate(problem.centre.agents):
        after_h = rule.after_of(problem.centre, agent)
        if after_h is None:
            continue
        own = published.get(agent.agent_id, [])
        limit = minutes(rule.limit_in(problem.centre, agent, monday).value)
        left = max(0, limit - rule.earlier_min(own, after_h, monday))
        worked = sum(shift.paid_min for shift in own if shift.shift_date >= monday)
        yield PaidMinutes(index, 0, problem.days, 0, minutes(after_h) + left - worked, because=rule.name)
