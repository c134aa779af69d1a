"""Who can be called in on a day off, and which limits that would need an exception to: ``call_in.csv``, by group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from wfm.centre import Centre
from wfm.model import minutes
from wfm.people import Agent
from wfm.roster import Roster
from wfm.rules import Rule
from wfm.rules.pairs import Pairs
from wfm.shifts import Activity, Segment, Shift, ShiftTemplate
from wfm.timegrid import local
from wfm.timetable import Timetable

OF_THE_WORK = frozenset({"shift_templates", "opening", "skills", "probation"})
"""Rules on what is done within a shift, which are settled once the person is there; all others decide whether one may come."""

OF_THE_LENGTH = frozenset(
    {"weekly_hours", "monthly_overtime", "max_daily_hours", "min_shift_length", "max_consecutive_days"}
)
"""Rules to which it does not matter when on its day a shift begins."""


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

    Leave, availability, locks, dates of service, pairs and seats are no limits: they keep a person off the list. Shortest shifts
    are tried: whoever may not come for these may not come at all. Of all days of the roster, or of `days`.
    """
    rules = [
        rule
        for rule in centre.rules
        if not (rule.is_soft or rule.name in OF_THE_WORK) and (not rule.of_team or rule.name == Pairs.name)
    ]
    published: dict[str, list[Shift]] = {}
    for shift in centre.published:
        published.setdefault(shift.agent_id, []).append(shift)
    seats = _Seats(centre, roster)
    found = [
        free
        for agent in centre.agents
        for free in _free_days(_Person(centre, agent, roster, published, rules), seats, days or roster.dates)
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
    """One person, with those paired with them: the shifts they have, and what one more would break that held before."""

    def __init__(
        self,
        centre: Centre,
        agent: Agent,
        roster: Roster,
        published: Mapping[str, Sequence[Shift]],
        rules: Sequence[Rule],
    ) -> None:
        pairs = [pair for pair in centre.pairs if agent.agent_id in (pair.agent_a, pair.agent_b)]
        ids = dict.fromkeys([agent.agent_id, *(each for pair in pairs for each in (pair.agent_a, pair.agent_b))])
        people = tuple(each for each in map(centre.agent, ids) if each is not None)
        self.agent, self.roster = agent, roster
        # Rules that keep a person off the list come first: where one is broken, no other need be looked at.
        self.rules = sorted(
            (rule for rule in rules if pairs or rule.name != Pairs.name), key=lambda rule: bool(rule.limits)
        )
        self.shifts = roster.of(agent.agent_id)
        self.beside = tuple(shift for each in people for shift in roster.of(each.agent_id))
        self.centre = centre.model_copy(
            update={
                "agents": people,
                "pairs": tuple(pairs),
                "published": tuple(shift for each in people for shift in published.get(each.agent_id, ())),
            }
        )
        before = self._table(self.beside)
        self._before = {rule.name: _breaches(rule, before) for rule in self.rules}
        self._by_length: dict[tuple[str, date, int], bool] = {}

    def broken_by(self, shift: Shift) -> tuple[Rule, ...] | None:
        """The limits of which more is broken with the shift than without; None where a rule without a limit forbids it."""
        after = self._table((*self.beside, shift))
        broken = []
        for rule in self.rules:
            if self._is_broken(rule, shift, after):
                if not rule.limits:
                    return None
                broken.append(rule)
        return tuple(broken)

    def _is_broken(self, rule: Rule, shift: Shift, after: Timetable) -> bool:
        if rule.name not in OF_THE_LENGTH:
            return bool(_breaches(rule, after) - self._before[rule.name])
        key = rule.name, shift.shift_date, shift.paid_min
        if key not in self._by_length:
            self._by_length[key] = bool(_breaches(rule, after) - self._before[rule.name])
        return self._by_length[key]

    def _table(self, shifts: Sequence[Shift]) -> Timetable:
        return Timetable(self.centre, Roster(self.roster.first_day, self.roster.days, tuple(shifts)))


def _breaches(rule: Rule, table: Timetable) -> Counter[str]:
    """How often a rule is broken in each of its ways."""
    return Counter(violation.sentence.key for violation in rule.check(table))


class _Seats:
    """The seats of a department and who sits on them, asked for one more person at a time."""

    def __init__(self, centre: Centre, roster: Roster) -> None:
        self._limits = [
            (limit, [shift for agent in centre.agents if limit.speaks_of(agent.group) for shift in roster.of(agent.agent_id)])
            for limit in centre.limits
            if limit.kind == "seats"
        ]  # fmt: skip

    def has_room(self, agent: Agent, shift: Shift) -> bool:
        """Whether somebody more may be on shift all that time; the newcomer's own unpaid pause frees no seat for sure."""
        for limit, shifts in self._limits:
            if limit.speaks_of(agent.group) and limit.on(shift.shift_date):
                edges = sorted(
                    edge
                    for other in shifts
                    if other.start_min < shift.end_min and other.end_min > shift.start_min
                    for segment in other.segments
                    if segment.paid
                    for edge in ((max(segment.start_min, shift.start_min), 1), (segment.end_min, -1))
                    if edge[0] < shift.end_min
                )
                taken = most = 0
                for _, change in sorted(edges):
                    taken += change
                    most = max(most, taken)
                if most >= limit.value:
                    return False
        return True


def _free_days(person: _Person, seats: _Seats, days: Collection[date]) -> Iterator[_Free]:
    worked = {shift.shift_date for shift in person.shifts}
    paid_min = sum(shift.paid_min for shift in person.shifts)
    for day in days:
        if day in worked or not person.agent.in_service(day) or not person.centre.any_open_ranges(day):
            continue
        shifts = [shift for shift in _shortest(person.centre, person.agent, day) if seats.has_room(person.agent, shift)]
        found = _earliest_and_latest(person, shifts)
        if found is not None:
            first, last, broken = found
            yield _Free(person.agent, day, paid_min, first, last, tuple(rule.name for rule in broken))


def _earliest_and_latest(person: _Person, shifts: Sequence[Shift]) -> tuple[Shift, Shift, tuple[Rule, ...]] | None:
    """The earliest and the latest of the shifts that break the fewest limits; None where each is forbidden."""
    tried: dict[Shift, tuple[Rule, ...] | None] = {}

    def broken_by(shift: Shift) -> tuple[Rule, ...] | None:
        if shift not in tried:
            tried[shift] = person.broken_by(shift)
        return tried[shift]

    # Mostly somebody is simply free or is not: then the two ends of the day tell it.
    first = next((shift for shift in sorted(shifts, key=lambda s: s.start_min) if broken_by(shift) == ()), None)
    if first is not None:
        last = next(shift for shift in sorted(shifts, key=lambda s: -s.end_min) if broken_by(shift) == ())
        return first, last, ()
    possible = {shift: broken for shift, broken in tried.items() if broken is not None}
    if not possible:
        return None
    least = min(possible.values(), key=len)
    best = [shift for shift, broken in possible.items() if broken == least]
    return min(best, key=lambda s: s.start_min), max(best, key=lambda s: s.end_min), least


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
