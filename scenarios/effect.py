"""What changing a roster does: agent-hours missing per pool, and the service level of each queue met by the same luck."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenarios.compare import QueueFigure, levels_of, queue_figures
from wfm.centre import Centre
from wfm.demand import VolumeForecast
from wfm.goals import pool_coverage
from wfm.goals.base import PoolCoverage
from wfm.roster import Roster
from wfm.simulation import replay
from wfm.staffing.requirement import required_beside


@dataclass(frozen=True)
class PoolEffect:
    """Agent-hours of one pool's need that nobody covers, before and after."""

    skill: str
    before_h: float
    after_h: float


@dataclass(frozen=True)
class Effect:
    """Coverage of each pool, and each queue's simulated service level after the change with its difference."""

    pools: tuple[PoolEffect, ...]
    queues: tuple[QueueFigure, ...]

    @property
    def missing_before_h(self) -> float:
        """Agent-hours missing in all pools before."""
        return sum(pool.before_h for pool in self.pools)

    @property
    def missing_after_h(self) -> float:
        """Agent-hours missing in all pools after."""
        return sum(pool.after_h for pool in self.pools)


def effect_of(
    centre: Centre,
    forecast: VolumeForecast,
    before: Roster,
    after: Roster,
    *,
    within: NDArray[np.bool_] | None = None,
    in_force: Roster | None = None,
    replications: int = 200,
    seed: int = 1,
) -> Effect:
    """
    The effect of a change of roster.

    Parameters
    ----------
    forecast
        Volumes of the days of both rosters, or of more days.
    within
        Intervals of the forecast's grid that count, shape (T,); absent: all.
    in_force
        The roster of all days of the forecast beside which deferred work is placed; absent: `before`.
    replications, seed
        Of the replay; both rosters meet the same contacts, errands and absences.
    """
    requirement = required_beside(centre, forecast, in_force or before)
    pools = [
        PoolEffect(old.pool.skill, missing_h(old, within), missing_h(new, within))
        for old, new in zip(
            pool_coverage(centre, requirement, before), pool_coverage(centre, requirement, after), strict=True
        )
    ]
    old, new = (replay(roster, centre, forecast, replications=replications, seed=seed) for roster in (before, after))
    inside = None if within is None else within[forecast.grid.index_of(new.grid.starts_min)]
    queues = queue_figures(new.queues, levels_of(new, inside), levels_of(old, inside))
    return Effect(tuple(pools), tuple(queues))


def missing_h(pool: PoolCoverage, within: NDArray[np.bool_] | None = None) -> float:
    """Agent-hours of a pool's fractional requirement that nobody covers."""
    counts = pool.pool.is_open if within is None else pool.pool.is_open & within
    return float(np.maximum(pool.pool.fractional - pool.rostered, 0.0)[counts].sum()) * pool.interval_min / 60
