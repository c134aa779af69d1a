"""
The goals that are no matter of coverage, one file each with the stem of its twin in ``wfm/goals``: compiled into primitives.

Shortage and overstaffing are in the price of coverage itself, `solver.frame.Pools`.
"""

from __future__ import annotations

from collections.abc import Iterator

from solver.frame import Frame
from solver.goals.pay import encode_pay
from solver.primitives import Primitive


def encode_goals(frame: Frame) -> Iterator[Primitive]:
    """Every such goal of the problem's department, compiled."""
    yield from encode_pay(frame)
