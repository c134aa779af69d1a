"""Days off: an automaton that counts them, or the run of them, week by week."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

import numpy as np

from solver.encodings.spans import ends_min
from solver.frame import Frame
from solver.primitives import DayPattern
from wfm.rules.weekly_days_off import WeeklyDaysOff
from wfm.timegrid import DAYS_A_WEEK

OFF, WORK, WORK_PAST_MIDNIGHT = 0, 1, 2


def encode_weekly_days_off(rule: WeeklyDaysOff, frame: Frame) -> Iterator[DayPattern]:
    """
    State: days off granted so far in the week, run of days off, and whether the last shift reaches into the day.

    A run counts only while it grows; without `consecutive` every day off grows the count. Neither is counted past the need. Each
    full week is an automaton of its own, which before and after it knows no more than whether a shift reaches into the day.
    """
    problem = frame.problem
    next_midnight = frame.origin_min + frame.midnight[1:][frame.shifts.day].astype(np.int64) * frame.step_min
    letters = np.where(ends_min(frame) > next_midnight, WORK_PAST_MIDNIGHT, WORK).astype(np.int8)
    reaching = {
        shift.agent_id
        for shift in problem.centre.published_before(problem.first_day)
        if shift.end_min > frame.origin_min
    }
    full = [first for first, days in problem.weeks() if days == DAYS_A_WEEK]
    for (index, agent), first in itertools.product(enumerate(problem.centre.agents), full):
        needed = math.ceil(rule.limit_in(problem.centre, agent, problem.dates[first]).value)
        width = needed + 1

        def state(granted: int, run: int, reached: int, width: int = width) -> int:
            return (granted * width + run) * 2 + reached

        moves = np.full((problem.days, width * width * 2, 3), -1, dtype=np.int16)
        for granted in range(width):
            for run in range(width):
                for reached in (0, 1):
                    now = state(granted, run, reached)
                    run_off = min(run + 1, needed)
                    best = max(granted, run_off) if rule.consecutive else min(granted + 1, needed)
                    after_off = state(granted, 0, 0) if reached else state(best, run_off if rule.consecutive else 0, 0)
                    moves[:, now, OFF], moves[:, now, WORK] = state(granted, 0, 0), state(granted, 0, 0)
                    moves[:, now, WORK_PAST_MIDNIGHT] = state(granted, 0, 1)
                    moves[first : first + DAYS_A_WEEK, now, OFF] = after_off
        accepts = np.arange(width * width * 2) // 2 // width >= needed
        start = state(0, 0, 1 if agent.agent_id in reaching else 0)
        yield DayPattern(index, letters, moves, start, accepts, because=rule.name)
