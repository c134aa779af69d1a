"""``audit.html``: the weekly record of each group, to be printed and signed by its lead; a page per group and week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wfm.messages import Sentence, say
from wfm.reports.adherence import ShiftAttendance, UnplannedWork
from wfm.reports.audit import Audit
from wfm.reports.compliance import BREACH, ComplianceRow
from wfm.reports.evaluation import marked
from wfm.reports.rendering import render
from wfm.reports.week_verdict import RULE as WEEKLY_HOURS
from wfm.reports.worked_hours import WorkedTime
from wfm.timegrid import days_from, iso_week, local


@dataclass(frozen=True)
class DayCell:
    """A person's day: what was planned, what happened, and what there is to say of it."""

    planned: str
    actual: str
    remarks: Sequence[Sentence]


@dataclass(frozen=True)
class PersonLine:
    """A person's week."""

    week: WorkedTime
    days: Sequence[DayCell]
    verdict: ComplianceRow | None

    @property
    def is_breach(self) -> bool:
        """Whether the hours of the week break a limit."""
        return self.verdict is not None and self.verdict.status == BREACH


@dataclass(frozen=True)
class GroupWeek:
    """One page."""

    group: str
    week: str
    days: Sequence[date]
    lines: Sequence[PersonLine]


def write_audit_page(path: Path, audit: Audit, language: str) -> None:
    """Write the page; nothing in it is fetched from anywhere."""
    page = render(
        "audit.html.j2",
        language,
        centre_name=audit.centre.name,
        first=audit.first_day,
        last=audit.last_day,
        pages=list(_pages(audit)),
        marked=marked(audit.evaluation),
        notes=audit.notes,
        grace_min=audit.centre.evaluation.grace_min,
    )
    path.write_text(page, encoding="utf-8")


def _pages(audit: Audit) -> Iterator[GroupWeek]:
    verdicts = {(row.agent_id, row.week): row for row in audit.compliance if row.rule == WEEKLY_HOURS}
    shifts = {(each.agent_id, each.day): each for each in audit.attendance.shifts}
    extra: dict[tuple[str, date], list[UnplannedWork]] = {}
    for work in audit.attendance.unplanned:
        extra.setdefault((work.agent_id, work.day), []).append(work)
    for monday in dict.fromkeys(week.first_day for week in audit.weeks):
        days = days_from(monday, 7)
        own = [week for week in audit.weeks if week.first_day == monday]
        for group in dict.fromkeys(week.group for week in own):
            lines = [
                PersonLine(
                    week,
                    [
                        _cell(
                            audit,
                            week.agent_id,
                            day,
                            shifts.get((week.agent_id, day)),
                            extra.get((week.agent_id, day), ()),
                        )
                        for day in days
                    ],
                    verdicts.get((week.agent_id, week.period)),
                )
                for week in own
                if week.group == group
            ]
            yield GroupWeek(group, iso_week(monday), days, lines)


def _cell(
    audit: Audit, agent_id: str, day: date, each: ShiftAttendance | None, extra: Sequence[UnplannedWork]
) -> DayCell:
    remarks = list(_remarks(each)) if each is not None else []
    if each is None and any(leave.covers(day) for leave in audit.centre.leave_of(agent_id)):
        remarks.append(say("mark_leave"))
    if extra:
        remarks.append(say("mark_unplanned", minutes=sum(work.minutes for work in extra)))
    planned = "" if each is None else f"{each.shift.start:%H:%M}–{each.shift.end:%H:%M}"
    times = [time for work in extra for time in (work.start_min, work.end_min)]
    if each is not None and each.signed_in is not None and each.signed_out is not None:
        times = [each.signed_in, each.signed_out]
    zone = audit.centre.time_zone
    actual = f"{local(min(times), zone):%H:%M}–{local(max(times), zone):%H:%M}" if times else ""
    return DayCell(planned, actual, remarks)


def _remarks(each: ShiftAttendance) -> Iterator[Sentence]:
    if not each.is_due:
        yield say("mark_leave")
    if each.absent_min:
        yield say("mark_absent")
    if each.is_late:
        yield say("mark_late", minutes=each.late_min)
    if each.is_early:
        yield say("mark_early", minutes=each.early_min)
    if each.is_away:
        yield say("mark_away", minutes=each.away_min)
    if each.missed_sign_out:
        yield say("mark_missed")
