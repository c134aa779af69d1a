"""A roster with some shifts changed: what it would newly break, and each change as a row of ``changes.csv``."""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from scenarios.in_force import published_week
from wfm.centre import Centre
from wfm.messages import Sentence
from wfm.roster import Roster
from wfm.rules import Rule, Violation
from wfm.rules.lead_on_duty import LeadOnDuty
from wfm.shifts import Shift
from wfm.timetable import Timetable

ROUNDING = 1e-9

Place = tuple[str, str, date, str]
Sizes = dict[Place, float]


@dataclass(frozen=True)
class Change:
    """One person's day before and after, as text, and why; blank: a day off."""

    agent_id: str
    shift_date: date
    before: Sentence | str
    after: Sentence | str
    why: Sentence

    def row(self) -> Mapping[str, object]:
        """What changes.csv holds."""
        return {
            "agent_id": self.agent_id, "shift_date": self.shift_date, "from": self.before, "to": self.after, "why": self.why,
        }  # fmt: skip


def hours_text(shift: Shift | None) -> str:
    """``09:00-18:00 day``; blank for a day off."""
    return "" if shift is None else f"{shift.start:%H:%M}-{shift.end:%H:%M} {shift.shift_id}"


class Judge:
    """Says what a changed roster breaks that the one before did not; the published week after it is judged along with it."""

    def __init__(self, centre: Centre, before: Roster) -> None:
        self._centre, self._before = centre, before
        self._next = published_week(centre, before.last_day + timedelta(days=1))
        self._published: dict[str, list[Shift]] = {}
        for shift in centre.published:
            self._published.setdefault(shift.agent_id, []).append(shift)
        hard = _hard(centre)
        self._of_team = [rule for rule in hard if rule.of_team]
        self._personal = [rule for rule in hard if not rule.of_team]
        self._known: dict[tuple[str, ...], Sizes] = {}

    def of_changed(self, after: Roster) -> Judge:
        """The judge of what that roster breaks next, after it has become the one before."""
        judge = copy.copy(self)
        judge._before, judge._known = after, {}
        return judge

    def newly_broken(self, after: Roster, agents: Collection[str]) -> tuple[Violation, ...]:
        """The violations that are new or have grown, where only the shifts of `agents` differ."""
        return (*self.newly_broken_alone(after, agents), *self.newly_broken_together(after, agents))

    def newly_broken_alone(self, after: Roster, agents: Collection[str]) -> tuple[Violation, ...]:
        """Those of rules on one person, where only the shifts of `agents` differ."""
        people = tuple(agent for agent in self._centre.agents if agent.agent_id in agents)
        published = tuple(shift for agent in people for shift in self._published.get(agent.agent_id, ()))
        alone = self._centre.model_copy(update={"agents": people, "published": published})
        return self._new(alone, self._personal, after, ("people", *sorted(agents)))

    def newly_broken_together(self, after: Roster, agents: Collection[str]) -> tuple[Violation, ...]:
        """Those of rules on the whole team; who is no lead cannot break the one on leads."""
        moved = [agent for agent_id in agents if (agent := self._centre.agent(agent_id)) is not None]
        rules = [rule for rule in self._of_team if rule.name != LeadOnDuty.name or any(agent.lead for agent in moved)]
        return self._new(self._centre, rules, after, ("rules", *(rule.name for rule in rules)))

    def _new(self, centre: Centre, rules: Sequence[Rule], after: Roster, key: tuple[str, ...]) -> tuple[Violation, ...]:
        if key not in self._known:
            self._known[key] = _sizes(self._check(centre, rules, self._before))
        before = self._known[key]
        found = self._check(centre, rules, after)
        sizes = _sizes(found)
        return tuple(v for v in found if sizes[_place(v)] > before.get(_place(v), 0.0) + ROUNDING)

    def _check(self, centre: Centre, rules: Iterable[Rule], roster: Roster) -> list[Violation]:
        whole = roster
        if self._next or len(centre.agents) < len(self._centre.agents):
            known = {agent.agent_id for agent in centre.agents}
            own = (shift for agent in centre.agents for shift in roster.of(agent.agent_id))
            shifts = (*own, *(shift for shift in self._next if shift.agent_id in known))
            whole = Roster(roster.first_day, roster.days + (7 if self._next else 0), shifts)
        return list(_violations(rules, centre, whole))


def broken(centre: Centre, roster: Roster) -> tuple[Violation, ...]:
    """Everything a roster breaks of the hard rules, in the order of the rules."""
    return tuple(_violations(_hard(centre), centre, roster))


def still_broken(
    centre: Centre, before: Iterable[Violation], after: Roster, agents: Collection[str]
) -> tuple[Violation, ...]:
    """What `broken` says of a roster in which only the shifts of `agents` differ from one of which it said `before`."""
    people = tuple(agent for agent in centre.agents if agent.agent_id in agents)
    published = tuple(shift for shift in centre.published if shift.agent_id in agents)
    alone = centre.model_copy(update={"agents": people, "published": published})
    shifts = tuple(shift for agent in people for shift in after.of(agent.agent_id))
    rules = _hard(centre)
    of_team = {rule.name for rule in rules if rule.of_team}
    personal = [rule for rule in rules if not rule.of_team]
    found = [v for v in before if v.rule not in of_team and v.agent_id not in agents]
    found += _violations(personal, alone, Roster(after.first_day, after.days, shifts))
    found += _violations([rule for rule in rules if rule.of_team], centre, after)
    place = {rule.name: at for at, rule in enumerate(rules)}
    row = {agent.agent_id: at for at, agent in enumerate(centre.agents)}
    return tuple(sorted(found, key=lambda v: (place[v.rule], row.get(v.agent_id, 0))))


def _hard(centre: Centre) -> list[Rule]:
    return [rule for rule in centre.rules if not rule.is_soft]


def _violations(rules: Iterable[Rule], centre: Centre, roster: Roster) -> Iterator[Violation]:
    table = Timetable(centre, roster)
    return (violation for rule in rules for violation in rule.check(table))


def _place(violation: Violation) -> Place:
    return violation.rule, violation.agent_id, violation.day, violation.sentence.key


def _sizes(violations: Iterable[Violation]) -> Sizes:
    sizes: Sizes = {}
    for violation in violations:
        sizes[_place(violation)] = sizes.get(_place(violation), 0.0) + violation.size
    return sizes
