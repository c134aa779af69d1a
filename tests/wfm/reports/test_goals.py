"""What a roster costs, goal by goal, in the terms of the business."""

from __future__ import annotations

import pytest

from scenarios.folder import proof_of
from tests.department import Planned
from tests.worlds import centre, requirement, roster, shift
from wfm.goals import objective_by_goal
from wfm.reports.coverage import coverage_report
from wfm.reports.goals import GoalRow, goal_rows
from wfm.reports.page import page_of


def test_each_goal_has_its_own_unit() -> None:
    """A short Monday, a day off alone, four hours of overtime, and what all of it is paid."""
    of = centre(
        open={"mon": "08:00-16:00"},
        agents=({"agent_id": "A1", "cost_per_h": 30},),
        rules={"weekly_overtime": {"after_h": 12}, "paired_days_off": {}},
        goals={"pay": 1},
    )
    planned, needed = roster(shift(of, 0, 8, 8), shift(of, 2, 8, 8)), requirement(of, 2.0)
    by_goal = objective_by_goal(of, needed, planned)

    rows = {row.goal: row for row in goal_rows(of, planned, coverage_report(of, needed, planned), by_goal)}

    assert rows["shortage"] == GoalRow("shortage", 8.0, "agent_hours", by_goal["shortage"])
    assert (rows["weekly_overtime"].amount, rows["weekly_overtime"].unit) == (4.0, "h")
    assert (rows["paired_days_off"].amount, rows["paired_days_off"].unit) == (1.0, "days_alone")
    assert (rows["pay"].amount, rows["pay"].unit) == (480.0, "currency")
    assert list(rows) == list(by_goal)


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_the_page_shows_every_goal(planned: Planned, language: str) -> None:
    """Each with a name, an amount and its points, which add up to the objective."""
    plan = planned.plan

    page = page_of(plan.page(proof_of(plan, planned.department.files)), language)

    assert sum(row.points for row in plan.goals) == plan.result.objective
    for row in plan.goals:
        assert f"<td>{row.title.text(language)}</td>" in page
        assert f"{row.points:,}</td>" in page
