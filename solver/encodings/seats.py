"""Seats: a row of the team over the people of a group."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from solver.frame import Frame
from solver.primitives import MostPresent
from wfm.rules.seats import Seats
from wfm.timegrid import days_from


def encode_seats(rule: Seats, frame: Frame) -> Iterator[MostPresent]:
    """One row for each limit and each stretch of its days; the day after the last one may be reached by a night shift."""
    problem = frame.problem
    centre = problem.centre
    days = days_from(problem.first_day, problem.days + 1)
    for limit in centre.limits:
        bound = [day for day in days if limit.on(day)]
        people = frozenset(index for index, agent in enumerate(centre.agents) if limit.speaks_of(agent.group))
        if limit.kind != "seats" or not bound or not people:
            continue
        first, last = (
            (centre.instant_of(day, 0) - frame.origin_min) // frame.step_min
            for day in (bound[0], bound[-1] + timedelta(days=1))
        )
        yield MostPresent(people, first, min(last, frame.steps), limit.value, because=rule.name)
