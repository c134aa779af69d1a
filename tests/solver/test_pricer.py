"""Prices learnt on some people who stand for all: everybody is stood for, and what they prove is true of everybody."""

from __future__ import annotations

import numpy as np
import pytest

from solver import SolverConfig, solve_roster
from solver.engines.weeks import pricer as pricer_module
from solver.engines.weeks import prices as prices_module
from solver.engines.weeks.pricer import Pricer, stand_ins
from solver.engines.weeks.prices import improve, start_prices
from solver.engines.weeks.search import most_weeks
from solver.engines.weeks.state import Desk
from solver.frame import Frame
from solver.team import Team
from tests.benchmarks.rostering.department import Case, department
from wfm.timetable import Timetable

PEOPLE = 40


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk(Team.of(Frame.of(department(Case(PEOPLE, "short", 1)))))


@pytest.mark.parametrize("most", [1, 7, 20, PEOPLE])
def test_everybody_is_stood_for_by_people_like_them(desk: Desk, most: int) -> None:
    found = stand_ins(desk, most)
    assert sum(count for _, count in found) == PEOPLE
    assert len(found) <= len(desk.alike)
    for pattern in range(len(desk.team.patterns)):
        of = {agent for agent in range(PEOPLE) if desk.team.pattern_of[agent] == pattern}
        assert sum(count for agent, count in found if agent in of) == len(of)


def test_prices_learnt_on_a_few_prove_nearly_as_much_as_those_of_all(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody = start_prices(desk)
    target = everybody.proven * 1.1
    improve(desk, everybody, 600, target)
    begun = start_prices(desk).proven
    monkeypatch.setattr(pricer_module, "MOST_SORTS", 10)
    monkeypatch.setattr(pricer_module, "MOST_PRICED", 50)
    learnt = Pricer(Desk(desk.team), most_weeks(desk))
    for _ in range(12):
        learnt.improve(1.0, target)
    assert begun < learnt.prices.proven
    assert everybody.proven * 0.99 <= learnt.prices.proven


def test_without_programmes_the_prices_are_level_and_prove_no_more(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are a share of the price of the first one missing, and no linear programme is solved."""
    best = start_prices(desk)
    monkeypatch.setattr(prices_module, "linear_prices", None)

    level = start_prices(desk, programmes=False)

    shares = level.y[desk.frame.pools.need > 0] / (desk.frame.pools.short_slopes[:, :1] * 100.0).max()
    assert np.ptp(shares) < 1e-9
    assert level.proven <= best.proven


def test_a_roster_without_a_bound_wanted_is_as_legal(monkeypatch: pytest.MonkeyPatch) -> None:
    """It keeps every hard rule, and its bound is still true of the best roster known."""
    monkeypatch.setattr(prices_module, "linear_prices", None)
    problem = department(Case(12, "short", 1))

    result = solve_roster(problem, SolverConfig(engine="weeks", budget=4, prove=False))

    assert result.roster is not None
    table = Timetable(problem.centre, result.roster)
    assert [v for rule in problem.centre.rules if not rule.is_soft for v in rule.check(table)] == []
    assert 0 <= result.bound <= result.objective


def test_a_small_team_is_asked_whole(desk: Desk) -> None:
    whole = Pricer(Desk(desk.team), most_weeks(desk))
    alone = start_prices(desk)
    whole.improve(1.0, alone.proven * 1.1)
    improve(desk, alone, pricer_module.MOST_PRICED, alone.proven * 1.1)
    assert whole.prices.proven == pytest.approx(alone.proven)
