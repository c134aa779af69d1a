"""Longest day: forbid possible shifts with more paid minutes than the day allows."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from solver.encodings.spans import allow
from solver.frame import Frame
from solver.primitives import AllowShifts
from wfm.model import minutes
from wfm.rules.max_daily_hours import MaxDailyHours


def encode_max_daily_hours(rule: MaxDailyHours, frame: Frame) -> Iterator[AllowShifts]:
    """One shift a day, so a day's hours are those of its shift."""
    problem = frame.problem
    for index, agent in enumerate(problem.centre.agents):
        limits = [minutes(rule.limit_on(problem.centre, agent, day).value) for day in problem.dates]
        if (short := frame.shifts.paid_min <= np.array(limits)[frame.shifts.day]).all():
            continue
        yield allow(frame, index, short, rule.name)
