"""Several changes at once, where no single one ends a clash: as few of all that its rules know of as were found to be enough."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial, reduce

from solver.clash import Clash
from solver.problem import RosterProblem
from solver.ways.change import SEVERAL, Change, Matter, WayOut
from solver.ways.shown import ends
from solver.ways.table import WAYS
from wfm.centre import Centre

MOST_CHANGES, MOST_PAIRS = 80, 100
"""Changes that are looked at, and pairs of them tried where leaving out one after the other ends at more than two."""

Step = Callable[[Centre], Centre]
Named = tuple[str, Change]
"""A change, and the rule whose way out it is."""


def several_at_once(problem: RosterProblem, clash: Clash, seed: int) -> WayOut | None:
    """
    Two changes, the fewest there can be, or else such that none can be left out; each by the least amount beside the others.

    They are changes of the clash's own rules and days. Where the same people have further clashes, such that these do not do, they
    are of all rules and days. None where not even all changes are enough.
    """
    everywhere = tuple(dict.fromkeys((*clash.rules, *WAYS)))
    for about in (clash, replace(clash, days=tuple(problem.dates), rules=everywhere)):
        known = _changes(problem, about)[:MOST_CHANGES]
        if len(known) > 1 and _is_enough(problem, clash, known, seed):
            return _least(problem, clash, _fewest(problem, clash, known, seed), seed)
    return None


def _changes(problem: RosterProblem, about: Clash) -> list[Named]:
    """Every change that only makes more possible, the lightest of each rule first."""
    return [
        (rule, change)
        for rule in about.rules
        for source in WAYS.get(rule, ())
        for change in source(Matter(problem.centre, about, rule, problem.dates))
        if change.amounts and not change.takes
    ]


def _fewest(problem: RosterProblem, clash: Clash, known: Sequence[Named], seed: int) -> Sequence[Named]:
    """As few as were found to be enough: one after the other left out, the heaviest first, or a pair where that leaves more."""
    kept = list(known)
    for each in reversed(known):
        less = [other for other in kept if other is not each]
        if _is_enough(problem, clash, less, seed):
            kept = less
    if len(kept) > 2:
        pairs = itertools.islice(itertools.combinations(known, 2), MOST_PAIRS)
        return next((pair for pair in pairs if _is_enough(problem, clash, pair, seed)), kept)
    return kept


def _is_enough(problem: RosterProblem, clash: Clash, chosen: Iterable[Named], seed: int) -> bool:
    return ends(problem, clash, _all_of(problem.centre, [change.most for _, change in chosen]), seed)


def _least(problem: RosterProblem, clash: Clash, chosen: Sequence[Named], seed: int) -> WayOut | None:
    """The changes one after the other made as small as the others let it be; None where one has no amount that is enough."""
    steps: list[Step] = [change.most for _, change in chosen]
    words = []
    for at, (_, change) in enumerate(chosen):
        ended = partial(_ends_after, problem, clash, steps[at + 1 :], seed)
        amount = change.least(_all_of(problem.centre, steps[:at]), ended)
        if amount is None:
            return None
        steps[at] = partial(_made, change, amount)
        words.append(change.words(amount))
    kind = SEVERAL if len(chosen) > 1 else chosen[0][1].kind
    return WayOut(chosen[0][0], kind, tuple(words), lambda centre: _all_of(centre, steps))


def _ends_after(problem: RosterProblem, clash: Clash, steps: Sequence[Step], seed: int, centre: Centre) -> bool:
    return ends(problem, clash, _all_of(centre, steps), seed)


def _made(change: Change, amount: float, centre: Centre) -> Centre:
    return change.made(centre, amount)


def _all_of(centre: Centre, steps: Iterable[Step]) -> Centre:
    """A department after one change after the other."""
    return reduce(lambda changed, step: step(changed), steps, centre)
