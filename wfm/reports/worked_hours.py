"""
Hours of each person per ISO week and per month: planned, worked, credited, against the floor and the maximum in force;
overtime.

A week is judged whole, from Monday to Sunday, in the period in which its Sunday lies: audits of months that follow each
other judge every week once. Hours **counted** towards the floor are those worked, with and without a plan, and what the
grace forgives; leave and closed holidays have already lowered the floor. The maximum and overtime are of hours worked
alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from wfm.centre import Centre
from wfm.people import Agent
from wfm.reports.adherence import AttendanceReport, ShiftAttendance, UnplannedWork, adherence_share, conformance_share
from wfm.rules.weekly_hours import WeekLimits, WeeklyHours, credited_min
from wfm.timegrid import days_from, iso_week


@dataclass(frozen=True)
class WorkedTime:
    """
    One person's week or month; hours, and counts of shifts.

    Attributes
    ----------
    period
        ``2026-W48`` or ``2026-11``.
    low_h, high_h
        Floor after credit and maximum in force; None where the department has no such rule.
    counted_h
        What is held against the floor.
    adherence, conformance
        None where nothing was due; see `wfm.reports.adherence`.
    limits
        Where floor and maximum come from; None for a month, which has several weeks' limits.
    """

    agent_id: str
    name: str
    group: str
    period: str
    first_day: date
    planned_h: float
    due_h: float
    worked_h: float
    unplanned_h: float
    credited_h: float
    forgiven_h: float
    overtime_h: float
    low_h: float | None
    high_h: float | None
    shifts_due: int
    shifts_attended: int
    late: int
    early_leave: int
    absent: int
    missed_sign_out: int
    late_min: int
    early_min: int
    adherence: float | None
    conformance: float | None
    limits: WeekLimits | None = None

    @property
    def counted_h(self) -> float:
        """Hours held against the floor: worked, and what the grace forgives."""
        return self.worked_h + self.forgiven_h

    @property
    def is_short(self) -> bool:
        """Whether the floor is missed by a minute or more."""
        return self.low_h is not None and round(self.counted_h * 60) < round(self.low_h * 60)

    @property
    def is_above(self) -> bool:
        """Whether the maximum is passed by a minute or more."""
        return self.high_h is not None and round(self.worked_h * 60) > round(self.high_h * 60)


@dataclass(frozen=True)
class PersonTime:
    """The shifts and the unplanned work of one person in some days."""

    shifts: tuple[ShiftAttendance, ...]
    unplanned: tuple[UnplannedWork, ...]

    def between(self, first_day: date, last_day: date) -> PersonTime:
        """The part of some days, both inclusive."""
        return PersonTime(
            tuple(each for each in self.shifts if first_day <= each.day <= last_day),
            tuple(each for each in self.unplanned if first_day <= each.day <= last_day),
        )

    @property
    def unplanned_min(self) -> int:
        """Minutes worked without a plan."""
        return sum(each.minutes for each in self.unplanned)

    @property
    def worked_min(self) -> int:
        """Minutes worked, with and without a plan."""
        return sum(each.worked_min for each in self.shifts) + self.unplanned_min


def person_times(report: AttendanceReport) -> Mapping[str, PersonTime]:
    """What happened, by person."""
    people = {each.agent_id for each in report.shifts} | {each.agent_id for each in report.unplanned}
    return {
        agent_id: PersonTime(
            tuple(each for each in report.shifts if each.agent_id == agent_id),
            tuple(each for each in report.unplanned if each.agent_id == agent_id),
        )
        for agent_id in people
    }


def worked_weeks(centre: Centre, report: AttendanceReport, mondays: Iterable[date]) -> list[WorkedTime]:
    """Every person in service in each of the weeks; the report covers them whole."""
    times = person_times(report)
    return [
        _week(centre, agent, monday, times.get(agent.agent_id, PersonTime((), ())))
        for monday in mondays
        for agent in centre.agents
        if any(agent.in_service(day) for day in days_from(monday, 7))
    ]


def worked_months(
    centre: Centre, report: AttendanceReport, first_day: date, last_day: date, weeks: Sequence[WorkedTime]
) -> list[WorkedTime]:
    """
    Every person in service in each calendar month of a period; a month the period cuts holds the days inside.

    Floor and maximum are the sums of the weeks' parts; overtime is that of the judged `weeks` whose Sunday lies in the
    month.
    """
    times = person_times(report)
    rows: list[WorkedTime] = []
    for start, end in months_between(first_day, last_day):
        for agent in centre.agents:
            if any(agent.in_service(day) for day in days_from(start, (end - start).days + 1)):
                own = times.get(agent.agent_id, PersonTime((), ())).between(start, end)
                overtime = sum(
                    week.overtime_h
                    for week in weeks
                    if week.agent_id == agent.agent_id and start <= week.first_day + timedelta(days=6) <= end
                )
                rows.append(_month(centre, agent, start, end, own, overtime))
    return rows


def months_between(first_day: date, last_day: date) -> Iterator[tuple[date, date]]:
    """First and last day of each calendar month touched, cut to the period."""
    start = first_day
    while start <= last_day:
        following = (start.replace(day=1) + timedelta(days=32)).replace(day=1)
        yield start, min(following - timedelta(days=1), last_day)
        start = following


def _week(centre: Centre, agent: Agent, monday: date, time: PersonTime) -> WorkedTime:
    rule = centre.rule("weekly_hours")
    limits = rule.limits_of(centre, agent, monday, 7) if isinstance(rule, WeeklyHours) else None
    own = time.between(monday, monday + timedelta(days=6))
    contract = centre.contract_of(agent)
    after_h = contract.overtime_after_h if contract is not None else None
    return _row(
        agent, iso_week(monday), monday, own,
        credited_h=limits.credited_min / 60 if limits else 0.0,
        overtime_h=max(0.0, own.worked_min / 60 - after_h) if after_h is not None else 0.0,
        low_h=limits.low_min / 60 if limits else None,
        high_h=limits.high_min / 60 if limits else None,
        limits=limits,
    )  # fmt: skip


def _month(
    centre: Centre, agent: Agent, start: date, end: date, own: PersonTime, overtime_h: float
) -> WorkedTime:  # fmt: skip
    rule = centre.rule("weekly_hours")
    low = high = credited = 0
    if isinstance(rule, WeeklyHours):
        for first, days in _week_parts(start, end):
            part = rule.limits_of(centre, agent, first, days)
            low, high = low + part.low_min, high + part.high_min
            credited += credited_min(
                centre, agent, part.floor_h, [d for d in days_from(first, days) if agent.in_service(d)]
            )
    has_rule = isinstance(rule, WeeklyHours)
    return _row(
        agent, f"{start:%Y-%m}", start, own, credited_h=credited / 60, overtime_h=overtime_h,
        low_h=low / 60 if has_rule else None, high_h=high / 60 if has_rule else None, limits=None,
    )  # fmt: skip


def _week_parts(start: date, end: date) -> Iterator[tuple[date, int]]:
    while start <= end:
        last = min(start + timedelta(days=6 - start.weekday()), end)
        yield start, (last - start).days + 1
        start = last + timedelta(days=1)


def _row(
    agent: Agent, period: str, first_day: date, own: PersonTime, *, credited_h: float, overtime_h: float,
    low_h: float | None, high_h: float | None, limits: WeekLimits | None,
) -> WorkedTime:  # fmt: skip
    shifts = own.shifts
    return WorkedTime(
        agent_id=agent.agent_id,
        name=agent.name,
        group=agent.group,
        period=period,
        first_day=first_day,
        planned_h=sum(each.planned_min for each in shifts) / 60,
        due_h=sum(each.due_min for each in shifts) / 60,
        worked_h=own.worked_min / 60,
        unplanned_h=own.unplanned_min / 60,
        credited_h=credited_h,
        forgiven_h=sum(each.forgiven_min for each in shifts) / 60,
        overtime_h=overtime_h,
        low_h=low_h,
        high_h=high_h,
        shifts_due=sum(each.is_due for each in shifts),
        shifts_attended=sum(each.is_attended for each in shifts),
        late=sum(each.is_late for each in shifts),
        early_leave=sum(each.is_early or each.is_away for each in shifts),
        absent=sum(each.absent_min > 0 for each in shifts),
        missed_sign_out=sum(each.missed_sign_out for each in shifts),
        late_min=sum(each.late_min for each in shifts if each.is_late),
        early_min=sum(each.early_min for each in shifts if each.is_early)
        + sum(each.away_min for each in shifts if each.is_away),
        adherence=adherence_share(shifts),
        conformance=conformance_share(shifts, own.unplanned_min),
        limits=limits,
    )
