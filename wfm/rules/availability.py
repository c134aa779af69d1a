"""People work only when they can."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from wfm.messages import say
from wfm.people import Agent
from wfm.rules.base import Rule, Violation

if TYPE_CHECKING:
    from wfm.centre import Centre
    from wfm.timetable import Timetable


class AvailabilityRule(Rule):
    """
    A shift lies within the times a person is available and outside those they are not.

    As soon as a person has one ``available`` row, only what such rows name is open; without one, everything is.
    """

    name: ClassVar[str] = "availability"
    structural: ClassVar[bool] = True

    def is_available(self, centre: Centre, agent: Agent, shift_date: date, start_min: int, end_min: int) -> bool:
        """Whether a shift that begins on `shift_date` and spans the UTC minutes ``[start_min, end_min)`` fits the person."""
        rows = centre.availability_of(agent.agent_id)
        if not rows:
            return True
        spans: dict[str, list[tuple[int, int]]] = {"available": [], "unavailable": []}
        for row in rows:
            for ahead in (-1, 0, 1, 2):
                day = shift_date + timedelta(days=ahead)
                if row.kind in spans and row.on(day):
                    first, last = row.range_min
                    spans[row.kind].append((centre.instant_of(day, first), centre.instant_of(day, last)))
        if any(start_min < last and first < end_min for first, last in spans["unavailable"]):
            return False
        if not any(row.kind == "available" for row in rows):
            return True
        reached = start_min
        for first, last in sorted(spans["available"]):
            if first <= reached < last:
                reached = last
        return reached >= end_min

    def check(self, timetable: Timetable) -> Iterator[Violation]:
        for agent, shift in timetable.shifts():
            if not self.is_available(timetable.centre, agent, shift.shift_date, shift.start_min, shift.end_min):
                sentence = say(
                    "availability_outside",
                    agent=agent.agent_id, day=shift.shift_date, start=f"{shift.start:%H:%M}", end=f"{shift.end:%H:%M}",
                )  # fmt: skip
                yield Violation(self.name, agent.agent_id, shift.shift_date, 1, 0, "shifts", sentence)
