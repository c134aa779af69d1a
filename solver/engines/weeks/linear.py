"""
First prices from a linear programme: people of the same pools as a crowd, with their days and hours in fractions.

Pauses thin out a shift evenly; rest and everything personal is left out. So the prices are a start, and nothing is proven by them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array

from solver.automaton import Automaton
from solver.engines.weeks.kernels import F64
from solver.engines.weeks.state import Desk

TIME_LIMIT_S = 20.0


def linear_prices(desk: Desk) -> F64 | None:
    """Dual prices of coverage, points per agent-step, shape (P, I); None where the programme was not solved."""
    programme = _Programme(desk)
    rows: Any = csr_array(
        (np.concatenate(programme.values), (np.concatenate(programme.rows), np.concatenate(programme.columns))),
        shape=(programme.row_count, programme.column_count),
    )
    bounds: Any = np.stack([np.zeros(programme.column_count), np.concatenate(programme.tops)], axis=1)
    solved = linprog(
        np.concatenate(programme.costs),
        A_ub=rows,
        b_ub=np.concatenate(programme.right_sides),
        bounds=bounds,
        method="highs-ds",
        options={"time_limit": TIME_LIMIT_S},
    )
    if solved.status != 0:
        return None
    shape = desk.frame.pools.shape
    duals = np.asarray(solved.ineqlin.marginals)[: 2 * shape[0] * shape[1]].reshape(2, *shape)
    prices: F64 = -100.0 * duals[0] + 100.0 * duals[1]
    return prices


class _Programme:
    """Rows of ``A x <= b`` in triplets: coverage from below and from above first, then each crowd's days and hours."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.costs: list[F64] = []
        self.tops: list[F64] = []
        self.rows: list[NDArray[np.int64]] = []
        self.columns: list[NDArray[np.int64]] = []
        self.values: list[F64] = []
        pools = desk.frame.pools
        self.cells = pools.need.size
        self.row_count, self.column_count = 2 * self.cells, 0
        base = 100.0 * pools.covered
        self.right_sides: list[NDArray[np.floating[Any]]] = [(base - pools.need).ravel(), (pools.whole - base).ravel()]
        self._bands(0, pools.short_edges, np.broadcast_to(pools.short_slopes[:, None, :], (*pools.shape, 4)))
        self._bands(1, pools.surplus_edges, np.broadcast_to(pools.surplus_slopes, (*pools.shape, 2)))
        crowds: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for agent, kind in enumerate(desk.team.kind_of.tolist()):
            if desk.team.kinds[kind].pools and not desk.team.counts_after_min[agent]:
                crowds[desk.team.kinds[kind].pools].append(agent)
        for own_pools, members in crowds.items():
            self._crowd(own_pools, members)

    def _columns_for(self, costs: F64, tops: F64) -> NDArray[np.int64]:
        first = self.column_count
        self.column_count += len(costs)
        self.costs.append(costs)
        self.tops.append(tops)
        return np.arange(first, self.column_count)

    def _entries(self, rows: NDArray[np.int64], columns: NDArray[np.int64], values: F64) -> None:
        self.rows.append(rows)
        self.columns.append(columns)
        self.values.append(values)

    def _row(self, columns: NDArray[np.int64], values: F64, right_side: float) -> None:
        self._entries(np.full(len(columns), self.row_count), columns, values)
        self.right_sides.append(np.array([right_side]))
        self.row_count += 1

    def _bands(self, side: int, edges: NDArray[np.int64], slopes: NDArray[np.int64]) -> None:
        """Missing (side 0) or surplus (side 1) hundredths of agent-steps per cell and band."""
        below: NDArray[np.floating[Any]] = np.zeros(self.cells)
        for band in range(slopes.shape[-1]):
            above = edges[..., band].ravel().astype(float) if band < edges.shape[-1] else np.full(self.cells, np.inf)
            own = self._columns_for(slopes[..., band].ravel().astype(float), np.maximum(above - below, 0))
            self._entries(side * self.cells + np.arange(self.cells), own, np.full(self.cells, -1.0))
            below = above

    def _crowd(self, own_pools: tuple[int, ...], members: list[int]) -> None:
        desk, frame = self.desk, self.desk.frame
        pools, shifts = frame.pools, frame.shifts
        able = desk.team.allowed[members].sum(axis=0).astype(float)
        usable = np.flatnonzero(able)
        counts = np.full(len(able), -1, dtype=np.int64)
        counts[usable] = self._columns_for(np.zeros(len(usable)), able[usable])
        paused = np.where(shifts.pause_length > 0, shifts.pause_length, 0).sum(axis=1)
        working = 1 - paused / np.maximum(shifts.end - shifts.start, 1)
        intervals = pools.shape[1]
        # Per interval: people of the crowd on duty are at least those it lends to its pools.
        lend_row = self.row_count
        self.row_count += intervals
        self.right_sides.append(np.zeros(intervals))
        for k in usable.tolist():
            held, steps = np.unique(pools.interval_of[shifts.start[k] : shifts.end[k]], return_counts=True)
            open_at = held >= 0
            on_duty = -working[k] * steps[open_at]
            self._entries(lend_row + held[open_at].astype(np.int64), np.full(open_at.sum(), counts[k]), on_duty)
        for p in own_pools:
            lent = np.where(pools.is_open[p], np.inf, 0.0)
            own = self._columns_for(np.zeros(intervals), lent)
            cells = p * intervals + np.arange(intervals)
            self._entries(lend_row + np.arange(intervals), own, np.ones(intervals))
            self._entries(cells, own, np.full(intervals, -100.0))
            self._entries(self.cells + cells, own, np.full(intervals, 100.0))
        for day in range(frame.days):
            today = frame.shifts.of_day(day)
            present = counts[today][counts[today] >= 0]
            if len(present):
                most = int(desk.team.allowed[members, today].any(axis=1).sum())
                self._row(present, np.ones(len(present)), float(most))
        hours = desk.links.units[usable].astype(float)
        self._row(counts[usable], hours, float(desk.links.high[members].sum()))
        self._row(counts[usable], -hours, -float(np.maximum(desk.links.low[members], 0).sum()))
        days = sum(_most_days(desk.team.patterns[desk.team.pattern_of[agent]]) for agent in members)
        self._row(counts[usable], np.ones(len(usable)), float(days))


def _most_days(automaton: Automaton) -> int:
    """Days one person can work at most: the longest accepted way through the automaton."""
    most = {0: 0}
    for moves in automaton.moves:
        reached: dict[int, int] = {}
        for state, worked in most.items():
            for letter, target in enumerate(moves[state].tolist()):
                if target >= 0:
                    reached[target] = max(reached.get(target, 0), worked + (letter > 0))
        most = reached
    return max((worked for state, worked in most.items() if automaton.accepts[state]), default=0)
