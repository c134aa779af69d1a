"""
The best prices there are, by column generation, where a week covers few intervals: then the linear programme over weeks is small.

The programme chooses among the weeks met so far, in fractions, and its dual prices ask every person for a better week, until nobody
has one (Dantzig and Wolfe, 1960). Prices swing less where they move only a part of the way from the best so far (Wentges, 1997).
Where a week covers hundreds of intervals the programme is large and has too many solutions; the volume method is quicker there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from solver.engines.weeks.coverage_price import pieces
from solver.engines.weeks.kernels import F64, I8, I16, I32, I64
from solver.engines.weeks.prices import Prices, evaluate
from solver.engines.weeks.state import Desk, Start
from wfm.errors import SolverError

MOST_COVERED, MOST_CELLS = 2000, 20_000
"""Cells of the coverage, times the intervals that the longest shift reaches over, and times the sorts of people, up to which the
programme is small."""
WAY = 0.2
"""Which part of the way to the programme's prices is gone."""
ROUNDS_A_DECISION, SHARE_DECIDED = 3, 0.06
"""How often people are asked before the next are decided, and for which share of the sorts that is done at a time."""
CLOSE, WHOLE = 1e-7, 1e-6
"""Share of its cost within which bound and programme are the same; how near to a whole number of people is whole."""


class NotSolvedError(SolverError):
    """The programme was given up, for reasons of numbers: prices and rosters have to be found without it."""


def suits(desk: Desk) -> bool:
    """Whether the prices of a desk are to be had this way."""
    shifts, cells = desk.frame.shifts, desk.frame.pools.need.size
    longest = int((shifts.end - shifts.start).max(initial=0)) / desk.frame.steps_per_interval
    small = 0 < cells * longest <= MOST_COVERED and cells * len(desk.alike) <= MOST_CELLS
    return small and not desk.placed and not desk.lead_steps.any()


class Columns:
    """The weeks met so far, of one person of each sort (`Desk.alike`), and the programme over them."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._people = np.array([people for _, people in desk.alike])
        self._pieces = pieces(desk.frame.pools, desk.reach)
        self._no_leads = np.zeros(desk.frame.steps)
        self._known: set[tuple[int, bytes]] = set()
        self._sort: list[int] = []
        self._weeks: list[tuple[I32, I16, I8]] = []
        self._cost: list[float] = []
        self._rows: list[I64] = []
        self._values: list[F64] = []

    def improve(self, prices: Prices, rounds: int) -> None:
        """Some rounds, each of which may better the prices; they are settled once they are the best there are."""
        if not self._cost:
            self._ask(prices, prices.y)
        for _ in range(rounds):
            cost, y, _ = self._solved(self._nobody())
            if cost - prices.proven <= CLOSE * max(1.0, abs(cost)):
                prices.settle()
                return
            new = self._ask(prices, prices.y + WAY * (y - prices.y))
            if not new and not self._ask(prices, y):
                prices.settle()
                return

    def dive(self, prices: Prices, is_stopped: Callable[[], bool]) -> Start:
        """
        A week for everybody out of the programme: some people at a time get the weeks of which it takes most, and the others are
        asked again at the prices that this leaves.

        Rules that people of one sort do not share, and counts of shifts, may be broken: `search.rebuild` mends that.
        """
        decided = self._nobody()
        while decided.sum() < self._people.sum():
            for _ in range(ROUNDS_A_DECISION):
                _, y, _ = self._solved(decided)
                new = self._ask(prices, y)
                decided = np.append(decided, np.zeros(len(self._cost) - len(decided)))
                if not new or is_stopped():
                    break
            _, _, taken = self._solved(decided)
            self._decide(decided, taken)
        return self._start(decided)

    def _nobody(self) -> F64:
        return np.zeros(len(self._cost))

    def _decide(self, decided: F64, taken: F64) -> None:
        """Add the weeks that are taken whole, and the largest parts of the others, for a share of the people."""
        decided += np.floor(taken - decided + WHOLE)
        left = self._people.astype(float)
        np.subtract.at(left, self._sort, decided)
        more = max(1, round(SHARE_DECIDED * len(self._people)))
        for column in np.argsort(decided - taken, kind="stable").tolist():
            if more and left[self._sort[column]] > 0:
                decided[column] += 1
                left[self._sort[column]] -= 1
                more -= 1

    def _start(self, decided: F64) -> Start:
        weeks = self.desk.empty()
        columns: dict[int, list[int]] = defaultdict(list)
        for column in np.flatnonzero(decided).tolist():
            columns[self._sort[column]] += [column] * round(decided[column])
        for agent, sort in enumerate(self.desk.sort_of.tolist()):
            weeks.chosen[agent], weeks.pauses[agent], weeks.serve[agent] = self._weeks[columns[sort].pop()]
        return Start(weeks.chosen, weeks.pauses, weeks.serve)

    def _ask(self, prices: Prices, y: F64) -> bool:
        """Ask everybody for the best week at some prices, which are kept if they prove more; False if all weeks were known."""
        weeks = self.desk.empty()
        bound, _ = evaluate(self.desk, y, self._no_leads, weeks)
        prices.proven = max(prices.proven, bound)
        if bound > prices.bound:
            prices.y, prices.bound = y, bound
        before = len(self._cost)
        for sort, (agent, _) in enumerate(self.desk.alike):
            self._add(sort, weeks.chosen[agent], weeks.pauses[agent], weeks.serve[agent])
        return len(self._cost) > before

    def _add(self, sort: int, chosen: I32, pauses: I16, serve: I8) -> None:
        key = (sort, chosen.tobytes() + serve.tobytes())
        if key in self._known:
            return
        self._known.add(key)
        pools, on_duty = self.desk.frame.pools, np.flatnonzero(serve >= 0)
        cells, steps = np.unique(
            serve[on_duty].astype(np.int64) * pools.shape[1] + pools.interval_of[on_duty], return_counts=True
        )
        agent = self.desk.alike[sort][0]
        self._sort.append(sort)
        self._weeks.append((chosen.copy(), pauses.copy(), serve.copy()))
        self._cost.append(float(self.desk.team.cost[agent, chosen[chosen >= 0]].sum()))
        self._rows.append(np.append(len(self._people) + cells, sort))
        self._values.append(np.append(steps.astype(float), 1.0))

    def _solved(self, decided: F64) -> tuple[float, F64, F64]:
        """
        The programme, with at least so many people in each week: its cost, prices (P, I) and how many people it takes for each.

        A week of each sort per person; coverage is priced piece by piece.
        """
        cell, width, slope, nothing = self._pieces
        sorts, count, more = len(self._people), len(self._cost), len(cell)
        columns = np.concatenate(
            [np.repeat(np.arange(count), [len(own) for own in self._rows]), count + np.arange(more)]
        )
        rows = np.concatenate([*self._rows, sorts + cell])
        values = np.concatenate([*self._values, np.full(more, -1.0)])
        right = np.concatenate([self._people.astype(float), np.zeros(self.desk.frame.pools.need.size)])
        matrix: Any = csr_array((values, (rows, columns)), shape=(len(right), count + more))
        bounds: Any = np.stack(
            [np.concatenate([decided, np.zeros(more)]), np.concatenate([np.full(count, np.inf), width])], axis=1
        )
        solved: Any = linprog(
            np.concatenate([self._cost, slope]),
            A_eq=matrix,
            b_eq=right,
            bounds=bounds,
            method="highs",
        )
        if solved.status != 0:
            raise NotSolvedError(f"the programme over weeks was not solved: {solved.message}")
        y: F64 = np.asarray(solved.eqlin.marginals)[sorts:].reshape(self.desk.frame.pools.shape)
        return float(solved.fun) + nothing, y, np.asarray(solved.x)[:count]
