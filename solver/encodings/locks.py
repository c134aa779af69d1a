"""Pinned shifts: the day may hold nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from solver.encodings.spans import allow, on_days
from solver.frame import Frame
from solver.primitives import AllowShifts
from wfm.rules.locks import Locks


def encode_locks(rule: Locks, frame: Frame) -> Iterator[AllowShifts]:
    """A blank shift is a day off; a shift without a start may begin whenever its template allows."""
    problem = frame.problem
    index_of = {agent.agent_id: index for index, agent in enumerate(problem.centre.agents)}
    for lock in problem.centre.locks:
        day = (lock.shift_date - problem.first_day).days
        if lock.agent_id not in index_of or not 0 <= day < problem.days:
            continue
        pinned = np.array(
            [
                shift.template.id == lock.shift_id and lock.start in (None, shift.start_clock)
                for shift in frame.shifts.all
            ],
            dtype=np.bool_,
        )
        yield allow(
            frame,
            index_of[lock.agent_id],
            pinned | ~on_days(frame, [day]),
            rule.name,
            never_off=() if lock.shift_id is None else [day],
        )
