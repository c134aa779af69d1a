"""Wishes: a cost on shifts that touch a time to avoid or miss a time preferred."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from solver.encodings.spans import Span, on_days, touching, within
from solver.frame import Frame
from solver.primitives import ShiftCost
from wfm.rules.preferences import Preferences


def encode_preferences(rule: Preferences, frame: Frame) -> Iterator[ShiftCost]:
    """At most one wish of each kind a shift; a row speaks of shifts that begin on its days."""
    problem = frame.problem
    for index, agent in enumerate(problem.centre.agents):
        refused = np.zeros(len(frame.shifts.all), dtype=np.int64)
        for day, when in enumerate(problem.dates):
            spans: dict[str, list[Span]] = {"prefer": [], "avoid": []}
            for row in problem.centre.availability_of(agent.agent_id):
                if row.kind in spans and row.on(when):
                    first, last = row.range_min
                    spans[row.kind].append(
                        (problem.centre.instant_of(when, first), problem.centre.instant_of(when, last))
                    )
            today = on_days(frame, [day])
            refused += today & touching(frame, spans["avoid"])
            if spans["prefer"]:
                fits = np.zeros(len(today), dtype=np.bool_)
                for span in spans["prefer"]:
                    fits |= within(frame, [span])
                refused += today & ~fits
        if refused.any():
            points = np.array([rule.points(float(size)) for size in range(3)], dtype=np.int64)
            yield ShiftCost(index, points[refused], because=rule.name)
