"""Refusals: the smallest clash of a person, and the leads that are not there, in both languages."""

from __future__ import annotations

from typing import Any

from solver import RosterProblem, RosterResult, RosterStatus, SolverConfig, solve_roster
from tests.worlds import MONDAY, centre, on, requirement
from wfm.centre import Centre

RULES: dict[str, Any] = {
    "weekly_hours": {"min_h": 30, "max_h": 40}, "daily_rest": {"min_h": 11}, "max_daily_hours": {"max_h": 9},
    "max_consecutive_days": {"max_days": 6}, "weekly_days_off": {"min_days": 1},
}  # fmt: skip


def refused(of: Centre) -> tuple[RosterResult, str]:
    result = solve_roster(RosterProblem(of, requirement(of), MONDAY), SolverConfig(budget=3))
    assert result.status is RosterStatus.INFEASIBLE
    assert result.roster is None
    return result, " ".join(sentence.text() for sentence in result.conflicting_rules)


def test_unpaid_leave_that_leaves_too_few_hours_is_named_with_the_hours_it_leaves() -> None:
    """Three days off the roster leave four days of nine hours, one of them a day off: 27 of 30 hours."""
    leave = {"agent_id": "A1", "from_day": on(0), "to_day": on(2), "kind": "unpaid", "status": "approved",
             "credit_h_per_day": 0}  # fmt: skip
    closed_sunday = {"agent_id": "A1", "days": "sun", "kind": "unavailable"}
    of = centre(rules=RULES, leave=(leave,), availability=(closed_sunday,))

    result, said = refused(of)

    assert all(word in said for word in ("A1", "weekly hours", "longest day", "leave", "availability", "27 h", "30 h"))
    assert "daily rest" not in said
    assert "days in a row" not in said
    assert "A1" in " ".join(sentence.text("zh-CN") for sentence in result.conflicting_rules)


def test_only_who_cannot_be_planned_is_named() -> None:
    """The other person has a week."""
    of = centre(
        rules=RULES,
        agents=({"agent_id": "A1"}, {"agent_id": "A2"}),
        availability=({"agent_id": "A2", "days": "sat", "kind": "available"},),
    )

    _, said = refused(of)

    assert "A2" in said
    assert "A1" not in said


def test_a_department_that_is_closed_too_long_is_named_by_its_opening_hours() -> None:
    """Two days of eight hours are all there is."""
    of = centre(rules=RULES, open={"mon-tue": "08:00-16:00"})

    _, said = refused(of)

    assert all(word in said for word in ("opening hours", "weekly hours", "16 h", "30 h"))


def test_hours_without_a_lead_are_named() -> None:
    """Nobody who leads may begin before eight, and the queue opens at six."""
    template = {"id": "day", "starts": "08:00", "paid_h": [8]}
    of = centre(
        rules={"weekly_hours": {"min_h": 0, "max_h": 40}, "lead_on_duty": {"min_leads": 1}},
        agents=({"agent_id": "A1", "lead": True},),
        open={"mon": "06:00-16:00"},
        templates=(template,),
    )

    _, said = refused(of)

    assert "06:00" in said
    assert "08:00" in said


def test_leads_whose_own_rules_leave_a_gap_are_named_with_these_rules() -> None:
    """One lead with a day off cannot be on duty on seven days."""
    of = centre(
        rules={
            "weekly_hours": {"min_h": 20, "max_h": 40}, "weekly_days_off": {"min_days": 1},
            "lead_on_duty": {"min_leads": 1},
        },
        agents=({"agent_id": "A1", "lead": True}, {"agent_id": "A2"}),
        open={"mon-sun": "09:00-13:00"},
        templates=({"id": "day", "starts": "09:00", "paid_h": [4]},),
    )  # fmt: skip

    _, said = refused(of)

    assert all(word in said for word in ("A1", "lead on duty", "days off"))
    assert "A2" not in said


def test_everybody_who_has_no_week_is_named_however_many_they_are() -> None:
    """Ten clashes are explained one by one; the people of all others are named together."""
    people = [f"A{number:02}" for number in range(1, 25)]
    of = centre(
        rules={"weekly_hours": {"min_h": 30, "max_h": 40}},
        agents=[{"agent_id": agent} for agent in people],
        availability=[{"agent_id": agent, "days": "mon", "kind": "available"} for agent in people],
    )

    result, said = refused(of)

    assert [agent for clash in result.clashes for agent in clash.agents] == people
    assert all(agent in said for agent in people)


def test_two_kept_apart_find_times_of_their_own_for_one_training() -> None:
    """Each attends in a shift that ends before the other's begins."""
    of = centre(
        rules={"weekly_hours": {"min_h": 0, "max_h": 40}},
        agents=({"agent_id": "A1"}, {"agent_id": "A2"}),
        pairs=({"agent_a": "A1", "agent_b": "A2", "kind": "apart"},),
        activities=(
            {
                "id": "talk", "agents": ("A1", "A2"), "duration_min": 60, "together": False,
                "between": ("2026-11-25T09:00+08:00", "2026-11-25T12:00+08:00"),
            },
        ),
    )  # fmt: skip

    result = solve_roster(RosterProblem(of, requirement(of), MONDAY), SolverConfig(budget=3))

    assert result.roster is not None
    first, second = (result.roster.on(agent, on(2)) for agent in ("A1", "A2"))
    assert first is not None
    assert second is not None
    assert first.end_min <= second.start_min or second.end_min <= first.start_min
