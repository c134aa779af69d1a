"""Probation: a person covers nothing before the hours are complete."""

from __future__ import annotations

from collections.abc import Iterator

from solver.frame import Frame
from solver.primitives import CountsAfter
from wfm.rules.probation import Probation


def encode_probation(rule: Probation, frame: Frame) -> Iterator[CountsAfter]:
    """One primitive for each person with hours still to do."""
    for index, agent in enumerate(frame.problem.centre.agents):
        if remaining := rule.remaining_min(agent):
            yield CountsAfter(index, remaining, because=rule.name)
