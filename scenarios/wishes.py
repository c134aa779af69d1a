"""Wishes that published rosters refused, and why: the rule that stood against them, or the coverage they would have cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from scenarios.changes import Judge
from scenarios.in_force import published_week, week_in_force
from solver import RosterProblem
from solver.one_person import OnePerson
from wfm.calendar import clock_text
from wfm.centre import Centre
from wfm.demand import StaffingRequirement, VolumeForecast
from wfm.errors import InputError
from wfm.goals.base import covered_min
from wfm.messages import Sentence, say
from wfm.people import Agent
from wfm.roster import Roster
from wfm.rules.preferences import Preferences, WishKind
from wfm.shifts import Shift
from wfm.staffing.requirement import required_beside, required_staff
from wfm.timegrid import DAYS_A_WEEK, iso_week, local

Reason = Literal["rule", "coverage", "free", "unknown"]
Minutes = NDArray[np.float64]
Way = tuple[Sequence[Shift], Sequence[Shift], Sentence]
"""Shifts that go, shifts that come, and both in words."""
LEAST_H = 0.05
"""Agent-hours missing more that count as coverage lost."""
CHANGE_H = (24.0, 2.0)
"""Agent-hours that another day has to gain to be changed for a wish: first as few days as can be, then more that are worth it."""


@dataclass(frozen=True)
class RefusedWish:
    """
    One wish of one person on one day that the published shift refuses.

    Attributes
    ----------
    kind, wish
        ``prefer`` or ``avoid``, and the times wished, such as ``06:00-12:00``.
    reason
        ``rule``: every week that grants it breaks a rule, `rule` the one that a day off breaks. ``coverage``: the best lawful way
        would have left `missing_h` more agent-hours of the requirement uncovered. ``free``: nothing stood against it.
        ``unknown``: a lawful way there was, but there is nothing to forecast the week's requirement from.
    way
        What would have granted it; None where no rule allows any.
    """

    agent_id: str
    name: str
    group: str
    week: str
    day: date
    kind: WishKind
    wish: str
    shift: str
    reason: Reason
    rule: str
    missing_h: float | None
    way: Sentence | None
    sentence: Sentence


def refused_wishes(centre: Centre, folder: Path, first_day: date, last_day: date) -> list[RefusedWish]:
    """
    Those of published weeks between two days, both inclusive, week by week in the order of the team sheet.

    Ways looked at are a day off, the same shift begun at any other start of its template that grants the wish, and, where none of
    these costs nothing, the person's best week of all beside everybody else's: other days, starts, lengths and queues, as long as
    no other wish is refused for it (`solver.one_person`).

    Parameters
    ----------
    folder
        The department's, for the forecast kept in ``forecasts/`` with each published week; without one a new forecast is made.
    """
    if not any(row.kind in ("prefer", "avoid") for row in centre.availability):
        return []
    monday = first_day - timedelta(days=first_day.weekday())
    found: list[RefusedWish] = []
    while monday <= last_day:
        found += _Week(centre, folder, monday).refused(first_day, last_day)
        monday += timedelta(weeks=1)
    return found


class _Week:
    def __init__(self, centre: Centre, folder: Path, monday: date) -> None:
        self.centre, self.folder = centre, folder
        self.roster = Roster(monday, DAYS_A_WEEK, published_week(centre, monday))

    def refused(self, first_day: date, last_day: date) -> Iterator[RefusedWish]:
        for agent in self.centre.agents:
            for shift in self.roster.of(agent.agent_id):
                if first_day <= shift.shift_date <= last_day:
                    for kind in self._kinds(agent, shift):
                        yield self._judged(agent, shift, kind)

    def _kinds(self, agent: Agent, shift: Shift) -> tuple[WishKind, ...]:
        return Preferences().refused_kinds(self.centre, agent, shift.shift_date, shift.start_min, shift.end_min)

    def _judged(self, agent: Agent, shift: Shift, kind: WishKind) -> RefusedWish:
        rows = [
            row for row in self.centre.availability_of(agent.agent_id) if row.kind == kind and row.on(shift.shift_date)
        ]
        spans = [f"{clock_text(first)}-{clock_text(last)}" for first, last in (row.range_min for row in rows)]
        reason, rule, missing_h, way = self._reason(agent, shift, kind)
        why = say(
            f"wish_reason_{reason}", rule=say(f"rule_{rule}") if rule else "", way=way or "",
            missing="" if missing_h is None else f"{missing_h:.1f}",
        )  # fmt: skip
        hours = f"{shift.start:%H:%M}-{shift.end:%H:%M}"
        sentence = say(
            "wish_refused", agent=agent.agent_id, day=shift.shift_date, wish=say(f"wish_{kind}", times=spans), shift=hours,
            why=why,
        )  # fmt: skip
        return RefusedWish(
            agent.agent_id, agent.name, agent.group, iso_week(shift.shift_date), shift.shift_date, kind, "; ".join(spans),
            hours, reason, rule, missing_h, way, sentence,
        )  # fmt: skip

    def _reason(self, agent: Agent, shift: Shift, kind: WishKind) -> tuple[Reason, str, float | None, Sentence | None]:
        """Why the wish was refused, the rule, agent-hours, and the way that would have granted it."""
        lawful: list[tuple[float | None, Sentence]] = []
        rule = ""
        for gone, new, way in self._ways(agent, shift, kind):
            broken = self._judge.newly_broken(self.roster.changed(gone, new), {agent.agent_id})
            if broken:
                rule = rule or broken[0].rule
                continue
            lawful.append((self._missing_more_h(gone, new), way))
            if (missing_h := lawful[-1][0]) is not None and missing_h < LEAST_H:
                break
        if not lawful:
            return "rule", rule, None, None
        missing_h, way = min(lawful, key=lambda each: each[0] or 0.0)
        if missing_h is None:
            return "unknown", "", None, way
        return ("coverage" if missing_h >= LEAST_H else "free"), "", missing_h, way

    def _ways(self, agent: Agent, shift: Shift, kind: WishKind) -> Iterator[Way]:
        """A day off first, then the shift begun at other times, then the best week that grants the wish."""
        yield (shift,), (), say("wish_way_off")
        template = self.centre.template(shift.shift_id)
        for start in template.start_minutes if template is not None else ():
            moved = _moved(shift, self.centre.instant_of(shift.shift_date, start), self.centre.time_zone)
            if moved.start_min != shift.start_min and kind not in self._kinds(agent, moved):
                yield (shift,), (moved,), say("wish_way_moved", start=f"{moved.start:%H:%M}")
        for change_h in CHANGE_H:
            if (week := self._best_week(agent, shift, kind, change_h)) is None:
                return
            yield week

    def _best_week(self, agent: Agent, shift: Shift, kind: WishKind, change_h: float) -> Way | None:
        """The person's best week beside the others' that grants the wish and refuses no other; None where there is none."""
        others = self._others
        frame, possible = others.frame, np.ones(len(others.frame.shifts.all), dtype=np.bool_)
        own = {each.shift_date: each for each in self.roster.of(agent.agent_id)}
        refused = {day: set(self._kinds(agent, each)) for day, each in own.items()}
        refused[shift.shift_date].discard(kind)
        for k, each in enumerate(frame.shifts.all):
            day, start, end = self.roster.dates[each.day], frame.instant(each.start), frame.instant(each.end)
            kinds = Preferences().refused_kinds(self.centre, agent, day, start, end)
            possible[k] = refused.get(day, set()).issuperset(kinds)
        at = (shift.shift_date - self.roster.first_day).days
        found = others.best(others.problem.centre.agents.index(agent), at, possible, change_h=change_h)
        if found is None:
            return None
        new = [each for each in found if not self._is_alike(each, own.get(each.shift_date))]
        kept = {each.shift_date for each in found} - {each.shift_date for each in new}
        gone = [each for day, each in own.items() if day not in kept]
        of_day = {each.shift_date: each for each in new}
        changes = [
            _change(self.centre, day, own.get(day), of_day.get(day))
            for day in sorted({each.shift_date for each in (*gone, *new)})
        ]
        return gone, new, say("wish_way_week", changes=changes)

    def _is_alike(self, new: Shift, old: Shift | None) -> bool:
        """Whether nobody would call it a change: the same hours and skills, whenever the pauses are."""
        if old is None or (new.start, new.end) != (old.start, old.end):
            return False
        return _pools(self.centre, new) == _pools(self.centre, old)

    @cached_property
    def _others(self) -> OnePerson:
        before = tuple(self.centre.published_before(self.roster.first_day))
        alone = self.centre.model_copy(update={"published": before, "volumes": None})
        requirement = self._need.requirement if self._need else required_staff(alone, self._nothing_expected())
        return OnePerson(RosterProblem(alone, requirement, self.roster.first_day, self.roster.days), self.roster)

    def _nothing_expected(self) -> VolumeForecast:
        """No contact all week: what is lawful can be said where nobody knows what is needed."""
        grid = self.centre.grid(self.roster.first_day, self.roster.days)
        queues = tuple(queue.id for queue in self.centre.queues if queue.channel != "position")
        zero = np.zeros((len(queues), len(grid)))
        unknown = np.full_like(zero, np.nan)
        return VolumeForecast(grid, queues, zero, unknown, unknown, unknown, unknown, unknown)

    @cached_property
    def _judge(self) -> Judge:
        return Judge(self.centre, self.roster)

    @cached_property
    def _need(self) -> _Need | None:
        """What the week requires and covers; None where there is nothing to forecast from."""
        try:
            week = week_in_force(self.centre, self.folder, self.roster.first_day)
        except InputError:
            return None
        requirement = required_beside(self.centre, week.forecast, self.roster)
        people = np.array([np.where(pool.is_open, pool.fractional, 0.0) for pool in requirement.pools])
        return _Need(
            requirement,
            people * requirement.grid.interval_min,
            self._covered(requirement, self.roster.shifts),
        )

    def _covered(self, requirement: StaffingRequirement, shifts: Sequence[Shift]) -> Minutes:
        skills = [pool.skill for pool in requirement.pools]
        return covered_min(self.centre, requirement.grid, skills, shifts)

    def _missing_more_h(self, gone: Sequence[Shift], new: Sequence[Shift]) -> float | None:
        """Agent-hours of the requirement that a change leaves uncovered besides those that are."""
        if (need := self._need) is None:
            return None
        less, more = (self._covered(need.requirement, shifts) for shifts in (gone, new))
        before = np.maximum(need.required - need.covered, 0.0)
        return float((np.maximum(need.required - need.covered + less - more, 0.0) - before).sum()) / 60


@dataclass(frozen=True, eq=False)
class _Need:
    """Agent-minutes required and covered in a week, each of shape (P, T)."""

    requirement: StaffingRequirement
    required: Minutes
    covered: Minutes


def _pools(centre: Centre, shift: Shift) -> frozenset[str]:
    named = (centre.queue(queue) for segment in shift.segments for queue in segment.queues)
    return frozenset(queue.pool for queue in named if queue is not None)


def _change(centre: Centre, day: date, old: Shift | None, new: Shift | None) -> Sentence:
    """One day of a week that grants a wish, in words."""
    if new is None:
        return say("wish_change_off", day=day)
    hours = f"{new.start:%H:%M}–{new.end:%H:%M}"
    if old is None:
        return say("wish_change_on", day=day, hours=hours)
    if (new.start, new.end) != (old.start, old.end):
        return say("wish_change_hours", day=day, hours=hours)
    return say("wish_change_skills", day=day, skills=sorted(_pools(centre, new)))


def _moved(shift: Shift, start_min: int, time_zone: str) -> Shift:
    """The same shift begun at another instant."""
    by = start_min - shift.start_min
    segments = tuple(
        segment.model_copy(
            update={"start": local(segment.start_min + by, time_zone), "end": local(segment.end_min + by, time_zone)}
        )
        for segment in shift.segments
    )
    return shift.model_copy(update={"segments": segments})
