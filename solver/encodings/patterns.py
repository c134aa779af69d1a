"""Rotations: a day that the pattern names may hold nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from solver.encodings.spans import allow, on_days
from solver.frame import Frame, date_index
from solver.primitives import AllowShifts
from wfm.rules.patterns import Patterns


def encode_patterns(rule: Patterns, frame: Frame) -> Iterator[AllowShifts]:
    """A blank shift is a day off; a shift may begin whenever its template allows."""
    problem = frame.problem
    template = np.array([shift.template.id for shift in frame.shifts.all])
    for index, agent in enumerate(problem.centre.agents):
        asked = {date_index(problem, day): it for day, it in rule.asked(problem.centre, agent, problem.dates).items()}
        if asked:
            allowed = ~on_days(frame, asked)
            for day, shift_id in asked.items():
                allowed |= on_days(frame, [day]) & (template == (shift_id or ""))
            worked = [day for day, shift_id in asked.items() if shift_id is not None]
            yield allow(frame, index, allowed, rule.name, never_off=worked)
