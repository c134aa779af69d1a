"""
Why no roster exists where it takes several people to see: leave that crowds, pairs, seats and leads.

The clash is made small by leaving out: rules of the team first, then people, then the rules of these people, then days. What is
left cannot be left out without making the rest possible.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from solver.clash import on_days, smallest, when
from solver.encodings import encode
from solver.engines.possible import can_work
from solver.engines.weeks.state import Desk
from solver.explain import named
from solver.frame import Frame
from solver.primitives import LeadCover, MostPresent, PairShifts, Primitive
from solver.problem import RosterProblem
from solver.team import Team
from wfm.messages import Sentence, say
from wfm.rules.absent_at_once import AbsentAtOnce

MOST_LINKED = 12
"""People who hang together by pairs, at most, whose weeks are tried together before the search."""
EFFORT = 3.0
"""Deterministic seconds of one trial while a clash is made smaller; what stays open counts as possible."""
OF_TEAM = (LeadCover, MostPresent, PairShifts)
LEADS_ALONE = ["lead_on_duty"]


def explain_absences(problem: RosterProblem) -> list[Sentence]:
    """Days on which more people are on leave than may be: no roster mends that."""
    rule = problem.centre.rule(AbsentAtOnce.name)
    if not isinstance(rule, AbsentAtOnce):
        return []
    return [
        say(
            "clash_absent",
            agents=list(crowd.absent), day=crowd.day, observed=len(crowd.absent), limit=crowd.limit.value,
            group=crowd.limit.group or say("everyone"),
        )
        for crowd in rule.crowds(problem.centre, problem.dates)
    ]  # fmt: skip


def explain_pairs(frame: Frame, desk: Desk, seed: int) -> list[Sentence]:
    """People who hang together by pairs and have no weeks that do."""
    if not desk.team.pairs:
        return []
    primitives = [p for p in encode(frame) if not isinstance(p, LeadCover | MostPresent)]
    pairs_alone = Team.under(frame, primitives)
    return [
        _clash(frame, primitives, people, seed)
        for people in _linked(desk.team)
        if len(people) <= MOST_LINKED and can_work(pairs_alone, people, seed, EFFORT) is False
    ]


def explain_team(frame: Frame, desk: Desk, seed: int) -> list[Sentence]:
    """The rules of the team that cannot be kept by anybody's weeks; empty where there is none or it stays open."""
    primitives = list(encode(frame))
    of_team = list(dict.fromkeys(p.because for p in primitives if isinstance(p, OF_TEAM)))
    everybody = _concerned(desk.team)
    if not of_team or can_work(desk.team, everybody, seed) is not False:
        return []

    def clashes(kept: Sequence[str]) -> bool:
        left = [p for p in primitives if not isinstance(p, OF_TEAM) or p.because in kept]
        return can_work(Team.under(frame, left), everybody, seed, EFFORT) is False

    kept = smallest(of_team, clashes)
    if kept == LEADS_ALONE:
        return [say("clash_team_leads")]
    left = [p for p in primitives if not isinstance(p, OF_TEAM) or p.because in kept]
    return [_clash(frame, left, everybody, seed)]


def _clash(frame: Frame, primitives: Sequence[Primitive], people: Sequence[int], seed: int) -> Sentence:
    team = Team.under(frame, primitives)
    people = smallest(people, lambda left: can_work(team, left, seed, EFFORT) is False)
    own = [p for p in primitives if getattr(p, "agent", people[0] if people else 0) in people]

    def clashes(kept: Sequence[str]) -> bool:
        return can_work(Team.under(frame, [p for p in own if p.because in kept]), people, seed, EFFORT) is False

    rules = smallest(list(dict.fromkeys(p.because for p in own)), clashes)
    own = [p for p in own if p.because in rules]
    days = smallest(
        range(frame.days),
        lambda left: can_work(Team.under(frame, on_days(frame, own, left)), people, seed, EFFORT) is False,
    )
    return say(
        "clash_people",
        agents=[named(frame, agent) for agent in people],
        when=when(frame, days),
        rules=[say(f"rule_{rule}") for rule in rules],
    )


def _concerned(team: Team) -> list[int]:
    """Everybody whom a rule of the team speaks of: nobody else changes whether it can be kept."""
    leads = {a for a, kind in enumerate(team.kind_of.tolist()) if team.min_leads and team.kinds[kind].lead}
    paired = {agent for pair in team.pairs for agent in pair.agents}
    return sorted(leads.union(paired, *(limit.agents for limit in team.most_present)))


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
