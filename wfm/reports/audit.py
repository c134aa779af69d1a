"""The audit of a period: the published rosters beside the sign-in log, in every view HR needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from wfm.centre import Centre
from wfm.errors import InputError
from wfm.messages import Sentence, say
from wfm.reports.adherence import AttendanceReport, adherence
from wfm.reports.compliance import BREACH, ComplianceRow, compliance
from wfm.reports.evaluation import Evaluated, evaluate
from wfm.reports.findings import Finding, attendance_rows, findings
from wfm.reports.ledger import LedgerRow, ProbationRow, fairness_ledger, probation_progress
from wfm.reports.week_verdict import RULE as WEEKLY_HOURS
from wfm.reports.week_verdict import week_verdict
from wfm.reports.worked_hours import (
    PersonTime,
    WorkedTime,
    months_between,
    person_times,
    worked_months,
    worked_weeks,
)
from wfm.roster import Roster
from wfm.rules import RULES
from wfm.timegrid import days_from, iso_week


@dataclass(frozen=True)
class Audit:
    """
    Everything the audit says.

    Attributes
    ----------
    first_day, last_day
        The days judged: those asked for, less those the log does not reach.
    weeks
        Whole ISO weeks whose Sunday lies in the period; `months` the calendar months, cut to the period.
    attendance
        Shift by shift, of the period and of all days of the judged weeks.
    compliance
        Rows of compliance.csv: weekly hours as worked, the findings of attendance, the other rules as published.
    notes
        What was left out, and why.
    """

    centre: Centre
    first_day: date
    last_day: date
    attendance: AttendanceReport
    weeks: Sequence[WorkedTime]
    months: Sequence[WorkedTime]
    findings: Sequence[Finding]
    compliance: Sequence[ComplianceRow]
    evaluation: Sequence[Evaluated]
    fairness: Sequence[LedgerRow]
    probation: Sequence[ProbationRow]
    notes: Sequence[Sentence]

    @property
    def breaches(self) -> list[ComplianceRow]:
        """What no exception and no contract allows."""
        return [row for row in self.compliance if row.status == BREACH]

    @property
    def short_weeks(self) -> list[ComplianceRow]:
        """Weeks of people below their floor."""
        below = {(week.agent_id, week.period) for week in self.weeks if week.is_short}
        return [row for row in self.breaches if row.rule == WEEKLY_HOURS and (row.agent_id, row.week) in below]

    def counts(self) -> Counter[str]:
        """Findings by kind."""
        return Counter(finding.kind for finding in self.findings)


def audit(centre: Centre, first_day: date, last_day: date) -> Audit:
    """
    Judge what happened in a period against what was published.

    Parameters
    ----------
    first_day, last_day
        Both inclusive. Weeks are judged whole, in the period in which their Sunday lies; days with published shifts
        before the first or after the last row of the log are not judged, and noted.

    Raises
    ------
    InputError
        If nothing was published for the period, or the log says nothing of it.
    """
    first_day, last_day, notes = _recorded(centre, first_day, last_day)
    mondays, unjudged = _weeks(centre, first_day, last_day)
    start = min([first_day, *mondays])
    wide = adherence(centre, start, last_day)
    time_of = person_times(wide)
    own = {agent_id: time.between(first_day, last_day) for agent_id, time in time_of.items()}
    weeks = worked_weeks(centre, wide, mondays)
    narrow = _between(wide, first_day, last_day)
    found = findings(narrow, centre.time_zone, centre.evaluation.grace_min)
    return Audit(
        centre=centre,
        first_day=first_day,
        last_day=last_day,
        attendance=wide,
        weeks=weeks,
        months=worked_months(centre, narrow, first_day, last_day, weeks),
        findings=found,
        compliance=[*_hours_rows(centre, weeks, time_of), *attendance_rows(found), *_rule_rows(centre, mondays)],
        evaluation=[
            row for month in months_between(first_day, last_day) for row in evaluate(centre, *month, own, weeks)
        ],
        fairness=fairness_ledger(centre, own, days_from(first_day, (last_day - first_day).days + 1)),
        probation=probation_progress(centre, own),
        notes=[*notes, *unjudged],
    )


def _recorded(centre: Centre, first_day: date, last_day: date) -> tuple[date, date, list[Sentence]]:
    """The days of the period that the log speaks of, and what was left out."""
    asked = first_day, last_day
    published = sorted({s.shift_date for s in centre.published if first_day <= s.shift_date <= last_day})
    if not published:
        raise InputError(say("audit_nothing_published", first=first_day, last=last_day))
    logged = sorted({row.signed_in.date() for row in centre.attendance})
    if not any(first_day <= day <= last_day for day in logged):
        raise InputError(say("audit_nothing_logged", first=first_day, last=last_day))
    if any(day < logged[0] for day in published):
        first_day = logged[0]
    if any(day > logged[-1] for day in published):
        last_day = logged[-1]
    cut = asked != (first_day, last_day)
    return first_day, last_day, [say("audit_cut", first=first_day, last=last_day)] if cut else []


def _weeks(centre: Centre, first_day: date, last_day: date) -> tuple[list[date], list[Sentence]]:
    """Mondays of the weeks to judge, and a sentence on those that are not."""
    published = {iso_week(shift.shift_date) for shift in centre.published}
    logged_from = min(row.signed_in.date() for row in centre.attendance)
    mondays: list[date] = []
    notes: list[Sentence] = []
    monday = first_day - timedelta(days=first_day.weekday())
    while monday <= last_day:
        days = days_from(monday, 7)
        unlogged = any(shift.shift_date in days and shift.shift_date < logged_from for shift in centre.published)
        if iso_week(monday) not in published:
            notes.append(say("audit_week_unpublished", week=iso_week(monday)))
        elif days[-1] > last_day:
            notes.append(say("audit_week_unfinished", week=iso_week(monday), last=last_day))
        elif unlogged:
            notes.append(say("audit_week_unlogged", week=iso_week(monday), first=logged_from))
        else:
            mondays.append(monday)
        monday += timedelta(days=7)
    return mondays, notes


def _between(report: AttendanceReport, first_day: date, last_day: date) -> AttendanceReport:
    return AttendanceReport(
        tuple(each for each in report.shifts if first_day <= each.day <= last_day),
        tuple(each for each in report.unplanned if first_day <= each.day <= last_day),
        tuple(each for each in report.oddities if first_day <= each.day <= last_day),
    )


def _hours_rows(centre: Centre, weeks: Sequence[WorkedTime], time_of: Mapping[str, PersonTime]) -> list[ComplianceRow]:
    nothing = PersonTime((), ())
    return [
        row
        for week in weeks
        for row in week_verdict(
            centre, week,
            time_of.get(week.agent_id, nothing).between(week.first_day, week.first_day + timedelta(days=6)),
        )
    ]  # fmt: skip


def _rule_rows(centre: Centre, mondays: Sequence[date]) -> list[ComplianceRow]:
    """The rules of ``[rules]`` besides weekly hours, on the published rosters of the judged weeks."""
    if not mondays:
        return []
    judged = {iso_week(monday) for monday in mondays}
    first_day, last_day = mondays[0], mondays[-1] + timedelta(days=6)
    shifts = tuple(shift for shift in centre.published if first_day <= shift.shift_date <= last_day)
    rows = compliance(centre, Roster(first_day, (last_day - first_day).days + 1, shifts))
    return [row for row in rows if row.week in judged and row.rule != WEEKLY_HOURS and not RULES[row.rule].structural]
