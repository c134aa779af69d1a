"""A roster in its surroundings: the department, and the shifts worked before it. What every rule's check reads."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from wfm.centre import Centre
from wfm.people import Agent
from wfm.roster import Roster
from wfm.shifts import Shift


@dataclass(frozen=True, eq=False)
class Timetable:
    """The roster of some days, the department it is for, and the published shifts that began before its first day."""

    centre: Centre
    roster: Roster

    @property
    def agents(self) -> tuple[Agent, ...]:
        """Everyone on the team sheet."""
        return self.centre.agents

    @functools.cached_property
    def _history(self) -> Mapping[str, tuple[Shift, ...]]:
        found: dict[str, list[Shift]] = {}
        for shift in self.centre.published_before(self.roster.first_day):
            found.setdefault(shift.agent_id, []).append(shift)
        return {agent: tuple(sorted(shifts, key=lambda s: s.start_min)) for agent, shifts in found.items()}

    def history(self, agent_id: str) -> tuple[Shift, ...]:
        """Published shifts of a person that began before the first day, in time order."""
        return self._history.get(agent_id, ())

    def shifts(self) -> Iterator[tuple[Agent, Shift]]:
        """Every shift of the roster with the person who works it; people unknown to the department are left out."""
        for agent in self.agents:
            for shift in self.roster.of(agent.agent_id):
                yield agent, shift

    def all_shifts(self, agent_id: str) -> tuple[Shift, ...]:
        """Past and planned shifts of a person, in time order."""
        return self.history(agent_id) + self.roster.of(agent_id)

    def days_worked(self, agent_id: str) -> frozenset[date]:
        """Days on which a shift of the person begins, past and planned."""
        return frozenset(shift.shift_date for shift in self.all_shifts(agent_id))

    def paid_min_of_week(self, agent_id: str, monday: date) -> tuple[int, int]:
        """Paid minutes of a person in the ISO week of `monday`: published before the first day, and planned."""
        next_monday = monday + timedelta(weeks=1)
        earlier = sum(s.paid_min for s in self.history(agent_id) if monday <= s.shift_date < next_monday)
        return earlier, self.roster.paid_min(agent_id, monday, next_monday - timedelta(days=1))

    def is_day_off(self, agent_id: str, day: date) -> bool:
        """Whether no shift begins on the day and none reaches into it."""
        midnight = self.centre.instant_of(day, 0)
        return not any(
            shift.shift_date == day or (shift.shift_date < day and shift.end_min > midnight)
            for shift in self.all_shifts(agent_id)
            if day - timedelta(days=2) <= shift.shift_date <= day
        )

    def without_plan(self) -> Timetable:
        """What was published before the first day, and nothing after it."""
        return replace(self, roster=replace(self.roster, shifts=()))

    def without_exceptions(self) -> Timetable:
        """The same roster, judged as if no exception had been approved."""
        return replace(self, centre=self.centre.model_copy(update={"exceptions": ()}))
