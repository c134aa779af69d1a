"""The roster: who works when and on what, for some days, with the totals every reader of it needs."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from wfm.shifts import Shift
from wfm.timegrid import days_from


@dataclass(frozen=True)
class Roster:
    """
    Shifts of the days ``first_day .. first_day + days - 1``, at most one per person and day when it is legal.

    Night shifts belong to the day on which they begin.
    """

    first_day: date
    days: int
    shifts: tuple[Shift, ...]

    @property
    def dates(self) -> list[date]:
        """The days planned."""
        return days_from(self.first_day, self.days)

    @property
    def last_day(self) -> date:
        """The last day planned."""
        return self.first_day + timedelta(days=self.days - 1)

    @functools.cached_property
    def by_agent(self) -> Mapping[str, tuple[Shift, ...]]:
        """Shifts of each person who has any, in time order."""
        return _by_agent(self.shifts)

    def of(self, agent_id: str) -> tuple[Shift, ...]:
        """Shifts of one person, in time order."""
        return self.by_agent.get(agent_id, ())

    def on(self, agent_id: str, day: date) -> Shift | None:
        """The (first) shift of a person that begins on a day."""
        return next((shift for shift in self.of(agent_id) if shift.shift_date == day), None)

    def changed(self, gone: Iterable[Shift], new: Iterable[Shift]) -> Roster:
        """The roster without some of its shifts and with others; people whom that does not touch are not looked at again."""
        left_out, new = set(gone), tuple(new)
        touched = {shift.agent_id for shift in (*left_out, *new)}
        kept = (shift for shift in self.shifts if shift.agent_id not in touched or shift not in left_out)
        after = Roster(self.first_day, self.days, (*kept, *new))
        known = {agent: shifts for agent, shifts in self.by_agent.items() if agent not in touched}
        own = (shift for shift in after.shifts if shift.agent_id in touched)
        after.__dict__["by_agent"] = known | _by_agent(own)  # where the cached property keeps it
        return after

    def weeks(self) -> Iterator[tuple[date, int]]:
        """Each ISO week touched by the days, as its first planned day and how many of its days are planned."""
        start = self.first_day
        while start <= self.last_day:
            end = min(start + timedelta(days=6 - start.weekday()), self.last_day)
            yield start, (end - start).days + 1
            start = end + timedelta(days=1)

    def paid_min(self, agent_id: str, first_day: date, last_day: date) -> int:
        """Paid minutes of a person in the shifts that begin in a period, both days inclusive."""
        return sum(shift.paid_min for shift in self.of(agent_id) if first_day <= shift.shift_date <= last_day)


def _by_agent(shifts: Iterable[Shift]) -> dict[str, tuple[Shift, ...]]:
    found: dict[str, list[Shift]] = defaultdict(list)
    for shift in shifts:
        found[shift.agent_id].append(shift)
    return {agent: tuple(sorted(own, key=lambda shift: shift.start_min)) for agent, own in found.items()}
