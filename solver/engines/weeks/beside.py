"""People beside each other in a roster in the making: pairs that go together or apart, and how many may be present at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from solver.engines.weeks.kernels import I16, I32, I64, Bools
from solver.frame import Frame
from solver.primitives import MostPresent, PairShifts
from wfm.shifts import Activity

NO_LIMIT = 10**6
PAUSES = (Activity.MEAL, Activity.BREAK)


def most_at(frame: Frame, limits: Sequence[MostPresent]) -> I64:
    """How many may be present at each step under each limit, shape (L, T)."""
    most = np.full((len(limits), frame.steps), NO_LIMIT, dtype=np.int64)
    for row, limit in enumerate(limits):
        most[row, limit.first_step : limit.last_step] = limit.most
    return most


def present(frame: Frame, chosen: I32, pauses: I16) -> Bools:
    """Steps at which a person of this week is on shift and not at an unpaid pause, shape (T,)."""
    shifts = frame.shifts
    here = np.zeros(frame.steps, dtype=np.bool_)
    for day, k in enumerate(chosen.tolist()):
        if k >= 0:
            here[shifts.start[k] : shifts.end[k]] = True
            for j in np.flatnonzero(~shifts.pause_is_paid[k, : shifts.pause_count[k]]).tolist():
                begin = int(shifts.start[k]) + int(pauses[day, j])
                here[begin : begin + int(shifts.pause_length[k, j])] = False
    return here


def published_present(frame: Frame, limits: Sequence[MostPresent]) -> I64:
    """How many are present at each step under each limit by published shifts that reach into the days, shape (L, T)."""
    count = np.zeros((len(limits), frame.steps), dtype=np.int64)
    problem = frame.problem
    index_of = {agent.agent_id: index for index, agent in enumerate(problem.centre.agents)}
    for shift in problem.centre.published_before(problem.first_day) if limits else ():
        if shift.end_min <= frame.origin_min or shift.agent_id not in index_of:
            continue
        own = [row for row, limit in enumerate(limits) if index_of[shift.agent_id] in limit.agents]
        for segment in shift.segments:
            if segment.paid or segment.activity not in PAUSES:
                first = max(0, (segment.start_min - frame.origin_min) // frame.step_min)
                last = max(0, -(-(segment.end_min - frame.origin_min) // frame.step_min))
                count[own, first:last] += 1
    return count


def broken(frame: Frame, pair: PairShifts, one: I32, other: I32) -> int:
    """How often two weeks break the rule of their pair."""
    worked = one[one >= 0]
    off = int(_off_alone(pair, other)[one < 0].sum())
    return off + int(breaches(frame, pair, other)[worked].sum())


def breaches(frame: Frame, pair: PairShifts, other: I32) -> I64:
    """How often each possible shift of the one breaks the rule beside the other's week, shape (K,)."""
    shifts = frame.shifts
    if pair.together:
        begins = np.where(other >= 0, shifts.start[other], -1)
        apart: I64 = (pair.days[shifts.day] & (shifts.start != begins[shifts.day])).astype(np.int64)
        return apart
    worked = other[other >= 0]
    overlap = (shifts.start[:, None] < shifts.end[worked]) & (shifts.end[:, None] > shifts.start[worked])
    met: I64 = overlap.sum(axis=1).astype(np.int64)
    return met


def price(frame: Frame, pair: PairShifts, other: I32) -> I64:
    """The same less what a day off would break, shape (K,): what a choice among the shifts of a day and a day off goes by."""
    return breaches(frame, pair, other) - _off_alone(pair, other)[frame.shifts.day]


def _off_alone(pair: PairShifts, other: I32) -> I64:
    """What a day off breaks, shape (D,): the other works a day that both should."""
    alone: I64 = (pair.together & pair.days & (other >= 0)).astype(np.int64)
    return alone
