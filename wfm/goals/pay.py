"""Pay: what the hours of a roster cost in money, where that is a goal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from statistics import mean

from wfm.centre import Centre
from wfm.model import minutes
from wfm.people import Agent
from wfm.roster import Roster
from wfm.rules.base import POINTS_PER_WEIGHT
from wfm.timetable import Timetable

WEEK_MIN = 7 * 24 * 60


@dataclass(frozen=True)
class PayPoints:
    """
    Points of a paid minute of one person, and what is added on a public holiday and above `overtime_after_min` in a week (all of it
    where there is no overtime).

    Whole points a minute: pay adds up shift by shift.
    """

    per_min: int
    holiday_per_min: int
    overtime_per_min: int
    overtime_after_min: int


def pay_points(centre: Centre) -> Mapping[str, PayPoints]:
    """
    What a minute of each person costs; nobody's where pay is no goal.

    A person without `cost_per_h` counts as the mean of those who have one.
    """
    weight = centre.goals.pay
    if weight is None:
        return {}
    known = [agent.cost_per_h for agent in centre.agents if agent.cost_per_h]
    usual = mean(known) if known else 1.0
    return {agent.agent_id: _of(centre, agent, weight / usual, usual) for agent in centre.agents}


def _of(centre: Centre, agent: Agent, weight: float, usual: float) -> PayPoints:
    contract = centre.contract_of(agent)
    per_min = POINTS_PER_WEIGHT / 60 * weight * (usual if agent.cost_per_h is None else agent.cost_per_h)
    holiday, overtime = (
        max(0, round(per_min * ((rate or 1.0) - 1.0)))
        for rate in ((contract.holiday_rate, contract.overtime_rate) if contract else (None, None))
    )
    after_h = centre.overtime_after_h(agent)
    return PayPoints(round(per_min), holiday, overtime, WEEK_MIN if after_h is None else minutes(after_h))


def points_of_pay(centre: Centre, roster: Roster) -> int:
    """Points of all pay of a roster; hours of a week that were published before only move where overtime begins."""
    timetable, total = Timetable(centre, roster), 0
    holidays = {day for day in roster.dates if centre.calendar.kind(day) == "holiday"}
    for agent_id, points in pay_points(centre).items():
        for shift in roster.of(agent_id):
            total += shift.paid_min * points.per_min
            total += shift.paid_min * points.holiday_per_min if shift.shift_date in holidays else 0
        for first_day, _ in roster.weeks():
            monday = first_day - timedelta(days=first_day.weekday())
            earlier, own = timetable.paid_min_of_week(agent_id, monday)
            total += points.overtime_per_min * max(0, min(own, earlier + own - points.overtime_after_min))
    return total
