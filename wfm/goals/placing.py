"""
Where deferred work is best placed beside people who are already rostered: between its curves, at least cost of the goals.

The price of coverage is convex in the work placed in each interval, so the best placement is a linear programme over a network:
work kept from one interval to the next between the curves, priced piece by piece between the whole hundredths at which the price
bends. Such a programme has a best solution in whole numbers, and the simplex method finds one.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import block_diag, csr_array, eye_array, hstack, vstack

from wfm.centre import Centre
from wfm.deferred_work import DeferredWork
from wfm.demand import PoolRequirement, StaffingRequirement
from wfm.errors import StaffingError
from wfm.goals.base import CENTI, Ints, PoolCoverage, even_centi, pool_coverage, required_centi, whole_centi
from wfm.goals.overstaffing import SHARES_PERCENT as SURPLUS_SHARES
from wfm.goals.overstaffing import Overstaffing
from wfm.goals.shortage import SHARES_PERCENT as SHORT_SHARES
from wfm.goals.shortage import Shortage
from wfm.roster import Roster

UNEVENNESS = 0.25
"""Points per hundredth away from the even spread: of placements that cost the same, the one nearest to it. Costs differ by whole
points, and moving a hundredth changes two intervals: so this decides nothing else."""

Floats = NDArray[np.float64]


def best_placement(centre: Centre, requirement: StaffingRequirement, roster: Roster) -> Mapping[str, Ints]:
    """
    Where the deferred work of a department is best done by a roster, as `required_staff` takes it.

    Returns
    -------
    mapping
        Hundredths of scheduled agents per interval, shape (T,), of each queue whose work is not spread evenly.
    """
    if not any(pool.deferred for pool in requirement.pools):
        return {}
    return moved(placed_best(pool) for pool in pool_coverage(centre, requirement, roster))


def moved(pools: Iterable[PoolRequirement]) -> Mapping[str, Ints]:
    """Placements of the work that is not spread evenly, by queue."""
    works = (work for pool in pools for work in pool.deferred)
    return {work.queue: work.placed for work in works if not np.array_equal(work.placed, work.even)}


def placed_best(coverage: PoolCoverage) -> PoolRequirement:
    """
    A pool with its deferred work placed at least cost for what is covered; as it is where nothing is gained.

    Only `deferred` is changed; what `required_staff` makes of it, whole people and the like, is not.

    Raises
    ------
    StaffingError
        If the linear programme could not be solved.
    """
    pool = coverage.pool
    if not any((work.released > work.due).any() for work in pool.deferred):
        return pool
    found = dataclasses.replace(pool, deferred=_Programme(coverage).solve())
    return found if _points(coverage, found).sum() <= _points(coverage, pool).sum() else pool


def _points(coverage: PoolCoverage, pool: PoolRequirement) -> Ints:
    """What each interval costs by both goals where this is the pool, shape (T,)."""
    coverage = dataclasses.replace(coverage, pool=pool)
    return Shortage().by_interval(coverage) + Overstaffing().by_interval(coverage)


def _total(tables: Iterable[Ints]) -> Ints:
    return np.asarray(sum(tables, np.zeros(1, dtype=np.int64)), dtype=np.int64)


class _Programme:
    """Columns: work done by the end of each interval, queue by queue, above what is due; then pieces of the price."""

    def __init__(self, coverage: PoolCoverage) -> None:
        self.coverage, self.pool = coverage, coverage.pool
        self.even = _total(work.even for work in self.pool.deferred)
        most = _total(work.most for work in self.pool.deferred)
        self.movable = np.flatnonzero(most)
        self.corners = self._corners(most[self.movable])
        self.prices = np.stack([self._price(corner) for corner in self.corners])

    def solve(self) -> tuple[DeferredWork, ...]:
        """The works of the pool, placed at least price."""
        works, movable = self.pool.deferred, self.movable
        count, kept = len(movable), len(movable) * len(works)
        widths, rises = np.diff(self.corners, axis=0), np.diff(self.prices, axis=0)
        used = widths > 0
        interval = np.nonzero(used)[1]
        pieces = csr_array((np.ones(len(interval)), (interval, np.arange(len(interval)))), shape=(count, len(interval)))
        step = eye_array(count, format="csr") - eye_array(count, k=-1, format="csr")
        spans = [(work.released - work.due)[movable] for work in works]
        due_now = [np.diff(work.due[movable], prepend=0) for work in works]
        closed = np.concatenate([~work.is_open[movable] for work in works])
        each = hstack([block_diag([step] * len(works)), csr_array((kept, len(interval)))], format="csr")
        programme: dict[str, Any] = {
            "c": np.concatenate([np.zeros(kept), rises[used] / widths[used]]),
            # What is placed is priced, and nothing is while the queue is closed ...
            "A_eq": vstack([hstack([*[step] * len(works), -pieces]), each[closed]], format="csr"),
            "b_eq": np.concatenate([-np.sum(due_now, axis=0), np.zeros(closed.sum())]),
            # ... nor placed only to be taken back.
            "A_ub": -each[~closed],
            "b_ub": np.concatenate(due_now)[~closed],
            "bounds": np.stack([np.zeros(kept + len(interval)), np.concatenate([*spans, widths[used]])], axis=1),
        }
        solved: Any = linprog(**programme, method="highs-ds")
        if solved.status != 0:
            raise StaffingError(f"the deferred work of {self.pool.skill} could not be placed: {solved.message}")
        above = np.rint(solved.x[:kept]).astype(np.int64).reshape(len(works), count)
        return tuple(self._placed(work, own) for work, own in zip(works, above, strict=True))

    def _placed(self, work: DeferredWork, above: Ints) -> DeferredWork:
        """The work of one queue from what is done by the end of each interval above what is due."""
        table = np.zeros_like(work.even)
        table[self.movable] = np.diff(above + work.due[self.movable], prepend=0)
        return dataclasses.replace(work, placed=table)

    def _corners(self, most: Ints) -> Ints:
        """Whole hundredths of work in each interval at which the price bends, or right beside it, in order; (corners, T)."""
        pool, at, length = self.pool, self.movable, self.coverage.interval_min
        required, even = required_centi(pool)[at], even_centi(pool)[at]
        fixed = required - _total(work.placed for work in pool.deferred)[at]
        rounding = whole_centi(pool)[at] - required
        covered = np.rint(CENTI * self.coverage.covered_min).astype(np.int64)[at]
        bends = [even * percent // 100 * length for percent in (0, *SHORT_SHARES)]
        bends += [-(rounding + even * percent // 100) * length for percent in (0, *SURPLUS_SHARES)]
        found = [np.zeros_like(fixed), most, self.even[at]]
        for bend in bends:
            below = (bend + covered) // length - fixed
            found += [below, below + 1]
        return np.sort(np.stack([np.clip(corner, 0, most) for corner in found]), axis=0)

    def _price(self, work: Ints) -> Floats:
        """Points of so much work in each interval, and of its distance from the even spread."""
        table = np.zeros_like(self.even)
        table[self.movable] = work
        first, *others = self.pool.deferred
        works = (
            dataclasses.replace(first, placed=table),
            *(dataclasses.replace(each, placed=np.zeros_like(table)) for each in others),
        )
        cost = _points(self.coverage, dataclasses.replace(self.pool, deferred=works))
        return np.asarray(cost + UNEVENNESS * np.abs(table - self.even), dtype=np.float64)[self.movable]
