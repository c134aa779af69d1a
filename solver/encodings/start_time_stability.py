"""Steady starts: a cost on pairs of days."""

from __future__ import annotations

from collections.abc import Iterator

from solver.frame import Frame
from solver.primitives import StartChange
from wfm.rules.start_time_stability import StartTimeStability


def encode_start_time_stability(rule: StartTimeStability, _frame: Frame) -> Iterator[StartChange]:
    """The engines compare the clock times of shifts that begin on neighbouring days."""
    yield StartChange(rule.max_change_min, rule.points_per_unit if rule.is_soft else None, because=rule.name)
