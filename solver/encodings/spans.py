"""Possible shifts against spans of time: the vectorised questions that several encodings ask."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import numpy as np

from solver.frame import Frame
from solver.primitives import AllowShifts, Bools, Ints
from wfm.centre import merge_ranges

Span = tuple[int, int]  # UTC minutes, [from, to)


def starts_min(frame: Frame) -> Ints:
    """Start of each possible shift in UTC minutes, shape (K,)."""
    return frame.origin_min + frame.shifts.start.astype(np.int64) * frame.step_min


def ends_min(frame: Frame) -> Ints:
    """End of each possible shift in UTC minutes, shape (K,)."""
    return frame.origin_min + frame.shifts.end.astype(np.int64) * frame.step_min


def touching(frame: Frame, spans: Iterable[Span]) -> Bools:
    """Possible shifts that share a minute with any span."""
    start, end = starts_min(frame), ends_min(frame)
    found = np.zeros(len(start), dtype=np.bool_)
    for first, last in spans:
        found |= (start < last) & (end > first)
    return found


def within(frame: Frame, spans: Iterable[Span]) -> Bools:
    """Possible shifts that lie wholly inside the union of the spans."""
    start, end = starts_min(frame), ends_min(frame)
    found = np.zeros(len(start), dtype=np.bool_)
    for first, last in merge_ranges(sorted(spans)):
        found |= (first <= start) & (end <= last)
    return found


def on_days(frame: Frame, days: Iterable[int]) -> Bools:
    """Possible shifts that begin on any of these days."""
    return np.isin(frame.shifts.day, np.fromiter(days, dtype=np.int64))


def allow(frame: Frame, agent: int, shifts: Bools, because: str, *, never_off: Iterable[int] = ()) -> AllowShifts:
    """The primitive that allows one person only `shifts`, and a day off on every day but `never_off`."""
    days_off = np.ones(frame.days, dtype=np.bool_)
    days_off[list(never_off)] = False
    return AllowShifts(agent, shifts, days_off, because)


def published_of_week(frame: Frame) -> list[int]:
    """Paid minutes of each person in shifts of the first day's ISO week that began before it."""
    problem = frame.problem
    monday = problem.first_day - timedelta(days=problem.first_day.weekday())
    found = dict.fromkeys((agent.agent_id for agent in problem.centre.agents), 0)
    for shift in problem.centre.published_before(problem.first_day):
        if shift.shift_date >= monday and shift.agent_id in found:
            found[shift.agent_id] += shift.paid_min
    return list(found.values())
