"""Days off in pairs: a cost of going on with work after a day off alone."""

from __future__ import annotations

from collections.abc import Iterator

from solver.frame import Frame
from solver.primitives import DayOffAlone
from wfm.rules.paired_days_off import PairedDaysOff


def encode_paired_days_off(rule: PairedDaysOff, _frame: Frame) -> Iterator[DayOffAlone]:
    """The engines know how many days off came before a shift."""
    yield DayOffAlone(rule.points(1.0), because=rule.name)
