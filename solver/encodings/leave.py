"""Leave: forbid possible shifts that touch it."""

from __future__ import annotations

from collections.abc import Iterator

from solver.encodings.spans import Span, allow, touching
from solver.frame import Frame
from solver.primitives import AllowShifts
from wfm.calendar import DAY_MIN
from wfm.rules.leave import NOON_MIN, LeaveRule
from wfm.timegrid import days_from

HOURS_OF_PART = {None: (0, DAY_MIN), "am": (0, NOON_MIN), "pm": (NOON_MIN, DAY_MIN)}


def encode_leave(rule: LeaveRule, frame: Frame) -> Iterator[AllowShifts]:
    """A night shift may reach into the day after the last one planned, so that day counts too."""
    problem = frame.problem
    for index, agent in enumerate(problem.centre.agents):
        away: list[Span] = [
            (problem.centre.instant_of(day, first), problem.centre.instant_of(day, last))
            for leave in problem.centre.leave_of(agent.agent_id)
            for day in days_from(problem.first_day, problem.days + 2)
            if leave.covers(day)
            for first, last in [HOURS_OF_PART[leave.part]]
        ]
        if away:
            yield allow(frame, index, ~touching(frame, away), rule.name)
