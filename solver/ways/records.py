"""Ways out by a record of the department: leave, pins, pairs, availability, rotations, service, shifts, activities, leads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial, reduce
from typing import Any

from pydantic import ValidationError

from solver.ways.change import Change, Matter
from wfm.centre import Centre
from wfm.errors import WfmError
from wfm.messages import say
from wfm.people import Agent, Lock
from wfm.shifts import PlacedActivity, ShiftTemplate

Made = Callable[[Centre, float], Centre]
MOST_H = 24
MOST_NEW_LEADS = 6
WIDER_H = 12
SHORTER_STEP_MIN = 5


def without(field: str, row: object) -> Made:
    """A department without one row of a table."""
    return lambda centre, _: centre.model_copy(update={field: tuple(r for r in getattr(centre, field) if r != row)})


def changed(field: str, row: Any, **values: object) -> Made:
    """A department with some fields of one row changed."""
    return lambda centre, _: _with(centre, field, row, **values)


def leave(matter: Matter) -> Iterator[Change]:
    """Each approved leave of somebody in the clash that touches its days, taken back."""
    for agent in matter.people:
        for row in matter.centre.leave_of(agent.agent_id):
            if any(row.covers(day) for day in matter.clash.days):
                words = say("way_leave", agent=agent.agent_id, first=row.from_day, last=row.to_day)
                yield Change.whole("leave", without("leave", row), words)


def credit(matter: Matter) -> Iterator[Change]:
    """More hours credited for each day of a leave, so that the floor of the week falls."""
    for agent in matter.people:
        for row in matter.centre.leave_of(agent.agent_id):
            if any(row.covers(day) for day in matter.dates):
                least = row.credit_h_per_day or 0.0
                amounts = [least + quarter / 4 for quarter in range(1, 4 * MOST_H + 1)]
                made = partial(_by, field="leave", row=row, key="credit_h_per_day")
                yield Change.by(
                    "credit", made, amounts, "way_credit", agent=row.agent_id, first=row.from_day, last=row.to_day
                )


def pins(matter: Matter) -> Iterator[Change]:
    """Each pinned shift of the clash let go."""
    for lock in matter.centre.locks:
        if lock.agent_id in matter.clash.agents and lock.shift_date in matter.clash.days:
            words = say("way_pin", agent=lock.agent_id, day=lock.shift_date)
            yield Change.whole("pin", without("locks", lock), words)


def pairs(matter: Matter) -> Iterator[Change]:
    """Each pair of the clash let go."""
    for pair in matter.centre.pairs:
        if {pair.agent_a, pair.agent_b} <= set(matter.clash.agents):
            words = say("way_pair", agent=pair.agent_a, other=pair.agent_b)
            yield Change.whole("pair", without("pairs", pair), words)


def availability(matter: Matter) -> Iterator[Change]:
    """Each time of unavailability let go; times of availability no longer the only ones."""
    for agent in matter.people:
        rows = matter.centre.availability_of(agent.agent_id)
        for row in rows:
            if row.kind == "unavailable" and any(row.on(day) for day in matter.clash.days):
                words = say("way_available", agent=agent.agent_id, days=row.days, start=row.from_time, end=row.to_time)
                yield Change.whole("availability", without("availability", row), words)
        if any(row.kind == "available" for row in rows):
            words = say("way_available_always", agent=agent.agent_id)
            yield Change.whole("availability", partial(_always, agent_id=agent.agent_id), words)


def rotation(matter: Matter) -> Iterator[Change]:
    """A day off pinned against the rotation, or the person out of it."""
    for agent in matter.people:
        if agent.pattern is None:
            continue
        for day in matter.clash.days if len(matter.clash.days) < len(matter.dates) else ():
            words = say("way_rotation_day", agent=agent.agent_id, day=day)
            pinned = partial(_off, agent_id=agent.agent_id, day=day)
            yield Change.whole("rotation_day", pinned, words, takes=True)
        words = say("way_rotation", agent=agent.agent_id, pattern=agent.pattern)
        yield Change.whole("rotation", changed("agents", agent, pattern=None), words)


def service(matter: Matter) -> Iterator[Change]:
    """Dates of service that reach the days of the clash."""
    for agent in matter.people:
        first, last = min(matter.clash.days), max(matter.clash.days)
        if agent.hired_on is not None and agent.hired_on > first:
            words = say("way_hired", agent=agent.agent_id, day=first)
            yield Change.whole("service", changed("agents", agent, hired_on=first), words)
        if agent.left_on is not None and agent.left_on < last:
            words = say("way_stays", agent=agent.agent_id, day=last)
            yield Change.whole("service", changed("agents", agent, left_on=last), words)


def opened(matter: Matter) -> Iterator[Change]:
    """Each shift template open to somebody of the clash to whom it is not."""
    for agent in matter.people:
        for template in matter.centre.templates:
            if not template.open_to(agent.group, agent.skills):
                words = say("way_open_template", shift=template.id, agent=agent.agent_id)
                wider = {
                    "groups": None if template.groups is None else (*template.groups, agent.group),
                    "skills": None if template.skills is None else (*template.skills, *agent.skills),
                }
                yield Change.whole("template", changed("templates", template, **wider), words)


def lengths(matter: Matter) -> Iterator[Change]:
    """Each template with one length more: the one nearest to its own that is enough, shorter ones first."""
    for template in matter.centre.templates:
        longest, shortest = max(template.paid_h), min(template.paid_h)
        shorter = [shortest - half / 2 for half in range(1, int(shortest * 2))]
        longer = [longest + half / 2 for half in range(1, 2 * MOST_H) if longest + half / 2 <= MOST_H / 2]
        made, amounts = partial(_longer, shift_id=template.id), (*shorter, *longer)
        eased = partial(reduce, made, amounts)
        yield Change.by("length", made, amounts, "way_length", eased=eased, shift=template.id)


def activities(matter: Matter) -> Iterator[Change]:
    """The activity without somebody, at everybody's own time, shorter, or in a wider window."""
    for activity in matter.centre.activities:
        if activity.id != matter.clash.activity:
            continue
        for agent in matter.people if not activity.group else ():
            left = tuple(each for each in activity.agents if each != agent.agent_id)
            words = say("way_activity_without", activity=activity.id, agent=agent.agent_id)
            yield Change.whole("without", changed("activities", activity, agents=left), words)
        if activity.together:
            words = say("way_activity_own_time", activity=activity.id)
            yield Change.whole("own_time", changed("activities", activity, together=False), words)
        shorter = [float(value) for value in range(activity.duration_min - SHORTER_STEP_MIN, 0, -SHORTER_STEP_MIN)]
        yield Change.by(
            "shorter", partial(_shorter, row=activity), shorter, "way_activity_shorter", activity=activity.id,
            current=activity.duration_min,
        )  # fmt: skip
        hours = [float(value) for value in range(1, WIDER_H + 1)]
        yield Change.by(
            "window", partial(_wider, activity=activity), hours, "way_activity_window", activity=activity.id
        )


def leads(matter: Matter) -> Iterator[Change]:
    """Somebody of the team as a lead too, or more leads."""
    for agent in matter.centre.agents:
        if not agent.lead:
            words = say("way_new_lead", agent=agent.agent_id)
            yield Change.whole("new_lead", changed("agents", agent, lead=True), words)
    like = next((agent for agent in matter.centre.agents if agent.lead), matter.centre.agents[0])
    counts = [float(value) for value in range(1, MOST_NEW_LEADS + 1)]
    yield Change.by("more_leads", partial(_more_leads, like=like), counts, "way_more_leads", skills=list(like.skills))


def is_new(agent_id: str) -> bool:
    """Whether a person is one whom `leads` has added."""
    return agent_id.startswith("new-lead-")


def _with(centre: Centre, field: str, row: Any, **values: object) -> Centre:
    rows = tuple(each.model_copy(update=values) if each == row else each for each in getattr(centre, field))
    return centre.model_copy(update={field: rows})


def _by(centre: Centre, amount: float, *, field: str, row: Any, key: str) -> Centre:
    return _with(centre, field, row, **{key: amount})


def _shorter(centre: Centre, duration_min: float, *, row: PlacedActivity) -> Centre:
    return _with(centre, "activities", row, duration_min=int(duration_min))


def _always(centre: Centre, _amount: float, *, agent_id: str) -> Centre:
    kept = tuple(row for row in centre.availability if row.agent_id != agent_id or row.kind != "available")
    return centre.model_copy(update={"availability": kept})


def _off(centre: Centre, _amount: float, *, agent_id: str, day: date) -> Centre:
    return centre.model_copy(update={"locks": (*centre.locks, Lock(agent_id=agent_id, shift_date=day))})


def _longer(centre: Centre, paid_h: float, *, shift_id: str) -> Centre:
    [template] = [each for each in centre.templates if each.id == shift_id]
    try:
        new = ShiftTemplate.model_validate(
            {**template.model_dump(exclude_unset=True), "paid_h": tuple(sorted({*template.paid_h, paid_h}))}
        )
    except (ValidationError, WfmError):
        return centre
    return centre.model_copy(
        update={"templates": tuple(new if each == template else each for each in centre.templates)}
    )


def _wider(centre: Centre, hours: float, *, activity: PlacedActivity) -> Centre:
    first, last = activity.between
    by = timedelta(hours=hours)
    return _with(centre, "activities", activity, between=(first - by, last + by))


def _more_leads(centre: Centre, count: float, *, like: Agent) -> Centre:
    new = tuple(
        Agent(
            agent_id=f"new-lead-{number}", group=like.group, skills=like.skills, contract=like.contract, lead=True,
            min_h=0.0, max_h=like.max_h,
        )
        for number in range(1, int(count) + 1)
    )  # fmt: skip
    return centre.model_copy(update={"agents": (*centre.agents, *new)})
