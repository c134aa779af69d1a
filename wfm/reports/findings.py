"""What attendance says, a row per finding: late, early leave, absence, missed sign-out, unplanned work, odd rows of the log."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from wfm.messages import Sentence, say
from wfm.reports.adherence import AttendanceReport, ShiftAttendance, UnplannedWork
from wfm.reports.compliance import BREACH, OK, ComplianceRow
from wfm.reports.presence import Oddity
from wfm.timegrid import iso_week, local

RULE = "attendance"
LATE, EARLY_LEAVE, ABSENT, MISSED_SIGN_OUT = "late", "early_leave", "absent", "missed_sign_out"
UNPLANNED_WORK, LOG = "unplanned_work", "log"
KINDS = (ABSENT, LATE, EARLY_LEAVE, MISSED_SIGN_OUT, UNPLANNED_WORK, LOG)
"""Causes of compliance.csv, and `LOG`: a row of the log that is odd and changes nobody's record."""
LOST_KINDS = frozenset({"no_sign_out", "no_sign_out_no_shift", "too_long", "wrong_order"})


@dataclass(frozen=True)
class Finding:
    """
    One finding, of a shift or of the log.

    Attributes
    ----------
    kind
        One of KINDS.
    minutes
        Paid minutes missed or worked without a plan; None where it is none of either.
    limit_min
        The grace.
    """

    agent_id: str
    day: date
    kind: str
    shift_id: str
    planned_start: datetime | None
    planned_end: datetime | None
    signed_in: datetime | None
    signed_out: datetime | None
    minutes: int | None
    limit_min: int | None
    sentence: Sentence

    @property
    def week(self) -> str:
        """ISO week of the day."""
        return iso_week(self.day)


def findings(report: AttendanceReport, time_zone: str, grace_min: int) -> list[Finding]:
    """Every finding, by day and person; those of the log last within a day."""
    told = [odd for each in report.shifts for odd in each.lost_rows]
    found = [
        *(finding for each in report.shifts for finding in _of_shift(each, time_zone)),
        *(_of_work(work, time_zone, grace_min) for work in report.unplanned),
        *(
            Finding(
                odd.agent_id, odd.day, _kind(odd, told), "", None, None, None, None,
                None, None, odd.sentence,
            )
            for odd in report.oddities
        ),
    ]  # fmt: skip
    return sorted(found, key=lambda finding: (finding.day, finding.agent_id, KINDS.index(finding.kind)))


def _kind(odd: Oddity, told: Collection[Oddity]) -> str:
    """A missed sign-out, unless the finding of the shift says so already."""
    return MISSED_SIGN_OUT if odd.kind in LOST_KINDS and odd not in told else LOG


def attendance_rows(found: Iterable[Finding]) -> list[ComplianceRow]:
    """
    The findings as rows of compliance.csv, rule ``attendance``.

    Late, early leave, absence and missed sign-out are breaches; work without a plan breaks no rule by itself and is
    ``ok``. What is merely odd in the log stays in the list of findings.
    """
    return [
        ComplianceRow(
            finding.agent_id, finding.week, finding.day, RULE, OK if finding.kind == UNPLANNED_WORK else BREACH,
            None if finding.minutes is None else float(finding.minutes),
            None if finding.limit_min is None else float(finding.limit_min),
            "" if finding.minutes is None else "min", finding.kind, "", finding.sentence,
        )
        for finding in found
        if finding.kind != LOG
    ]  # fmt: skip


def _of_shift(each: ShiftAttendance, time_zone: str) -> Iterator[Finding]:
    if each.absent_min:
        yield _finding(each, ABSENT, each.absent_min, 0, time_zone, "finding_absent")
    if each.unclear_min:
        yield _finding(each, MISSED_SIGN_OUT, each.unclear_min, 0, time_zone, "finding_unclear")
    if each.is_late:
        yield _finding(each, LATE, each.late_min, each.grace_min, time_zone, "finding_late")
    if each.is_early:
        yield _finding(each, EARLY_LEAVE, each.early_min, each.grace_min, time_zone, "finding_early")
    if each.is_away:
        yield _finding(each, EARLY_LEAVE, each.away_min, each.grace_min, time_zone, "finding_away")


def _finding(each: ShiftAttendance, kind: str, minutes: int, limit: int, time_zone: str, key: str) -> Finding:
    first = None if each.signed_in is None else local(each.signed_in, time_zone)
    last = None if each.signed_out is None else local(each.signed_out, time_zone)
    shift = each.shift
    sentence = say(
        key, agent=each.agent_id, day=each.day, minutes=minutes, start=f"{shift.start:%H:%M}", end=f"{shift.end:%H:%M}",
        signed_in=_clock(first), signed_out=_clock(last),
    )  # fmt: skip
    return Finding(
        each.agent_id, each.day, kind, shift.shift_id, shift.start, shift.end, first, last, minutes, limit, sentence
    )


def _of_work(work: UnplannedWork, time_zone: str, grace_min: int) -> Finding:
    start, end = local(work.start_min, time_zone), local(work.end_min, time_zone)
    sentence = say(
        "finding_unplanned",
        agent=work.agent_id,
        day=work.day,
        minutes=work.minutes,
        start=_clock(start),
        end=_clock(end),
    )
    return Finding(
        work.agent_id, work.day, UNPLANNED_WORK, "", None, None, start, end, work.minutes, grace_min, sentence
    )


def _clock(moment: datetime | None) -> str:
    return "–" if moment is None else f"{moment:%H:%M}"
