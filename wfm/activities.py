"""Meetings and training to be placed: which of them are due in some days, who is called, and who is away all along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from wfm.calendar import DAY_MIN
from wfm.people import Agent
from wfm.shifts import PlacedActivity
from wfm.timegrid import days_from, instant

if TYPE_CHECKING:
    from wfm.centre import Centre

NOON_MIN = 12 * 60


@dataclass(frozen=True)
class DueActivity:
    """An activity of the days planned: its window in UTC minutes, the people who are to attend, and those away all along."""

    activity: PlacedActivity
    first_min: int
    last_min: int
    attending: tuple[Agent, ...]
    away: tuple[Agent, ...]


def due_activities(centre: Centre, days: Iterable[date]) -> Iterator[DueActivity]:
    """The activities whose window begins on one of these days, in the order of centre.toml."""
    wanted = frozenset(days)
    for activity in centre.activities:
        if activity.between[0].date() in wanted:
            first, last = (instant(moment) for moment in activity.between)
            called = [
                agent
                for agent in centre.agents
                if agent.agent_id in activity.agents or (agent.group and agent.group == activity.group)
            ]
            present = [agent for agent in called if _has_room(centre, agent, activity, first, last)]
            away = tuple(agent for agent in called if agent not in present)
            yield DueActivity(activity, first, last, tuple(present), away)


def _has_room(centre: Centre, agent: Agent, activity: PlacedActivity, first: int, last: int) -> bool:
    """Whether leave and dates of service leave the activity's minutes somewhere in its window."""
    at = first
    for start, end in [*sorted(_away_spans(centre, agent, activity)), (last, last)]:
        if min(start, last) - at >= activity.duration_min:
            return True
        at = max(at, end)
    return False


def _away_spans(centre: Centre, agent: Agent, activity: PlacedActivity) -> Iterator[tuple[int, int]]:
    start, end = (moment.date() for moment in activity.between)
    # The day after the last may begin before the window ends where the department's clock and the window's differ.
    for day in days_from(start - timedelta(days=1), (end - start).days + 3):
        if not agent.in_service(day):
            yield centre.instant_of(day, 0), centre.instant_of(day, DAY_MIN)
        for leave in centre.leave_of(agent.agent_id):
            if leave.covers(day):
                begin = NOON_MIN if leave.part == "pm" else 0
                until = NOON_MIN if leave.part == "am" else DAY_MIN
                yield centre.instant_of(day, begin), centre.instant_of(day, until)
