"""Weeks that share a rule are planned together: the second is not left with what the first has taken."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scenarios.plan import with_published
from solver import RosterProblem, RosterResult, SolverConfig, solve_roster
from tests.worlds import MONDAY, centre, requirement
from wfm.centre import Centre
from wfm.goals import objective_by_goal
from wfm.roster import Roster
from wfm.timetable import Timetable

NEXT = MONDAY + timedelta(weeks=1)
RULES = {"weekly_hours": {"min_h": 0, "max_h": 40}, "weekends_off": {"min_off": 1, "weeks": 2}}


def department() -> Centre:
    """Two people, both needed on Saturdays and nowhere else, each with every other weekend off."""
    return centre(
        open={"sat": "08:00-16:00"},
        agents=({"agent_id": "A1"}, {"agent_id": "A2"}),
        templates=({"id": "day", "starts": "08:00", "paid_h": [8]},),
        rules=RULES,
    )


def solved(problem: RosterProblem) -> RosterResult:
    found = solve_roster(problem, SolverConfig(budget=20, engine="weeks"))

    assert found.roster is not None
    timetable = Timetable(problem.centre, found.roster)
    assert not [breach for rule in problem.centre.rules if not rule.is_soft for breach in rule.check(timetable)]
    assert found.bound <= found.objective
    return found


def test_two_weeks_as_one_problem_share_the_weekends() -> None:
    """One after the other both work the first Saturday and nobody the second; together one works each, which costs less."""
    of = department()
    first = solved(RosterProblem(of, requirement(of, 2.0), MONDAY))
    assert first.roster is not None
    later = with_published(of, first.roster)
    second = solved(RosterProblem(later, requirement(later, 2.0, first_day=NEXT), NEXT))

    both = solved(RosterProblem(of, requirement(of, 2.0, days=14), MONDAY, 14))

    assert both.roster is not None
    assert second.roster is not None
    assert [len(first.roster.shifts), len(second.roster.shifts)] == [2, 0]
    assert sorted(shift.shift_date for shift in both.roster.shifts) == [MONDAY + timedelta(days=day) for day in (5, 12)]
    assert both.objective < first.objective + second.objective


@pytest.mark.parametrize("engine", ["weeks", "exact"])
def test_the_optimum_of_two_weeks_is_proven(engine: str) -> None:
    """Both engines agree on it, and on what the files recompute."""
    of = department()
    needed = requirement(of, 2.0, days=14)

    found = solve_roster(RosterProblem(of, needed, MONDAY, 14), SolverConfig(budget=40, engine=engine))  # type: ignore[arg-type]

    assert found.roster is not None
    assert sum(objective_by_goal(of, needed, found.roster).values()) == found.objective
    assert found.objective == solved(RosterProblem(of, needed, MONDAY, 14)).objective
    if engine == "exact":
        assert found.bound == found.objective


def test_a_roster_to_keep_is_kept_and_proven() -> None:
    """A worse roster than the best stays as it is; the bound is that of the best."""
    of = department()
    problem = RosterProblem(of, requirement(of, 2.0), MONDAY)
    best = solved(problem)
    assert best.roster is not None
    worse = Roster(MONDAY, 7, best.roster.shifts[:1])

    kept = solve_roster(problem, SolverConfig(budget=20, keep_start=True), start=worse)

    assert kept.roster is not None
    assert [shift.agent_id for shift in kept.roster.shifts] == [worse.shifts[0].agent_id]
    assert kept.bound <= best.objective < kept.objective
