"""A lead is on duty whenever a queue is open."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from wfm.messages import say
from wfm.model import Whole
from wfm.rules.base import Rule, Violation
from wfm.shifts import Activity
from wfm.timegrid import local

if TYPE_CHECKING:
    from wfm.timetable import Timetable


class LeadOnDuty(Rule):
    """At least `min_leads` leads are on shift and not at a meal, at every instant of every interval at which any queue is open."""

    name: ClassVar[str] = "lead_on_duty"
    of_team: ClassVar[bool] = True

    min_leads: Whole = Field(default=1, ge=1)

    def check(self, timetable: Timetable) -> Iterator[Violation]:
        centre, roster = timetable.centre, timetable.roster
        since = roster.first_day - timedelta(days=1)
        on_duty = [
            (segment.start_min, segment.end_min)
            for agent in timetable.agents
            if agent.lead
            for shift in timetable.all_shifts(agent.agent_id)
            if shift.shift_date >= since
            for segment in shift.segments
            if segment.activity is not Activity.MEAL
        ]
        begins, stops = (sorted(edges) for edges in zip(*on_duty, strict=True)) if on_duty else ([], [])
        edges = sorted({*begins, *stops})
        grid = centre.grid(roster.first_day, roster.days)
        for start, day_index in zip(grid.starts_min.tolist(), grid.day_index.tolist(), strict=True):
            end = start + grid.interval_min
            instants = [start, *edges[bisect_right(edges, start) : bisect_left(edges, end)]]
            leads = min(bisect_right(begins, instant) - bisect_right(stops, instant) for instant in instants)
            if leads < self.min_leads:
                day = grid.dates[day_index]
                at = f"{local(start, centre.time_zone):%H:%M}"
                sentence = say("lead_on_duty_below", day=day, at=at, observed=leads, limit=self.min_leads)
                size = float(self.min_leads - leads)
                yield Violation(self.name, "", day, leads, self.min_leads, "leads", sentence, size)
