"""Regrets: none where everybody has the best week at the prices, and never more in all than the gap they are a part of."""

from __future__ import annotations

import numpy as np
import pytest

from solver.engines.weeks.bench import Weeks
from solver.engines.weeks.prices import best_weeks, evaluate, improve, start_prices
from solver.engines.weeks.regret import regrets
from solver.engines.weeks.rotation import recovered
from solver.engines.weeks.search import Drawn, construct, put_together, ruin, sweep
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


def begun(desk: Desk) -> Weeks:
    nothing = np.zeros(desk.frame.pools.shape)
    return construct(desk, nothing, np.zeros(desk.frame.steps), np.arange(PEOPLE))


def test_who_could_do_better_is_taken_out_more_often(desk: Desk) -> None:
    """People of one half alone are touched, and with all odds on one of them that one in every group."""
    random, nothing = np.random.default_rng(1), np.zeros(desk.frame.pools.shape)
    weeks, half = begun(desk), np.arange(0, PEOPLE, 2)
    before, cost = weeks.chosen.copy(), desk.cost(weeks)

    now, best, _ = ruin(desk, "weeks", weeks, nothing, random, cost, cost, 0.0, Drawn(half, np.cumsum(half == 8)))

    assert best <= now == desk.cost(weeks)
    assert best < cost
    changed = set(np.flatnonzero((weeks.chosen != before).any(axis=1)).tolist())
    assert 8 in changed
    assert changed <= set(half.tolist())


def test_what_two_searches_found_for_different_people_is_put_together(desk: Desk) -> None:
    """The whole, or whichever is better, with the coverage that its weeks have."""
    random, nothing = np.random.default_rng(2), np.zeros(desk.frame.pools.shape)
    first, parts = begun(desk), (np.arange(0, PEOPLE, 2), np.arange(1, PEOPLE, 2))
    cost, rosters = desk.cost(first), [first.copy(), first.copy()]
    for part, weeks in zip(parts, rosters, strict=True):
        alike = Drawn(part, np.arange(1, len(part) + 1))
        ruin(desk, "weeks", weeks, nothing, random, cost, cost, 0.0, alike)

    whole, now = put_together(desk, parts, rosters)

    assert now == desk.cost(whole) <= min(desk.cost(weeks) for weeks in rosters)
    assert np.array_equal(recovered(desk, whole.copy()).z, whole.z)
    assert all(desk.week_is_legal(agent, week) for agent, week in enumerate(whole.chosen))
