"""The geometry of the pictures: everything lies where its time is, inside the picture."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.department import Planned
from tests.worlds import centre, requirement, roster, shift
from wfm.reports import pictures
from wfm.reports.coverage import coverage_report
from wfm.reports.pictures import LEFT, RIGHT, WIDTH, Axis, axis_of, charts_of, roster_rows

DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
MEAL = {
    "id": "day",
    "starts": "08:00-12:00",
    "start_every_min": 60,
    "paid_h": [4, 8],
    "meal": {"min": 60, "after_h": 3, "before_h": 5},
}


def numbers(path: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+\.\d", path)]


def test_the_axis_spans_opening_and_work() -> None:
    """Open from 09:00 to 17:00, worked from 08:00 to 20:00: the clock of the picture runs from 8 to 20."""
    of = centre(open={"mon-sun": "09:00-17:00"})

    axis = axis_of(of, roster(shift(of, 0, 8, 2), shift(of, 1, 12, 8)), DAYS)

    assert (axis.first_h, axis.last_h) == (8.0, 20.0)
    assert axis.labels[0] == "Mon 11-23"


def test_a_night_reaches_beyond_midnight() -> None:
    """A shift that ends at 02:00 of the next day belongs to its own day, at hour 26."""
    of = centre(open={"mon-sun": "20:00-04:00"})

    assert axis_of(of, roster(shift(of, 0, 20, 6)), DAYS).last_h == 28.0


def test_days_lie_side_by_side() -> None:
    """The first day begins at the left margin, the last ends at the right one, and hours run within their day."""
    axis = Axis(DAYS, 8.0, 20.0)

    assert axis.day_x(0) == LEFT
    assert axis.day_x(7) == pytest.approx(WIDTH - RIGHT)
    assert axis.x(2, 8) == axis.day_x(2)
    assert axis.x(2, 8) < axis.x(2, 14) < axis.x(2, 20) < axis.x(3, 8)
    assert axis.x(2, 30) == axis.x(2, 20)


def test_ticks_name_the_clock() -> None:
    """Hours past midnight are shown as the clock shows them."""
    names = [name for _, name in Axis(["Mon"], 20.0, 28.0).ticks()]

    assert names == ["20", "23", "02"]


def test_shortage_and_surplus_are_drawn_where_they_are() -> None:
    """Nobody at 08 (short), two at 09 (surplus): one box each, in these hours, on the right side of the requirement."""
    of = centre(agents=[{"agent_id": "A1"}, {"agent_id": "A2"}], open={"mon": "08:00-10:00"})
    worked = roster(shift(of, 0, 9, 2), shift(of, 0, 9, 2, agent_id="A2"))
    axis = axis_of(of, worked, DAYS)

    [chart] = charts_of(coverage_report(of, requirement(of, 1.0), worked), axis)

    short_x0, short_y0, short_x1, *_ = numbers(chart.shortage)
    over_x0, over_y0, over_x1, over_y1, _ = numbers(chart.surplus)
    assert (short_x0, short_x1) == pytest.approx((axis.x(0, 8), axis.x(0, 9)), abs=0.05)
    assert (over_x0, over_x1) == pytest.approx((axis.x(0, 9), axis.x(0, 10)), abs=0.05)
    assert over_y0 < over_y1 == short_y0


def test_the_line_of_the_requirement_is_lifted_over_the_night() -> None:
    """One stroke for each day: nothing is drawn where nothing is open."""
    of = centre(open={"mon-sun": "08:00-12:00"})
    worked = roster(days=3)

    [chart] = charts_of(coverage_report(of, requirement(of, 1.0, days=3), worked), axis_of(of, worked, DAYS))

    assert chart.required.count("M") == 3
    assert (chart.rostered, chart.surplus) == ("", "")


def test_a_large_pool_has_few_marks() -> None:
    """The scale keeps to about four marks, whole people, from zero."""
    of = centre(open={"mon": "08:00-10:00"})
    worked = roster()

    [chart] = charts_of(coverage_report(of, requirement(of, 170.0), worked), axis_of(of, worked, DAYS))

    assert [agents for _, agents in chart.scale] == [0, 50, 100, 150]


def test_a_bar_for_every_segment() -> None:
    """A shift with a meal is three bars without a gap; the meal's length is an hour of the axis."""
    of = centre(templates=(MEAL,), open={"mon-sun": "08:00-20:00"})
    worked = roster(shift(of, 0, 8, 8))
    axis = axis_of(of, worked, DAYS)

    [row] = roster_rows(of, worked, axis)[""]

    assert [bar.activity for bar in row.bars] == ["on_queue", "meal", "on_queue"]
    assert row.bars[1].width == pytest.approx(axis.x(0, 12) - axis.x(0, 11), abs=0.11)
    assert [bar.x + bar.width for bar in row.bars[:2]] == pytest.approx([bar.x for bar in row.bars[1:]], abs=0.11)
    assert row.hours == 8.0


def test_rows_follow_the_team_sheet() -> None:
    """Groups and people in the order of the team sheet, those without a shift included."""
    agents: list[dict[str, Any]] = [
        {"agent_id": "B", "group": "two", "lead": True},
        {"agent_id": "A", "group": "one"},
        {"agent_id": "C", "group": "two"},
    ]
    of = centre(agents=agents)

    groups = roster_rows(of, roster(), Axis(DAYS, 0.0, 24.0))

    assert {group: [(row.label, row.lead) for row in rows] for group, rows in groups.items()} == {
        "two": [("B", True), ("C", False)], "one": [("A", False)],
    }  # fmt: skip


def test_a_plan_stays_inside_its_picture(planned: Planned) -> None:
    """No bar and no box of a real plan lies outside the frame, and none has a negative width."""
    plan = planned.plan
    axis = axis_of(plan.centre, plan.roster, DAYS)

    bars = [bar for rows in roster_rows(plan.centre, plan.roster, axis).values() for row in rows for bar in row.bars]
    charts = charts_of(plan.coverage, axis)

    assert len(bars) == sum(len(shift.segments) for shift in plan.roster.shifts)
    assert all(bar.width > 0 and bar.x >= LEFT and bar.x + bar.width <= WIDTH - RIGHT + 0.1 for bar in bars)
    for chart in charts:
        for path in (chart.required, chart.rostered, chart.shortage, chart.surplus):
            assert all(-0.05 <= number <= max(WIDTH, pictures.CHART_HEIGHT) for number in numbers(path))
