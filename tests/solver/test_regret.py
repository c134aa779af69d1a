"""Regrets: none where everybody has the best week at the prices, and never more in all than the gap they are a part of."""

from __future__ import annotations

import numpy as np
import pytest

from solver.engines.weeks.prices import best_weeks, evaluate, improve, start_prices
from solver.engines.weeks.regret import regrets
from solver.engines.weeks.search import construct, ruin, sweep
from solver.engines.weeks.state import Desk
from solver.frame import Frame
from solver.team import Team
from tests.benchmarks.rostering.department import Case, department

PEOPLE = 30


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk(Team.of(Frame.of(department(Case(PEOPLE, "slack", 2)))))


def test_the_best_weeks_are_not_regretted(desk: Desk) -> None:
    """Everybody has the week that the prices ask for."""
    prices = start_prices(desk)
    weeks = desk.empty()
    asked = desk.empty()
    list(best_weeks(desk, prices.y, prices.lead, asked))
    for agent, sort in enumerate(desk.sort_of.tolist()):
        like, _ = desk.alike[sort]
        weeks.chosen[agent], weeks.serve[agent] = asked.chosen[like], asked.serve[like]

    assert regrets(desk, weeks, prices).tolist() == [0] * PEOPLE


@pytest.mark.parametrize("seed", range(4))
def test_regrets_are_a_part_of_the_gap(desk: Desk, seed: int) -> None:
    """At any prices they add up to no more than the way from what these prove to the cost of the roster."""
    random = np.random.default_rng(seed)
    prices = start_prices(desk)
    improve(desk, prices, 30 * seed, prices.proven * 1.2)
    weeks = construct(desk, prices.y, prices.lead, random.permutation(PEOPLE))
    for _ in range(seed):
        sweep(desk, weeks, random.permutation(PEOPLE))

    found = regrets(desk, weeks, prices)

    assert (found >= 0).all()
    assert found.sum() <= desk.cost(weeks) - evaluate(desk, prices.y, prices.lead)[0] + PEOPLE


def test_who_could_do_better_is_taken_out_more_often(desk: Desk) -> None:
    """With all odds on one person every group has that one: nobody else's week changes but in its company."""
    random = np.random.default_rng(1)
    weeks = construct(desk, np.zeros(desk.frame.pools.shape), np.zeros(desk.frame.steps), np.arange(PEOPLE))
    before, odds = weeks.chosen.copy(), np.cumsum(np.arange(PEOPLE) == 7)

    now, best, _ = ruin(desk, weeks, np.zeros(desk.frame.pools.shape), random, cost := desk.cost(weeks), cost, odds)

    assert best <= now == desk.cost(weeks)
    assert best < cost
    assert (weeks.chosen[7] != before[7]).any()
