"""The score of a month is the published formula over what is known; each group has its best and its worst."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.attendance import row, shift_of, with_log
from tests.worlds import MONDAY, centre
from wfm.records import Attendance
from wfm.reports.audit import audit
from wfm.reports.evaluation import Evaluated

DAYS = [MONDAY + timedelta(days=number) for number in range(4)]
SUNDAY = MONDAY + timedelta(days=6)


def evaluated(log: list[Attendance], people: tuple[str, ...] = ("A1",), **changes: Any) -> list[Evaluated]:
    """Four shifts of eight hours for everybody."""
    agents = [{"agent_id": agent_id, "group": "front"} for agent_id in people]
    shifts = tuple(shift_of(agent_id, day) for agent_id in people for day in DAYS)
    return list(audit(with_log(centre(agents=agents, **changes), shifts, tuple(log)), MONDAY, SUNDAY).evaluation)


def days_of(agent_id: str, count: int, start_h: float = 9) -> list[Attendance]:
    return [row(agent_id, day, start_h, 18) for day in DAYS[:count]]


def test_the_formula() -> None:
    """Three of four days, one two hours late: 0.4 x 3/4 + 0.2 x 2/3 + 0.2 x 22/32, over 0.8: satisfaction is not known."""
    [found] = evaluated([*days_of("A1", 2), row("A1", DAYS[3], 11, 18)])

    assert (found.measures["attendance"], found.measures["punctuality"], found.measures["adherence"]) == (
        0.75,
        2 / 3,
        22 / 32,
    )
    assert found.measures["satisfaction"] is None
    assert found.score == pytest.approx((0.4 * 0.75 + 0.2 * 2 / 3 + 0.2 * 22 / 32) / 0.8)


def kpi(day: int, **figures: float) -> dict[str, Any]:
    return {"agent_id": "A1", "date": DAYS[day], **figures}


@pytest.mark.parametrize(
    ("records", "satisfaction"),
    [
        ((kpi(0, satisfaction=4.0), kpi(1, satisfaction=5.0)), 0.9),
        ((kpi(0, satisfaction=0.8),), 0.8),
        ((kpi(0, satisfaction=80.0),), 0.8),
        ((kpi(0, satisfaction=4.0, handled=30.0), kpi(1, satisfaction=5.0, handled=10.0)), 0.85),
        ((kpi(0, satisfaction=4.0, handled=30.0), kpi(1, satisfaction=5.0)), 0.9),
    ],
)
def test_satisfaction_is_a_share_of_its_scale(records: tuple[dict[str, Any], ...], satisfaction: float) -> None:
    """Of 1, 5, 10 or 100; days weigh by contacts where every day says how many."""
    [found] = evaluated(days_of("A1", 4), kpi=records)

    assert found.measures["satisfaction"] == pytest.approx(satisfaction)
    assert found.score == pytest.approx(0.8 + 0.2 * satisfaction)


def test_weights_are_the_departments() -> None:
    """With first contact resolution alone, it is the score."""
    weights = {
        "attendance": 0.0,
        "punctuality": 0.0,
        "adherence": 0.0,
        "satisfaction": 0.0,
        "first_contact_resolution": 1.0,
    }

    [found] = evaluated(
        days_of("A1", 1), kpi=(kpi(0, first_contact_resolved=0.7, response_s=12.0),), evaluation=weights
    )

    assert (found.score, found.response_s) == (0.7, 12.0)


def test_hours_are_the_weeks_at_the_floor() -> None:
    """Sixteen of thirty hours: no week at the floor; 32: the only one."""
    found = evaluated(
        [*days_of("A1", 2), *days_of("A2", 4)], ("A1", "A2"), rules={"weekly_hours": {"min_h": 30, "max_h": 40}}
    )

    assert {row.agent_id: row.measures["hours"] for row in found} == {"A1": 0.0, "A2": 1.0}


def test_the_best_and_the_worst_of_a_group() -> None:
    """Equals share a place; in between there is no mark."""
    log = [*days_of("A1", 2), *days_of("A2", 4), *days_of("A3", 1), *days_of("A4", 4)]

    found = evaluated(log, ("A1", "A2", "A3", "A4"))

    assert [(row.agent_id, row.place, row.mark) for row in found] == [
        ("A2", 1, "best"), ("A4", 1, "best"), ("A1", 3, ""), ("A3", 4, "worst"),
    ]  # fmt: skip


def test_who_is_alone_is_not_the_worst() -> None:
    """One person is the best of the group."""
    assert [row.mark for row in evaluated(days_of("A1", 4))] == ["best"]


def test_whoever_had_nothing_due_is_not_ranked() -> None:
    """On leave all month."""
    leave = {"agent_id": "A1", "from_day": MONDAY, "to_day": SUNDAY, "kind": "annual", "status": "approved"}

    assert evaluated(days_of("A1", 1), leave=(leave,)) == []
