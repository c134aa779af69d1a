"""Too many people: paid time at which nobody is needed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wfm.goals.base import CENTI, POINTS_PER_AGENT_INTERVAL, Ints, PoolCoverage, banded, whole_centi

SHARES_PERCENT = (20,)
"""Edge of the first band, as a share of the requirement."""
FACTORS = (0.2, 0.6)
"""Price of a surplus agent-interval in each band, as multiples of the first missing one of priority 1."""


def slopes(interval_min: int, weight: float = 1.0) -> tuple[int, ...]:
    """Points per surplus hundredth of an agent-minute in each band, at a multiple of the usual price."""
    first = weight * POINTS_PER_AGENT_INTERVAL / (CENTI * interval_min)
    return tuple(max(1, round(factor * first)) for factor in FACTORS)


@dataclass(frozen=True)
class Overstaffing:
    """Agent-minutes above the requirement rounded up to whole people, so that rounding alone costs nothing."""

    weight: float = 1.0

    def points(self, coverage: PoolCoverage) -> int:
        """Sum over the intervals of a pool."""
        return int(self.by_interval(coverage).sum())

    def by_interval(self, coverage: PoolCoverage) -> Ints:
        """Points of each interval of a pool."""
        whole = whole_centi(coverage.pool)
        surplus = np.rint(CENTI * coverage.covered_min).astype(np.int64) - whole * coverage.interval_min
        edges = [coverage.even_centi * percent // 100 * coverage.interval_min for percent in SHARES_PERCENT]
        return banded(np.maximum(surplus, 0), edges, slopes(coverage.interval_min, self.weight))
