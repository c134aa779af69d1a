"""Coverage per pool and interval, and what a goal is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from wfm.centre import Centre
from wfm.demand import PoolRequirement, StaffingRequirement
from wfm.roster import Roster
from wfm.shifts import Shift
from wfm.timegrid import TimeGrid

POINTS_PER_AGENT_INTERVAL = 60_000
CENTI = 100

Ints = NDArray[np.int64]


def agent_hours(points: float, interval_min: int) -> float:
    """Points in agent-hours, at the price of the first missing one of priority 1."""
    return points / POINTS_PER_AGENT_INTERVAL * interval_min / 60


@dataclass(frozen=True, eq=False)
class PoolCoverage:
    """
    What the people of one skill cover, per interval; arrays of shape (T,), `covered_min` also of several rosters, (..., T).

    `covered_min` in agent-minutes (each person once, by shares), `required_centi` the fractional requirement in hundredths of
    an agent. Closed intervals of the pool require nothing.
    """

    pool: PoolRequirement
    interval_min: int
    covered_min: NDArray[np.float64]

    @property
    def required_centi(self) -> Ints:
        """Hundredths of an agent."""
        return required_centi(self.pool)

    @property
    def even_centi(self) -> Ints:
        """Hundredths of an agent, with deferred work spread evenly."""
        return even_centi(self.pool)

    @property
    def rostered(self) -> NDArray[np.float64]:
        """Mean number of people in the interval."""
        return self.covered_min / self.interval_min


class Goal(Protocol):
    """A goal of the objective, measured on the coverage of one pool."""

    def points(self, coverage: PoolCoverage) -> int:
        """What it costs, in points."""
        ...

    def by_interval(self, coverage: PoolCoverage) -> Ints:
        """What each interval costs, in points, shape of `covered_min`."""
        ...


def required_centi(pool: PoolRequirement) -> Ints:
    """The fractional requirement in hundredths of an agent, its deferred work as placed; 0 while the pool is closed."""
    fixed = pool.fractional if pool.fixed is None else pool.fixed
    centi = np.rint(fixed * CENTI).astype(np.int64) + sum(work.placed for work in pool.deferred)
    return np.where(pool.is_open, centi, 0)


def even_centi(pool: PoolRequirement) -> Ints:
    """The same with the deferred work spread evenly: what bands are shares of, wherever the work is placed."""
    return required_centi(pool) - sum(work.placed - work.even for work in pool.deferred)


def whole_centi(pool: PoolRequirement) -> Ints:
    """
    The requirement rounded up to whole people, in hundredths: what is more is surplus.

    Where deferred work is placed otherwise than evenly, what rounding adds stays that of the even requirement. So the price of
    coverage depends on the requirement less what is covered alone, and is convex in both.
    """
    return required_centi(pool) + -even_centi(pool) % CENTI


def pool_coverage(centre: Centre, requirement: StaffingRequirement, roster: Roster) -> list[PoolCoverage]:
    """Coverage of every pool by the roster and by published shifts that reach into its days."""
    skills = [pool.skill for pool in requirement.pools]
    covered = covered_min(centre, requirement.grid, skills, _shifts(centre, roster))
    return [
        PoolCoverage(pool, requirement.grid.interval_min, covered[row]) for row, pool in enumerate(requirement.pools)
    ]


def covered_min(centre: Centre, grid: TimeGrid, skills: Sequence[str], shifts: Iterable[Shift]) -> NDArray[np.float64]:
    """Agent-minutes that shifts cover of each pool in each interval, each person once by shares; shape (pools, T)."""
    rows = {skill: row for row, skill in enumerate(skills)}
    row_of = {queue.id: rows[queue.pool] for queue in centre.queues if queue.pool in rows}
    stretches = [
        (row_of[queue], start_min, end_min, share)
        for shift in shifts
        for segment in shift.segments
        if segment.activity.covers
        for start_min, end_min in [(segment.start_min, segment.end_min)]
        for queue, share in segment.queue_shares()
        if queue in row_of
    ]
    if not stretches:
        return np.zeros((len(rows), len(grid)))
    row, start_min, end_min, share = (np.array(column) for column in zip(*stretches, strict=True))
    return overlaps(grid, len(rows), row, start_min, end_min, share)


def banded(amount: Ints, edges: Iterable[Ints], slopes: Iterable[int]) -> Ints:
    """The convex piecewise linear sum: `slopes[0]` per unit up to `edges[0]`, `slopes[1]` up to `edges[1]`, ... ."""
    total = np.zeros_like(amount)
    below = np.zeros_like(amount)
    for edge, slope in zip([*edges, None], slopes, strict=True):
        upper = amount if edge is None else np.minimum(amount, edge)
        total += slope * np.maximum(upper - below, 0)
        below = amount if edge is None else np.maximum(below, edge)
    return total


def _shifts(centre: Centre, roster: Roster) -> Iterator[Shift]:
    yield from roster.shifts
    first = centre.instant_of(roster.first_day, 0)
    yield from (shift for shift in centre.published_before(roster.first_day) if shift.end_min > first)


def overlaps(
    grid: TimeGrid, rows: int, row: Ints, start_min: Ints, end_min: Ints, share: NDArray[np.float64]
) -> NDArray[np.float64]:
    """
    Agent-minutes per interval, shape (rows, T), of stretches that somebody covers.

    Parameters
    ----------
    row, start_min, end_min, share
        Of each stretch, shape (S,): the row it counts in, from which UTC minute to which, and its share of a person. They are added
        up in their order, so that the same stretches always give the same figures to the last digit.
    """
    first = np.searchsorted(grid.starts_min, start_min - grid.interval_min, side="right")
    count = np.maximum(np.searchsorted(grid.starts_min, end_min) - first, 0)
    of = np.repeat(np.arange(len(row)), count)
    interval = first[of] + np.arange(len(of)) - np.repeat(np.cumsum(count) - count, count)
    starts = grid.starts_min[interval]
    minutes = np.minimum(starts + grid.interval_min, end_min[of]) - np.maximum(starts, start_min[of])
    weights = share[of] * np.maximum(minutes, 0)
    flat = np.bincount(row[of] * len(grid) + interval, weights=weights, minlength=rows * len(grid))
    return np.asarray(flat, dtype=np.float64).reshape(rows, len(grid))


def add_overlap(covered: NDArray[np.float64], grid: TimeGrid, start_min: int, end_min: int, share: float) -> None:
    """Add to agent-minutes per interval, shape (T,), what one stretch alone covers: quicker than `overlaps` of one."""
    first = int(np.searchsorted(grid.starts_min, start_min - grid.interval_min, side="right"))
    last = int(np.searchsorted(grid.starts_min, end_min))
    starts = grid.starts_min[first:last]
    overlap = np.minimum(starts + grid.interval_min, end_min) - np.maximum(starts, start_min)
    covered[first:last] += share * np.maximum(overlap, 0)
