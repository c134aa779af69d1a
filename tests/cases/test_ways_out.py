"""The ways out of every world of the catalogue: each is then shown to work, and every rule has each of its own somewhere."""

from __future__ import annotations

import functools

import pytest

from solver import RosterProblem, SolverConfig, solve_roster
from solver.clash import Clash
from solver.ways import WAYS, Matter, WayOut, ends, ways_out
from tests.cases.catalogue import WORLDS, Impossible
from tests.worlds import MONDAY, centre, requirement
from wfm.messages import say
from wfm.rules import RULES
from wfm.timetable import Timetable

BY_NAME = {case.name: case for case in WORLDS}
CONFIG = SolverConfig(engine="weeks", budget=4)


def problem_of(case: Impossible) -> RosterProblem:
    of = centre(**case.world)
    return RosterProblem(of, requirement(of), MONDAY)


@functools.cache
def found(name: str) -> tuple[Clash, list[WayOut]]:
    problem = problem_of(BY_NAME[name])
    [clash, *_] = solve_roster(problem, CONFIG).clashes
    return clash, ways_out(problem, clash)


@pytest.mark.parametrize("name", BY_NAME)
def test_every_way_out_is_shown_to_work(name: str) -> None:
    """Each world has a way out, and with each of them the whole department has a roster that breaks no hard rule."""
    problem = problem_of(BY_NAME[name])
    _, ways = found(name)

    assert ways
    for way in ways:
        changed = problem.changed(way.made(problem.centre))
        result = solve_roster(changed, CONFIG)
        assert result.roster is not None, way.words
        table = Timetable(changed.centre, result.roster)
        assert [v for rule in changed.centre.rules if not rule.is_soft for v in rule.check(table)] == []
        for language in ("en", "zh-CN"):
            assert "{" not in say("way_out", words=way.words).text(language)


@pytest.mark.parametrize("name", BY_NAME)
def test_no_fewer_changes_would_do(name: str) -> None:
    """Where several changes at once are named, no single one ends the clash, not even by the largest amount."""
    problem, case = problem_of(BY_NAME[name]), BY_NAME[name]
    clash, ways = found(name)

    assert {len(way.changes) for way in ways} == {case.changes}
    if case.changes > 1:
        matters = [(WAYS.get(rule, ()), Matter(problem.centre, clash, rule, problem.dates)) for rule in clash.rules]
        alone = [change for sources, matter in matters for source in sources for change in source(matter)]
        assert alone
        assert not any(ends(problem, clash, change.most(problem.centre), 1) for change in alone)


def test_every_rule_has_every_way_out_of_its_own_somewhere_in_the_catalogue() -> None:
    """Every function of WAYS finds a way out in a clash of its rule."""
    seen = set()
    for name, case in BY_NAME.items():
        problem = problem_of(case)
        clash, ways = found(name)
        for rule in clash.rules:
            kinds = {way.kind for way in ways if way.rule == rule}
            matter = Matter(problem.centre, clash, rule, problem.dates)
            seen |= {
                (rule, source.__name__)
                for source in WAYS.get(rule, ())
                if kinds & {change.kind for change in source(matter)}
            }

    assert {(rule, source.__name__) for rule, sources in WAYS.items() for source in sources} - seen == set()
    assert set(WAYS) <= set(RULES)


def test_the_amount_of_a_way_out_is_the_least_that_is_enough() -> None:
    """Ten hours are pinned where nine are the most: the exception allows ten, not more; and one seat more is enough."""
    _, ways = found("pinned to ten hours where nine are the most")

    [exception] = [way for way in ways if way.kind == "exception"]
    assert exception.words.values["value"] == 10.0

    _, ways = found("the only lead rests beyond the opening after a late shift")
    [later] = [way for way in ways if way.kind == "opens"]
    assert [place.text() for place in later.words.values["places"]] == ["2026-11-24 08:00–10:00"]  # type: ignore[attr-defined]

    _, ways = found("twenty-two pinned to one morning with twenty-one seats")
    [limit] = [way for way in ways if way.kind == "limit"]
    assert limit.words.values["value"] == 22
