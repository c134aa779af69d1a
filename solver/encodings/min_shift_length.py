"""Shortest shift: forbid possible shifts with fewer paid minutes than the day asks for."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from solver.encodings.spans import allow
from solver.frame import Frame
from solver.primitives import AllowShifts
from wfm.model import minutes
from wfm.rules.min_shift_length import MinShiftLength


def encode_min_shift_length(rule: MinShiftLength, frame: Frame) -> Iterator[AllowShifts]:
    """A day off is as good as before."""
    problem = frame.problem
    for index, agent in enumerate(problem.centre.agents):
        limits = [minutes(rule.limit_on(problem.centre, agent, day).value) for day in problem.dates]
        long = frame.shifts.paid_min >= np.array(limits)[frame.shifts.day]
        if not long.all():
            yield allow(frame, index, long, rule.name)
