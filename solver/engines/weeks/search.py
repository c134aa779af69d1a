"""Search by one person at a time: price-blended construction, then each person's week against what the others leave."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np

from solver.engines.weeks import moves
from solver.engines.weeks.bench import Weeks
from solver.engines.weeks.kernels import F64, I32, I64, Bools
from solver.engines.weeks.reseat import reseat
from solver.engines.weeks.rotation import recovered
from solver.engines.weeks.state import Desk, Start
from wfm.errors import SolverError

Order = np.ndarray[tuple[int], np.dtype[np.int64]]
"""People, in the order of their turn."""
Move = Literal["weeks", "days"]
"""What is taken out of a few people: their weeks, or their shifts of one day."""
MOST_MOVED: dict[Move, int] = {"weeks": 3, "days": 4}
"""People taken out at once, at most; more of them rarely find a better place. Who does not work on the day stays in."""
TRIES_PER_PERSON, MOST_TRIES = 8, 400
"""Groups of people tried at a time: so many for each of the team, and at most."""
MOST_EFFORT = 2e8
"""Sums (`Desk.week_effort`) that the weeks asked for in one step of a search take, at most: about a second."""
GAP_SLACK = 0.003
"""By which share of the gap a roster may be worse than the best one and still be searched from: less and less as the gap closes."""
PEOPLE_OF_SLACK = 200
"""People up to whom that share holds; in a larger team the gap is that of more people, a loss that of as few as ever."""


class Drawn(NamedTuple):
    """People (n,), and how much more often one of them is the second of a group than another (n,), summed up."""

    people: I64
    odds: I64


def construct(desk: Desk, prices: F64, lead_prices: F64, order: Order) -> Weeks:
    """
    A first legal roster: each person's best week at ``w * prices + (1 - w) * marginal gain``, w falling from 1 to 0.

    `prices` are points per step in each pool and interval (P, I), `lead_prices` per step (T,).
    """
    weeks = desk.empty()
    place_people(desk, weeks, prices, lead_prices, order)
    return weeks


def place_people(desk: Desk, weeks: Weeks, prices: F64, lead_prices: F64, order: Order) -> None:
    """Give these people, who are not in the roster, a week one after the other, at prices first and at marginal gains last."""
    undecided = np.isin(np.arange(desk.team.size), order)
    for place, agent in enumerate(order.tolist()):
        w = 1 - place / max(len(order) - 1, 1)
        gains, lead = desk.gains(weeks)
        _seat(desk, weeks, agent, w * prices + (1 - w) * gains, w * lead_prices + (1 - w) * lead, undecided)


def rebuild(desk: Desk, start: Start) -> Weeks:
    """A roster from another one: who may still work the own week keeps it as it was, then everybody else gets the best left."""
    weeks = desk.empty()
    lost = np.array([not desk.put_back(weeks, agent, start) for agent in range(desk.team.size)], dtype=np.bool_)
    for agent in np.flatnonzero(lost).tolist():
        _seat(desk, weeks, agent, *desk.gains(weeks), lost)
    return weeks


def sweep(desk: Desk, weeks: Weeks, order: Order) -> int:
    """Re-solve one person's week after the other against the rest of the roster; keeps what is no worse. Returns the gain."""
    before = desk.cost(weeks)
    one_by_one, y = order[:, None].astype(np.int32), np.zeros(desk.frame.pools.shape)
    now, _ = reseat(
        desk.bench, desk.parts[0], weeks, desk.empty(), one_by_one, np.zeros(len(order)), y, float(before), float(before), 0.0
    )  # fmt: skip
    return before - round(now)


def ruin(
    desk: Desk, move: Move, weeks: Weeks, prices: F64, random: np.random.Generator, now: int, best: int, slack: float,
    drawn: Drawn | None = None,
) -> tuple[int, int, Weeks | None]:  # fmt: skip
    """
    Take a few people out of the roster and put them back one after the other, each at best, again and again.

    The first to return leaves the place they had to share; what one person alone cannot leave, several can. The first see the
    prices (P, I) more or less. What is no worse is kept, and also what is within `slack` points of the best roster so far, so that
    the search gets out of a dead end.

    Parameters
    ----------
    move
        Whether their weeks are taken out, or their shifts of one day, each day in turn. A day is looked at in a fraction of the
        time of a week, and often it is the shifts of one day that have to move together. Which days are worked is for weeks to
        find, and a roster that fits day by day lets fewer of these through.
    best, slack
        Points; for the slack see `slack_of`.
    drawn
        From whom the groups are drawn, and how; None: from everybody alike.

    Returns
    -------
    tuple
        The cost of the roster as it is left, the best cost, and the best roster where it was met here.
    """
    tries = min(TRIES_PER_PERSON * desk.team.size, MOST_TRIES, most_weeks(desk))
    # Floats all: a whole number among them would have it compiled once more.
    then, least, room, found = float(now), float(best), float(slack), desk.empty()
    for part in desk.parts[:1] if move == "weeks" else desk.parts[1:]:
        groups = _groups(desk, random, tries, MOST_MOVED[move], drawn)
        if move == "weeks":
            groups[::2, 2] = groups[::2, 1]  # every other group has two
        blend = random.random(tries)
        then, least = reseat(desk.bench, part, weeks, found, groups, blend, prices, then, least, room)
    return round(then), round(least), found if least < best else None


def moved(
    desk: Desk, in_turn: Sequence[Move], weeks: Weeks, prices: F64, now: int, best: int, slack: float, drawn: Drawn | None,
    random: np.random.Generator,
) -> tuple[Weeks, int, Weeks | None]:  # fmt: skip
    """One core's share of a step: the roster as it is left, its cost, and the best one where it is better than all before."""
    weeks, found = weeks.copy(), None
    for move in in_turn:
        now, best, better = ruin(desk, move, weeks, prices, random, now, best, slack, drawn)
        found = found if better is None else better
    return weeks, now, found


def _groups(desk: Desk, random: np.random.Generator, tries: int, most: int, drawn: Drawn | None) -> I32:
    """So many groups of `most` people, shape (tries, most)."""
    groups = random.integers(desk.team.size if drawn is None else len(drawn.people), size=(tries, most))
    if drawn is not None:
        groups[:, 1] = np.searchsorted(drawn.odds, random.integers(drawn.odds[-1], size=tries), side="right")
        groups = drawn.people[groups]
    return groups.astype(np.int32)


def slack_of(cost: int, bound: float, people: int) -> float:
    """Points by which a roster may be worse than the best one of that cost, of so many people, and still be searched from."""
    return GAP_SLACK * max(cost - bound, 0.0) * min(1.0, PEOPLE_OF_SLACK / max(people, 1))


def put_together(desk: Desk, parts: Sequence[I64], rosters: Sequence[Weeks]) -> tuple[Weeks, int]:
    """
    One roster of several that differ in the weeks of `parts` of the people alone, a part each; and what it costs.

    Of the whole and of each roster the best: where two found the same place for different people, one of them is better.
    """
    whole = rosters[0].copy()
    for part, weeks in zip(parts[1:], rosters[1:], strict=True):
        whole.chosen[part], whole.pauses[part], whole.serve[part] = (
            weeks.chosen[part],
            weeks.pauses[part],
            weeks.serve[part],
        )
    found = [(weeks, desk.cost(weeks)) for weeks in (recovered(desk, whole), *rosters)]
    return min(found, key=lambda each: each[1])


def most_weeks(desk: Desk) -> int:
    """How many best weeks may be asked for in one step, at least one."""
    return max(1, int(MOST_EFFORT / max(desk.week_effort, 1.0)))


def _seat(desk: Desk, weeks: Weeks, agent: int, gains: F64, lead: F64, undecided: Bools) -> None:
    """Give one person the best week, who is decided then."""
    decided = moves.seat(desk.bench, weeks, agent, gains, lead, undecided)
    undecided[agent] = False
    if not decided:
        raise SolverError(f"person {agent} has no legal week; this is for explain() to find before the search")


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
