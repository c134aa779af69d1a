"""Prices learnt on some people who stand for all: everybody is stood for, and what they prove is true of everybody."""

from __future__ import annotations

import pytest

from solver.engines.weeks import pricer as pricer_module
from solver.engines.weeks.pricer import Pricer, stand_ins
from solver.engines.weeks.prices import improve, start_prices
from solver.engines.weeks.search import most_weeks
from solver.engines.weeks.state import Desk
from solver.frame import Frame
from solver.team import Team
from tests.benchmarks.rostering.department import Case, department

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


def test_a_small_team_is_asked_whole(desk: Desk) -> None:
    whole = Pricer(Desk(desk.team), most_weeks(desk))
    alone = start_prices(desk)
    whole.improve(1.0, alone.proven * 1.1)
    improve(desk, alone, pricer_module.MOST_PRICED, alone.proven * 1.1)
    assert whole.prices.proven == pytest.approx(alone.proven)
