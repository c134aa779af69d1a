"""A roster edited by hand: each edit says what becomes of which person's day, and is judged before it is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import AwareDatetime, Field

from scenarios.changes import Judge
from scenarios.placed_by_hand import new_shift, stretched
from scenarios.swap import Turn, exchanged, handed_to
from wfm.calendar import clock_min
from wfm.centre import Centre
from wfm.errors import InputError
from wfm.goals.base import covered_min
from wfm.messages import say
from wfm.model import Id, Model, Positive
from wfm.people import Agent
from wfm.roster import Roster
from wfm.rules import Violation
from wfm.shifts import Shift, ShiftTemplate
from wfm.timegrid import TimeGrid, instant


class PersonDay(Model):
    """What one person does on one day: a shift, or none."""

    agent_id: Id
    day: date
    shift: Shift | None = None


class Move(Model):
    """A shift at another time, of another length, on another day, or of another person."""

    kind: Literal["move"] = "move"
    agent_id: Id
    day: date
    start: AwareDatetime = Field(examples=["2026-11-24T09:00+08:00"])
    end: AwareDatetime = Field(examples=["2026-11-24T18:00+08:00"])
    to_agent_id: Id | None = None

    def days(self, centre: Centre, roster: Roster) -> tuple[PersonDay, ...]:
        """The day it leaves, and the day it comes to."""
        agent = _agent(centre, self.to_agent_id or self.agent_id)
        old = _shift(roster, self.agent_id, self.day)
        start_min, end_min = instant(self.start), instant(self.end)
        if not 0 < end_min - start_min <= MOST_MIN:
            raise InputError(say("shift_backwards", agent=agent.agent_id, start=self.start, end=self.end))
        new = stretched(centre, old, start_min, end_min)
        if agent.agent_id != old.agent_id:
            new = handed_to(centre, new, agent)
        gone = PersonDay(agent_id=old.agent_id, day=old.shift_date)
        come = PersonDay(agent_id=agent.agent_id, day=new.shift_date, shift=new)
        if (gone.agent_id, gone.day) == (come.agent_id, come.day):
            return (come,)
        _must_be_free(roster, come)
        return gone, come


class DayOff(Model):
    """A day off in the place of a shift."""

    kind: Literal["off"] = "off"
    agent_id: Id
    day: date

    def days(self, _centre: Centre, roster: Roster) -> tuple[PersonDay, ...]:
        """The day without its shift."""
        old = _shift(roster, self.agent_id, self.day)
        return (PersonDay(agent_id=old.agent_id, day=old.shift_date),)


class NewShift(Model):
    """A shift of a template on a day off, in the person's main pool or the one named."""

    kind: Literal["new"] = "new"
    agent_id: Id
    day: date
    shift_id: Id = Field(examples=["day"])
    start: str = Field(max_length=5, examples=["09:00"])
    paid_h: Positive = Field(le=24, examples=[8])
    skill: Id | None = None

    def days(self, centre: Centre, roster: Roster) -> tuple[PersonDay, ...]:
        """The day with the shift."""
        agent = _agent(centre, self.agent_id)
        pools = centre.pools_of(agent)
        skill = self.skill or next(iter(pools), None)
        if skill not in centre.pools():
            raise InputError(say("pool_unknown", value=skill or "", known=list(centre.pools())))
        template = _template(centre, self.shift_id)
        shift = new_shift(centre, agent, self.day, template, clock_min(self.start), self.paid_h, skill)
        come = PersonDay(agent_id=agent.agent_id, day=self.day, shift=shift)
        _must_be_free(roster, come)
        return (come,)


class Exchange(Model):
    """Two people exchange shifts, or, without a day of the other, one takes over."""

    kind: Literal["swap"] = "swap"
    agent_id: Id
    day: date
    with_agent_id: Id
    with_day: date | None = None

    def days(self, centre: Centre, roster: Roster) -> tuple[PersonDay, ...]:
        """Each day handed over, and each taken."""
        turns = Turn(self.agent_id, self.day), Turn(self.with_agent_id, self.with_day)
        gone, taken = exchanged(centre, roster, *turns)
        days = {
            (each.agent_id, each.shift_date): PersonDay(agent_id=each.agent_id, day=each.shift_date) for each in gone
        }
        for shift in taken:
            come = PersonDay(agent_id=shift.agent_id, day=shift.shift_date, shift=shift)
            if (come.agent_id, come.day) not in days:
                _must_be_free(roster, come)
            days[come.agent_id, come.day] = come
        return tuple(days.values())


class Put(Model):
    """Days as they stand here: what an undo sends, or a change that somebody proposed."""

    kind: Literal["put"] = "put"
    put: tuple[PersonDay, ...] = Field(min_length=1, max_length=1000)

    def days(self, centre: Centre, _roster: Roster) -> tuple[PersonDay, ...]:
        """Themselves, each named once."""
        for each in self.put:
            _agent(centre, each.agent_id)
            if each.shift is not None and (each.shift.agent_id, each.shift.shift_date) != (each.agent_id, each.day):
                place, value = f"{each.agent_id} {each.day}", f"{each.shift.agent_id} {each.shift.shift_date}"
                raise InputError(say("key_differs", name="agent_id, shift_date", key_=place, value=value))
        return tuple({(each.agent_id, each.day): each for each in self.put}.values())


Edit = Annotated[Move | DayOff | NewShift | Exchange | Put, Field(discriminator="kind")]
MOST_MIN = 24 * 60


@dataclass(frozen=True, eq=False)
class CoverageChange:
    """How many people more or fewer a pool has, per interval of the grid, shape (T,)."""

    skill: str
    agents: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Preview:
    """What an edit would do: to whose days, against which rules, and to the coverage of each pool it touches."""

    days: tuple[PersonDay, ...]
    newly_broken: tuple[Violation, ...]
    grid: TimeGrid
    changes: tuple[CoverageChange, ...]


def preview(centre: Centre, roster: Roster, judge: Judge, edit: Edit) -> Preview:
    """
    Judge an edit without making it.

    Parameters
    ----------
    judge
        Of `roster`; kept between previews it knows what was broken before.

    Raises
    ------
    InputError
        Where there is no such person, shift or template, or a day is taken.
    """
    days = edit.days(centre, roster)
    gone, come = replaced(roster, days)
    after = roster.changed(gone, come)
    broken = judge.newly_broken(after, {each.agent_id for each in days})
    grid = centre.grid(roster.first_day, roster.days)
    return Preview(days, broken, grid, _changes(centre, grid, gone, come))


def replaced(roster: Roster, days: Sequence[PersonDay]) -> tuple[list[Shift], list[Shift]]:
    """The shifts that go and those that come where days are put in the place of what a roster says of them."""
    named = {(each.agent_id, each.day): each.shift for each in days}
    people = dict.fromkeys(each.agent_id for each in days)
    gone = [shift for agent in people for shift in roster.of(agent) if (agent, shift.shift_date) in named]
    return gone, [shift for shift in named.values() if shift is not None]


def _changes(
    centre: Centre, grid: TimeGrid, gone: Sequence[Shift], come: Sequence[Shift]
) -> tuple[CoverageChange, ...]:
    skills = tuple(centre.pools())
    change = covered_min(centre, grid, skills, come) - covered_min(centre, grid, skills, gone)
    return tuple(
        CoverageChange(skill, change[row] / grid.interval_min) for row, skill in enumerate(skills) if change[row].any()
    )


def _agent(centre: Centre, agent_id: str) -> Agent:
    agent = centre.agent(agent_id)
    if agent is None:
        raise InputError(say("agent_unknown", agent=agent_id))
    return agent


def _shift(roster: Roster, agent_id: str, day: date) -> Shift:
    shift = roster.on(agent_id, day)
    if shift is None:
        raise InputError(say("no_shift", agent=agent_id, day=day))
    return shift


def _template(centre: Centre, shift_id: str) -> ShiftTemplate:
    template = centre.template(shift_id)
    if template is None:
        known = [each.id for each in centre.templates]
        raise InputError(say("template_not_there", value=shift_id, known=known))
    return template


def _must_be_free(roster: Roster, come: PersonDay) -> None:
    old = roster.on(come.agent_id, come.day)
    if old is not None:
        hours = f"{old.start:%H:%M}–{old.end:%H:%M}"
        raise InputError(say("day_taken", agent=come.agent_id, day=come.day, hours=hours))
