"""The audit of a period: a month of known truth is found again exactly; what is not judged is said."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from tests.attendance import FIRST, LAST, Month, people, row, shift_of, synthetic_month, with_log
from tests.worlds import centre
from wfm.errors import InputError
from wfm.records import Attendance
from wfm.reports.audit import Audit, audit

RULES = {"weekly_hours": {"min_h": 30, "max_h": 40}, "max_daily_hours": {"max_h": 7}}


def audited(month: Month, **changes: Any) -> Audit:
    return audit(with_log(centre(agents=people(), rules=RULES, **changes), month.shifts, month.log), FIRST, LAST)


@pytest.mark.parametrize("seed", range(4))
def test_a_month_of_known_truth_is_found_again(seed: int) -> None:
    """Per person: every lateness, early leave, absence, missed sign-out and unplanned work, and every minute."""
    month = synthetic_month(seed)

    found = audited(month)

    seen: dict[str, Counter[str]] = {}
    for line in found.months:
        seen[line.agent_id] = Counter(
            late=line.late, early_leave=line.early_leave, absent=line.absent, missed_sign_out=line.missed_sign_out,
            late_min=line.late_min, early_min=line.early_min, due_min=round(line.due_h * 60),
            worked_min=round((line.worked_h - line.unplanned_h) * 60), unplanned_min=round(line.unplanned_h * 60),
        )  # fmt: skip
    for finding in found.findings:
        if finding.kind == "unplanned_work":
            seen[finding.agent_id]["unplanned"] += 1
        elif finding.kind == "log" and finding.sentence.key in ("presence_twice", "presence_overlap"):
            seen[finding.agent_id]["odd"] += 1
    assert seen == month.truth.counts


@pytest.mark.parametrize("seed", range(4))
def test_findings_are_the_truth_once_each(seed: int) -> None:
    """No shift is told twice: the list of findings has as many of each kind as happened."""
    month = synthetic_month(seed)
    truth = sum(month.truth.counts.values(), Counter())

    counts = audited(month).counts()

    for kind, happened in (("late", "late"), ("early_leave", "early_leave"), ("absent", "absent"),
                           ("missed_sign_out", "missed_sign_out"), ("unplanned_work", "unplanned")):  # fmt: skip
        assert counts[kind] == truth[happened]


def test_hours_of_weeks_add_up_to_those_of_the_month() -> None:
    """Four whole weeks are the month's days."""
    found = audited(synthetic_month(5))

    for line in found.months:
        own = [week for week in found.weeks if week.agent_id == line.agent_id]
        assert len(own) == 4
        assert sum(week.worked_h for week in own) == pytest.approx(line.worked_h)
        assert (line.low_h, line.high_h) == (120.0, 160.0)


def test_the_other_rules_are_judged_as_published() -> None:
    """Eight hours a day against a maximum of seven, whoever came; weekly hours have one row a week each."""
    month = synthetic_month(0)

    found = audited(month)

    assert sum(row.rule == "max_daily_hours" and row.status == "breach" for row in found.compliance) == len(
        month.shifts
    )
    assert sum(row.rule == "weekly_hours" for row in found.compliance) == 4 * len(people())


def test_attendance_stands_among_the_rows_of_compliance() -> None:
    """With cause, minutes and limit; unplanned work breaks no rule by itself; odd rows of the log are findings only."""
    found = audited(synthetic_month(0))
    rows = [row for row in found.compliance if row.rule == "attendance"]

    assert {(row.cause, row.status) for row in rows} == {
        ("late", "breach"), ("early_leave", "breach"), ("absent", "breach"), ("missed_sign_out", "breach"),
        ("unplanned_work", "ok"),
    }  # fmt: skip
    assert len(rows) == sum(finding.kind != "log" for finding in found.findings)
    assert all(row.unit == "min" and row.limit == 5.0 for row in rows if row.cause == "late")


def small(log: list[Attendance], days: range, **changes: Any) -> Any:
    shifts = tuple(shift_of("A1", FIRST + timedelta(days=number)) for number in days)
    return with_log(centre(rules={"weekly_hours": {"min_h": 30, "max_h": 40}}, **changes), shifts, tuple(log))


def keys(found: Audit) -> list[str]:
    return [note.key for note in found.notes]


def test_a_week_belongs_to_the_period_of_its_sunday() -> None:
    """From Wednesday to Sunday: the whole week is judged; to Saturday it is left to the next audit, and said so."""
    log = [row("A1", FIRST + timedelta(days=number), 9, 18) for number in range(4)]
    of = small(log, range(4))

    whole = audit(of, FIRST + timedelta(days=2), FIRST + timedelta(days=6))
    cut = audit(of, FIRST, FIRST + timedelta(days=5))

    assert [week.worked_h for week in whole.weeks] == [32.0]
    assert [month.worked_h for month in whole.months] == [16.0]
    assert (list(cut.weeks), keys(cut)) == ([], ["audit_week_unfinished"])


def test_days_the_log_does_not_reach_are_not_absences() -> None:
    """Published to Friday, logged to Wednesday: two days are not judged, and said so."""
    log = [row("A1", FIRST + timedelta(days=number), 9, 18) for number in range(3)]

    found = audit(small(log, range(5)), FIRST, FIRST + timedelta(days=6))

    assert found.last_day == FIRST + timedelta(days=2)
    assert found.counts()["absent"] == 0
    assert keys(found) == ["audit_cut", "audit_week_unfinished"]


def test_days_before_the_log_are_not_absences() -> None:
    """The first week is only half logged."""
    log = [row("A1", FIRST + timedelta(days=number), 9, 18) for number in (3, 4, 7)]

    found = audit(small(log, range(8)), FIRST, FIRST + timedelta(days=7))

    assert found.first_day == FIRST + timedelta(days=3)
    assert found.counts()["absent"] == 2
    assert keys(found) == ["audit_cut", "audit_week_unlogged", "audit_week_unfinished"]


def test_a_week_without_a_roster_is_not_judged() -> None:
    """Nobody is planned short by a week that was never published."""
    log = [row("A1", FIRST + timedelta(days=number), 9, 18) for number in range(4)]

    found = audit(small(log, range(4)), FIRST, FIRST + timedelta(days=13))

    assert (len(found.weeks), keys(found)) == (1, ["audit_week_unpublished"])


@pytest.mark.parametrize(("shifts", "log", "key"), [(0, 1, "audit_nothing_published"), (1, 0, "audit_nothing_logged")])
def test_nothing_to_judge_is_refused(shifts: int, log: int, key: str) -> None:
    """In one sentence that says what is missing."""
    rows = [row("A1", FIRST, 9, 18)] * log

    with pytest.raises(InputError) as refused:
        audit(small(rows, range(shifts)), FIRST, LAST)

    assert [getattr(said, "key", said) for said in refused.value.sentences] == [key]
