"""
Why no roster exists where it takes several people to see: leave that crowds, pairs, seats and leads.

The clash is made small by leaving out: rules of the team first, then people, then the rules of these people, then days. What is
left cannot be left out without making the rest possible.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from solver.clash import Clash, on_days, smallest, when
from solver.encodings import encode
from solver.engines.possible import can_work
from solver.engines.weeks.state import Desk
from solver.explain import LEAD_RULE, named
from solver.frame import Bools, Frame
from solver.primitives import LeadCover, MostPresent, PairShifts, Primitive
from solver.problem import RosterProblem
from solver.team import Team
from wfm.messages import say
from wfm.rules.absent_at_once import AbsentAtOnce

MOST_LINKED = 24
"""People who hang together by pairs, at most, whose weeks are tried together before the search."""
EFFORT = 3.0
"""Deterministic seconds of one trial while a clash is made smaller; what stays open counts as possible."""
OF_TEAM = (LeadCover, MostPresent, PairShifts)


def explain_absences(problem: RosterProblem) -> list[Clash]:
    """Days on which more people are on leave than may be: no roster mends that."""
    rule = problem.centre.rule(AbsentAtOnce.name)
    if not isinstance(rule, AbsentAtOnce):
        return []
    return [
        Clash(
            tuple(crowd.absent), (crowd.day,), (rule.name,),
            (
                say(
                    "clash_absent",
                    agents=list(crowd.absent), day=crowd.day, observed=len(crowd.absent), limit=crowd.limit.value,
                    group=crowd.limit.group or say("everyone"),
                ),
            ),
        )
        for crowd in rule.crowds(problem.centre, problem.dates)
    ]  # fmt: skip


def explain_pairs(frame: Frame, desk: Desk, seed: int) -> list[Clash]:
    """People who hang together by pairs and have no weeks that do; of very many each pair is tried by itself."""
    if not desk.team.pairs:
        return []
    primitives = [p for p in encode(frame) if not isinstance(p, LeadCover | MostPresent)]
    pairs_alone = Team.under(frame, primitives)
    groups = [
        group
        for people in _linked(desk.team)
        for group in ([people] if len(people) <= MOST_LINKED else _pairs_of(desk.team, people))
    ]
    return [
        _clash(frame, primitives, group, seed)
        for group in groups
        if can_work(pairs_alone, group, seed, EFFORT) is False
    ]


def explain_team(frame: Frame, desk: Desk, seed: int) -> list[Clash]:
    """The rules of the team that cannot be kept by anybody's weeks; empty where there is none or it stays open."""
    primitives = list(encode(frame))
    of_team = list(dict.fromkeys(p.because for p in primitives if isinstance(p, OF_TEAM)))
    everybody = concerned(desk.team)
    if not of_team or can_work(desk.team, everybody, seed) is not False:
        return []

    def clashes(kept: Sequence[str]) -> bool:
        left = [p for p in primitives if not isinstance(p, OF_TEAM) or p.because in kept]
        return can_work(Team.under(frame, left), everybody, seed, EFFORT) is False

    kept = smallest(of_team, clashes)
    left = [p for p in primitives if not isinstance(p, OF_TEAM) or p.because in kept]
    return [
        _clash_of_leads(frame, left, everybody, seed) if LEAD_RULE in kept else _clash(frame, left, everybody, seed)
    ]


def _clash(frame: Frame, primitives: Sequence[Primitive], people: Sequence[int], seed: int) -> Clash:
    """Made small by leaving people out: who does not work is in nobody's way."""
    team = Team.under(frame, primitives)
    people = smallest(people, lambda left: can_work(team, left, seed, EFFORT) is False)
    own = _of_people(primitives, people)
    return _smaller(frame, own, people, people, seed)


def _clash_of_leads(frame: Frame, primitives: Sequence[Primitive], everybody: Sequence[int], seed: int) -> Clash:
    """Made small by freeing people of their own rules: a lead left out would only be missed the more."""

    def clashes(bound: Sequence[int]) -> bool:
        return can_work(Team.under(frame, _of_people(primitives, bound)), everybody, seed, EFFORT) is False

    people = smallest(everybody, clashes)
    return _smaller(frame, _of_people(primitives, people), people, everybody, seed)


def _smaller(frame: Frame, own: Sequence[Primitive], people: Sequence[int], working: Sequence[int], seed: int) -> Clash:
    """The rules and days that the clash of these people needs, while all those `working` may work."""

    def clashes(kept: Sequence[str]) -> bool:
        return can_work(Team.under(frame, [p for p in own if p.because in kept]), working, seed, EFFORT) is False

    rules = smallest(list(dict.fromkeys(p.because for p in own)), clashes)
    own = [p for p in own if p.because in rules]

    def clashes_on(left: Sequence[int]) -> bool:
        team = Team.under(frame, on_days(frame, own, left))
        return can_work(team, working, seed, EFFORT, steps=_steps_of(frame, left)) is False

    days = smallest(range(frame.days), clashes_on)
    said = say(
        "clash_people",
        agents=[named(frame, agent) for agent in people],
        when=when(frame, days),
        rules=[say(f"rule_{rule}") for rule in rules],
    )
    dates = tuple(frame.problem.dates[day] for day in days or range(frame.days))
    return Clash(tuple(frame.problem.centre.agents[agent].agent_id for agent in people), dates, tuple(rules), (said,))


def _of_people(primitives: Sequence[Primitive], people: Sequence[int]) -> list[Primitive]:
    """The rules of the team, and these people's own."""
    return [p for p in primitives if not hasattr(p, "agent") or p.agent in people]


def _steps_of(frame: Frame, days: Sequence[int]) -> Bools:
    steps = np.zeros(frame.steps, dtype=np.bool_)
    for day in days:
        steps[int(frame.midnight[day]) : int(frame.midnight[day + 1])] = True
    return steps


def concerned(team: Team) -> list[int]:
    """Everybody whom a rule of the team speaks of: nobody else changes whether it can be kept."""
    leads = {a for a, kind in enumerate(team.kind_of.tolist()) if team.min_leads and team.kinds[kind].lead}
    paired = {agent for pair in team.pairs for agent in pair.agents}
    return sorted(leads.union(paired, *(limit.agents for limit in team.most_present)))


def _pairs_of(team: Team, people: Sequence[int]) -> list[list[int]]:
    return [sorted(pair.agents) for pair in team.pairs if set(pair.agents) <= set(people)]


def _linked(team: Team) -> Iterator[list[int]]:
    """People who hang together by pairs."""
    left = {agent for pair in team.pairs for agent in pair.agents}
    while left:
        found, waiting = set[int](), [min(left)]
        while waiting:
            agent = waiting.pop()
            if agent not in found:
                found.add(agent)
                waiting += [other for pair in team.pairs if agent in pair.agents for other in pair.agents]
        left -= found
        yield sorted(found)
