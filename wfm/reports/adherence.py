"""
The published roster beside what happened, shift by shift.

What is *due* of a shift are its segments outside approved leave: a whole day, before noon (``am``) or from noon
(``pm``). Between the start and the end of what is due, and only there, a person is late, leaves early or is away:

- **late**: paid minutes before the first sign-in; **early leave**: paid minutes after the last sign-out;
- **away**: minutes signed out in between, beyond the unpaid meals that lie there. Signing out for the meal is not
  needed; where it is done, it may be done at any time;
- **absent**: nobody was present at all. Where the log has a row that counts for nothing but speaks of the shift (its
  sign-out is missing or stands before its sign-in), the shift is **unclear** instead: a missed sign-out, not an
  absence;
- **worked** is what remains: presence less the unpaid meals that were not signed out for. So
  ``due = worked + late + early + away`` of every shift that was attended.

Presence outside what is due is **unplanned work** if it is more than `grace_min` at that place; up to that it counts
for nothing. Late, early leave and away up to `grace_min` each are **forgiven**: no finding, and counted towards the
weekly floor.

Two figures, never confused:

- **adherence** = minutes present during planned paid activity / due minutes, in [0, 1]: was the person there when
  planned;
- **conformance** = worked minutes, unplanned work included / due minutes, at least adherence, and above 1 where more
  was worked than planned: did the person work as much as planned, whenever it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from wfm.centre import Centre
from wfm.reports.presence import EARLY_REACH_MIN, Oddity, PresenceLog, Span, length, presence, within
from wfm.shifts import Shift
from wfm.timegrid import local

NOON_MIN = 12 * 60


@dataclass(frozen=True)
class ShiftAttendance:
    """
    One published shift and what became of it, in minutes.

    Attributes
    ----------
    planned_min, due_min
        Paid minutes published, and those of them not on approved leave.
    present_min
        Minutes present between the start and the end of what is due.
    adherent_min
        Those of them in planned paid activity.
    late_min, early_min, away_min
        Paid minutes missed; the grace is not taken off.
    absent_min, unclear_min
        All that was due, where nobody was there, or where the log does not say until when.
    lost_rows
        The rows of the log that make the shift unclear.
    forgiven_min
        Of late, early and away, what the grace forgives.
    signed_in, signed_out
        UTC minutes of the first sign-in and the last sign-out of the presence that meets the shift; None where none does.
    """

    shift: Shift
    planned_min: int
    due_min: int
    present_min: int = 0
    worked_min: int = 0
    adherent_min: int = 0
    late_min: int = 0
    early_min: int = 0
    away_min: int = 0
    absent_min: int = 0
    unclear_min: int = 0
    forgiven_min: int = 0
    missed_sign_out: bool = False
    lost_rows: tuple[Oddity, ...] = ()
    signed_in: int | None = None
    signed_out: int | None = None
    grace_min: int = 0

    @property
    def agent_id(self) -> str:
        """Whose shift it is."""
        return self.shift.agent_id

    @property
    def day(self) -> date:
        """The day on which it begins; a night belongs to it whole."""
        return self.shift.shift_date

    @property
    def is_due(self) -> bool:
        """Whether anything of it is not on approved leave."""
        return self.due_min > 0

    @property
    def is_attended(self) -> bool:
        """Whether the person was there, or the log at least says so."""
        return self.is_due and not self.absent_min

    @property
    def is_late(self) -> bool:
        """Whether more than the grace is missing at the start."""
        return self.late_min > self.grace_min

    @property
    def is_early(self) -> bool:
        """Whether more than the grace is missing at the end."""
        return self.early_min > self.grace_min

    @property
    def is_away(self) -> bool:
        """Whether more than the grace is missing in between."""
        return self.away_min > self.grace_min

    @property
    def is_punctual(self) -> bool:
        """Whether the person was there from start to end, and the log says so."""
        return self.is_attended and not (self.is_late or self.is_early or self.unclear_min)


@dataclass(frozen=True)
class UnplannedWork:
    """Presence that belongs to no shift; `day` is that of the shift beside it, else the local day on which it begins."""

    agent_id: str
    day: date
    start_min: int
    end_min: int

    @property
    def minutes(self) -> int:
        """Minutes worked without a plan."""
        return self.end_min - self.start_min


@dataclass(frozen=True)
class AttendanceReport:
    """Every shift of a roster with what became of it, the work nobody planned, and what was odd in the log."""

    shifts: tuple[ShiftAttendance, ...]
    unplanned: tuple[UnplannedWork, ...]
    oddities: tuple[Oddity, ...]


def adherence(centre: Centre, first_day: date, last_day: date) -> AttendanceReport:
    """
    Compare the published rosters of a department with its sign-in log.

    Parameters
    ----------
    first_day, last_day
        Days judged, both inclusive. The grace and the step of the clock are those of ``[evaluation]``.

    Returns
    -------
    AttendanceReport
        Shifts that begin on these days, by person and time, and the unplanned work of these days.
    """
    near = [
        shift
        for shift in centre.published
        if first_day - timedelta(days=2) <= shift.shift_date <= last_day + timedelta(days=2)
    ]
    due = [(shift, _due(centre, shift)) for shift in sorted(near, key=lambda shift: shift.start_min)]
    windows: dict[str, dict[Span, date]] = {}
    for shift, parts in due:
        if parts:
            windows.setdefault(shift.agent_id, {})[_window(parts)] = shift.shift_date
    evaluation = centre.evaluation
    spans = {agent_id: tuple(own) for agent_id, own in windows.items()}
    log = presence(centre.attendance, spans, round_min=evaluation.round_min)
    order = {agent.agent_id: place for place, agent in enumerate(centre.agents)}
    shifts = [
        _attended(shift, parts, log, evaluation.grace_min)
        for shift, parts in due
        if first_day <= shift.shift_date <= last_day
    ]
    unplanned = [
        work
        for agent_id, own in log.spans.items()
        for work in _unplanned(agent_id, own, windows.get(agent_id, {}), centre.time_zone, evaluation.grace_min)
        if first_day <= work.day <= last_day
    ]
    oddities = tuple(odd for odd in log.oddities if first_day <= odd.day <= last_day)
    return AttendanceReport(
        tuple(sorted(shifts, key=lambda each: (order[each.agent_id], each.shift.start_min))), tuple(unplanned), oddities
    )


def adherence_share(shifts: Iterable[ShiftAttendance]) -> float | None:
    """Minutes present in planned paid activity over due minutes, in [0, 1]; None where nothing was due."""
    own = list(shifts)
    due = sum(each.due_min for each in own)
    return sum(each.adherent_min for each in own) / due if due else None


def conformance_share(shifts: Iterable[ShiftAttendance], unplanned_min: int = 0) -> float | None:
    """Minutes worked, with and without a plan, over due minutes, at least 0; None where nothing was due."""
    own = list(shifts)
    due = sum(each.due_min for each in own)
    return (sum(each.worked_min for each in own) + unplanned_min) / due if due else None


# --- one shift --------------------------------------------------------------------------------------------------------

Part = tuple[int, int, bool]
"""A piece of a shift in UTC minutes, and whether it is paid."""


def _due(centre: Centre, shift: Shift) -> list[Part]:
    """The segments of a shift that no approved leave covers."""
    parts = [(segment.start_min, segment.end_min, segment.paid) for segment in shift.segments]
    noon = centre.instant_of(shift.shift_date, NOON_MIN)
    for leave in centre.leave_of(shift.agent_id):
        if leave.covers(shift.shift_date):
            match leave.part:
                case "am":
                    parts = [(max(start, noon), end, paid) for start, end, paid in parts if end > noon]
                case "pm":
                    parts = [(start, min(end, noon), paid) for start, end, paid in parts if start < noon]
                case None:
                    parts = []
    return parts if any(paid for *_, paid in parts) else []


def _window(parts: Sequence[Part]) -> Span:
    return parts[0][0], parts[-1][1]


def _paid(parts: Sequence[Part], start: int, end: int) -> int:
    return length(within([(first, last) for first, last, paid in parts if paid], start, end))


def _attended(shift: Shift, parts: Sequence[Part], log: PresenceLog, grace_min: int) -> ShiftAttendance:
    if not parts:
        return ShiftAttendance(shift, shift.paid_min, 0)
    start, end = _window(parts)
    due_min = _paid(parts, start, end)
    stretches = [span for span in log.spans.get(shift.agent_id, ()) if span[0] < end and start < span[1]]
    spans = within(stretches, start, end)
    if not spans:
        if lost := _lost_rows(shift.agent_id, (start, end), log):
            return ShiftAttendance(
                shift, shift.paid_min, due_min, unclear_min=due_min, missed_sign_out=True, lost_rows=lost
            )
        return ShiftAttendance(shift, shift.paid_min, due_min, absent_min=due_min)
    first_in, last_out = spans[0][0], spans[-1][1]
    present_min = length(spans)
    gap_min = last_out - first_in - present_min
    unpaid_min = (last_out - first_in) - _paid(parts, first_in, last_out)
    late_min, early_min = _paid(parts, start, first_in), _paid(parts, last_out, end)
    away_min = max(0, gap_min - unpaid_min)
    assumed = log.assumed.get(shift.agent_id, frozenset())
    return ShiftAttendance(
        shift=shift,
        planned_min=shift.paid_min,
        due_min=due_min,
        present_min=present_min,
        worked_min=present_min - max(0, unpaid_min - gap_min),
        adherent_min=sum(_paid(parts, *span) for span in spans),
        late_min=late_min,
        early_min=early_min,
        away_min=away_min,
        forgiven_min=sum(missed for missed in (late_min, early_min, away_min) if missed <= grace_min),
        missed_sign_out=any(start - EARLY_REACH_MIN <= at < end for at in assumed),
        signed_in=stretches[0][0],
        signed_out=stretches[-1][1],
        grace_min=grace_min,
    )


def _lost_rows(agent_id: str, window: Span, log: PresenceLog) -> tuple[Oddity, ...]:
    """Rows that count for nothing and speak of the shift: one of their times lies in it, or up to the reach around it."""
    return tuple(
        odd
        for odd in log.oddities
        if odd.lost
        and odd.agent_id == agent_id
        and any(window[0] - EARLY_REACH_MIN <= at <= window[1] + EARLY_REACH_MIN for at in odd.at_min)
    )


def _unplanned(
    agent_id: str, spans: Sequence[Span], windows: Mapping[Span, date], time_zone: str, grace_min: int
) -> Iterator[UnplannedWork]:
    """Presence outside every shift; next to one it is more than the grace, and belongs to that shift's day."""
    for start, end in spans:
        at = start
        for first, last in (*sorted(within(windows, start, end)), (end, end)):
            if at < first:
                beside = [day for window, day in windows.items() if window[1] == at or window[0] == first]
                if not beside or first - at > grace_min:
                    yield UnplannedWork(agent_id, beside[0] if beside else local(at, time_zone).date(), at, first)
            at = max(at, last)


def by_agent(shifts: Iterable[ShiftAttendance]) -> Mapping[str, list[ShiftAttendance]]:
    """Shifts of each person, in their order."""
    found: dict[str, list[ShiftAttendance]] = {}
    for each in shifts:
        found.setdefault(each.agent_id, []).append(each)
    return found
