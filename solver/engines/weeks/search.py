"""Search by one person at a time: price-blended construction, then each person's week against what the others leave."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from solver.engines.weeks.kernels import F64, NEVER
from solver.engines.weeks.state import Desk, Start, Weeks
from wfm.errors import SolverError

MOST_RUINED = 3
"""People taken out at once, at most; more of them rarely find a better place."""
SLACK = 0.003
"""By which share of the best cost a roster may be worse and still be searched from."""


def construct(desk: Desk, prices: F64, lead_prices: F64, order: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Weeks:
    """
    A first legal roster: each person's best week at ``w * prices + (1 - w) * marginal gain``, w falling from 1 to 0.

    `prices` are points per step in each pool and interval (P, I), `lead_prices` per step (T,).
    """
    weeks = desk.empty()
    undecided = set(order.tolist())
    for place, agent in enumerate(order.tolist()):
        w = 1 - place / max(len(order) - 1, 1)
        gains, lead = desk.gains(weeks)
        _move(desk, weeks, agent, w * prices + (1 - w) * gains, w * lead_prices + (1 - w) * lead, undecided)
        undecided.remove(agent)
    return weeks


def rebuild(desk: Desk, start: Start) -> Weeks:
    """A roster from another one: who may still work the own week keeps it as it was, then everybody else gets the best left."""
    weeks = desk.empty()
    lost = {agent for agent in range(desk.team.size) if not desk.put_back(weeks, agent, start)}
    for agent in sorted(lost):
        _move(desk, weeks, agent, *desk.gains(weeks), lost)
        lost.remove(agent)
    return weeks


def sweep(desk: Desk, weeks: Weeks, order: np.ndarray[tuple[int], np.dtype[np.int64]]) -> int:
    """Re-solve one person's week after the other against the rest of the roster; keeps what is no worse. Returns the gain."""
    before = now = desk.cost(weeks)
    for agent in order.tolist():
        now -= improve_one(desk, weeks, agent, now)
    return before - now


def ruin(
    desk: Desk, weeks: Weeks, random: np.random.Generator, tries: int, now: int, best: int
) -> tuple[int, int, Weeks | None]:
    """
    Take a few people out of the roster and put them back one after the other, each at best, again and again.

    The first to return leaves the place they had to share; what one person alone cannot leave, several can. What is no worse is
    kept, and also what is within `SLACK` of the best roster so far, so that the search gets out of a dead end.

    Returns
    -------
    tuple
        The cost of the roster as it is left, the best cost, and the best roster where it was met here.
    """
    team = desk.team
    found: Weeks | None = None
    for _ in range(tries if team.size > 1 else 0):
        drawn = random.choice(team.size, min(int(random.integers(2, MOST_RUINED + 1)), team.size), replace=False)
        members = with_partners(desk, drawn.tolist())
        group = np.array(members)
        old = (weeks.chosen[group].copy(), weeks.pauses[group].copy(), weeks.serve[group].copy())
        z, leads, present = weeks.z.copy(), weeks.leads.copy(), weeks.present.copy()
        others = now - desk.coverage_cost(weeks) - sum(desk.own_cost(agent, weeks.chosen[agent]) for agent in members)
        for agent in members:
            desk.cover(weeks, agent, -1)
        undecided = set(members)
        for agent in members:
            _move(desk, weeks, agent, *desk.gains(weeks), undecided)
            undecided.remove(agent)
        then = others + desk.coverage_cost(weeks) + sum(desk.own_cost(agent, weeks.chosen[agent]) for agent in members)
        if then <= now or then <= best * (1 + SLACK):
            now = then
            if now < best:
                best, found = now, weeks.copy()
        else:
            weeks.chosen[group], weeks.pauses[group], weeks.serve[group] = old
            weeks.z[:], weeks.leads[:], weeks.present[:] = z, leads, present
    return now, best, found


def improve_one(desk: Desk, weeks: Weeks, agent: int, now: int) -> int:
    """Re-solve one person's week; `now` is the roster's cost. Returns the points gained, 0 where the old week stays."""
    old = (weeks.chosen[agent].copy(), weeks.pauses[agent].copy(), weeks.serve[agent].copy())
    rest_before = now - desk.own_cost(agent, old[0]) - desk.coverage_cost(weeks)
    desk.cover(weeks, agent, -1)
    _move(desk, weeks, agent, *desk.gains(weeks))
    then = rest_before + desk.own_cost(agent, weeks.chosen[agent]) + desk.coverage_cost(weeks)
    if then <= now:
        return now - then
    desk.cover(weeks, agent, -1)
    weeks.chosen[agent], weeks.pauses[agent], weeks.serve[agent] = old
    desk.cover(weeks, agent, 1)
    return 0


def with_partners(desk: Desk, members: list[int]) -> list[int]:
    """Some people, each followed by those whose weeks have to go together with theirs, if they do not stand there already."""
    found: dict[int, None] = {}
    for agent in members:
        found[agent] = None
        for other, pair in desk.partners.get(agent, ()):
            if pair.together:
                found[other] = None
    return list(found)


def _move(
    desk: Desk, weeks: Weeks, agent: int, gains: F64, lead: F64, undecided: Collection[int] = frozenset()
) -> None:
    """Give one person the best week; of the weeks of who is `undecided` nothing is known yet."""
    team = desk.team
    crowding = desk.crowding(weeks, agent, undecided)
    value, offsets, pool_at = desk.shift_values(int(team.kind_of[agent]), gains, lead, crowding)
    trainee_value, trainee_offsets = value, offsets
    if team.counts_after_min[agent]:
        trainee_value, trainee_offsets, _ = desk.shift_values(int(team.trainee_kind_of[agent]), gains, lead, crowding)
    beside = desk.pair_points(weeks, agent, undecided)
    worth, chosen = desk.best_week(agent, value - beside, trainee_value - beside)
    if worth <= NEVER / 2:
        raise SolverError(f"person {agent} has no legal week; this is for explain() to find before the search")
    desk.put(weeks, agent, chosen, offsets, trainee_offsets, pool_at)


def share_out(desk: Desk, weeks: Weeks) -> int:
    """
    Which pool each person on duty serves, step by step, at least cost: exact for the people on duty.

    A person is moved along the shortest chain of people between two pools while the chain's ends gain; with convex prices no
    better assignment of a step is left when none does. Returns the gain.
    """
    team, pools = desk.team, desk.frame.pools
    flexible = [agent for agent in range(team.size) if len(desk.kind_pools[team.kind_of[agent]]) > 1]
    if not flexible:
        return 0
    gained = 0
    serving = weeks.serve[flexible]
    for t in np.flatnonzero((serving >= 0).any(axis=0)).tolist():
        i = int(pools.interval_of[t])
        people = [(agent, int(weeks.serve[agent, t])) for agent in flexible if weeks.serve[agent, t] >= 0]
        while True:
            step = _best_chain(desk, weeks, i, people)
            if step is None:
                break
            gain, chain = step
            gained += gain
            for agent, target in chain:
                source = int(weeks.serve[agent, t])
                weeks.z[source, i] -= 1
                weeks.z[target, i] += 1
                weeks.serve[agent, t] = target
            people = [(agent, int(weeks.serve[agent, t])) for agent, _ in people]
    return gained


def _best_chain(
    desk: Desk, weeks: Weeks, interval: int, people: list[tuple[int, int]]
) -> tuple[int, list[tuple[int, int]]] | None:
    pools = desk.frame.pools
    count = pools.shape[0]
    change = np.zeros((3, count), dtype=np.int64)
    for offset in (-1, 0, 1):
        z = weeks.z[:, interval] + offset
        change[offset + 1] = [desk.price_at[p, interval, max(int(z[p]), 0)] for p in range(count)]
    leave, join = change[0] - change[1], change[2] - change[1]
    movers: dict[int, list[tuple[int, int]]] = {}
    for agent, source in people:
        for target in desk.team.kinds[desk.team.kind_of[agent]].pools:
            if target != source and pools.is_open[target, interval]:
                movers.setdefault(source, []).append((agent, target))
    best: tuple[int, list[tuple[int, int]]] | None = None
    for source in movers:
        reached: dict[int, list[tuple[int, int]]] = {source: []}
        queue = [source]
        while queue:
            at = queue.pop(0)
            for agent, target in movers.get(at, ()):
                if target not in reached:
                    reached[target] = [*reached[at], (agent, target)]
                    queue.append(target)
        for target, chain in reached.items():
            gain = -int(leave[source] + join[target]) if target != source else 0
            if gain > 0 and (best is None or gain > best[0]):
                best = (gain, chain)
    return best
