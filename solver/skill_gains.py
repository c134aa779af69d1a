"""What a skill would be worth: everyone's best week at the prices of coverage, with the skill and without."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from solver.engines.weeks.prices import Prices, improve, start_prices
from solver.engines.weeks.state import Desk
from solver.frame import Frame
from solver.problem import RosterProblem
from solver.team import Team
from wfm.centre import Centre
from wfm.goals.base import POINTS_PER_AGENT_INTERVAL, agent_hours

ROUNDS, STEPS = 20, 10
"""Steps by which the prices are improved at most; they end sooner where nothing more is gained."""


@dataclass(frozen=True)
class SkillGain:
    """
    One person and one skill to learn.

    `gain_h` is by how much the person's best week becomes worth more at the prices, in agent-hours at the price of the first one
    missing. Prices are those of today's team, so the second person gains less; a roster planned anew says how much is real.
    """

    agent_id: str
    skill: str
    gain_h: float


def skill_gains(problem: RosterProblem) -> list[SkillGain]:
    """
    Every person with every skill that they lack and a pool asks for, the most worth first; gains are at least 0.

    Ties stand in the order of the team sheet. The prices are those that prove the bound of the same problem; the cost is that of
    pricing everybody's week once per skill.
    """
    desk = _desk(problem)
    prices = settled_prices(desk)
    now = _worths(desk, prices)
    found = []
    for skill, queues in problem.centre.pools().items():
        if all(queue.anyone for queue in queues):
            continue
        trained = replace(problem, centre=_trained(problem.centre, skill))
        gains = _worths(_desk(trained), prices) - now
        found += [
            SkillGain(agent.agent_id, skill, agent_hours(max(float(gain), 0.0), problem.requirement.grid.interval_min))
            for agent, gain in zip(problem.centre.agents, gains, strict=True)
            if skill not in agent.skills and any(agent.in_service(day) for day in problem.dates)
        ]
    return sorted(found, key=lambda each: -each.gain_h)


def settled_prices(desk: Desk) -> Prices:
    """The prices of coverage that prove a desk's bound, as good as some steps make them."""
    prices = start_prices(desk)
    for _ in range(ROUNDS):
        if prices.settled:
            break
        target = prices.proven + max(abs(prices.proven) / 4, 10.0 * POINTS_PER_AGENT_INTERVAL)
        improve(desk, prices, STEPS, target)
    return prices


def values_at(desk: Desk, prices: Prices) -> dict[int, NDArray[np.float64]]:
    """Points of each possible shift at some prices, (K,), by kind of people."""
    team = desk.team
    lead = np.where(desk.lead_steps, prices.lead, 0.0)
    kinds = {int(kind) for kind in (*team.kind_of, *team.trainee_kind_of[team.counts_after_min > 0])}
    return {kind: desk.shift_values(kind, prices.y, lead)[0] for kind in kinds}


def _desk(problem: RosterProblem) -> Desk:
    return Desk(Team.of(Frame.of(problem)))


def _trained(centre: Centre, skill: str) -> Centre:
    """The department in which everybody has one more skill."""
    agents = tuple(
        agent if skill in agent.skills else agent.model_copy(update={"skills": (*agent.skills, skill)})
        for agent in centre.agents
    )
    return centre.model_copy(update={"agents": agents})


def _worths(desk: Desk, prices: Prices) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Points of the best week of each person at some prices, shape (A,)."""
    team, values = desk.team, values_at(desk, prices)
    found = np.zeros(team.size)
    for agent in range(team.size):
        value = values[int(team.kind_of[agent])]
        trainee = values[int(team.trainee_kind_of[agent])] if team.counts_after_min[agent] else value
        found[agent], _ = desk.best_week(agent, value, trainee, links=desk.relaxed_links)
    return found
