"""Refusals with their ways out, each priced by the roster it leaves."""

from __future__ import annotations

from scenarios.refusal import MOST_WAYS, Refusal, refusals, refused
from solver import RosterProblem, SolverConfig, solve_roster
from tests.cases.catalogue import FREE, MORNING, leave, pinned
from tests.worlds import MONDAY, centre, requirement

CONFIG = SolverConfig(engine="weeks", budget=3)


def problem_of_two_clashes() -> RosterProblem:
    """One pinned to too long a day, another to a day off that may not be worked."""
    of = centre(
        agents=({"agent_id": "A1"}, {"agent_id": "A2"}),
        templates=({**MORNING, "paid_h": [10]},),
        rules={**FREE, "max_daily_hours": {"max_h": 9}},
        locks=(*pinned("A1", 4), *pinned("A2", 2)),
        exceptions=(
            {
                "exception_id": "E1", "agent_id": "A2", "rule": "max_daily_hours.max_h", "from_day": MONDAY,
                "to_day": MONDAY.replace(day=29), "value": 12, "reason": "r", "approved_by": "m",
            },
        ),
        leave=(leave("A2", 2, 2),),
    )  # fmt: skip
    return RosterProblem(of, requirement(of), MONDAY)


def test_every_way_out_is_priced_with_the_other_clash_out_of_the_way() -> None:
    """Both clashes are told, and each way out of either has the hours missing and paid of a roster for all."""
    problem = problem_of_two_clashes()
    result = solve_roster(problem, CONFIG)

    told = refusals(problem, result.clashes, CONFIG).each

    assert [each.clash.agents for each in told] == [("A1",), ("A2",)]
    for each in told:
        assert each.ways
        missing = [way.missing_h for way in each.ways if way.missing_h is not None]
        assert len(missing) == min(MOST_WAYS, len(each.ways))
        assert missing == sorted(missing)
        assert [way.paid_h is None for way in each.ways] == [way.missing_h is None for way in each.ways]
    assert {way.way.kind for way in told[0].ways} >= {"exception", "rule", "pin"}
    assert {way.way.kind for way in told[1].ways} >= {"leave", "pin"}


def test_the_refusal_reads_in_both_languages() -> None:
    """A sentence a line: the clash, then its ways out."""
    problem = problem_of_two_clashes()

    said = refused(problem, solve_roster(problem, CONFIG).clashes, CONFIG)

    assert [sentence.key for sentence in said if not sentence.key.startswith("way_")] == [
        "clash_person",
        "clash_person",
    ]
    assert any("agent-hours missing" in sentence.text() for sentence in said)
    assert not any("{" in sentence.text("zh-CN") for sentence in said)


def the_only_lead_on_leave() -> Refusal:
    """What is told where one lead is needed at any time, and the only one is away on Thursday."""
    of = centre(
        agents=({"agent_id": "A1", "lead": True}, {"agent_id": "A2"}),
        templates=(MORNING,),
        open={"mon-sun": "08:00-16:00"},
        rules={**FREE, "lead_on_duty": {"min_leads": 1}},
        leave=(leave("A1", 3, 3),),
    )
    problem = RosterProblem(of, requirement(of), MONDAY)

    [told] = refusals(problem, solve_roster(problem, CONFIG).clashes, CONFIG).each
    return told


def test_a_lead_who_would_have_to_be_found_is_told_with_hours() -> None:
    """How many, of which skill, and when."""
    told = the_only_lead_on_leave()

    [more] = [way for way in told.ways if way.way.kind == "more_leads"]
    assert "1 more lead" in more.sentence().text()
    assert "phone" in more.sentence().text()
    assert "2026-11-26 08:00–16:00" in more.sentence().text()


def test_hours_that_are_closed_count_as_missing() -> None:
    """One is needed at any time: closing the day without a lead leaves its eight hours uncovered, and nothing else."""
    told = the_only_lead_on_leave()

    [closed] = [way for way in told.ways if way.way.kind == "closed"]
    assert closed.missing_h == 8.0
    assert "2026-11-26 08:00–16:00" in closed.sentence().text()
    assert told.ways[-1] is closed
    assert {way.missing_h for way in told.ways[:-1]} == {0.0}
