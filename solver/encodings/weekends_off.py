"""Weekends off: where the weeks before leave no weekend to work, nothing may touch this one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from solver.encodings.spans import Span, allow, touching
from solver.frame import Frame
from solver.primitives import AllowShifts
from wfm.rules.weekends_off import WeekendsOff


def encode_weekends_off(rule: WeekendsOff, frame: Frame) -> Iterator[AllowShifts]:
    """Shifts published before the days tell which weekends were worked."""
    problem = frame.problem
    centre = problem.centre
    monday = problem.first_day - timedelta(days=problem.first_day.weekday())
    weekends: list[list[Span]] = [
        [
            (centre.instant_of(day, 0), centre.instant_of(day + timedelta(days=1), 0))
            for day in rule.weekend(monday - timedelta(weeks=ago))
        ]
        for ago in range(rule.weeks)
    ]
    published: dict[str, list[Span]] = {}
    for shift in centre.published_before(problem.first_day):
        published.setdefault(shift.agent_id, []).append((shift.start_min, shift.end_min))
    free = ~touching(frame, weekends[0])
    for index, agent in enumerate(centre.agents):
        worked = [
            any(
                start < last and first < end for start, end in published.get(agent.agent_id, ()) for first, last in days
            )
            for days in weekends
        ]
        needed = rule.limit_in(centre, agent, monday).value
        if not worked[0] and rule.weeks - sum(worked) - 1 < needed:
            yield allow(frame, index, free, rule.name)
