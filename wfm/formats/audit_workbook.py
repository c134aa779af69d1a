"""``audit.xlsx``: a sheet per report of the audit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from wfm.formats.charts import Stretch, bar_chart
from wfm.formats.sheets import DAY, HOURS, MOMENT, SHARE, SheetColumn, field, table_sheet
from wfm.messages import Sentence, say
from wfm.reports.audit import Audit
from wfm.reports.compliance import BREACH, ComplianceRow
from wfm.reports.evaluation import MEASURES, WORST
from wfm.reports.findings import LOG, UNPLANNED_WORK
from wfm.reports.ledger import SHARED
from wfm.reports.week_verdict import RULE as WEEKLY_HOURS
from wfm.reports.worked_hours import WorkedTime
from wfm.rules import RULES

Row = Any
"""A row of one of the audit's reports, of the kind its columns read."""


def write_audit_workbook(path: Path, audit: Audit, wishes: Sequence[Row], language: str) -> None:
    """
    Write the workbook; rows with a breach are coloured.

    Parameters
    ----------
    wishes
        Rows with the columns of wishes.csv, and the name and group of each person.
    """
    workbook = Workbook()
    assert workbook.active is not None
    workbook.remove(workbook.active)
    verdicts = {(row.agent_id, row.week): row for row in audit.compliance if row.rule == WEEKLY_HOURS}
    weeks = [(week, verdicts.get((week.agent_id, week.period))) for week in audit.weeks]
    table_sheet(
        workbook, "sheet_audit_weeks", _WEEKS, weeks, language,
        freeze="C2", is_marked=lambda row: row[1] is not None and row[1].status == BREACH,
    )  # fmt: skip
    sheet = table_sheet(workbook, "sheet_audit_months", _MONTHS, audit.months, language, freeze="C2")
    _draw(sheet, _MONTHS, len(audit.months), ("column_planned", "column_worked"), "sheet_audit_months", language)
    table_sheet(
        workbook, "sheet_audit_findings", _FINDINGS, audit.findings, language,
        freeze="C2", is_marked=lambda finding: finding.kind not in (LOG, UNPLANNED_WORK),
    )  # fmt: skip
    table_sheet(
        workbook, "sheet_audit_compliance", _COMPLIANCE, audit.compliance, language,
        is_marked=lambda row: row.status == BREACH,
    )  # fmt: skip
    sheet = table_sheet(
        workbook, "sheet_audit_evaluation", _EVALUATION, audit.evaluation, language,
        freeze="C2", is_marked=lambda row: row.mark == WORST,
    )  # fmt: skip
    _draw(sheet, _EVALUATION, len(audit.evaluation), ("column_score",), "sheet_audit_evaluation", language)
    sheet = table_sheet(workbook, "sheet_audit_fairness", _FAIRNESS, audit.fairness, language, freeze="C2")
    _draw(
        sheet,
        _FAIRNESS,
        len(audit.fairness),
        tuple(f"column_{name}" for name in SHARED),
        "sheet_audit_fairness",
        language,
    )
    table_sheet(
        workbook,
        "sheet_audit_wishes",
        _WISHES,
        wishes,
        language,
        freeze="C2",
        is_marked=lambda wish: wish.reason == "free",
    )
    table_sheet(workbook, "sheet_audit_probation", _PROBATION, audit.probation, language, freeze="C2")
    workbook.save(path)


def _draw(
    sheet: Worksheet, columns: Sequence[SheetColumn], count: int, bars: Sequence[str], title: str, language: str
) -> None:
    """Some columns as bars, a group per person; nothing where nobody is."""
    headings = [column.heading for column in columns]
    places = [1 + headings.index(name) for name in bars]
    if count:
        bar_chart(sheet, say(title).text(language), Stretch(1, 2, 1 + count), category=1, bars=places, place=0)


def _said(prefix: str, name: str) -> Callable[[Row], object]:
    """A word of ours in the reader's language; blank stays blank."""

    def word(row: Row) -> Sentence | None:
        value = getattr(row, name)
        return say(f"{prefix}_{value}") if value else None

    return word


def _column(name: str, width: float, of: str = "", number_format: str = "") -> SheetColumn:
    return SheetColumn(f"column_{name}", width, field(of or name), number_format)


_WHO = (_column("person", 10, "agent_id"), _column("name", 16), _column("group", 12))
_TIME = (
    _column("planned", 9, "planned_h", HOURS),
    _column("due", 9, "due_h", HOURS),
    _column("worked", 9, "worked_h", HOURS),
    _column("unplanned", 10, "unplanned_h", HOURS),
    _column("credited", 9, "credited_h", HOURS),
    _column("forgiven", 10, "forgiven_h", HOURS),
    _column("counted", 9, "counted_h", HOURS),
    _column("floor", 9, "low_h", HOURS),
    _column("maximum", 9, "high_h", HOURS),
    _column("overtime", 9, "overtime_h", HOURS),
    _column("adherence", 10, "adherence", SHARE),
    _column("conformance", 11, "conformance", SHARE),
    _column("shifts_due", 8),
    _column("shifts_attended", 9),
    _column("times_late", 8, "late"),
    _column("late_min", 9),
    _column("times_early", 8, "early_leave"),
    _column("early_min", 9),
    _column("times_absent", 8, "absent"),
    _column("times_missed", 9, "missed_sign_out"),
)


def _of_week(column: SheetColumn) -> SheetColumn:
    return SheetColumn(column.heading, column.width, lambda row: column.value(row[0]), column.number_format)


WeekRow = tuple[WorkedTime, ComplianceRow | None]


def _of_verdict(name: str, width: float, value: Callable[[ComplianceRow], object]) -> SheetColumn:
    def read(row: WeekRow) -> object:
        return None if row[1] is None else value(row[1])

    return SheetColumn(f"column_{name}", width, read)


_WEEKS: Sequence[SheetColumn] = (
    *(_of_week(column) for column in (*_WHO, _column("week", 11, "period"), *_TIME)),
    _of_verdict("status", 11, _said("status", "status")),
    _of_verdict("cause", 16, _said("cause", "cause")),
    _of_verdict("exception", 12, field("exception_id")),
    _of_verdict("sentence", 90, field("sentence")),
)
_MONTHS: Sequence[SheetColumn] = (*_WHO, _column("month", 11, "period"), *_TIME)
_FINDINGS: Sequence[SheetColumn] = (
    _column("person", 10, "agent_id"),
    _column("day", 12, "day", DAY),
    _column("week", 11),
    SheetColumn("column_finding", 16, _said("cause", "kind")),
    _column("shift", 10, "shift_id"),
    _column("planned_start", 17, "planned_start", MOMENT),
    _column("planned_end", 17, "planned_end", MOMENT),
    _column("signed_in", 17, "signed_in", MOMENT),
    _column("signed_out", 17, "signed_out", MOMENT),
    _column("minutes", 9),
    _column("grace", 9, "limit_min"),
    _column("sentence", 90),
)
_COMPLIANCE: Sequence[SheetColumn] = (
    _column("person", 10, "agent_id"),
    _column("week", 11),
    _column("day", 12, "date", DAY),
    SheetColumn("column_rule", 18, lambda row: rule_title(row.rule)),
    SheetColumn("column_status", 11, _said("status", "status")),
    _column("observed", 10, "observed", HOURS),
    _column("limit", 10, "limit", HOURS),
    _column("unit", 8),
    SheetColumn("column_cause", 16, _said("cause", "cause")),
    _column("exception", 12, "exception_id"),
    _column("sentence", 90),
)


def rule_title(rule: str) -> Sentence:
    """The name of a rule of the attendance rules, or of attendance itself."""
    return RULES[rule].title() if rule in RULES else say("rule_attendance")


def _of_each(attribute: str, name: str, title: str, shape: str) -> SheetColumn:
    """A column of one entry of a mapping that every row has."""
    return SheetColumn(title, 12, lambda row: getattr(row, attribute)[name], shape)


_EVALUATION: Sequence[SheetColumn] = (
    *_WHO,
    _column("month", 10),
    _column("place", 8),
    SheetColumn("column_mark", 8, _said("mark", "mark")),
    _column("score", 9, "score", SHARE),
    *(_of_each("measures", name, f"measure_{name}", SHARE) for name in MEASURES),
    _column("response_s", 12, "response_s", "0"),
)
_FAIRNESS: Sequence[SheetColumn] = (
    *_WHO,
    _column("shifts", 8),
    *(
        each
        for name in SHARED
        for each in (_column(name, 10), _of_each("group_mean", name, f"column_{name}_mean", HOURS))
    ),
)
_WISHES: Sequence[SheetColumn] = (
    *_WHO,
    _column("week", 11),
    _column("day", 12, "day", DAY),
    SheetColumn("column_wish", 20, lambda row: say(f"wish_{row.kind}", times=row.wish)),
    _column("shift", 14, "shift"),
    SheetColumn("column_reason", 20, _said("wish_title", "reason")),
    SheetColumn("column_rule", 18, lambda row: rule_title(row.rule) if row.rule else None),
    _column("agent_hours", 12, "missing_h", HOURS),
    _column("sentence", 90),
)
_PROBATION: Sequence[SheetColumn] = (
    *_WHO,
    _column("before", 12, "before_h", HOURS),
    _column("worked", 10, "worked_h", HOURS),
    _column("done", 10, "done_h", HOURS),
    _column("needed_hours", 10, "needed_h", HOURS),
    _column("remaining", 10, "remaining_h", HOURS),
    _column("reached_on", 13, "reached_on", DAY),
)
