"""Several changes at once, where no single one ends a clash: as few of all that its rules know of as were found to be enough."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from functools import partial, reduce

from solver.clash import Clash, smallest
from solver.problem import RosterProblem
from solver.ways.change import SEVERAL, Change, Matter, WayOut
from solver.ways.shown import ends
from solver.ways.table import WAYS
from wfm.centre import Centre

MOST_PAIRS = 100
"""Pairs of changes tried, the lightest first, before one change after the other is left out of all of them."""


def several_at_once(problem: RosterProblem, clash: Clash, seed: int) -> WayOut | None:
    """
    Two changes, the fewest there can be, or else such that none can be left out; each by the least amount beside the others.

    None where not even all changes are enough.
    """
    known = _changes(problem, clash)

    def is_enough(chosen: Iterable[int]) -> bool:
        return ends(problem, clash, _all_of(problem.centre, [known[at][1].most for at in chosen]), seed)

    heaviest_first = range(len(known))[::-1]
    if len(known) < 2 or not is_enough(heaviest_first):
        return None
    pairs = itertools.islice(itertools.combinations(range(len(known)), 2), MOST_PAIRS)
    kept = next((pair for pair in pairs if is_enough(pair)), None) or sorted(smallest(heaviest_first, is_enough))
    return _least(problem, clash, [known[at] for at in kept], seed)


def _changes(problem: RosterProblem, clash: Clash) -> list[tuple[str, Change]]:
    """Every change that only makes more possible, with the rule whose way out it is."""
    return [
        (rule, change)
        for rule in clash.rules
        for source in WAYS.get(rule, ())
        for change in source(Matter(problem.centre, clash, rule, problem.dates))
        if change.amounts and not change.takes
    ]


def _least(problem: RosterProblem, clash: Clash, chosen: list[tuple[str, Change]], seed: int) -> WayOut | None:
    """The chosen changes, one after the other made as small as the others let it be; None where one has no amount that is enough."""
    steps: list[Callable[[Centre], Centre]] = [change.most for _, change in chosen]
    words = []
    for at, (_, change) in enumerate(chosen):
        before, after = steps[:at], steps[at + 1 :]
        amount = change.least(
            _all_of(problem.centre, before), lambda centre, after=after: ends(problem, clash, _all_of(centre, after), seed)
        )  # fmt: skip
        if amount is None:
            return None
        steps[at] = partial(_made, change, amount)
        words.append(change.words(amount))
    return WayOut(chosen[0][0], SEVERAL, tuple(words), lambda centre: _all_of(centre, steps))


def _made(change: Change, amount: float, centre: Centre) -> Centre:
    return change.made(centre, amount)


def _all_of(centre: Centre, steps: Iterable[Callable[[Centre], Centre]]) -> Centre:
    """A department after one change after the other."""
    return reduce(lambda changed, step: step(changed), steps, centre)
