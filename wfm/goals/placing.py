"""
Where deferred work is best placed beside people who are already rostered: between its curves, at least cost of the goals.

The price of coverage is convex in the work placed in each interval, so the best placement is a linear programme over a network:
work kept from one interval to the next between the curves, priced piece by piece between the whole hundredths at which the price
bends. Such a programme has a best solution in whole numbers, and the simplex method finds one.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

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
    coverage = pool_coverage(centre, requirement, roster)
    return moved({work.queue: work for pool in coverage for work in placed_best(pool).deferred}.values())


def moved(works: object) -> Mapping[str, Ints]:
    """Placements of the work that is not spread evenly, by queue."""
    return {work.queue: work.placed for work in works if not np.array_equal(work.placed, work.even)}  # type: ignore[attr-defined]


def points(coverage: PoolCoverage, pool: PoolRequirement | None = None) -> Ints:
    """What each interval costs by both goals, shape (T,); `pool` in the place of its own, if given."""
    coverage = coverage if pool is None else dataclasses.replace(coverage, pool=pool)
    return Shortage().by_interval(coverage) + Overstaffing().by_interval(coverage)


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
    most = sum((work.most for work in pool.deferred), np.zeros_like(pool.required))
    movable = np.flatnonzero(most > 0)
    if not len(movable):
        return pool
    programme = _Programme(coverage, movable, most)
    found = dataclasses.replace(pool, deferred=programme.solve())
    gained = int(points(coverage).sum()) - int(points(coverage, found).sum())
    if gained < 0:
        raise StaffingError(f"placing the deferred work of {pool.skill} lost {-gained} points")
    return found


class _Programme:
    """Columns: work done by the end of each interval, queue by queue, above what is due; then pieces of the price."""

    def __init__(self, coverage: PoolCoverage, movable: NDArray[np.intp], most: Ints) -> None:
        self.coverage, self.pool, self.movable = coverage, coverage.pool, movable
        self.corners = self._corners(most[movable])
        self.prices = np.stack([self._points(corner) for corner in self.corners]).astype(float)

    def solve(self) -> tuple[DeferredWork, ...]:
        works, movable = self.pool.deferred, self.movable
        count = len(movable)
        widths, rises = np.diff(self.corners, axis=0), np.diff(self.prices, axis=0)
        used = widths > 0
        interval = np.nonzero(used)[1]
        pieces = csr_array((np.ones(len(interval)), (interval, np.arange(len(interval)))), shape=(count, len(interval)))
        step = eye_array(count, format="csr") - eye_array(count, k=-1, format="csr")
        spans = [(work.released - work.due)[movable] for work in works]
        due_now = [np.diff(work.due[movable], prepend=0) for work in works]
        each = hstack([block_diag([step] * len(works)), csr_array((count * len(works), len(interval)))], format="csr")
        closed = np.concatenate([~work.is_open[movable] for work in works])
        solved = linprog(
            np.concatenate([np.zeros(count * len(works)), rises[used] / widths[used]]),
            A_eq=vstack([hstack([*[step] * len(works), -pieces]), each[closed]], format="csr"),
            b_eq=np.concatenate([-np.sum(due_now, axis=0), np.zeros(closed.sum())]),
            A_ub=-each[~closed],
            b_ub=np.concatenate(due_now)[~closed],
            bounds=np.stack(
                [np.zeros(count * len(works) + len(interval)), np.concatenate([*spans, widths[used]])], axis=1
            ),
            method="highs-ds",
        )
        if solved.status != 0:
            raise StaffingError(f"the deferred work of {self.pool.skill} could not be placed: {solved.message}")
        above = np.rint(solved.x[: count * len(works)]).astype(np.int64).reshape(len(works), count)
        placed = []
        for work, own in zip(works, above, strict=True):
            table = np.zeros_like(work.even)
            table[movable] = np.diff(own + work.due[movable], prepend=0)
            placed.append(dataclasses.replace(work, placed=table))
        return tuple(placed)

    def _corners(self, most: Ints) -> Ints:
        """Whole hundredths of work in each interval at which the price bends, or right beside it, in order; (corners, T)."""
        pool, at = self.pool, self.movable
        even_now = sum((work.even for work in pool.deferred), np.zeros_like(pool.required))[at]
        placed_now = sum((work.placed for work in pool.deferred), np.zeros_like(pool.required))[at]
        even, required = even_centi(pool)[at], required_centi(pool)[at]
        fixed, rounding = required - placed_now, (whole_centi(pool) - required_centi(pool))[at]
        length = self.coverage.interval_min
        covered = np.rint(CENTI * self.coverage.covered_min).astype(np.int64)[at]
        bends = [np.zeros_like(fixed), *(even * percent // 100 * length for percent in SHORT_SHARES)]
        bends += [
            -rounding * length - edge for edge in (0, *(even * percent // 100 * length for percent in SURPLUS_SHARES))
        ]
        found = [np.zeros_like(fixed), most, even_now]
        for bend in bends:
            below = (bend + covered) // length - fixed
            found += [below, below + 1]
        return np.sort(np.stack([np.clip(corner, 0, most) for corner in found]), axis=0)

    def _points(self, work: Ints) -> Floats:
        """Points of so much work in each interval, and of its distance from the even spread."""
        pool = self.pool
        first, *others = pool.deferred
        table = np.zeros_like(first.placed)
        table[self.movable] = work
        even = sum((each.even for each in pool.deferred), np.zeros_like(table))
        zero = [dataclasses.replace(each, placed=np.zeros_like(table)) for each in others]
        placed = dataclasses.replace(pool, deferred=(dataclasses.replace(first, placed=table), *zero))
        cost = points(self.coverage, placed) + UNEVENNESS * np.abs(table - even)
        return np.asarray(cost[self.movable], dtype=np.float64)
