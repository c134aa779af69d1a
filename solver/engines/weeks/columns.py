"""
The best prices there are, by column generation, where a week covers few intervals: then the linear programme over weeks is small.

The programme chooses among the weeks met so far, in fractions, and its dual prices ask every person for a better week, until nobody
has one (Dantzig and Wolfe, 1960). Prices swing less where they move only a part of the way from the best so far (Wentges, 1997).
Where a week covers hundreds of intervals the programme is large and has too many solutions; the volume method is quicker there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from solver.engines.weeks.bench import Weeks
from solver.engines.weeks.coverage_price import pieces
from solver.engines.weeks.kernels import F64, I8, I16, I32, I64
from solver.engines.weeks.prices import Prices, best_weeks, evaluate
from solver.engines.weeks.programme import Programme, Solution
from solver.engines.weeks.state import Desk, Start

MOST_COVERED, MOST_CELLS = 2000, 100_000
"""Cells of the coverage, times the intervals that the longest shift reaches over, and times the sorts of people, up to which the
programme is small."""
WAY = 0.2
"""Which part of the way to the programme's prices is gone."""
ROUNDS_A_DECISION, SHARE_DECIDED = 3, 0.06
"""How often people are asked before the next are decided, and for which share of the sorts that is done at a time."""
CLOSE, WHOLE = 1e-7, 1e-6
"""Share of its cost within which bound and programme are the same; how near to a whole number of people is whole."""


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
        self._programme = Programme(self._people, desk.frame.pools.need.size, pieces(desk.frame.pools, desk.reach))
        self._no_leads = np.zeros(desk.frame.steps)
        self._known: set[tuple[int, bytes]] = set()
        self._sort: list[int] = []
        self._weeks: list[tuple[I32, I16, I8]] = []

    def improve(self, prices: Prices, rounds: int) -> None:
        """Some rounds, each of which may better the prices; they are settled once they are the best there are."""
        if not self._sort:
            self._ask(prices, prices.y)
        for _ in range(rounds):
            best = self._programme.solve()
            if best.cost - prices.proven <= CLOSE * max(1.0, abs(best.cost)):
                prices.settle()
                return
            y = self._prices(best)
            new = self._ask(prices, prices.y + WAY * (y - prices.y))
            if not new and not self._ask(prices, y):
                prices.settle()
                return

    def dive(self, may_step: Callable[[], bool]) -> Start:
        """
        A week for everybody out of the programme: some people at a time get the weeks of which it takes most, and the others are
        asked again at the prices that this leaves. Each time is a step; after the last there may be, all are decided at once.

        Rules that people of one sort do not share may be broken: `search.rebuild` mends that.
        """
        decided = np.zeros(len(self._sort), dtype=np.int64)
        share = SHARE_DECIDED
        while decided.sum() < self._people.sum():
            if share < 1 and not may_step():
                share = 1.0
            left = np.flatnonzero(self._left(decided)).tolist()
            for _ in range(ROUNDS_A_DECISION if share < 1 else 0):
                new = self._ask_some(left, self._prices(self._programme.solve()))
                decided = np.append(decided, np.zeros(len(self._sort) - len(decided), dtype=np.int64))
                if not new:
                    break
            self._decide(decided, self._programme.solve().taken, share)
            self._programme.take(decided)
        return self._start(decided)

    def _prices(self, solution: Solution) -> F64:
        return solution.prices.reshape(self.desk.frame.pools.shape)

    def _left(self, decided: I64) -> I64:
        """People of each sort who have no week yet."""
        left = self._people.copy()
        np.subtract.at(left, self._sort, decided)
        return left

    def _decide(self, decided: I64, taken: F64, share: float) -> None:
        """Add the weeks that are taken whole, and the largest parts of the others, for a share of the people."""
        decided += np.floor(taken - decided + WHOLE).astype(np.int64)
        left = self._left(decided)
        more = max(1, round(share * len(self._people)))
        for column in np.argsort(decided - taken, kind="stable").tolist():
            if more and left[self._sort[column]] > 0:
                decided[column] += 1
                left[self._sort[column]] -= 1
                more -= 1

    def _start(self, decided: I64) -> Start:
        weeks = self.desk.empty()
        columns: dict[int, list[int]] = defaultdict(list)
        for column in np.flatnonzero(decided).tolist():
            columns[self._sort[column]] += [column] * int(decided[column])
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
        return self._add_all(range(len(self._people)), weeks)

    def _ask_some(self, sorts: Sequence[int], y: F64) -> bool:
        """The same of people of some sorts only, which proves nothing."""
        weeks = self.desk.empty()
        for _ in best_weeks(self.desk, y, self._no_leads, weeks, sorts, counted=True):
            pass
        return self._add_all(sorts, weeks)

    def _add_all(self, sorts: Iterable[int], weeks: Weeks) -> bool:
        before = len(self._sort)
        for sort in sorts:
            agent, _ = self.desk.alike[sort]
            self._add(sort, weeks.chosen[agent], weeks.pauses[agent], weeks.serve[agent])
        return len(self._sort) > before

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
        self._programme.add(sort, self.desk.relaxed_cost(agent, chosen), cells, steps)
