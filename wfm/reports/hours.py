"""Hours of each person in a week against the floor and the maximum, with what moved them: leave, contract, exception."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from wfm.centre import Centre
from wfm.people import Agent
from wfm.roster import Roster
from wfm.rules.weekly_hours import WeeklyHours
from wfm.timegrid import iso_week


@dataclass(frozen=True)
class WeekHours:
    """
    One person's week in hours.

    Attributes
    ----------
    low_h, high_h
        What the week must hold after leave, dates of service and exceptions; None where the department has no such rule.
    holiday_h
        Paid hours of shifts that begin on a public holiday.
    credited_h
        Hours of leave and closed holidays that lowered the floor.
    floor_h
        The person's own floor before that; `rule_floor_h` is that of ``[rules]``.
    exception_id
        The approved exception that set the floor, if one did.
    """

    agent_id: str
    name: str
    group: str
    week: str
    first_day: date
    paid_h: float
    holiday_h: float
    shifts: int
    low_h: float | None
    high_h: float | None
    credited_h: float
    floor_h: float | None
    rule_floor_h: float | None
    exception_id: str | None
    contract: str | None


def week_hours(centre: Centre, roster: Roster) -> Iterator[WeekHours]:
    """Every person of the team sheet who is in service, in every week of the roster."""
    rule = centre.rule("weekly_hours")
    for first_day, days in roster.weeks():
        last_day = first_day + timedelta(days=days - 1)
        for agent in centre.agents:
            if any(agent.in_service(first_day + timedelta(days=ahead)) for ahead in range(days)):
                yield _of(centre, roster, rule if isinstance(rule, WeeklyHours) else None, agent, first_day, last_day)


def _of(
    centre: Centre, roster: Roster, rule: WeeklyHours | None, agent: Agent, first_day: date, last_day: date
) -> WeekHours:
    limits = None if rule is None else rule.limits_of(centre, agent, first_day, (last_day - first_day).days + 1)
    shifts = [shift for shift in roster.of(agent.agent_id) if first_day <= shift.shift_date <= last_day]
    return WeekHours(
        agent_id=agent.agent_id,
        name=agent.name,
        group=agent.group,
        week=iso_week(first_day),
        first_day=first_day,
        paid_h=sum(shift.paid_min for shift in shifts) / 60,
        holiday_h=sum(s.paid_min for s in shifts if centre.calendar.kind(s.shift_date) == "holiday") / 60,
        shifts=len(shifts),
        low_h=None if limits is None else limits.low_min / 60,
        high_h=None if limits is None else limits.high_min / 60,
        credited_h=0.0 if limits is None else limits.credited_min / 60,
        floor_h=None if limits is None else limits.floor_h,
        rule_floor_h=None if rule is None else rule.min_h,
        exception_id=None if limits is None else limits.floor_exception,
        contract=agent.contract,
    )
