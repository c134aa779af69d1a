"""Fairness: weekend days and late shifts cost those who had more of them than their group."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from solver.encodings.max_late_shifts import late_shifts
from solver.frame import Frame
from solver.primitives import ShiftCost
from wfm.rules.fairness import LateFairness, WeekendFairness


def encode_fairness(rule: WeekendFairness | LateFairness, frame: Frame) -> Iterator[ShiftCost]:
    """A cost per shift of the kind; the excess is history and does not change while planning."""
    problem = frame.problem
    if isinstance(rule, LateFairness):
        shared = late_shifts(frame, rule.ends_after)
    else:
        shared = np.array([day.weekday() >= 5 for day in problem.dates])[frame.shifts.day]
    excess = rule.excess(problem.centre, problem.first_day)
    for index, agent in enumerate(problem.centre.agents):
        if above := excess[agent.agent_id]:
            yield ShiftCost(index, np.where(shared, rule.points(float(above)), 0).astype(np.int64), because=rule.name)
