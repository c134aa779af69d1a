"""Pay: points of each shift, and of paid minutes above the overtime limit."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from solver.encodings.spans import published_of_week
from solver.frame import Frame
from solver.primitives import PaidPoints, ShiftCost
from wfm.goals.pay import pay_points

BECAUSE = "pay"


def encode_pay(frame: Frame) -> Iterator[ShiftCost | PaidPoints]:
    """Nothing where pay is no goal."""
    problem, shifts = frame.problem, frame.shifts
    points_of, published = pay_points(problem.centre), published_of_week(frame)
    is_holiday = np.array([problem.centre.calendar.kind(day) == "holiday" for day in problem.dates])[shifts.day]
    for index, agent in enumerate(problem.centre.agents):
        if (points := points_of.get(agent.agent_id)) is None:
            continue
        per_min = points.per_min + points.holiday_per_min * is_holiday.astype(np.int64)
        yield ShiftCost(index, shifts.paid_min * per_min, because=BECAUSE)
        for first, _ in problem.weeks() if points.overtime_per_min else ():
            earlier = published[index] if first == 0 else 0
            after = max(0, points.overtime_after_min - earlier)
            yield PaidPoints(index, first, after, points.overtime_per_min, because=BECAUSE)
