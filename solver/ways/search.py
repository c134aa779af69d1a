"""The ways out of a clash: every change that its rules know of, made as small as can be and shown to leave a roster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from solver.clash import Clash
from solver.engines.possible import can_work
from solver.engines.weeks.state import Desk
from solver.explain import LEAD_RULE, impossible_people
from solver.explain_team import EFFORT, concerned, explain_absences
from solver.frame import Frame
from solver.problem import RosterProblem
from solver.seating import seat_activities
from solver.team import Team
from solver.ways.change import Change, Matter
from solver.ways.table import WAYS
from wfm.centre import Centre
from wfm.messages import Sentence

MOST_OF_A_KIND = 2
"""Ways of one kind that are named for one rule: of many pins the first two stand for all."""


@dataclass(frozen=True, eq=False)
class WayOut:
    """
    One change that ends a clash.

    Attributes
    ----------
    rule, kind
        Whose way out it is, and what it changes.
    words
        In words, with its amount.
    made
        Makes it, in whatever department has the clash.
    """

    rule: str
    kind: str
    words: Sentence
    made: Callable[[Centre], Centre]


def ways_out(problem: RosterProblem, clash: Clash, seed: int = 1) -> list[WayOut]:
    """
    Each shown by weeks of the people concerned that keep all their rules, and the team's that clash.

    Empty where no single change is enough. Of a change by an amount the least amount is named.
    """
    return list(_every_way(problem, clash, seed))


def first_way(problem: RosterProblem, clash: Clash, seed: int = 1) -> WayOut | None:
    """The first of them; None where there is none."""
    return next(_every_way(problem, clash, seed), None)


def _every_way(problem: RosterProblem, clash: Clash, seed: int) -> Iterator[WayOut]:
    for rule in clash.rules:
        yield from _ways_of(problem, clash, rule, seed)


def _ways_of(problem: RosterProblem, clash: Clash, rule: str, seed: int) -> Iterator[WayOut]:
    matter = Matter(problem.centre, clash, rule, problem.dates)
    for source in WAYS.get(rule, ()):
        found: dict[str, int] = {}
        for change in source(matter):
            if found.get(change.kind, 0) >= MOST_OF_A_KIND:
                continue
            amount = _least(change, partial(_is_enough, problem, clash, change, seed))
            if amount is not None:
                found[change.kind] = found.get(change.kind, 0) + 1
                yield WayOut(rule, change.kind, change.words(amount), partial(_make, change, amount))


def _is_enough(problem: RosterProblem, clash: Clash, change: Change, seed: int, amount: float) -> bool:
    return _ends(problem, clash, change.made(problem.centre, amount), seed)


def _make(change: Change, amount: float, centre: Centre) -> Centre:
    return change.made(centre, amount)


def _least(change: Change, enough: Callable[[float], bool]) -> float | None:
    """The least amount that is enough; None where not even the largest is."""
    amounts = change.amounts
    if not amounts or not enough(amounts[-1]):
        return None
    low, high = 0, len(amounts) - 1
    while low < high:
        middle = (low + high) // 2
        if enough(amounts[middle]):
            high = middle
        else:
            low = middle + 1
    return amounts[high]


def _ends(problem: RosterProblem, clash: Clash, changed: Centre, seed: int) -> bool:
    """Whether the people of a clash, and of its team rules, have weeks in the changed department."""
    alone = _alone(problem, clash, changed)
    frame = Frame.of(alone)
    desk = Desk(Team.of(frame))
    if explain_absences(alone) or impossible_people(desk):
        return False
    if desk.team.to_place:
        seats, left = seat_activities(desk)
        if left is not None:
            return False
        desk = Desk(desk.team.seated(seats))
    everybody = concerned(desk.team)
    return not everybody or can_work(desk.team, everybody, seed, EFFORT) is True


def _alone(problem: RosterProblem, clash: Clash, changed: Centre) -> RosterProblem:
    """The problem of the people of a clash alone, under all rules of theirs and those of the team that clash."""
    with_leads = LEAD_RULE in clash.rules
    agents = tuple(
        agent
        for agent in changed.agents
        if agent.agent_id in clash.agents or not clash.agents or (with_leads and agent.lead)
    )
    rules = tuple(rule for rule in changed.rules if rule.name != LEAD_RULE or with_leads)
    activities = tuple(each for each in changed.activities if each.id == clash.activity or not clash.activity)
    own = changed.model_copy(update={"agents": agents, "rules": rules, "activities": activities})
    return replace(problem, centre=own)
