"""Daily rest: minutes between the last shift and a shift that begins on a day."""

from __future__ import annotations

from collections.abc import Iterator

from solver.frame import Frame
from solver.primitives import RestBefore
from wfm.model import minutes
from wfm.rules.daily_rest import DailyRest


def encode_daily_rest(rule: DailyRest, frame: Frame) -> Iterator[RestBefore]:
    """The limit of the later shift's day; the engines know the shift worked last before the days."""
    problem = frame.problem
    for index, agent in enumerate(problem.centre.agents):
        for day, when in enumerate(problem.dates):
            limit = rule.limit_on(problem.centre, agent, when)
            yield RestBefore(index, day, minutes(limit.value), because=rule.name)
