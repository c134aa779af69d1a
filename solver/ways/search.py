"""The ways out of a clash: every change that its rules know of, made as small as can be and shown to leave a roster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from solver.clash import Clash
from solver.problem import RosterProblem
from solver.ways.change import Change, Matter, WayOut
from solver.ways.several import several_at_once
from solver.ways.shown import ends
from solver.ways.table import WAYS
from wfm.centre import Centre

MOST_OF_A_KIND, MOST_IN_VAIN = 2, 4
"""Ways of one kind that are named for one rule, and changes of a kind tried in vain: of many pins the first stand for all."""


def ways_out(problem: RosterProblem, clash: Clash, seed: int = 1) -> list[WayOut]:
    """
    Each shown by weeks of the people concerned that keep all their rules, and the team's that clash.

    Where no single change is enough, the fewest found that are so together; empty where there are none either. Of a change by an
    amount the least amount is named.
    """
    return list(_every_way(problem, clash, seed))


def first_way(problem: RosterProblem, clash: Clash, seed: int = 1) -> WayOut | None:
    """The first of them; None where there is none."""
    return next(_every_way(problem, clash, seed), None)


def _every_way(problem: RosterProblem, clash: Clash, seed: int) -> Iterator[WayOut]:
    is_alone_enough = False
    for rule in clash.rules:
        for way in _ways_of(problem, clash, rule, seed):
            is_alone_enough = True
            yield way
    if not is_alone_enough and (several := several_at_once(problem, clash, seed)) is not None:
        yield several


def _ways_of(problem: RosterProblem, clash: Clash, rule: str, seed: int) -> Iterator[WayOut]:
    matter = Matter(problem.centre, clash, rule, problem.dates)
    for source in WAYS.get(rule, ()):
        found, in_vain = Counter[str](), Counter[str]()
        for change in source(matter):
            if found[change.kind] >= MOST_OF_A_KIND or in_vain[change.kind] >= MOST_IN_VAIN:
                continue
            amount = change.least(problem.centre, lambda centre: ends(problem, clash, centre, seed))
            if amount is None:
                in_vain[change.kind] += 1
            else:
                found[change.kind] += 1
                yield WayOut(rule, change.kind, (change.words(amount),), partial(_make, change, amount))


def _make(change: Change, amount: float, centre: Centre) -> Centre:
    return change.made(centre, amount)
