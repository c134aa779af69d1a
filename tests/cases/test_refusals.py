"""Refusals: every world of the catalogue is refused with its smallest clash."""

from __future__ import annotations

import pytest

from solver import RosterProblem, RosterStatus, SolverConfig, solve_roster
from tests.cases.catalogue import NEVER_IMPOSSIBLE, WORLDS, Impossible
from tests.worlds import MONDAY, centre, requirement
from wfm.rules import RULES


@pytest.mark.parametrize("engine", ["weeks", "auto"])
@pytest.mark.parametrize("case", WORLDS, ids=lambda case: case.name)
def test_the_smallest_clash_is_named(case: Impossible, engine: str) -> None:
    """The people and the rules of the clash, neither more nor fewer, in both languages."""
    of = centre(**case.world)
    config = SolverConfig(engine=engine, budget=6)  # type: ignore[arg-type]

    result = solve_roster(RosterProblem(of, requirement(of), MONDAY), config)

    assert result.status is RosterStatus.INFEASIBLE
    assert result.roster is None
    [clash, *_] = result.clashes
    [said, *_] = clash.said
    assert set(clash.agents) == case.people
    assert set(clash.rules) == case.rules
    assert {(day - MONDAY).days for day in clash.days} == (case.days or set(range(7)))
    assert {key: said.values[key] for key in case.said} == case.said
    for language in ("en", "zh-CN"):
        assert "{" not in said.text(language)
        assert all(agent in said.text(language) for agent in case.people)


def test_every_rule_that_can_be_impossible_is_in_the_catalogue() -> None:
    """A new rule needs a world of its own here; soft rules cost, and probation only takes people out of coverage."""
    named = {rule for case in WORLDS for rule in case.rules}

    assert named | NEVER_IMPOSSIBLE == set(RULES)
