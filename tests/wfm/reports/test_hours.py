"""Hours of each person against floor and maximum, with what moved them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.worlds import MONDAY, centre, on, roster, shift
from wfm.reports.hours import WeekHours, week_hours
from wfm.roster import Roster

RULES = {"weekly_hours": {"min_h": 30, "max_h": 40}}


def hours_of(*, rules: Any = RULES, **changes: Any) -> WeekHours:
    """The week of the only person, who works two days of eight hours."""
    of = centre(**({"rules": rules} if rules else {}), **changes)
    [row] = week_hours(of, roster(shift(of, 0), shift(of, 1)))
    return row


def test_paid_hours_and_shifts() -> None:
    """Two shifts of eight hours are sixteen paid hours, between the floor and the maximum of the rule."""
    row = hours_of()

    assert (row.paid_h, row.shifts, row.low_h, row.high_h, row.week) == (16.0, 2, 30.0, 40.0, "2026-W48")
    assert (row.floor_h, row.rule_floor_h, row.credited_h, row.exception_id, row.contract) == (30, 30, 0, None, None)


def test_without_the_rule_there_are_no_limits() -> None:
    """Hours are counted also where nothing limits them."""
    row = hours_of(rules=None)

    assert (row.paid_h, row.low_h, row.high_h, row.rule_floor_h) == (16.0, None, None, None)


def test_a_meal_is_not_paid() -> None:
    """An unpaid meal lengthens the shift, not the hours."""
    of = centre(
        rules=RULES,
        templates=({"id": "day", "starts": "08:00", "paid_h": 8, "meal": {"min": 60, "after_h": 3, "before_h": 5}},),
    )

    [row] = week_hours(of, roster(shift(of, 0)))

    assert row.paid_h == 8.0


def test_leave_lowers_the_floor() -> None:
    """Two days of approved leave credit a fifth of the floor each; the person's own floor stays what it is."""
    row = hours_of(
        leave=({"agent_id": "A1", "from_day": on(2), "to_day": on(3), "kind": "annual", "status": "approved"},)
    )

    assert (row.credited_h, row.low_h, row.high_h, row.floor_h) == (12.0, 18.0, 40.0, 30.0)


def test_an_exception_is_named() -> None:
    """The exception that set the floor stands with the hours."""
    row = hours_of(
        exceptions=(
            {
                "exception_id": "E1", "agent_id": "A1", "rule": "weekly_hours.min_h", "from_day": on(0), "to_day": on(6),
                "value": 10, "reason": "school", "approved_by": "chief",
            },
        )
    )  # fmt: skip

    assert (row.floor_h, row.low_h, row.rule_floor_h, row.exception_id) == (10.0, 10.0, 30.0, "E1")


def test_a_contract_is_named() -> None:
    """A contract's own limits win over the rule's."""
    contract = {"id": "half", "min_h": 15, "max_h": 20, "reason": "study", "approved_by": "chief"}
    row = hours_of(agents=({"agent_id": "A1", "contract": "half"},), contracts=(contract,))

    assert (row.low_h, row.high_h, row.contract) == (15.0, 20.0, "half")


@pytest.mark.parametrize(
    ("dates", "rows"),
    [
        ({"hired_on": on(6)}, 1),
        ({"hired_on": on(7)}, 0),
        ({"left_on": on(0)}, 1),
        ({"left_on": on(-1)}, 0),
    ],
)
def test_only_people_in_service_have_hours(dates: dict[str, date], rows: int) -> None:
    """Whoever is employed on any day of the week has a row, the day of leaving included; nobody else has."""
    of = centre(rules=RULES, agents=({"agent_id": "A1", **dates},))

    assert len(list(week_hours(of, roster()))) == rows


def test_each_week_has_its_own_row() -> None:
    """Two weeks give two rows, and a shift counts in the week it begins in."""
    of = centre(rules=RULES)

    rows = list(week_hours(of, Roster(MONDAY, 14, (shift(of, 6), shift(of, 7), shift(of, 8)))))

    assert [(row.week, row.paid_h) for row in rows] == [("2026-W48", 8.0), ("2026-W49", 16.0)]
