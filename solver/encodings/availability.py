"""Availability: possible shifts inside what is open to a person and outside what is not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import numpy as np

from solver.encodings.spans import Span, allow, touching, within
from solver.frame import Frame
from solver.primitives import AllowShifts
from wfm.rules.availability import AvailabilityRule
from wfm.timegrid import days_from


def encode_availability(rule: AvailabilityRule, frame: Frame) -> Iterator[AllowShifts]:
    """Spans of the day before and after count, for shifts and times that pass midnight."""
    problem = frame.problem
    days = days_from(problem.first_day - timedelta(days=1), problem.days + 3)
    for index, agent in enumerate(problem.centre.agents):
        spans: dict[str, list[Span]] = {"available": [], "unavailable": []}
        rows = [row for row in problem.centre.availability_of(agent.agent_id) if row.kind in spans]
        for row in rows:
            first, last = row.range_min
            spans[row.kind] += [
                (problem.centre.instant_of(day, first), problem.centre.instant_of(day, last))
                for day in days
                if row.on(day)
            ]
        allowed = ~touching(frame, spans["unavailable"])
        if any(row.kind == "available" for row in rows):
            allowed &= within(frame, spans["available"])
        if not np.all(allowed):
            yield allow(frame, index, allowed, rule.name)
