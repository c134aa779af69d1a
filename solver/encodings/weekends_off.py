"""Weekends off: an automaton that knows which weekends were worked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

import numpy as np

from solver.encodings.spans import Span, touching
from solver.frame import Frame
from solver.primitives import Bools, DayPattern
from wfm.rules.weekends_off import WeekendsOff


def encode_weekends_off(rule: WeekendsOff, frame: Frame) -> Iterator[DayPattern]:
    """
    State: the planned weekends worked so far, a bit each; letter: those that a shift touches.

    Shifts published before the days tell which of the weekends before were worked. A weekend of the plan that these worked already
    asks for nothing more.
    """
    problem = frame.problem
    centre = problem.centre
    monday = problem.first_day - timedelta(days=problem.first_day.weekday())
    planned = sum(1 for _ in problem.weeks())
    weekends: list[list[Span]] = [
        [
            (centre.instant_of(day, 0), centre.instant_of(day + timedelta(days=1), 0))
            for day in rule.weekend(monday + timedelta(weeks=ahead))
        ]
        for ahead in range(1 - rule.weeks, planned)
    ]
    published: dict[str, list[Span]] = {}
    for shift in centre.published_before(problem.first_day):
        published.setdefault(shift.agent_id, []).append((shift.start_min, shift.end_min))
    touched = sum(
        touching(frame, spans).astype(np.int64) << bit for bit, spans in enumerate(weekends[rule.weeks - 1 :])
    )
    masks, letters = np.unique(np.asarray(touched), return_inverse=True)
    after = np.arange(1 << planned)[:, None] | np.concatenate([[0], masks])
    moves = np.tile(after.astype(np.int16), (problem.days, 1, 1))
    for index, agent in enumerate(centre.agents):
        own = published.get(agent.agent_id, ())
        worked = [any(s < last and first < e for s, e in own for first, last in days) for days in weekends]
        needed = [rule.limit_in(centre, agent, monday + timedelta(weeks=ahead)).value for ahead in range(planned)]
        accepts = _accepted(worked, needed, rule.weeks)
        start = sum(int(was) << bit for bit, was in enumerate(worked[rule.weeks - 1 :]))
        yield DayPattern(index, (letters.reshape(-1) + 1).astype(np.int16), moves, start, accepts, because=rule.name)


def _accepted(worked: Sequence[bool], needed: Sequence[float], weeks: int) -> Bools:
    """
    Which sets of planned weekends may be worked, shape (2 ** planned,), a bit each.

    `worked` by published shifts, from the weeks before on, in which each planned week has `weeks` - 1 others before it.
    """
    accepts = np.ones(1 << len(needed), dtype=np.bool_)
    for state in range(len(accepts)):
        all_worked = list(worked)
        for ahead in range(len(needed)):
            all_worked[weeks - 1 + ahead] |= bool(state >> ahead & 1)
        for ahead, least in enumerate(needed):
            last = weeks - 1 + ahead
            off = weeks - sum(all_worked[last - weeks + 1 : last + 1])
            if all_worked[last] and not worked[last] and off < least:
                accepts[state] = False
    return accepts
