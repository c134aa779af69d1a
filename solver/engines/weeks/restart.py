"""Other rosters to go on from: begun anew, or some people of the best one placed anew; each on a desk of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from solver.engines.weeks import moves, search
from solver.engines.weeks.bench import Weeks
from solver.engines.weeks.placing import place_best
from solver.engines.weeks.prices import Prices
from solver.engines.weeks.state import Desk, Placement

TIMES_BEGUN, TIMES_KICKED = 12, 6
"""How often so many, until a roster begun anew, or one of which some people were placed anew, shows what it is worth."""
MOST_SWEEPS = 30
KICKED_SHARE, MOST_PEOPLE = 0.2, 100
"""Share of the team that is placed anew, and the largest team in which that is worth the time."""


@dataclass(frozen=True, eq=False)
class Restarted:
    """A roster with the place of its deferred work, and what both cost."""

    weeks: Weeks
    placed: Placement
    cost: int


def begin(desk: Desk, prices: Prices, is_stopped: Callable[[], bool], random: np.random.Generator) -> Restarted:
    """A roster from nothing at these prices, improved for a while; for no longer once it is told to stop."""
    desk = desk.aside()
    weeks = search.construct(desk, prices.y, prices.lead, random.permutation(desk.team.size))
    gained = place_best(desk, weeks) + 1
    for _ in range(MOST_SWEEPS):
        if gained <= 0 or is_stopped():
            break
        gained = search.sweep(desk, weeks, random.permutation(desk.team.size)) + search.share_out(desk, weeks)
        gained += place_best(desk, weeks)
    return _settled(desk, weeks, prices, is_stopped, random, TIMES_BEGUN)


def kick(
    desk: Desk, best: Restarted, prices: Prices, is_stopped: Callable[[], bool], random: np.random.Generator
) -> Restarted:
    """The best roster with some people taken out and placed again as at a beginning; improved likewise."""
    desk, weeks = desk.aside(), best.weeks.copy()
    desk.place(best.placed)
    kicked = random.permutation(desk.team.size)[: max(1, round(KICKED_SHARE * desk.team.size))]
    for agent in kicked.tolist():
        moves.put_in(desk.bench, weeks, agent, -1)
    search.place_people(desk, weeks, prices.y, prices.lead, kicked)
    place_best(desk, weeks)
    return _settled(desk, weeks, prices, is_stopped, random, TIMES_KICKED)


def _settled(
    desk: Desk, weeks: Weeks, prices: Prices, is_stopped: Callable[[], bool], random: np.random.Generator, times: int
) -> Restarted:
    now = desk.cost(weeks)
    best = Restarted(weeks.copy(), desk.placed, now)
    for _ in range(times):
        if is_stopped():
            break
        slack = search.slack_of(best.cost, prices.proven, desk.team.size)
        now, cost, found = search.ruin(desk, "weeks", weeks, prices.y, random, now, best.cost, slack)
        if found is not None:
            best = Restarted(found, desk.placed, cost)
        now -= place_best(desk, weeks)
        if now < best.cost:
            best = Restarted(weeks.copy(), desk.placed, now)
    return best
