"""Days in a row: an automaton that counts the run of days with a shift."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import numpy as np

from solver.frame import Frame
from solver.primitives import DayPattern
from wfm.rules.max_consecutive_days import MaxConsecutiveDays


def encode_max_consecutive_days(rule: MaxConsecutiveDays, frame: Frame) -> Iterator[DayPattern]:
    """State: length of the run up to the day before; published days are the run it starts with."""
    problem = frame.problem
    letters = np.ones(len(frame.shifts.all), dtype=np.int8)
    worked: dict[str, set[int]] = {}
    for shift in problem.centre.published_before(problem.first_day):
        worked.setdefault(shift.agent_id, set()).add((shift.shift_date - problem.first_day) // timedelta(days=1))
    for index, agent in enumerate(problem.centre.agents):
        limits = [rule.limit_on(problem.centre, agent, day).value for day in problem.dates]
        past = worked.get(agent.agent_id, set())
        start = next(length for length in range(len(past) + 1) if -1 - length not in past)
        states = start + problem.days + 1
        moves = np.full((problem.days, states, 2), -1, dtype=np.int16)
        moves[:, :, 0] = 0
        for day, limit in enumerate(limits):
            for run in range(states - 1):
                if run + 1 <= limit:
                    moves[day, run, 1] = run + 1
        yield DayPattern(index, letters, moves, start, np.ones(states, dtype=np.bool_), because=rule.name)
