"""Overtime: points for each minute of a week above those allowed."""

from __future__ import annotations

from collections.abc import Iterator

from solver.encodings.spans import published_of_week
from solver.frame import Frame
from solver.primitives import PaidPoints
from wfm.model import minutes
from wfm.rules.weekly_overtime import WeeklyOvertime


def encode_weekly_overtime(rule: WeeklyOvertime, frame: Frame) -> Iterator[PaidPoints]:
    """Published days of the week itself have used up a part of it."""
    problem = frame.problem
    published = published_of_week(frame)
    for index, agent in enumerate(problem.centre.agents):
        after_h = problem.centre.overtime_after_h(agent, rule.after_h)
        if after_h is not None:
            for first, _ in problem.weeks():
                earlier = published[index] if first == 0 else 0
                after = max(0, minutes(after_h) + minutes(rule.max_h) - earlier)
                yield PaidPoints(index, first, after, rule.points_per_min, because=rule.name)
