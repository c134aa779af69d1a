"""Weekly hours: bound the paid minutes of the planned days of each week."""

from __future__ import annotations

from collections.abc import Iterator

from solver.frame import Frame
from solver.primitives import PaidMinutes
from wfm.rules.weekly_hours import WeeklyHours


def encode_weekly_hours(rule: WeeklyHours, frame: Frame) -> Iterator[PaidMinutes]:
    """Bound the paid minutes of each person; leave and approved exceptions have already moved the limits."""
    problem = frame.problem
    for first, days in problem.weeks():
        for index, agent in enumerate(problem.centre.agents):
            limits = rule.limits_of(problem.centre, agent, problem.dates[first], days)
            yield PaidMinutes(index, first, limits.low_min, limits.high_min, because=rule.name)
