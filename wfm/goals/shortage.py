"""Too few people, dearer the larger the missing share of the requirement."""

from __future__ import annotations

import numpy as np

from wfm.goals.base import CENTI, POINTS_PER_AGENT_INTERVAL, Ints, PoolCoverage, banded

SHARES_PERCENT = (10, 20, 40)
"""Edges of the bands, as shares of the requirement."""
FACTORS = (1, 2, 4, 8)
"""Price of a missing agent-interval in each band, as multiples of the first."""


def slopes(interval_min: int, priority: int) -> tuple[int, ...]:
    """Points per missing hundredth of an agent-minute in each band; a pool of priority n weighs an n-th."""
    return tuple(
        max(1, round(factor * POINTS_PER_AGENT_INTERVAL / (CENTI * interval_min * priority))) for factor in FACTORS
    )


class Shortage:
    """Agent-minutes below the fractional requirement, convex in the share missing."""

    def points(self, coverage: PoolCoverage) -> int:
        """Sum over the intervals of a pool."""
        return int(self.by_interval(coverage).sum())

    def by_interval(self, coverage: PoolCoverage) -> Ints:
        """Points of each interval of a pool."""
        need = coverage.required_centi * coverage.interval_min
        missing = np.maximum(need - np.rint(CENTI * coverage.covered_min).astype(np.int64), 0)
        edges = [coverage.even_centi * percent // 100 * coverage.interval_min for percent in SHARES_PERCENT]
        return banded(missing, edges, slopes(coverage.interval_min, coverage.pool.priority))
