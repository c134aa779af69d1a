"""The fairness ledger: weekends, late shifts, holidays and wishes of each person beside the group; and progress of probation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from wfm.centre import Centre
from wfm.people import Agent
from wfm.reports.adherence import ShiftAttendance
from wfm.reports.worked_hours import PersonTime
from wfm.rules.fairness import LateFairness
from wfm.rules.max_late_shifts import MaxLateShifts
from wfm.rules.preferences import Preferences
from wfm.rules.probation import Probation
from wfm.shifts import Shift

SHARED = ("weekends", "late_shifts", "holidays", "wishes_granted", "wishes_refused")


@dataclass(frozen=True)
class LedgerRow:
    """
    One person's part of what is shared, in shifts and wishes, and the mean of the group beside it.

    Attributes
    ----------
    weekends, late_shifts, holidays
        Shifts attended that begin on a Saturday or Sunday, that end after the hour of the late rule, that begin on a
        public holiday.
    wishes_granted, wishes_refused
        Of the wishes that spoke of a day of the period, at most one to work and one not to work a day.
    """

    agent_id: str
    name: str
    group: str
    shifts: int
    weekends: int
    late_shifts: int
    holidays: int
    wishes_granted: int
    wishes_refused: int
    group_mean: Mapping[str, float]


@dataclass(frozen=True)
class ProbationRow:
    """How far one person in probation has come, in hours; `counts_from` is the day after the hours were reached."""

    agent_id: str
    name: str
    group: str
    before_h: float
    worked_h: float
    needed_h: float
    reached_on: date | None

    @property
    def done_h(self) -> float:
        """Hours done in all."""
        return self.before_h + self.worked_h

    @property
    def remaining_h(self) -> float:
        """Hours still to do."""
        return max(0.0, self.needed_h - self.done_h)


def fairness_ledger(centre: Centre, time_of: Mapping[str, PersonTime], days: list[date]) -> list[LedgerRow]:
    """Everybody in service on one of the days, in the order of the team sheet."""
    counted = [
        (agent, _counts(centre, agent, time_of.get(agent.agent_id, PersonTime((), ())), days))
        for agent in centre.agents
        if any(agent.in_service(day) for day in days)
    ]
    means: dict[str, dict[str, float]] = {}
    for group in {agent.group for agent, _ in counted}:
        own = [counts for agent, counts in counted if agent.group == group]
        means[group] = {name: sum(counts[name] for counts in own) / len(own) for name in SHARED}
    return [
        LedgerRow(agent.agent_id, agent.name, agent.group, **counts, group_mean=means[agent.group])
        for agent, counts in counted
    ]


def as_planned(shifts: Iterable[Shift]) -> Mapping[str, PersonTime]:
    """Shifts as if each had been attended: what a roster shares out, before anybody has signed in."""
    of: dict[str, list[ShiftAttendance]] = {}
    for shift in shifts:
        of.setdefault(shift.agent_id, []).append(ShiftAttendance(shift, shift.paid_min, shift.paid_min))
    return {agent: PersonTime(tuple(own), ()) for agent, own in of.items()}


def _counts(centre: Centre, agent: Agent, time: PersonTime, days: list[date]) -> dict[str, int]:
    attended = [each.shift for each in time.shifts if each.is_attended]
    asked, refused = _wishes(centre, agent, time, days)
    return {
        "shifts": len(attended),
        "weekends": sum(shift.shift_date.weekday() >= 5 for shift in attended),
        "late_shifts": sum(_late_rule(centre).counts(centre, shift.shift_date, shift.end_min) for shift in attended),
        "holidays": sum(centre.calendar.kind(shift.shift_date) == "holiday" for shift in attended),
        "wishes_granted": asked - refused,
        "wishes_refused": refused,
    }


def _late_rule(centre: Centre) -> LateFairness:
    """What a late shift is: as the department's rule of late shifts says, else by its default."""
    fair, most = centre.rule("late_fairness"), centre.rule("max_late_shifts")
    if isinstance(fair, LateFairness):
        return fair
    return LateFairness(ends_after=most.ends_after) if isinstance(most, MaxLateShifts) else LateFairness()


def _wishes(centre: Centre, agent: Agent, time: PersonTime, days: list[date]) -> tuple[int, int]:
    """Wishes that spoke of the days, and those that published shifts refused; a day off refuses none."""
    rows = [row for row in centre.availability_of(agent.agent_id) if row.kind in ("prefer", "avoid")]
    asked = sum(len({row.kind for row in rows if row.on(day)}) for day in days) if rows else 0
    rule = Preferences()
    shifts: Iterator[ShiftAttendance] = iter(time.shifts if rows else ())
    refused = sum(rule.refused(centre, agent, each.day, each.shift.start_min, each.shift.end_min) for each in shifts)
    return asked, min(refused, asked)


def probation_progress(centre: Centre, time_of: Mapping[str, PersonTime]) -> list[ProbationRow]:
    """
    Everybody whose team sheet has `probation_done_h` below the hours of the rule, with what was worked in the period
    added.

    `probation_done_h` is what was done before the first day of the period. Without the rule nobody is in probation.
    """
    rule = centre.rule("probation")
    rows: list[ProbationRow] = []
    if not isinstance(rule, Probation):
        return rows
    for agent in centre.agents:
        if rule.remaining_min(agent):
            before_h = agent.probation_done_h or 0.0
            time = time_of.get(agent.agent_id, PersonTime((), ()))
            rows.append(
                ProbationRow(
                    agent.agent_id, agent.name, agent.group, before_h, time.worked_min / 60, rule.hours,
                    _reached_on(time, rule.remaining_min(agent)),
                )
            )  # fmt: skip
    return rows


def _reached_on(time: PersonTime, remaining_min: int) -> date | None:
    worked = [(each.day, each.worked_min) for each in time.shifts]
    worked += [(each.day, each.minutes) for each in time.unplanned]
    done = 0
    for day, minutes in sorted(worked):
        done += minutes
        if done >= remaining_min:
            return day
    return None
