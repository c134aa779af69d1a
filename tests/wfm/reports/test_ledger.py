"""Weekends, late shifts, holidays and wishes beside the group; hours on the way through probation."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.attendance import row, shift_of, with_log
from tests.worlds import MONDAY, centre
from wfm.records import Attendance
from wfm.reports.audit import Audit, audit
from wfm.shifts import Shift

SATURDAY, SUNDAY = MONDAY + timedelta(days=5), MONDAY + timedelta(days=6)
PEOPLE = (
    {"agent_id": "A1", "group": "front"},
    {"agent_id": "A2", "group": "front"},
    {"agent_id": "A3", "group": "back"},
)


def audited(shifts: list[Shift], log: list[Attendance], **changes: Any) -> Audit:
    of = centre(**{"agents": PEOPLE, **changes})
    return audit(with_log(of, tuple(shifts), tuple(log)), MONDAY, SUNDAY)


def plain(agent_id: str, day: date, start_h: float = 9, end_h: float = 18) -> tuple[Shift, Attendance]:
    return shift_of(agent_id, day, start_h, end_h, None), row(agent_id, day, start_h, end_h)


def test_what_was_worked_stands_beside_the_groups_mean() -> None:
    """A weekend day and a late shift of A1; A2 shares the group, A3 does not."""
    done = [plain("A1", SATURDAY), plain("A1", MONDAY, 13, 22), plain("A2", MONDAY), plain("A3", SUNDAY)]

    found = audited([shift for shift, _ in done], [pair for _, pair in done])

    rows = {row.agent_id: row for row in found.fairness}
    assert [(row.shifts, row.weekends, row.late_shifts) for row in rows.values()] == [(2, 1, 1), (1, 0, 0), (1, 1, 0)]
    assert [rows[agent].group_mean["weekends"] for agent in ("A1", "A2", "A3")] == [0.5, 0.5, 1.0]


def test_a_shift_nobody_came_to_is_not_borne() -> None:
    """Absent on Saturday: no weekend worked."""
    kept, pair = plain("A1", MONDAY)
    missed, _ = plain("A1", SATURDAY)
    _, colleague = plain("A2", SUNDAY)

    found = audited([kept, missed], [pair, colleague])

    assert next((row.shifts, row.weekends) for row in found.fairness) == (1, 0)


def test_late_is_what_the_departments_rule_calls_late() -> None:
    """A shift to 18:00 is late where late is after 17:00."""
    done, pair = plain("A1", MONDAY)

    found = audited([done], [pair], rules={"max_late_shifts": {"max_per_week": 3, "ends_after": "17:00"}})

    assert found.fairness[0].late_shifts == 1


def test_holidays() -> None:
    """A day that acts like a holiday."""
    done, pair = plain("A1", MONDAY)

    found = audited([done], [pair], special_days=({"date": MONDAY, "name": "fair", "acts_like": "holiday"},))

    assert found.fairness[0].holidays == 1


def test_wishes_granted_and_refused() -> None:
    """Mornings avoided all week: refused on the day worked, granted on the six off; a time preferred on Monday is granted."""
    done, pair = plain("A1", MONDAY)
    wishes = (
        {"agent_id": "A1", "days": "mon-sun", "from_time": "06:00", "to_time": "12:00", "kind": "avoid"},
        {"agent_id": "A1", "days": "mon", "from_time": "08:00", "to_time": "20:00", "kind": "prefer"},
    )

    row = audited([done], [pair], availability=wishes).fairness[0]

    assert (row.wishes_granted, row.wishes_refused) == (7, 1)


def test_probation_progress() -> None:
    """30 hours done, nine a day: complete on the second day, and then nothing is left to do."""
    done = [plain("A1", MONDAY + timedelta(days=number)) for number in range(2)]
    newcomers = (
        {"agent_id": "A1", "probation_done_h": 30.0},
        {"agent_id": "A2", "probation_done_h": 1.0},
        {"agent_id": "A3"},
    )

    found = audited(
        [shift for shift, _ in done], [pair for _, pair in done], agents=newcomers, rules={"probation": {"hours": 40}}
    )

    assert [(row.agent_id, row.done_h, row.remaining_h, row.reached_on) for row in found.probation] == [
        ("A1", 48.0, 0.0, MONDAY + timedelta(days=1)),
        ("A2", 1.0, 39.0, None),
    ]


def test_without_the_rule_nobody_is_in_probation() -> None:
    """Even where the team sheet says so."""
    done, pair = plain("A1", MONDAY)

    assert audited([done], [pair], agents=({"agent_id": "A1", "probation_done_h": 1.0},)).probation == []
