"""
First prices from a linear programme: people of the same pools as a crowd, with their days and hours in fractions.

Pauses thin out a shift evenly; rest and everything personal is left out. So the prices are a start, and nothing is proven by them.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array

from solver.automaton import Automaton
from solver.engines.weeks.coverage_price import pieces
from solver.engines.weeks.kernels import F64
from solver.engines.weeks.state import Desk

Columns = NDArray[np.int64]
TIME_LIMIT_S = 20.0
NO_WAY = -(10**6)


def linear_prices(desk: Desk, steepness: float) -> F64 | None:
    """
    Dual prices of coverage, points per agent-step, shape (P, I); None where the programme was not solved.

    Parameters
    ----------
    steepness
        Points per agent-step by which prices of neighbouring intervals may differ: people who place their pauses at best make
        nothing of prices that are level.
    """
    programme = _Programme(desk, steepness)
    solved = linprog(
        np.concatenate(programme.costs),
        A_ub=programme.limits.matrix(programme.column_count),
        b_ub=programme.limits.right_side(),
        A_eq=programme.balances.matrix(programme.column_count),
        b_eq=programme.balances.right_side(),
        bounds=programme.bounds(),
        method="highs-ds",
        options={"time_limit": TIME_LIMIT_S},
    )
    if solved.status != 0:
        return None
    shape = desk.frame.pools.shape
    prices: F64 = -np.asarray(solved.eqlin.marginals)[: shape[0] * shape[1]].reshape(shape)
    return prices


class _Rows:
    """Rows of a sparse matrix in triplets."""

    def __init__(self) -> None:
        self.count = 0
        self._rows: list[Columns] = []
        self._columns: list[Columns] = []
        self._values: list[F64] = []
        self._right: list[F64] = []

    def begin(self, right_side: F64) -> int:
        """Open as many rows as there are right sides; returns the first."""
        first = self.count
        self.count += len(right_side)
        self._right.append(right_side)
        return first

    def put(self, rows: Columns, columns: Columns, values: F64) -> None:
        """Entries of open rows."""
        self._rows.append(rows)
        self._columns.append(columns)
        self._values.append(values)

    def add(self, columns: Columns, values: F64, right_side: float) -> None:
        """One whole row."""
        first = self.begin(np.array([right_side]))
        self.put(np.full(len(columns), first), columns, values)

    def matrix(self, columns: int) -> Any:
        """All rows, as scipy takes them."""
        entries = (np.concatenate(self._values), (np.concatenate(self._rows), np.concatenate(self._columns)))
        return csr_array(entries, shape=(self.count, columns))

    def right_side(self) -> F64:
        """What each row is compared with."""
        return np.concatenate(self._right)


class _Programme:
    """Minimise the price of coverage; `balances` are equations (coverage first), `limits` are ``A x <= b``."""

    def __init__(self, desk: Desk, steepness: float) -> None:
        self.desk = desk
        self.costs: list[F64] = []
        self.tops: list[F64] = []
        self.column_count = 0
        self.balances, self.limits = _Rows(), _Rows()
        self._most_days = np.array([_most_days(pattern) for pattern in desk.team.patterns])
        self._coverage()
        self._neighbours(steepness)
        self._deferred()
        crowds: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for agent, kind in enumerate(desk.team.kind_of.tolist()):
            if desk.team.kinds[kind].pools and not desk.team.counts_after_min[agent]:
                crowds[desk.team.kinds[kind].pools].append(agent)
        for own_pools, members in crowds.items():
            self._crowd(own_pools, members)

    def bounds(self) -> Any:
        """Every column lies between 0 and its top."""
        return np.stack([np.zeros(self.column_count), np.concatenate(self.tops)], axis=1)

    def _columns_for(self, costs: F64, tops: F64) -> Columns:
        first = self.column_count
        self.column_count += len(costs)
        self.costs.append(costs)
        self.tops.append(tops)
        return np.arange(first, self.column_count)

    def _coverage(self) -> None:
        """
        Agent-steps per cell, piece by piece of their price, against those lent by the crowds.
        """
        pools = self.desk.frame.pools
        self.balances.begin(np.zeros(pools.need.size))
        cell, width, slope, _ = pieces(pools, self.desk.reach)
        self.balances.put(cell, self._columns_for(slope, width), np.ones(len(cell)))

    def _neighbours(self, steepness: float) -> None:
        """Coverage may be moved to a neighbouring interval at a price: in the dual, a limit on how prices change."""
        starts = self.desk.frame.pools.first_step
        after = np.flatnonzero(np.diff(starts) == self.desk.frame.steps_per_interval)
        pools, intervals = self.desk.frame.pools.shape
        cells = (np.arange(pools)[:, None] * intervals + after).ravel()
        for sign in (1.0, -1.0):
            own = self._columns_for(np.full(len(cells), steepness), np.full(len(cells), np.inf))
            self.balances.put(cells, own, np.full(len(cells), sign))
            self.balances.put(cells + 1, own, np.full(len(cells), -sign))

    def _deferred(self) -> None:
        """Deferred work moved to the next interval of its queue, or from there: coverage won at one and lost at the other."""
        pools, per_interval = self.desk.frame.pools, self.desk.frame.steps_per_interval
        for p, work in pools.deferred:
            open_at = np.flatnonzero(work.is_open)
            cells, done = p * pools.shape[1] + open_at, np.cumsum(work.placed)
            for sign, room in ((1.0, done - work.due), (-1.0, work.released - done)):
                tops = room[open_at[:-1]] * per_interval / 100.0
                own = self._columns_for(np.zeros(len(tops)), tops)
                self.balances.put(cells[:-1], own, np.full(len(tops), -sign))
                self.balances.put(cells[1:], own, np.full(len(tops), sign))

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
        on_duty = self.balances.begin(np.zeros(intervals))
        serves: NDArray[np.bool_] = np.any(pools.is_open[list(own_pools)], axis=0)
        for k in usable.tolist():
            held, steps = np.unique(pools.interval_of[shifts.start[k] : shifts.end[k]], return_counts=True)
            open_at = (held >= 0) & serves[held]
            rows = on_duty + held[open_at].astype(np.int64)
            self.balances.put(rows, np.full(len(rows), counts[k]), -working[k] * steps[open_at])
        for p in own_pools:
            lent = np.where(pools.is_open[p], np.inf, 0.0)
            own = self._columns_for(np.zeros(intervals), lent)
            self.balances.put(on_duty + np.arange(intervals), own, np.ones(intervals))
            self.balances.put(p * intervals + np.arange(intervals), own, np.full(intervals, -1.0))
        for day in range(frame.days):
            today = frame.shifts.of_day(day)
            present = counts[today][counts[today] >= 0]
            if len(present):
                most = int(desk.team.allowed[members, today].any(axis=1).sum())
                self.limits.add(present, np.ones(len(present)), float(most))
        for window, (first, last) in enumerate(pairwise(frame.first_of_window.tolist())):
            within = usable[(shifts.day[usable] >= first) & (shifts.day[usable] < last)]
            hours = desk.links.units[within].astype(float)
            self.limits.add(counts[within], hours, float(desk.links.high[members, window].sum()))
            self.limits.add(counts[within], -hours, -float(np.maximum(desk.links.low[members, window], 0).sum()))
        days = int(self._most_days[desk.team.pattern_of[members]].sum())
        self.limits.add(counts[usable], np.ones(len(usable)), float(days))


def _most_days(automaton: Automaton) -> int:
    """Days one person can work at most: the longest accepted way through the automaton."""
    most = np.full(automaton.moves.shape[1], NO_WAY)
    most[0] = 0
    for moves in automaton.moves:
        after = np.full(len(most), NO_WAY)
        for letter, targets in enumerate(moves.T):
            lives = targets >= 0
            np.maximum.at(after, targets[lives], most[lives] + (letter > 0))
        most = after
    return max(0, int(most[automaton.accepts].max(initial=0)))
