"""Whether a changed department is rid of a clash: shown by weeks of the people concerned."""

from __future__ import annotations

import numpy as np

from solver.clash import Clash
from solver.engines.possible import can_work
from solver.engines.weeks import search
from solver.engines.weeks.state import Desk
from solver.explain import LEAD_RULE, impossible_people, is_short_of_leads
from solver.explain_team import concerned, explain_absences
from solver.frame import Frame
from solver.problem import RosterProblem
from solver.seating import seat_activities
from solver.team import Team
from wfm.centre import Centre

BEGINNINGS, EFFORT = 24, 1.0
"""Rosters begun before weeks that keep the rules of the team are asked of the complete model, and its deterministic seconds."""


def ends(problem: RosterProblem, clash: Clash, changed: Centre, seed: int) -> bool:
    """Whether the people of a clash have weeks in a changed department that keep all their rules, and the team's that clash."""
    alone = _alone(problem, clash, changed)
    frame = Frame.of(alone)
    desk = Desk(Team.of(frame))
    if explain_absences(alone) or impossible_people(desk) or is_short_of_leads(desk):
        return False
    if desk.team.to_place:
        seats, left = seat_activities(desk)
        if left is not None:
            return False
        desk = Desk(desk.team.seated(seats))
    everybody = concerned(desk.team)
    return not everybody or _is_found(desk, seed) or can_work(desk.team, everybody, seed, EFFORT) is True


def _is_found(desk: Desk, seed: int) -> bool:
    """
    Whether people who choose their weeks in one order or another, and once more, keep every rule of the team.

    It takes a moment each time; of many leads the complete model may not say so in minutes.
    """
    random = np.random.default_rng(seed)
    no_prices = np.zeros(desk.frame.pools.shape), np.zeros(desk.frame.steps)
    for _ in range(BEGINNINGS):
        order = random.permutation(desk.team.size)
        weeks = search.construct(desk, *no_prices, order)
        search.sweep(desk, weeks, order)
        if desk.faults(weeks) == 0:
            return True
    return False


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
    return problem.changed(changed.model_copy(update={"agents": agents, "rules": rules, "activities": activities}))
