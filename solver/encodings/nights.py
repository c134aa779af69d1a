"""Nights: an automaton that counts them in a row and in the week; and the rest that the last of a run asks for."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from solver.encodings.spans import ends_min, starts_min
from solver.frame import Frame, date_index
from solver.primitives import Bools, DayPattern, RestAfter
from wfm.model import minutes
from wfm.rules.nights import MaxNights, NightRule, RestAfterNights
from wfm.timegrid import DAYS_A_WEEK

OTHER, NIGHT = 1, 2


def night_shifts(rule: NightRule, frame: Frame) -> Bools:
    """Possible shifts that are nights, shape (K,)."""
    start, end = starts_min(frame), ends_min(frame)
    inside = np.zeros(len(start), dtype=np.int64)
    for day, when in enumerate(frame.problem.dates):
        today = frame.shifts.of_day(day)
        for first, last in rule.windows(frame.problem.centre, when):
            inside[today] += np.maximum(np.minimum(end[today], last) - np.maximum(start[today], first), 0)
    found: Bools = inside >= rule.night_min
    return found


def encode_max_nights(rule: MaxNights, frame: Frame) -> Iterator[DayPattern]:
    """
    State: the run of nights up to the day before, and, where these are bounded, nights so far in the week.

    On the first day of a week they are counted anew.
    """
    problem = frame.problem
    letters = np.where(night_shifts(rule, frame), NIGHT, OTHER).astype(np.int8)
    nights: dict[str, set[int]] = {}
    for shift in problem.centre.published_before(problem.first_day):
        if rule.is_night(problem.centre, shift):
            nights.setdefault(shift.agent_id, set()).add(date_index(problem, shift.shift_date))
    for index, agent in enumerate(problem.centre.agents):
        past = nights.get(agent.agent_id, set())
        start = next(length for length in range(len(past) + 1) if -1 - length not in past)
        rows = [rule.row_limit(problem.centre, agent, day).value for day in problem.dates]
        limits = [rule.week_limit(problem.centre, agent, problem.dates[first]).value for first, _ in problem.weeks()]
        week = [
            (limit, first) for limit, (first, days) in zip(limits, problem.weeks(), strict=True) for _ in range(days)
        ]
        counted = any(limit < days for limit, (_, days) in zip(limits, problem.weeks(), strict=True))
        width = DAYS_A_WEEK + 1 if counted else 1
        moves = np.full((problem.days, (start + problem.days + 1) * width, 3), -1, dtype=np.int16)
        for run in range(start + problem.days + 1):
            for count in range(width):
                now = run * width + count
                for day, limit in enumerate(rows):
                    most, first = week[day]
                    so_far = 0 if day == first else count
                    moves[day, now, 0] = moves[day, now, OTHER] = so_far
                    if run + 1 <= min(limit, start + problem.days) and (
                        not counted or so_far + 1 <= min(most, DAYS_A_WEEK)
                    ):
                        moves[day, now, NIGHT] = (run + 1) * width + (so_far + 1 if counted else 0)
        accepts = np.ones(moves.shape[1], dtype=np.bool_)
        yield DayPattern(index, letters, moves, start * width, accepts, because=rule.name)


def encode_rest_after_nights(rule: RestAfterNights, frame: Frame) -> Iterator[RestAfter]:
    """The limit of the later shift's day; the engines know what a night leaves open."""
    problem = frame.problem
    nights = night_shifts(rule, frame)
    last = {
        shift.agent_id: shift
        for shift in sorted(problem.centre.published_before(problem.first_day), key=lambda shift: shift.start_min)
    }
    for index, agent in enumerate(problem.centre.agents):
        limits = [minutes(rule.limit_on(problem.centre, agent, day).value) for day in problem.dates]
        before = last.get(agent.agent_id)
        last_day = date_index(problem, before.shift_date) if before and rule.is_night(problem.centre, before) else None
        yield RestAfter(index, nights, np.array(limits, dtype=np.int64), last_day, because=rule.name)
