"""Fewer changes than the greedy search found: each person's best changes chosen among all at once, then judged by the rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from scenarios.repair_moves import KINDS, Move
from scenarios.repair_search import Search
from scenarios.rest_of_day import Floats
from solver.fewest import Cover, Line, fewest

MOST_OF_A_PERSON = 8
"""Changes of one person among which it is chosen: those that gain most."""
ROUNDS, EFFORT = 6, 0.3
"""Choices judged at most, and deterministic seconds for each."""
STEP_MIN = 5
"""Minutes between the points at which the price of a shortage is read off; in between it is a line."""

Offer = tuple[Move, Floats]


def fewest_moves(search: Search, offers: Sequence[Offer], made: Sequence[Move], target: int) -> tuple[list[Move], bool]:
    """
    A set of changes that restores the day and is no larger than `made`, and whether it is shown that no smaller one is.

    Parameters
    ----------
    offers
        Every change of every person as the day stands, with the agent-minutes it adds.
    made
        What the greedy search found; where it does not restore the day, any set that does is taken.
    """
    restored = search.shortage_after(made) <= target
    if restored and len(made) <= 1:
        return list(made), True
    if restored and search.least_changes(offers, target) >= len(made):
        return list(made), True
    best = list(made)
    kept = _best_of_each(search, offers)
    cover, changes = _cover(search, kept, target)
    owners = [move.agent_id for move, _ in kept]
    weights = [KINDS.index(move.kind) for move, _ in kept]
    forbidden: list[frozenset[int]] = []
    for _ in range(ROUNDS):
        most = len(best) - 1 if restored else len(set(owners))
        chosen, is_shown = fewest(cover, changes, owners, weights, forbidden, most=most, effort=EFFORT)
        if chosen is None:
            return best, is_shown and restored
        moves = [kept[at][0] for at in chosen]
        refused = [at for at in chosen if not search.may(kept[at][0])]
        forbidden += [frozenset([at]) for at in refused]
        if not refused and search.shortage_after(moves) <= target and search.may_all(moves):
            best, restored = moves, True
            if is_shown:
                return best, True
        elif not refused:
            forbidden.append(frozenset(chosen))
    return best, False


def _best_of_each(search: Search, offers: Sequence[Offer]) -> list[Offer]:
    """The changes that gain most of each person."""
    if not offers:
        return []
    gains = search.gains(np.stack([change for _, change in offers]))
    of_person: dict[str, list[int]] = defaultdict(list)
    for at in np.argsort(-gains, kind="stable").tolist():
        own = of_person[offers[at][0].agent_id]
        if gains[at] > 0 and len(own) < MOST_OF_A_PERSON:
            own.append(at)
    return [offers[at] for own in of_person.values() for at in own]


def _cover(search: Search, offers: Sequence[Offer], target: int) -> tuple[Cover, list[dict[int, int]]]:
    """The rest of the day in whole minutes: cells are row and interval in one number."""
    width = len(search.rest.grid)
    changes = [
        {int(cell): round(float(change.flat[cell])) for cell in np.flatnonzero(np.rint(change))} for _, change in offers
    ]
    most: dict[int, int] = defaultdict(int)
    for change in changes:
        for cell, amount in change.items():
            most[cell] += abs(amount)
    covered = {cell: round(float(search.covered.flat[cell])) for cell in most}
    lines = {cell: _lines(search, *divmod(cell, width), covered[cell] + most[cell]) for cell in most}
    touched = np.zeros(search.covered.shape, dtype=np.bool_)
    touched.flat[list(most)] = True
    fixed = sum(
        int(np.where(touched[row], 0, search.rest.short(row, own)).sum()) for row, own in enumerate(search.covered)
    )
    return Cover(covered, lines, fixed, target), changes


def _lines(search: Search, row: int, at: int, most: int) -> list[Line]:
    """The price of a cell's shortage as lines through its values at steps of minutes; it is convex."""
    points = np.arange(0, most + 2 * STEP_MIN, STEP_MIN)
    table = np.zeros((len(points), len(search.rest.grid)))
    table[:, at] = points
    costs = search.rest.short(row, table)[:, at]
    found = {(0, 0)}
    for first, second, minute in zip(costs[:-1], costs[1:], points[:-1], strict=True):
        slope = round(int(second - first) / STEP_MIN)
        if slope < 0:
            found.add((slope, int(first) - slope * int(minute)))
    return sorted(found)
