"""Shrinkage: from people on the queue to people on the roster."""

from __future__ import annotations

import numpy as np

from wfm.demand import Shrinkage
from wfm.staffing.queue_demand import Floats, Ints

DUST = 1e-12  # 14 / 0.7 is 20.000000000000004 in floats, and 20 people


def scheduled(base_staff: Ints, shrinkage: Shrinkage) -> Ints:
    """Whole people on the roster, rounded up once, for whole people on the queue."""
    return rounded_up(base_staff / shrinkage.worked_share)


def rounded_up(people: Floats) -> Ints:
    """The next whole number, the dust of floats left aside."""
    return np.ceil(people * (1 - DUST)).astype(np.int64)
