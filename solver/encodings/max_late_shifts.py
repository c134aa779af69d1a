"""Late shifts: an automaton that counts them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from solver.encodings.spans import ends_min
from solver.frame import Frame
from solver.primitives import DayPattern
from wfm.calendar import clock_min
from wfm.rules.max_late_shifts import MaxLateShifts


def late_shifts(frame: Frame, ends_after: str) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Possible shifts that end strictly after the clock time of the day they begin."""
    centre = frame.problem.centre
    bounds = [centre.instant_of(day, clock_min(ends_after)) for day in frame.problem.dates]
    return np.asarray(ends_min(frame) > np.array(bounds)[frame.shifts.day])


def encode_max_late_shifts(rule: MaxLateShifts, frame: Frame) -> Iterator[DayPattern]:
    """State: late shifts so far in the week."""
    problem = frame.problem
    letters = (1 + late_shifts(frame, rule.ends_after)).astype(np.int8)
    states = problem.days + 1
    for index, agent in enumerate(problem.centre.agents):
        limit = rule.limit_in(problem.centre, agent, problem.first_day).value
        moves = np.full((problem.days, states, 3), -1, dtype=np.int16)
        for count in range(states):
            moves[:, count, 0] = moves[:, count, 1] = count
            if count + 1 <= min(limit, problem.days):
                moves[:, count, 2] = count + 1
        yield DayPattern(index, letters, moves, 0, np.ones(states, dtype=np.bool_), because=rule.name)
