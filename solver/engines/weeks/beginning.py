"""The first roster of a search: built at the prices, or put together again from another one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from solver.config import SolverConfig
from solver.engines.possible import legal_weeks
from solver.engines.weeks import search
from solver.engines.weeks.bench import Weeks
from solver.engines.weeks.prices import Prices
from solver.engines.weeks.state import Desk, Start

MOST_BESIDE = 20
BESIDE_EFFORT = 10.0
"""Size of a team up to which weeks that keep pairs and seats are asked of the complete model where the construction broke them, and
the deterministic seconds that takes at most; beyond it they are the search's to mend."""


def first_roster(
    desk: Desk, config: SolverConfig, prices: Prices, order: Callable[[], NDArray[np.int64]], starts: Sequence[Start]
) -> Weeks:
    """
    The best of a roster built at the prices and of `starts`, one that keeps pairs and seats if that can be had without a search.

    With ``config.keep_start`` it is the last of `starts`, as far as that is legal. `order` says in which order people choose.
    """
    if config.keep_start and starts:
        return search.rebuild(desk, starts[-1])
    weeks = search.construct(desk, prices.y, prices.lead, order())
    for start in starts:
        weeks = min(weeks, search.rebuild(desk, start), key=desk.cost)
    with_others = bool(desk.team.pairs or desk.team.most_present)
    if with_others and desk.faults(weeks):
        # Without prices people come into each other's way less: fewer want the same hours.
        nothing = np.zeros_like(prices.y), np.zeros_like(prices.lead)
        weeks = min(weeks, search.construct(desk, *nothing, order()), key=desk.cost)
    if with_others and desk.faults(weeks) and desk.team.size <= MOST_BESIDE:
        weeks = legal_weeks(desk, config.seed, BESIDE_EFFORT) or weeks
    return weeks
