"""Compliance of a planned roster: ok, breach, and excepted with the record that allows it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.department import Planned
from tests.worlds import centre, on, roster, shift
from wfm.centre import Centre
from wfm.reports.compliance import BREACH, EXCEPTED, OK, ComplianceRow, breaches, compliance
from wfm.shifts import Shift

HOURS = {"weekly_hours": {"min_h": 30, "max_h": 40}}


def rows_of(of: Centre, *shifts: Shift, rule: str = "weekly_hours") -> list[ComplianceRow]:
    return [row for row in compliance(of, roster(*shifts)) if row.rule == rule]


def week_of(of: Centre, days: int, paid_h: float = 8.0) -> list[Shift]:
    return [shift(of, day, paid_h=paid_h) for day in range(days)]


def exception(rule: str, value: float, **changes: Any) -> dict[str, Any]:
    return {
        "exception_id": "E1", "agent_id": "A1", "rule": rule, "from_day": on(0), "to_day": on(6), "value": value,
        "reason": "evening school", "approved_by": "the chief", **changes,
    }  # fmt: skip


def test_a_week_within_its_limits_is_ok() -> None:
    """32 hours between 30 and 40: one row that says so, against the floor, without a cause."""
    of = centre(rules=HOURS)

    [row] = rows_of(of, *week_of(of, 4))

    assert (row.status, row.observed, row.limit, row.unit, row.cause, row.date) == (OK, 32.0, 30.0, "h", "", None)
    assert row.sentence.text() == "A1 has 32 paid hours in 2026-W48, between 30 h and 40 h."


def test_a_week_below_the_floor_is_a_breach() -> None:
    """24 hours against 30 without any record: planned too short."""
    of = centre(rules=HOURS)

    [row] = rows_of(of, *week_of(of, 3))

    assert (row.status, row.observed, row.limit, row.cause, row.exception_id) == (
        BREACH,
        24.0,
        30.0,
        "planned_short",
        "",
    )
    assert breaches([row]) == [row]


def test_a_week_above_the_maximum_is_a_breach() -> None:
    """48 hours against 40."""
    of = centre(rules=HOURS)

    [row] = rows_of(of, *week_of(of, 6))

    assert (row.status, row.observed, row.limit) == (BREACH, 48.0, 40.0)


def test_a_breach_of_a_day_names_the_day() -> None:
    """Ten hours on Tuesday against nine: the row has the date, and Monday gives no row of its own."""
    of = centre(rules={"max_daily_hours": {"max_h": 9}})

    [row] = rows_of(of, shift(of, 0), shift(of, 1, paid_h=10), rule="max_daily_hours")

    assert (row.status, row.date, row.observed, row.limit, row.unit) == (BREACH, on(1), 10.0, 9.0, "h")


def test_an_approved_exception_allows_it() -> None:
    """24 hours against a floor of 30 that an exception lowers to 20: excepted, with its id, reason and approver."""
    of = centre(rules=HOURS, exceptions=(exception("weekly_hours.min_h", 20),))

    [row] = rows_of(of, *week_of(of, 3))

    assert (row.status, row.cause, row.exception_id, row.observed, row.limit) == (
        EXCEPTED,
        "excepted",
        "E1",
        24.0,
        30.0,
    )
    for language in ("en", "zh-CN"):
        assert "evening school" in row.sentence.text(language)
        assert "the chief" in row.sentence.text(language)


def test_below_the_exception_it_is_a_breach_still() -> None:
    """16 hours against an excepted floor of 20 breach that limit, and the row names the exception that set it."""
    of = centre(rules=HOURS, exceptions=(exception("weekly_hours.min_h", 20),))

    [row] = rows_of(of, *week_of(of, 2))

    assert (row.status, row.observed, row.limit, row.exception_id) == (BREACH, 16.0, 20.0, "E1")


def test_an_exception_that_was_not_needed_leaves_ok() -> None:
    """32 hours keep the department's own floor; the row still names the exception in force."""
    of = centre(rules=HOURS, exceptions=(exception("weekly_hours.min_h", 20),))

    [row] = rows_of(of, *week_of(of, 4))

    assert (row.status, row.exception_id, row.limit) == (OK, "E1", 20.0)


@pytest.mark.parametrize(
    ("approved_on", "retroactive"), [(on(-20), False), (on(0), False), (on(1), True), (on(30), True)]
)
def test_an_exception_approved_afterwards_says_so(approved_on: date, retroactive: bool) -> None:
    """Approved after the week's first day: excepted all the same, and shown as retroactive."""
    of = centre(rules=HOURS, exceptions=(exception("weekly_hours.min_h", 20, approved_on=approved_on),))

    [row] = rows_of(of, *week_of(of, 3))

    assert row.status == EXCEPTED
    assert (row.sentence.key == "excepted_retroactive") == retroactive
    assert (str(approved_on) in row.sentence.text()) == retroactive


def test_an_exception_to_another_limit_allows_nothing() -> None:
    """A higher maximum does not excuse a week below the floor."""
    of = centre(rules=HOURS, exceptions=(exception("weekly_hours.max_h", 50),))

    [row] = rows_of(of, *week_of(of, 3))

    assert (row.status, row.exception_id) == (BREACH, "")


def test_an_exception_to_a_rule_of_a_day() -> None:
    """Ten hours on Tuesday where an exception allows them there; the same on Wednesday is a breach."""
    of = centre(
        rules={"max_daily_hours": {"max_h": 9}},
        exceptions=(exception("max_daily_hours.max_h", 10, from_day=on(1), to_day=on(1)),),
    )

    rows = rows_of(of, shift(of, 1, paid_h=10), shift(of, 2, paid_h=10), rule="max_daily_hours")

    assert {(row.date, row.status) for row in rows} == {(on(1), EXCEPTED), (on(2), BREACH)}


def contract(**changes: Any) -> dict[str, Any]:
    return {"id": "half", "min_h": 15, "max_h": 25, "reason": "students", "approved_by": "the chief", **changes}


def test_an_approved_contract_allows_it() -> None:
    """24 hours against the department's floor of 30, by a contract of 15 to 25: excepted, and the contract is named."""
    of = centre(rules=HOURS, agents=({"agent_id": "A1", "contract": "half"},), contracts=(contract(),))

    excepted, *rest = sorted(rows_of(of, *week_of(of, 3)), key=lambda row: row.status != EXCEPTED)

    assert (excepted.status, excepted.cause, excepted.limit, excepted.exception_id) == (EXCEPTED, "excepted", 15.0, "")
    assert rest == []
    assert "half" in excepted.sentence.text("zh-CN")


def test_below_the_contract_it_is_a_breach_still() -> None:
    """8 hours against a contract of 15: a breach, and no word of the contract allowing it."""
    of = centre(rules=HOURS, agents=({"agent_id": "A1", "contract": "half"},), contracts=(contract(),))

    assert [row.status for row in rows_of(of, *week_of(of, 1))] == [BREACH]


def test_leave_that_is_credited_is_said() -> None:
    """Two days of leave lower the floor to 18: 24 hours are ok, and the sentence says why."""
    leave = {"agent_id": "A1", "from_day": on(4), "to_day": on(5), "kind": "annual", "status": "approved"}
    of = centre(rules=HOURS, leave=(leave,))

    [row] = rows_of(of, *week_of(of, 3))

    assert (row.status, row.limit) == (OK, 18.0)
    assert "12 h" in row.sentence.text()


def test_rules_that_hold_have_one_row_a_person_and_week() -> None:
    """Two people under daily rest: two rows that say it holds; a rule of the team has one, of nobody."""
    rules = {"daily_rest": {"min_h": 11}, "lead_on_duty": {"min_leads": 1}}
    agents = ({"agent_id": "A1", "lead": True}, {"agent_id": "A2"})
    of = centre(rules=rules, agents=agents, open={"mon": "08:00-12:00"})

    held = compliance(of, roster(shift(of, 0, 8, 4)))

    assert [(row.agent_id, row.rule, row.status) for row in held] == [
        ("A1", "daily_rest", OK), ("A2", "daily_rest", OK), ("", "lead_on_duty", OK),
    ]  # fmt: skip


def test_a_wish_is_no_rule_to_comply_with() -> None:
    """Soft rules cost; they are not compliance."""
    of = centre(
        rules={"preferences": {"weight": 1}},
        availability=({"agent_id": "A1", "days": "mon", "kind": "avoid"},),
    )

    assert rows_of(of, shift(of, 0), rule="preferences") == []


def test_a_plan_has_no_breach_and_names_what_was_allowed(planned: Planned) -> None:
    """A planned week: nothing breached; the exception and the contract stand where they were used."""
    rows = planned.plan.compliance

    assert [row for row in rows if row.status == BREACH] == []
    assert {(row.agent_id, row.exception_id) for row in rows if row.status == EXCEPTED} == {("A5", "E1"), ("A6", "")}
