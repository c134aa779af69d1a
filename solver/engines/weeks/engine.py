"""
The `weeks` engine: prices, price-blended construction, everyone's week in turn, pairs of people, and day rotation.

A search is a sequence of counted steps; every step is deterministic, so a budget and a seed repeat it.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import cast

import numpy as np

from solver.clock import Clock
from solver.config import SolverConfig
from solver.engines.weeks import prices as pricing
from solver.engines.weeks import rotation, search
from solver.engines.weeks.state import Desk, Weeks

PRICE_ITERATIONS = 20
PAIRS_PER_STEP = 200
ROTATION_EFFORT = 1.0
WINDOWS_MIN = (60, 120)
STEP_GUESS_S = 1.0
ROTATION_GUESS_S = 6.0


@dataclass
class Found:
    """The best roster of a search and the best bound proven; `weeks` None before the first legal roster."""

    weeks: Weeks | None
    cost: int
    bound: float
    stopped_by: str


def run(desk: Desk, config: SolverConfig, clock: Clock, *, share: float = 1.0) -> Found:
    """
    Search until nothing more is gained, or the clock stops it.

    Parameters
    ----------
    share
        Part of the clock's time or budget this engine may use; the exact engine keeps the rest.
    """
    return _Run(desk, config, clock, share).go()


class _Run:
    def __init__(self, desk: Desk, config: SolverConfig, clock: Clock, share: float) -> None:
        self.desk, self.config, self.clock = desk, config, clock
        self.random = np.random.default_rng(config.seed)
        self.most_steps = None if config.budget is None else max(3, int(config.budget * share))
        self.reserve_s = 0.0 if config.budget is not None else config.time_limit_s * (1 - share)
        self.best: Weeks | None = None
        self.best_cost = 0
        self.prices: pricing.Prices | None = None

    def go(self) -> Found:
        desk, clock = self.desk, self.clock
        clock.step += 1
        self.prices = pricing.start_prices(desk)
        clock.report("prices", None, self._bound())
        clock.step += 1
        weeks = search.construct(desk, self.prices.y, self.prices.lead, self._order())
        self._keep(weeks, "construction")
        stopped = self._improve(weeks)
        return Found(
            self.best if self.best is not None and desk.leads_missing(self.best) == 0 else None,
            self.best_cost, self.prices.bound, stopped,
        )  # fmt: skip

    def _improve(self, weeks: Weeks) -> str:
        """Rounds of sweeps, pairs, prices and day rotation; a round without a gain ends the search."""
        assert self.prices is not None
        while True:
            before = self.best_cost
            while self._may_step():
                gained = search.sweep(self.desk, weeks, self._order()) + search.share_out(self.desk, weeks)
                self._keep(weeks, "sweep")
                if gained <= 0:
                    break
            for _ in range(3):
                if self._may_step():
                    pricing.improve(self.desk, self.prices, PRICE_ITERATIONS)
                    self.clock.report("prices", self._legal_cost(), self._bound())
            poor = 0
            while poor < 3 and self._may_step():
                gained = search.pairs(self.desk, weeks, self.random, PAIRS_PER_STEP)
                self._keep(weeks, "pairs")
                poor = 0 if gained > self.best_cost // 2000 else poor + 1
            for window in WINDOWS_MIN:
                for days in self._day_pairs():
                    if not self._may_step(ROTATION_GUESS_S):
                        break
                    weeks = self._rotate(weeks, days, window)
                    self._keep(weeks, "rotation")
            if not self._may_step(peek=True):
                return self.clock.stopped_by
            if self.best_cost >= before:
                return "no_further_gain"

    def _rotate(self, weeks: Weeks, days: tuple[int, ...], window_min: int) -> Weeks:
        """Re-plan up to two days side by side; each person may change the length of the shift on one of them only."""
        people = self.random.permutation(self.desk.team.size)
        halves = [frozenset(people[part :: len(days)].tolist()) for part in range(len(days))]
        seed = int(self.random.integers(2**31))
        with ThreadPoolExecutor(max_workers=min(self.config.workers, len(days))) as pool:
            plans = list(
                pool.map(
                    lambda job: rotation.plan_day(
                        self.desk, weeks, job[0], window_min, effort=ROTATION_EFFORT, seed=seed, lengths_of=job[1]
                    ),
                    zip(days, halves, strict=True),
                )
            )
        cost = self.desk.cost(weeks)
        for plan in plans:
            if plan is None:
                continue
            changed = rotation.apply(self.desk, weeks, plan)
            now = self.desk.cost(changed)
            if now <= cost and all(self.desk.week_is_legal(a, week) for a, week in enumerate(changed.chosen)):
                weeks, cost = changed, now
        return weeks

    def _day_pairs(self) -> list[tuple[int, ...]]:
        """The days in a random order, two that do not touch at a time."""
        left = self.random.permutation(self.desk.frame.days).tolist()
        pairs: list[tuple[int, ...]] = []
        while left:
            first = left.pop(0)
            apart = next((day for day in left if abs(day - first) > 1), None)
            if apart is not None:
                left.remove(apart)
            pairs.append((first,) if apart is None else (first, apart))
        return pairs

    def _order(self) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return cast("np.ndarray[tuple[int], np.dtype[np.int64]]", self.random.permutation(self.desk.team.size))

    def _may_step(self, expected_s: float = STEP_GUESS_S, *, peek: bool = False) -> bool:
        if self.most_steps is not None and self.clock.step >= self.most_steps:
            return False
        if self.most_steps is None and self.clock.remaining_s - self.reserve_s < expected_s:
            return False
        return self.clock.has_room() if peek else self.clock.may_step()

    def _keep(self, weeks: Weeks, phase: str) -> None:
        cost = self.desk.cost(weeks)
        if self.best is None or cost < self.best_cost:
            self.best, self.best_cost = weeks.copy(), cost
        self.clock.report(phase, self._legal_cost(), self._bound())

    def _legal_cost(self) -> int | None:
        return self.best_cost if self.best is not None and self.desk.leads_missing(self.best) == 0 else None

    def _bound(self) -> int:
        return 0 if self.prices is None else max(0, int(np.ceil(self.prices.bound - 1e-6)))
