"""Dates of service: shifts begin only on days in service."""

from __future__ import annotations

from collections.abc import Iterator

from solver.encodings.spans import allow, on_days
from solver.frame import Frame
from solver.primitives import AllowShifts
from wfm.rules.service_dates import ServiceDates


def encode_service_dates(rule: ServiceDates, frame: Frame) -> Iterator[AllowShifts]:
    """Everyone who joins or leaves within the days."""
    for index, agent in enumerate(frame.problem.centre.agents):
        serving = [day for day, when in enumerate(frame.problem.dates) if agent.in_service(when)]
        if len(serving) < frame.days:
            yield allow(frame, index, on_days(frame, serving), rule.name)
