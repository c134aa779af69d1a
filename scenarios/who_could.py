"""Why a pool is short at a time: what each person with its skill does then, or what keeps them from coming."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from scenarios.changes import Judge
from scenarios.placed_by_hand import new_shift
from wfm.centre import Centre
from wfm.errors import InputError
from wfm.messages import Sentence, say
from wfm.model import minutes
from wfm.people import Agent
from wfm.roster import Roster
from wfm.shifts import Activity, Segment, Shift
from wfm.timegrid import instant

State = Literal["serving", "elsewhere", "pause", "activity", "other_hours", "off"]
"""On the pool; on another; at a meal or break; at a meeting or training; at work at another time; without a shift that day."""


@dataclass(frozen=True)
class Could:
    """
    One person at one time.

    Attributes
    ----------
    reasons
        Of who is off: what the shift that breaks least would break; none where the person could simply come. Of the others:
        where they are.
    """

    agent_id: str
    state: State
    reasons: tuple[Sentence, ...]


def who_could(centre: Centre, roster: Roster, judge: Judge, skill: str, day: date, moment: datetime) -> list[Could]:
    """
    Everybody with the skill of a pool, in the order of the team sheet.

    Parameters
    ----------
    judge
        Of `roster`.
    day
        On which a shift would begin that covers `moment`.

    Raises
    ------
    InputError
        Where no queue has the skill.
    """
    if skill not in centre.pools():
        raise InputError(say("pool_unknown", value=skill, known=list(centre.pools())))
    at_min = instant(moment)
    able = [agent for agent in centre.agents if skill in centre.pools_of(agent)]
    return [_of(centre, roster, judge, agent, skill, day, at_min) for agent in able]


def _of(centre: Centre, roster: Roster, judge: Judge, agent: Agent, skill: str, day: date, at_min: int) -> Could:
    own = roster.of(agent.agent_id)
    present = next((shift for shift in own if shift.start_min <= at_min < shift.end_min), None)
    if present is not None:
        return Could(agent.agent_id, *_doing(centre, present, skill, at_min))
    if (shift := roster.on(agent.agent_id, day)) is not None:
        hours = f"{shift.start:%H:%M}–{shift.end:%H:%M}"
        return Could(agent.agent_id, "other_hours", (say("works_other_hours", hours=hours),))
    return Could(agent.agent_id, "off", _least_broken(centre, roster, judge, agent, skill, day, at_min))


def _doing(centre: Centre, shift: Shift, skill: str, at_min: int) -> tuple[State, tuple[Sentence, ...]]:
    segment = next((s for s in shift.segments if s.start_min <= at_min < s.end_min), None)
    if segment is None or segment.activity in (Activity.MEAL, Activity.BREAK):
        return "pause", (say(f"activity_{segment.activity if segment else Activity.BREAK}"),)
    if not segment.activity.covers:
        return "activity", (say(f"activity_{segment.activity}"),)
    return ("serving" if skill in _pools(centre, segment) else "elsewhere"), (
        say("works_on", queues=list(segment.queues)),
    )


def _pools(centre: Centre, segment: Segment) -> set[str]:
    return {queue.pool for queue in centre.queues if queue.id in segment.queues}


def _least_broken(
    centre: Centre, roster: Roster, judge: Judge, agent: Agent, skill: str, day: date, at_min: int
) -> tuple[Sentence, ...]:
    found: list[tuple[Sentence, ...]] = []
    for shift in _covering(centre, agent, day, skill, at_min):
        broken = judge.newly_broken_alone(roster.changed((), (shift,)), {agent.agent_id})
        found.append(tuple(each.sentence for each in broken))
        if not broken:
            break
    return min(found, key=len, default=(say("no_shift_covers", agent=agent.agent_id, day=day),))


def _covering(centre: Centre, agent: Agent, day: date, skill: str, at_min: int) -> Iterator[Shift]:
    """The earliest and the latest shift of each template that the person may work and that covers an instant, at its shortest."""
    for template in centre.templates:
        if day.weekday() not in template.weekdays or not template.open_to(agent.group, agent.skills):
            continue
        paid_h = min(template.paid_h, key=minutes)
        placed = [new_shift(centre, agent, day, template, start, paid_h, skill) for start in template.start_minutes]
        covering = [shift for shift in placed if shift.start_min <= at_min < shift.end_min]
        yield from dict.fromkeys((*covering[:1], *covering[-1:]))
