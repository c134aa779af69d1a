"""A golden week for each cause: the floor is judged on what was worked, and says why."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.attendance import row, shift_of, with_log
from tests.worlds import MONDAY, centre
from wfm.messages import LANGUAGES
from wfm.records import Attendance
from wfm.reports.audit import Audit, audit
from wfm.reports.compliance import ComplianceRow
from wfm.reports.week_verdict import most_schedulable_min

SUNDAY = MONDAY + timedelta(days=6)
HOURS = {"weekly_hours": {"min_h": 30, "max_h": 40}}
TEMPLATE = {"id": "day", "starts": "09:00-10:00", "paid_h": [8]}


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def plain(*days: int) -> list[Attendance]:
    """Days worked as planned."""
    return [row("A1", day(number), 9, 18) for number in days]


def audited(
    log: list[Attendance],
    *,
    planned: tuple[int, ...] = (0, 1, 2, 3),
    agent: dict[str, Any] | None = None,
    **changes: Any,
) -> Audit:
    """Shifts of eight hours on some days of one week; a colleague who works on Sunday shows that the log is complete."""
    agents = ({"agent_id": "A1", **(agent or {})}, {"agent_id": "A2"})
    of = centre(**{"rules": HOURS, "templates": (TEMPLATE,), "agents": agents, **changes})
    shifts = (*(shift_of("A1", day(number)) for number in planned), shift_of("A2", SUNDAY))
    return audit(with_log(of, shifts, (*log, row("A2", SUNDAY, 9, 18))), MONDAY, SUNDAY)


def verdict(log: list[Attendance], **changes: Any) -> ComplianceRow:
    [found] = [row for row in audited(log, **changes).compliance if row.rule == "weekly_hours" and row.agent_id == "A1"]
    assert all(found.sentence.text(language) for language in LANGUAGES)
    return found


def figures(found: ComplianceRow) -> tuple[object, ...]:
    return found.status, found.cause, found.observed, found.limit, found.exception_id


def exception(rule: str, value: float) -> dict[str, Any]:
    return {
        "exception_id": "E1", "agent_id": "A1", "rule": rule, "from_day": MONDAY, "to_day": SUNDAY, "value": value,
        "reason": "school", "approved_by": "Station manager",
    }  # fmt: skip


def test_a_week_as_planned_is_kept() -> None:
    """32 of at least 30 hours."""
    assert figures(verdict(plain(0, 1, 2, 3))) == ("ok", "", 32.0, 30.0, "")


def test_planned_short() -> None:
    """Three days cannot make 30 hours, though a fourth could have been planned."""
    assert figures(verdict(plain(0, 1, 2), planned=(0, 1, 2))) == ("breach", "planned_short", 24.0, 30.0, "")


def test_planned_short_wins_over_what_happened() -> None:
    """Whoever is planned below the floor and absent as well was planned short."""
    assert verdict(plain(0, 1), planned=(0, 1, 2)).cause == "planned_short"


def test_unschedulable() -> None:
    """Available on three days only, no roster of eight-hour shifts reaches 30 hours."""
    free = {"agent_id": "A1", "days": "mon-wed", "kind": "available"}

    assert verdict(plain(0, 1, 2), planned=(0, 1, 2), availability=(free,)).cause == "unschedulable"


def test_absent() -> None:
    """One day missed of four."""
    assert figures(verdict(plain(0, 1, 2))) == ("breach", "absent", 24.0, 30.0, "")


def test_late() -> None:
    """Three hours missed in the morning, one in the evening of another day: 28 hours, for being late."""
    log = [*plain(0, 1), row("A1", day(2), 13, 18), row("A1", day(3), 9, 17)]

    assert figures(verdict(log)) == ("breach", "late", 28.0, 30.0, "")


def test_early_leave() -> None:
    """The other way round."""
    log = [*plain(0, 1), row("A1", day(2), 10, 18), row("A1", day(3), 9, 15)]

    assert figures(verdict(log)) == ("breach", "early_leave", 28.0, 30.0, "")


def test_missed_sign_out() -> None:
    """A row that does not say until when cannot count; it is no absence."""
    log = [*plain(0, 1, 2), row("A1", day(3), 18, 9)]

    assert figures(verdict(log)) == ("breach", "missed_sign_out", 24.0, 30.0, "")


def test_unplanned_work_above_the_maximum() -> None:
    """Forty hours planned, two more worked."""
    log = [*plain(0, 1, 2, 3), row("A1", day(4), 9, 20)]

    assert figures(verdict(log, planned=(0, 1, 2, 3, 4))) == ("breach", "unplanned_work", 42.0, 40.0, "")


def test_unplanned_work_counts_towards_the_floor() -> None:
    """An absent day made good on a day off; without a plan there is no meal to take off."""
    log = [*plain(0, 1, 2), row("A1", day(5), 9, 17)]

    assert figures(verdict(log)) == ("ok", "", 32.0, 30.0, "")


def test_the_grace_counts_towards_the_floor() -> None:
    """Five minutes late on each of four days of 7.5 hours is no breach of a floor of 30."""
    of = centre(templates=(TEMPLATE,), rules=HOURS)
    shifts = tuple(shift_of("A1", day(number), 9, 17.5) for number in range(4))
    log = tuple(row("A1", day(number), 9 + 5 / 60, 17.5) for number in range(4))

    found = audit(with_log(of, shifts, log), MONDAY, day(3) + timedelta(days=3))

    [hours] = [row for row in found.compliance if row.rule == "weekly_hours"]
    assert (hours.status, hours.observed) == ("ok", 30.0)
    assert round(found.weeks[0].worked_h * 60) == 1780


def test_excepted_by_an_exception() -> None:
    """Three days are enough where an exception says 20 hours, and its id stands there."""
    found = verdict(plain(0, 1, 2), exceptions=(exception("weekly_hours.min_h", 20),))

    assert figures(found) == ("excepted", "excepted", 24.0, 20.0, "E1")
    assert "school" in found.sentence.text()


def test_an_exception_does_not_allow_everything() -> None:
    """Below its own value it is a breach, which names it."""
    found = verdict(plain(0, 1), exceptions=(exception("weekly_hours.min_h", 20),))

    assert figures(found) == ("breach", "absent", 16.0, 20.0, "E1")


def test_excepted_by_an_exception_from_the_maximum() -> None:
    """Two hours above the rule's maximum, four below the exception's."""
    log = [*plain(0, 1, 2, 3), row("A1", day(4), 9, 20)]
    found = verdict(log, planned=(0, 1, 2, 3, 4), exceptions=(exception("weekly_hours.max_h", 46),))

    assert figures(found) == ("excepted", "excepted", 42.0, 46.0, "E1")


def test_excepted_by_contract() -> None:
    """A part-time contract with a reason and an approver: no id, but the sentence names it."""
    contract = {"id": "part-time", "min_h": 16, "max_h": 24, "reason": "students", "approved_by": "Station manager"}

    found = verdict(plain(0, 1), planned=(0, 1), contracts=(contract,), agent={"contract": "part-time"})

    assert figures(found) == ("excepted", "excepted", 16.0, 16.0, "")
    assert "part-time" in found.sentence.text()


def test_leave_is_credited() -> None:
    """A day of approved leave lowers the floor by a fifth, and the shift that stood there is not missed."""
    leave = {"agent_id": "A1", "from_day": day(3), "to_day": day(3), "kind": "annual", "status": "approved"}

    found = audited(plain(0, 1, 2), leave=(leave,))

    assert figures(found.compliance[0]) == ("ok", "", 24.0, 24.0, "")
    assert (found.weeks[0].credited_h, found.weeks[0].absent, found.weeks[0].shifts_due) == (6.0, 0, 3)


def test_overtime_is_what_was_worked_above_the_contracts_hours() -> None:
    """34 hours worked, 30 agreed: four of overtime, however many were planned."""
    contract = {"id": "c", "overtime_after_h": 30}
    log = [*plain(0, 1, 2), row("A1", day(3), 9, 20)]

    found = audited(log, contracts=(contract,), agent={"contract": "c"})

    assert found.weeks[0].overtime_h == 4.0


@pytest.mark.parametrize(
    ("rules", "hours"),
    [
        ({}, 56),
        ({"weekly_days_off": {"min_days": 2}}, 40),
        ({"max_daily_hours": {"max_h": 6}}, 42),
        ({"weekly_days_off": {"min_days": 1}, "max_daily_hours": {"max_h": 6}}, 36),
    ],
)
def test_the_most_a_week_could_hold(rules: dict[str, Any], hours: int) -> None:
    """Seven shifts of eight hours, less days off, each within the daily maximum."""
    of = centre(rules=rules, templates=(TEMPLATE,))

    assert most_schedulable_min(of, of.agents[0], MONDAY) == hours * 60
