"""
Prices per pool and interval, and the lower bound they prove.

For any prices y (points per agent-step) and lead prices,

    L = sum over pools and intervals of min_z (f(z) + y z)  +  sum over people of min over weeks (own points - y * coverage)

is at most the objective of any roster: every person's week is priced exactly and the coverage at its cheapest. The prices are
improved by the volume method (Barahona and Anbil, 2000): subgradients are averaged, and steps start from the best prices so far.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from solver.engines.weeks.bench import Weeks
from solver.engines.weeks.kernels import F64
from solver.engines.weeks.linear import linear_prices
from solver.engines.weeks.moves import TEAM_POINTS
from solver.engines.weeks.state import Desk
from wfm.goals.base import POINTS_PER_AGENT_INTERVAL

FLAT_SHARES = (0.95, 0.75, 0.5, 0.1)
"""Level prices to start from. The whole price of the first missing agent often proves more, but lies on an edge of the cost: from
there the directions lead nowhere, so it only counts as proof, as does no price at all."""
STEEPNESS = (0.0005, 0.002)
"""Limits on the change of price between neighbouring intervals, in first missing agent-intervals of priority 1, to start from."""
PATIENCE = 10
"""Steps without a better bound before they are shortened."""
SHRINK = 0.9
"""What is left of a step then."""
FIRST_STEP, SETTLED_STEP = 0.01, 0.0001
"""Length of the first steps, as a share of Polyak's, and the length at which they gain no more."""
MOST_AVERAGED, LEAST_AVERAGED = 0.05, 0.01
"""Largest weight of a new subgradient in the average, to begin with and at the end: the nearer the best, the longer the memory."""
FORGET_LESS = 0.95
"""What is left of that weight each time the steps are shortened."""


@dataclass
class Prices:
    """
    Prices in points per agent-step (P, I) and per lead-step (T,), and the bound they prove.

    `mean` is the running average of coverage bought minus wanted: near zero, the prices are near their best. `proven` is the best
    bound of any prices looked at.
    """

    y: F64
    lead: F64
    bound: float
    mean: F64
    proven: float
    step: float = FIRST_STEP
    averaged: float = MOST_AVERAGED
    stale: int = 0

    def copy(self) -> Prices:
        """As they are now: further steps change this object."""
        return replace(self)

    def settle(self) -> None:
        """Say that they are the best there are."""
        self.step = 0.0

    @property
    def settled(self) -> bool:
        """Whether further steps would gain nothing worth the time."""
        return self.step < SETTLED_STEP or not self.mean.any()


def start_prices(desk: Desk, *, programmes: bool = True) -> Prices:
    """
    The best of: level shares of the first missing agent's price, and, with `programmes`, nearly level prices of a linear programme.

    Of several weeks the programme would take longer than the prices take to be learnt.
    """
    pools = desk.frame.pools
    flat = np.where(pools.need > 0, pools.short_slopes[:, :1] * 100.0, 0.0)
    steepnesses = STEEPNESS if programmes and len(desk.frame.first_of_window) == 2 else ()
    solved = (linear_prices(desk, steepness * POINTS_PER_AGENT_INTERVAL) for steepness in steepnesses)
    lead = np.zeros(desk.frame.steps)
    best: Prices | None = None
    proven = max(evaluate(desk, share * flat, lead)[0] for share in (0.0, 1.0))
    for y in [*(share * flat for share in FLAT_SHARES), *(y for y in solved if y is not None)]:
        bound, direction = evaluate(desk, y, lead)
        proven = max(proven, bound)
        if best is None or bound > best.bound:
            best = Prices(y, lead, bound, direction, proven)
    assert best is not None
    best.proven = proven
    return best


def improve(desk: Desk, prices: Prices, iterations: int, target: float) -> None:
    """
    Some steps of the volume method: from the best prices, along the averaged direction; better prices become the centre.

    A step's length is Polyak's: the way to `target`, the cost of a roster, over the squared direction.
    """
    pools = desk.frame.pools
    lowest = -100.0 * pools.surplus_slopes[-1]
    highest = 100.0 * pools.short_slopes[:, -1:]
    split = prices.y.size
    for _ in range(iterations):
        norm = float((prices.mean**2).sum())
        if norm == 0:
            return
        ambition = max(target - prices.bound, 0.01 * POINTS_PER_AGENT_INTERVAL)
        moved = -prices.step * ambition / norm * prices.mean
        y = np.clip(prices.y + moved[:split].reshape(prices.y.shape), lowest, highest)
        lead = np.clip(prices.lead + moved[split:], 0.0, float(TEAM_POINTS))
        bound, now = evaluate(desk, y, lead)
        prices.proven = max(prices.proven, bound)
        if bound > prices.bound:
            prices.step *= 1.1 if float(prices.mean @ now) > 0 else 1.0
            prices.y, prices.lead, prices.bound, prices.stale = y, lead, bound, 0
        else:
            prices.stale += 1
            if prices.stale >= PATIENCE:
                prices.step, prices.stale = prices.step * SHRINK, 0
                prices.averaged = max(prices.averaged * FORGET_LESS, LEAST_AVERAGED)
        change = now - prices.mean
        share = -float(prices.mean @ change) / max(float(change @ change), 1e-9)
        prices.mean = prices.mean + min(max(share, prices.averaged / 10), prices.averaged) * change


def evaluate(desk: Desk, y: F64, lead: F64, into: Weeks | None = None) -> tuple[float, F64]:
    """
    L at some prices, and its ascent direction reversed: coverage bought minus coverage wanted, (P * I + T,).

    The best weeks, of one person of each sort of `Desk.alike`, are left in `into`: such as also keep the counts of shifts outside
    the patterns, without which the bound is proven.

    Where a lead's price is 0 already, leads to spare are no reason to move: they would drown everything else.
    """
    team, frame = desk.team, desk.frame
    pools = frame.pools
    total, wanted = _cheapest(desk, y)
    total -= float((y * pools.covered).sum())
    lead_need = np.where(desk.lead_steps, np.maximum(team.min_leads - desk.published_leads, 0), 0)
    total += float((lead * lead_need).sum())
    bought = pools.covered.copy()
    leads = np.zeros(frame.steps, dtype=np.int64)
    total -= sum(_away_gains(desk, y))
    scratch = (into or desk.empty())._replace(z=bought, leads=leads)
    total -= sum(best_weeks(desk, y, lead, scratch, counted=into is not None))
    spare = np.where(desk.lead_steps, leads - lead_need, 0)
    lead_slack = np.where((lead <= 0) & (spare > 0), 0, spare)
    return total, np.concatenate([(bought - wanted).ravel(), lead_slack]).astype(float)


def best_weeks(
    desk: Desk, y: F64, lead: F64, into: Weeks, sorts: Iterable[int] | None = None, *, counted: bool = False
) -> Iterator[float]:
    """
    The week worth most of one person of each sort of `Desk.alike`, or of some, into `into`; yields what all people of a sort gain.

    Parameters
    ----------
    counted
        Whether counts of shifts outside the patterns are kept; what the weeks are worth without them is a bound.
    """
    team, by_kind = desk.team, {}
    lead_prices = np.where(desk.lead_steps, lead, 0.0)
    for sort in range(len(desk.alike)) if sorts is None else sorts:
        agent, count = desk.alike[sort]
        own, before = int(team.kind_of[agent]), int(team.trainee_kind_of[agent])
        for kind in (own, before) if team.counts_after_min[agent] else (own,):
            if kind not in by_kind:
                by_kind[kind] = desk.shift_values(kind, y, lead_prices)
        value, offsets, pool_at = by_kind[own]
        trainee = by_kind[before] if team.counts_after_min[agent] else by_kind[own]
        worth, chosen = desk.best_week(agent, value, trainee[0], links=desk.relaxed_links)
        if counted:
            chosen = desk.counted_week(agent, value, trainee[0], chosen)
        desk.put(into, agent, chosen, offsets, trainee[1], pool_at, count)
        yield count * worth


def _cheapest(desk: Desk, y: F64) -> tuple[float, F64]:
    """
    Sum of ``min_z f(z) + y z`` over the reachable z, and the z that attain it. f is convex: its corners suffice.

    Where deferred work can be placed, the least over its placements too.
    """
    pools = desk.frame.pools
    best = np.full(pools.shape, np.inf)
    where = pools.covered.astype(float)
    for z, points in desk.corners:
        price = points + y * z
        better = price < best
        best = np.where(better, price, best)
        where = np.where(better, z, where)
    if desk.free_work is not None:
        free, wanted = desk.free_work.cheapest(y)
        best = np.where(desk.free_work.cells, free, best)
        where = np.where(desk.free_work.cells, wanted, where)
    return float(best.sum()), where


def _away_gains(desk: Desk, y: F64) -> Iterator[float]:
    """
    The most points that each person called can gain at prices `y` (P, I) by being away for an activity.

    Only where covering has a price below 0 is there anything to gain: a week without the activity is worth at least as much less.
    """
    pools, team = desk.frame.pools, desk.team
    at = pools.interval_of
    for matter in team.to_place:
        for agent in matter.agents:
            own = list(team.kinds[team.kind_of[agent]].pools)
            if not own or (y[own] >= 0).all() or matter.last_start < matter.first_start:
                continue
            best = np.where(pools.is_open[own], y[own], -np.inf).max(axis=0)
            spared = np.where(np.isfinite(best), np.maximum(-best, 0.0), 0.0)
            by_step = np.concatenate([[0.0], np.cumsum(np.where(at >= 0, spared[at], 0.0))])
            first = np.arange(matter.first_start, matter.last_start + 1)
            yield float((by_step[first + matter.steps] - by_step[first]).max())
