"""Who can be called in on a day off, and which limits that would need an exception to: ``call_in.csv``, by group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from wfm.centre import Centre
from wfm.model import minutes
from wfm.people import Agent
from wfm.roster import Roster
from wfm.rules import Rule
from wfm.shifts import Activity, Segment, Shift, ShiftTemplate
from wfm.timegrid import local
from wfm.timetable import Timetable

OF_THE_WORK = frozenset({"shift_templates", "opening", "skills", "probation"})
"""Rules on what is done within a shift, which are settled once the person is there; all others decide whether one may come."""


@dataclass(frozen=True)
class CallIn:
    """
    One person free on one day: may begin a shift from `free_from` on and be at work until `free_to`.

    `order` ranks the people of a group on that day, 1 first: fewest limits broken, then fewest hours planned in the week.
    `needs_exception` names the rules whose limit would be passed; blank where none is.
    """

    group: str
    agent_id: str
    order: int
    phone: str | None
    emergency_phone: str | None
    free_from: datetime
    free_to: datetime
    needs_exception: tuple[str, ...]


@dataclass(frozen=True)
class _Free:
    agent: Agent
    day: date
    paid_min: int
    first: Shift
    last: Shift
    broken: tuple[str, ...]


def call_in_list(centre: Centre, roster: Roster, days: Collection[date] | None = None) -> list[CallIn]:
    """
    The people without a shift on each day of a roster for whom some shift breaks nothing but limits, by day, group and order.

    Leave, availability, locks and dates of service are no limits: they keep a person off the list. Shortest shifts are tried:
    whoever may not come for these may not come at all. Of all days of the roster, or of `days`.
    """
    rules = [rule for rule in centre.rules if not (rule.is_soft or rule.of_team or rule.name in OF_THE_WORK)]
    published: dict[str, list[Shift]] = {}
    for shift in centre.published:
        published.setdefault(shift.agent_id, []).append(shift)
    found = [
        free
        for agent in centre.agents
        for free in _free_days(
            _Person(centre, agent, roster, published.get(agent.agent_id, ()), rules), days or roster.dates
        )
    ]
    found.sort(key=lambda free: (free.day, free.agent.group, len(free.broken), free.paid_min, free.agent.agent_id))
    listed: list[CallIn] = []
    place: dict[tuple[date, str], int] = {}
    for free in found:
        key = (free.day, free.agent.group)
        place[key] = place.get(key, 0) + 1
        agent = free.agent
        listed.append(
            CallIn(
                agent.group, agent.agent_id, place[key], agent.phone, agent.emergency_phone, free.first.start, free.last.end,
                free.broken,
            )
        )  # fmt: skip
    return listed


class _Person:
    """One person alone: the own shifts, and what one more would break that held before."""

    def __init__(
        self, centre: Centre, agent: Agent, roster: Roster, published: Sequence[Shift], rules: Sequence[Rule]
    ) -> None:
        self.agent, self.roster, self.rules = agent, roster, rules
        self.shifts = roster.of(agent.agent_id)
        self.centre = centre.model_copy(update={"agents": (agent,), "published": tuple(published)})
        self._before = self._breaches(self.shifts)

    def broken_by(self, shift: Shift) -> tuple[Rule, ...]:
        """The rules of which more is broken with the shift than without."""
        after = self._breaches((*self.shifts, shift))
        return tuple(rule for rule in self.rules if after[rule.name] > self._before[rule.name])

    def _breaches(self, shifts: Sequence[Shift]) -> Counter[str]:
        table = Timetable(self.centre, Roster(self.roster.first_day, self.roster.days, tuple(shifts)))
        return Counter(rule.name for rule in self.rules for _ in rule.check(table))


def _free_days(person: _Person, days: Collection[date]) -> Iterator[_Free]:
    worked = {shift.shift_date for shift in person.shifts}
    paid_min = sum(shift.paid_min for shift in person.shifts)
    for day in days:
        if day in worked or not person.agent.in_service(day) or not person.centre.any_open_ranges(day):
            continue
        tried = [(shift, person.broken_by(shift)) for shift in _shortest(person.centre, person.agent, day)]
        possible = [(shift, broken) for shift, broken in tried if all(rule.limits for rule in broken)]
        if possible:
            least = min((broken for _, broken in possible), key=len)
            best = [shift for shift, broken in possible if broken == least]
            first, last = min(best, key=lambda s: s.start_min), max(best, key=lambda s: s.end_min)
            yield _Free(person.agent, day, paid_min, first, last, tuple(rule.name for rule in least))


def _shortest(centre: Centre, agent: Agent, day: date) -> Iterator[Shift]:
    """Every start of every template the person may work that day, at its shortest."""
    for template in centre.templates:
        if day.weekday() in template.weekdays and template.open_to(agent.group, agent.skills):
            for start_min in template.start_minutes:
                yield _plain(centre, agent, day, template, start_min)


def _plain(centre: Centre, agent: Agent, day: date, template: ShiftTemplate, start_min: int) -> Shift:
    """A shift of the template's shortest length, its unpaid pauses put at the end: the rules on people see hours alone."""
    paid_min = minutes(min(template.paid_h))
    unpaid_min = sum(pause.length_min for pause in template.pauses(start_min, paid_min) if not pause.paid)
    begin = centre.instant_of(day, start_min)
    start, end, out = (local(begin + length, centre.time_zone) for length in (0, paid_min, paid_min + unpaid_min))
    work = Segment(start=start, end=end, activity=Activity.ON_QUEUE)
    pause = (Segment(start=end, end=out, activity=Activity.MEAL, paid=False),) if unpaid_min else ()
    return Shift(agent_id=agent.agent_id, shift_date=day, shift_id=template.id, segments=(work, *pause))
