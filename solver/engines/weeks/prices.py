"""
Prices per pool and interval, and the lower bound they prove.

For any prices y (points per agent-step) and lead prices,

    L = sum over pools and intervals of min_z (f(z) + y z)  +  sum over people of min over weeks (own points - y * coverage)

is at most the objective of any roster: every person's week is priced exactly and the coverage at its cheapest. The prices are
improved by the volume method (Barahona and Anbil, 2000): subgradients are averaged, and steps start from the best prices so far.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from solver.engines.weeks.kernels import F64, I64
from solver.engines.weeks.linear import linear_prices
from solver.engines.weeks.state import LEAD_POINTS, Desk
from wfm.goals.base import POINTS_PER_AGENT_INTERVAL

AMBITION = 0.03
"""By which share of itself a step hopes to raise the bound."""
PATIENCE = 20
"""Steps without a better bound before they are shortened."""
MOST_AVERAGED = 0.1
"""Largest weight of a new subgradient in the average."""


@dataclass
class Prices:
    """
    Prices in points per agent-step (P, I) and per lead-step (T,), and the bound they prove.

    `mean` is the running average of coverage bought minus wanted: near zero, the prices are near their best.
    """

    y: F64
    lead: F64
    bound: float
    mean: F64
    step: float = 0.5
    stale: int = 0


def start_prices(desk: Desk) -> Prices:
    """The best of: prices of the linear programme, the first band of a shortage wherever somebody is required, and between."""
    pools = desk.frame.pools
    flat = np.where(pools.need > 0, pools.short_slopes[:, :1] * 100.0, 0.0)
    solved = linear_prices(desk)
    lead = np.zeros(desk.frame.steps)
    best: Prices | None = None
    for y in [flat] if solved is None else [solved, (solved + flat) / 2, flat]:
        bound, slack, lead_slack = evaluate(desk, y, lead)
        if best is None or bound > best.bound:
            best = Prices(y, lead, bound, np.concatenate([slack.ravel(), lead_slack]))
    assert best is not None
    return best


def improve(desk: Desk, prices: Prices, iterations: int) -> None:
    """Some steps of the volume method: from the best prices, along the averaged direction; better prices become the centre."""
    pools = desk.frame.pools
    lowest = -100.0 * pools.surplus_slopes[-1]
    highest = 100.0 * pools.short_slopes[:, -1:]
    split = prices.y.size
    for _ in range(iterations):
        norm = float((prices.mean**2).sum())
        if norm == 0:
            return
        ambition = max(abs(prices.bound) * AMBITION, POINTS_PER_AGENT_INTERVAL)
        moved = -prices.step * ambition / norm * prices.mean
        y = np.clip(prices.y + moved[:split].reshape(prices.y.shape), lowest, highest)
        lead = np.clip(prices.lead + moved[split:], 0.0, float(LEAD_POINTS))
        bound, slack, lead_slack = evaluate(desk, y, lead)
        now = np.concatenate([slack.ravel(), lead_slack])
        if bound > prices.bound:
            prices.step *= 1.1 if float(prices.mean @ now) > 0 else 1.0
            prices.y, prices.lead, prices.bound, prices.stale = y, lead, bound, 0
        else:
            prices.stale += 1
            if prices.stale >= PATIENCE:
                prices.step, prices.stale = prices.step * 0.66, 0
        change = now - prices.mean
        share = -float(prices.mean @ change) / max(float(change @ change), 1e-9)
        prices.mean = prices.mean + min(max(share, MOST_AVERAGED / 10), MOST_AVERAGED) * change


def evaluate(desk: Desk, y: F64, lead: F64) -> tuple[float, F64, F64]:
    """L at some prices, and its ascent direction reversed: coverage bought minus coverage wanted, (P, I) and (T,)."""
    team, frame = desk.team, desk.frame
    pools = frame.pools
    reach = _reach(desk)
    total, wanted = _cheapest(desk, y, reach)
    total -= float((y * pools.covered).sum())
    lead_need = np.where(desk.lead_steps, np.maximum(team.min_leads - desk.published_leads(), 0), 0)
    total += float((lead * lead_need).sum())
    bought = pools.covered.copy()
    leads = np.zeros(frame.steps, dtype=np.int64)
    by_kind = {}
    lead_prices = np.where(desk.lead_steps, lead, 0.0)
    for kind in sorted({*team.kind_of.tolist(), *team.trainee_kind_of[team.counts_after_min > 0].tolist()}):
        by_kind[kind] = desk.shift_values(kind, y, lead_prices)
    scratch = desk.empty()
    for agent in range(team.size):
        value, offsets, pool_at = by_kind[int(team.kind_of[agent])]
        trainee = (
            by_kind[int(team.trainee_kind_of[agent])] if team.counts_after_min[agent] else (value, offsets, pool_at)
        )
        worth, chosen = desk.best_week(agent, value, trainee[0], links=desk.relaxed_links)
        total -= worth
        scratch.z, scratch.leads = bought, leads
        desk.put(scratch, agent, chosen, offsets, trainee[1], pool_at)
    return total, (bought - wanted).astype(float), np.where(desk.lead_steps, leads - lead_need, 0).astype(float)


def _reach(desk: Desk) -> I64:
    """The most agent-steps each pool can have in an interval, shape (P, 1)."""
    people = np.zeros(desk.frame.pools.shape[0], dtype=np.int64)
    for kind in desk.team.kind_of.tolist():
        people[list(desk.team.kinds[kind].pools)] += 1
    return people[:, None] * desk.frame.steps_per_interval


def _cheapest(desk: Desk, y: F64, reach: I64) -> tuple[float, I64]:
    """Sum of ``min_z f(z) + y z`` over the reachable z, and the z that attain it. f is convex: its corners suffice."""
    pools = desk.frame.pools
    most = pools.covered + reach
    corners = [pools.covered, most]
    edges = [np.zeros_like(pools.need), *np.moveaxis(pools.short_edges, -1, 0)]
    for edge in edges:
        at = (pools.need - edge) // 100
        corners += [at, at + 1]
    for edge in [np.zeros_like(pools.whole), *np.moveaxis(pools.surplus_edges, -1, 0)]:
        at = (pools.whole + edge) // 100
        corners += [at, at + 1]
    best = np.full(pools.shape, np.inf)
    where = pools.covered.copy()
    for corner in corners:
        z = np.clip(corner, pools.covered, most)
        price = _price_table(desk, z) + y * z
        better = price < best
        best = np.where(better, price, best)
        where = np.where(better, z, where)
    return float(best.sum()), where


def _price_table(desk: Desk, z: I64) -> I64:
    pools = desk.frame.pools
    missing = np.maximum(pools.need - 100 * z, 0)
    surplus = np.maximum(100 * z - pools.whole, 0)
    total = np.zeros_like(z)
    for amount, edges, slopes in (
        (missing, pools.short_edges, pools.short_slopes[:, None, :]),
        (surplus, pools.surplus_edges, pools.surplus_slopes[None, None, :]),
    ):
        below = np.zeros_like(z)
        for band in range(edges.shape[-1] + 1):
            upper = amount if band == edges.shape[-1] else np.minimum(amount, edges[..., band])
            total += slopes[..., band] * np.maximum(upper - below, 0)
            below = np.maximum(below, upper)
    return total
