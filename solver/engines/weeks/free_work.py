"""The least that coverage can cost at given prices where deferred work may be placed anywhere between its curves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from solver.engines.weeks.compiled import compiled
from solver.engines.weeks.coverage_price import price_of_lack
from solver.engines.weeks.kernels import F64, I64
from solver.frame import Layout
from wfm.deferred_work import DeferredWork


@dataclass(frozen=True, eq=False)
class _Parcels:
    """Pieces of one queue's work, first come first: hundredths of each, and the first and last open interval for it."""

    row: int
    open_at: I64
    amount: I64
    first: I64
    last: I64

    @classmethod
    def of(cls, row: int, work: DeferredWork) -> _Parcels:
        open_at = np.flatnonzero(work.is_open)
        released, due = work.released[open_at], work.due[open_at]
        ends = np.unique(np.concatenate([np.zeros(1, dtype=np.int64), released, due]))
        return cls(row, open_at, np.diff(ends), np.searchsorted(released, ends[1:]), np.searchsorted(due, ends[1:]))


class FreeWork:
    """
    The cheapest coverage of cells in which deferred work can be placed, at some prices: a part of the bound.

    The price f of coverage depends on the lack alone, what is needed less what is covered. So for prices y per agent-step

        f(need - 100 z) + y z = [f(lack) - y lack / 100] + y need / 100,

    the bracket is least at a corner of f among the lacks that work and people allow, and the rest is least where every piece of
    work is done at the lowest price between its release and its deadline.
    """

    def __init__(self, frame: Layout, reach: I64) -> None:
        pools, self.per_interval = frame.pools, frame.steps_per_interval
        self.pools = pools
        self.parcels = [_Parcels.of(p, work) for p, work in pools.deferred]
        least, most, placed = (np.zeros_like(pools.need) for _ in range(3))
        for p, work in pools.deferred:
            least[p] += work.least
            most[p] += work.most
            placed[p] += work.placed
        self.cells = most > least
        self.fixed = pools.need - placed * self.per_interval
        lowest = self.fixed + least * self.per_interval - 100 * (pools.covered + reach)
        highest = self.fixed + most * self.per_interval - 100 * pools.covered
        rounding = pools.whole - pools.need
        bends = [np.zeros_like(pools.need), *np.moveaxis(pools.short_edges, -1, 0), -rounding]
        bends += [-rounding - edge for edge in np.moveaxis(pools.surplus_edges, -1, 0)]
        corners = [lowest, highest, *(np.clip(bend, lowest, highest) for bend in bends)]
        self.corners = [(corner, price_of_lack(pools, corner)) for corner in corners]

    def cheapest(self, y: F64) -> tuple[F64, F64]:
        """Points (P, I) that sum to the least of the cells, and the agent-steps that attain it; both mean nothing elsewhere."""
        best, lack = np.full(y.shape, np.inf), np.zeros_like(self.fixed)
        for corner, points in self.corners:
            cost = points - y * corner / 100
            better = cost < best
            best, lack = np.where(better, cost, best), np.where(better, corner, lack)
        need = self.fixed.astype(float)
        for parcels in self.parcels:
            placed = np.zeros(len(parcels.open_at))
            place_cheapest(y[parcels.row, parcels.open_at], parcels.amount, parcels.first, parcels.last, placed)
            need[parcels.row, parcels.open_at] += placed * self.per_interval
        return best + y * need / 100, (need - lack) / 100


@compiled
def place_cheapest(prices: F64, amount: I64, first: I64, last: I64, placed: F64) -> None:
    """Add every piece of work to the interval of the lowest price among those allowed to it."""
    for piece in range(len(amount)):
        at = first[piece]
        for t in range(first[piece] + 1, last[piece] + 1):
            if prices[t] < prices[at]:
                at = t
        placed[at] += amount[piece]
