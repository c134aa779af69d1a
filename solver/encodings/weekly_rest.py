"""Weekly rest: an automaton that knows when in the day the rest will have been long enough."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np

from solver.encodings.spans import ends_min
from solver.frame import Frame
from solver.primitives import DayPattern
from wfm.rules.weekly_rest import WeeklyRest
from wfm.timegrid import DAYS_A_WEEK

RESTED = 0


def encode_weekly_rest(rule: WeeklyRest, frame: Frame) -> Iterator[DayPattern]:
    """
    State: rested, or the minutes of the day from which on the rest is long enough; letter: when the day's shift begins and ends.

    A rest that is long enough before the next shift, or by midnight, leads to rested, and that lasts for the week. Each full week
    is an automaton of its own: before it only the time since the last shift counts, after it nothing does.
    """
    problem = frame.problem
    full = [first for first, days in problem.weeks() if days == DAYS_A_WEEK]
    midnights = frame.origin_min + frame.midnight.astype(np.int64) * frame.step_min
    since = midnights[frame.shifts.day]
    starts = frame.origin_min + frame.shifts.start.astype(np.int64) * frame.step_min - since
    hours, letters = np.unique(np.stack([starts, ends_min(frame) - since], axis=1), axis=0, return_inverse=True)
    last_end = {
        shift.agent_id: max(
            each.end_min for each in problem.centre.published_before(problem.first_day) if each.agent_id == shift.agent_id
        )
        for shift in problem.centre.published_before(problem.first_day)
    }  # fmt: skip
    lengths = np.diff(midnights).tolist()
    known: dict[tuple[int, int, int | None], tuple[np.ndarray, np.ndarray]] = {}
    for (index, agent), week in itertools.product(enumerate(problem.centre.agents), full):
        needed = round(rule.limit_in(problem.centre, agent, problem.dates[week]).value * 60)
        first = None if agent.agent_id not in last_end else last_end[agent.agent_id] + needed - int(midnights[0])
        if (week, needed, first) not in known:
            known[week, needed, first] = _moves(hours.tolist(), lengths, week, needed, first)
        moves, accepts = known[week, needed, first]
        yield DayPattern(index, (letters.reshape(-1) + 1).astype(np.int16), moves, 0, accepts, because=rule.name)


def _moves(
    hours: list[list[int]], lengths: list[int], week: int, needed: int, first: int | None
) -> tuple[np.ndarray, np.ndarray]:
    """
    Moves of the automaton (D, S, L) and which states may end it (S,); state 0 is the one before the first day.

    `week` is the first day of the week it is about; `first` is the minute of the first day from which on the person has rested long
    enough; None or at most 0: has rested already.
    """
    begin = RESTED if first is None or first <= 0 else first
    numbers: dict[int, int] = {begin: 0, RESTED: 0 if begin == RESTED else 1}
    arcs: list[dict[tuple[int, int], int]] = []
    reached = {begin}
    for day, length in enumerate(lengths):
        lasting, over = day >= week, day >= week + DAYS_A_WEEK
        arcs.append({})
        after = set()
        for state in reached:
            for letter in range(len(hours) + 1):
                if over:
                    new = state
                elif lasting and (
                    state == RESTED
                    or (letter == 0 and state <= length)
                    or (letter > 0 and hours[letter - 1][0] >= state)
                ):
                    new = RESTED
                else:
                    # Long enough by midnight is rested; only what lies beyond it is carried on.
                    new = max((state if letter == 0 else hours[letter - 1][1] + needed) - length, RESTED)
                numbers.setdefault(new, len(numbers))
                arcs[-1][numbers[state], letter] = numbers[new]
                after.add(new)
        reached = after
    moves = np.full((len(lengths), len(numbers), len(hours) + 1), -1, dtype=np.int16)
    for day, own in enumerate(arcs):
        for (state, letter), new in own.items():
            moves[day, state, letter] = new
    accepts = np.zeros(len(numbers), dtype=np.bool_)
    accepts[numbers[RESTED]] = True
    return moves, accepts
