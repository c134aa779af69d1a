"""
Who could do better: how much less a person's week is worth, at the prices, than the best one.

The sum of it over everybody is a part of the gap, so where it is large something is to be gained; most weeks of a good roster have
next to none.
"""

from __future__ import annotations

import numpy as np

from solver.engines.weeks.bench import Weeks
from solver.engines.weeks.kernels import I64, MEAL, OFF
from solver.engines.weeks.prices import Prices, best_weeks
from solver.engines.weeks.state import Desk


def regrets(desk: Desk, weeks: Weeks, prices: Prices) -> I64:
    """Whole points by which each person's week falls short of the best at some prices, shape (A,), at least 0."""
    people = np.array([count for _, count in desk.alike], dtype=float)
    best = np.array(list(best_weeks(desk, prices.y, prices.lead, desk.empty()))) / people
    frame, lead_prices = desk.frame, np.where(desk.lead_steps, prices.lead, 0.0)
    found = np.zeros(desk.team.size, dtype=np.int64)
    for agent, serve in enumerate(weeks.serve):
        served = np.flatnonzero(serve >= 0)
        worth = float(prices.y[serve[served], frame.pools.interval_of[served]].sum())
        if frame.people.lead[agent]:
            worth += float(lead_prices[(serve != OFF) & (serve != MEAL)].sum())
        worth -= desk.relaxed_cost(agent, weeks.chosen[agent])
        found[agent] = max(0, round(best[desk.sort_of[agent]] - worth))
    return found
