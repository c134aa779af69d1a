"""Late shifts: an automaton that counts them."""

from __future__ import annotations

import itertools
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
    """State: late shifts so far in the week; on its first day they are counted anew."""
    problem = frame.problem
    letters = (1 + late_shifts(frame, rule.ends_after)).astype(np.int8)
    states = max(days for _, days in problem.weeks()) + 1
    for index, agent in enumerate(problem.centre.agents):
        moves = np.full((problem.days, states, 3), -1, dtype=np.int16)
        for first, days in problem.weeks():
            limit = rule.limit_in(problem.centre, agent, problem.dates[first]).value
            for day, before in itertools.product(range(first, first + days), range(states)):
                count = 0 if day == first else before
                moves[day, before, :2] = count
                if count + 1 <= min(limit, days):
                    moves[day, before, 2] = count + 1
        yield DayPattern(index, letters, moves, 0, np.ones(states, dtype=np.bool_), because=rule.name)
