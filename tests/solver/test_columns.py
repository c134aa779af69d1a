"""Column generation against the volume method and the true optimum; counts of shifts; days in a row of any number."""

from __future__ import annotations

from pathlib import Path

import pytest
from ortools.linear_solver import pywraplp

from solver import team as team_module
from solver.clock import Clock
from solver.config import SolverConfig
from solver.engines.exact import ExactModel
from solver.engines.weeks import engine, prices, programme
from solver.engines.weeks.columns import Columns, suits
from solver.engines.weeks.state import Desk
from solver.team import Team
from tests.benchmarks.public.instance import Instance, Person, ShiftType
from tests.benchmarks.public.model import POINTS, layout_of, primitives_of, roster_of, solve

PUBLIC = Path(__file__).parents[3] / "shared/bench/curtois"


def small(max_late: int = 3) -> Instance:
    """Two weeks, five people, an early and a late shift: no early one after a late one."""
    shifts = (ShiftType("E", 480, frozenset()), ShiftType("L", 480, frozenset({"E"})))
    people = tuple(
        Person(name, {"E": 14, "L": max_late}, 4800, 3360, 5, 2, 2, 1, frozenset({day}))
        for name, day in zip("ABCDE", (1, 4, 7, 9, 12), strict=True)
    )
    cover = {(day, shift.id): (1 + (day % 3 == 0), 100, 1) for day in range(14) for shift in shifts}
    wanted = {("A", 3, "E"): 2, ("B", 8, "L"): 3}
    return Instance(14, shifts, people, wanted, {("C", 5, "E"): 1}, cover)


def desk_of(instance: Instance) -> Desk:
    return Desk(Team.under(layout_of(instance), primitives_of(instance)))


def settled(desk: Desk) -> tuple[Columns, prices.Prices]:
    columns, found = Columns(desk), prices.start_prices(desk)
    columns.improve(found, 200)
    return columns, found


def optimum(desk: Desk) -> float:
    found = ExactModel(desk).solve(seed=1, workers=2, limit_s=1e6, effort=60.0)
    assert found.complete
    assert found.weeks is not None
    assert desk.cost(found.weeks) == pytest.approx(found.bound)
    return found.bound


def test_the_best_prices_prove_no_less_than_the_volume_method_and_no_more_than_is_true() -> None:
    desk = desk_of(small())
    assert suits(desk)
    _, best = settled(desk)
    volume = prices.start_prices(desk)
    prices.improve(desk, volume, 300, best.proven * 1.1)
    assert best.settled
    assert volume.proven <= best.proven * (1 + 1e-9)
    assert best.proven <= optimum(desk) + 1e-3


def test_a_dive_gives_everybody_a_week_that_is_legal() -> None:
    desk = desk_of(small())
    columns, _ = settled(desk)
    start = columns.dive(lambda: True)
    assert all(desk.week_is_legal(agent, start.chosen[agent]) for agent in range(desk.team.size))


def test_a_dive_without_time_decides_everybody_at_once() -> None:
    desk = desk_of(small())
    columns, _ = settled(desk)
    start = columns.dive(lambda: False)
    assert all(desk.week_is_legal(agent, start.chosen[agent]) for agent in range(desk.team.size))


@pytest.mark.parametrize("counted", [1, 20], ids=["outside the patterns", "within the patterns"])
def test_counts_of_shifts_hold_in_every_engine(counted: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(team_module, "MOST_COUNTED", counted)
    instance = small(max_late=2)
    desk = desk_of(instance)
    assert bool(desk.team.counts) == (counted == 1)
    exact = ExactModel(desk).solve(seed=1, workers=2, limit_s=1e6, effort=60.0)
    found = solve(instance, 1.0, budget=8)
    assert exact.weeks is not None
    assert found.roster is not None
    for roster in (roster_of(instance, exact.weeks), found.roster):
        assert instance.breaches(roster) == []
    assert found.bound <= exact.bound / POINTS + sum(instance.wanted.values()) + 1e-6
    assert exact.complete
    assert instance.penalty(found.roster) >= instance.penalty(roster_of(instance, exact.weeks))


def test_what_an_instance_costs_is_what_the_engine_says() -> None:
    instance = small()
    desk = desk_of(instance)
    found = engine.run(desk, SolverConfig(budget=8), Clock(SolverConfig(budget=8)))
    assert found.weeks is not None
    roster = roster_of(instance, found.weeks)
    assert instance.breaches(roster) == []
    assert instance.penalty(roster) == found.cost / POINTS + sum(instance.wanted.values())


def test_a_programme_that_is_not_solved_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pywraplp.Solver, "OPTIMAL", pywraplp.Solver.ABNORMAL)
    desk = desk_of(small())
    with pytest.raises(programme.NotSolvedError):
        settled(desk)
    found = solve(small(), 1.0, budget=8)
    assert found.roster is not None
    assert small().breaches(found.roster) == []


@pytest.mark.parametrize(
    ("days", "broken"),
    [
        ("LE------------", "E after L"),
        ("-EEEEEE-------", "6 days in a row"),
        ("--E-----------", "only 1 days of work"),
        ("EE-EE---------", "only 1 days off"),
        ("----EE-----LL-", "2 weekends"),
        ("-LLLL---------", "4 times L"),
    ],
)
def test_the_check_of_an_instance_names_each_breach(days: str, broken: str) -> None:
    instance = small()
    roster: dict[str, list[str | None]] = {
        who.id: [None if each == "-" else each for each in days] for who in instance.people
    }
    assert any(broken in each for each in instance.breaches(roster))


def test_a_public_instance_is_solved_to_its_known_optimum() -> None:
    if not PUBLIC.is_dir():
        pytest.skip("../shared/bench is not there")
    instance = Instance.read(PUBLIC / "Instance1.txt")
    found = solve(instance, 60.0, budget=40)
    assert found.roster is not None
    assert instance.breaches(found.roster) == []
    assert instance.penalty(found.roster) == 607 >= found.bound
