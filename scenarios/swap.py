"""Two people exchange shifts, or one takes another's: yes or no by the rules, and what it does to coverage and service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scenarios.changes import Change, Judge, hours_text
from scenarios.effect import Effect, effect_of
from scenarios.in_force import WeekInForce
from wfm.centre import Centre
from wfm.demand import VolumeForecast
from wfm.errors import InputError
from wfm.formats.cells import CellError, parse_date
from wfm.messages import Sentence, say
from wfm.people import Agent
from wfm.roster import Roster
from wfm.rules import Violation
from wfm.shifts import Segment, Shift
from wfm.timegrid import iso_week

FOLLOWS_FROM_TWO_SHIFTS = frozenset({"daily_rest", "max_daily_hours"})


@dataclass(frozen=True)
class Turn:
    """One side of a swap: a person and the day of the shift handed over; no day: nothing is handed over, only taken."""

    agent_id: str
    day: date | None

    @classmethod
    def read(cls, text: str) -> Turn:
        """``A07:2026-11-24``, or ``A12:`` for somebody who only takes over; InputError otherwise."""
        agent_id, colon, day = text.strip().partition(":")
        if not colon or not agent_id:
            raise InputError(say("swap_unreadable", value=text))
        try:
            return cls(agent_id, parse_date(day) if day else None)
        except CellError:
            raise InputError(say("swap_unreadable", value=text)) from None


@dataclass(frozen=True, eq=False)
class Swapped:
    """
    Whether a swap may be, and the roster after it.

    `broken` holds the violations that were not there before; a swap is allowed where there is none.
    """

    changes: tuple[Change, ...]
    broken: tuple[Violation, ...]
    roster: Roster

    @property
    def allowed(self) -> bool:
        """Whether no rule forbids it."""
        return not self.broken

    @property
    def reasons(self) -> tuple[Sentence, ...]:
        """Each violation by the rule's name and own sentence; of two shifts on one day, hours and rest say nothing more."""
        doubled = {
            (violation.agent_id, violation.day) for violation in self.broken if violation.rule == "one_shift_a_day"
        }
        return tuple(
            say("swap_reason", rule=say(f"rule_{violation.rule}"), sentence=violation.sentence)
            for violation in self.broken
            if violation.rule not in FOLLOWS_FROM_TWO_SHIFTS or (violation.agent_id, violation.day) not in doubled
        )


@dataclass(frozen=True, eq=False)
class SwapAnswer(Swapped):
    """The same with what it would do."""

    effect: Effect


def swap(
    centre: Centre,
    roster: Roster,
    forecast: VolumeForecast,
    first: Turn,
    second: Turn,
    *,
    replications: int = 200,
    seed: int = 1,
) -> SwapAnswer:
    """
    Judge the exchange of two shifts of one roster.

    Segments keep their times; the queues become those of each segment that the new person may serve, and stay where there is
    none, so that the rule on skills names it.

    Parameters
    ----------
    roster
        The week in force.
    forecast
        The volumes of its days.

    Raises
    ------
    InputError
        If both turns are one person's, somebody is unknown, neither hands anything over, or a day holds no shift.
    """
    week = WeekInForce(roster, forecast)
    [answer] = swap_across(centre, [week], first, second, replications=replications, seed=seed)
    return answer


def swap_across(
    centre: Centre,
    weeks: Sequence[WeekInForce],
    first: Turn,
    second: Turn,
    *,
    replications: int = 200,
    seed: int = 1,
) -> list[SwapAnswer]:
    """
    The same between the weeks in force that hold the two days, in order of time: an answer for each of them.

    The rules judge all the days from the first week to the last as one, so every answer says the same of what is broken. Weeks
    between that are published count as they are.
    """
    span = _joined(centre, [week.roster for week in weeks])
    found = swapped(centre, span, Judge(centre, span), first, second)
    answers = []
    for week in weeks:
        changes = tuple(change for change in found.changes if change.shift_date in week.roster.dates)
        after = _cut(found.roster, week.roster)
        effect = effect_of(centre, week.forecast, week.roster, after, replications=replications, seed=seed)
        answers.append(SwapAnswer(changes, found.broken, after, effect))
    return answers


def swapped(centre: Centre, roster: Roster, judge: Judge, first: Turn, second: Turn) -> Swapped:
    """The exchange of two shifts judged by the rules alone; `judge` of the roster, refused as `swap` says."""
    agents = _people(centre, first, second)
    gone, taken = exchanged(centre, roster, first, second)
    new = roster.changed(gone, taken)
    people = {agent.agent_id for agent in agents}
    return Swapped(_changes(agents, gone, roster, new), judge.newly_broken(new, people), new)


def _joined(centre: Centre, rosters: Sequence[Roster]) -> Roster:
    """All days from the first roster to the last; in between what is published."""
    first_day, last_day = rosters[0].first_day, rosters[-1].last_day
    own = {day for roster in rosters for day in roster.dates}
    between = (
        shift for shift in centre.published if first_day <= shift.shift_date <= last_day and shift.shift_date not in own
    )
    days = (last_day - first_day).days + 1
    return Roster(first_day, days, (*(shift for roster in rosters for shift in roster.shifts), *between))


def _cut(whole: Roster, week: Roster) -> Roster:
    """The days of a week."""
    dates = set(week.dates)
    return Roster(week.first_day, week.days, tuple(shift for shift in whole.shifts if shift.shift_date in dates))


def exchanged(centre: Centre, roster: Roster, first: Turn, second: Turn) -> tuple[list[Shift], list[Shift]]:
    """The shifts handed over, and the same as the other person works them; refused as `swap` says."""
    agents = _people(centre, first, second)
    given = [_shift_of(roster, turn) for turn in (first, second)]
    gone = [shift for shift in given if shift is not None]
    if not gone:
        raise InputError(say("swap_nothing", first=first.agent_id, second=second.agent_id))
    taken = [
        handed_to(centre, shift, agent)
        for shift, agent in zip(given, reversed(agents), strict=True)
        if shift is not None
    ]
    return gone, taken


def handed_to(centre: Centre, shift: Shift, agent: Agent) -> Shift:
    """The same shift worked by another person."""
    served = centre.pools_of(agent)
    segments = tuple(_of(centre, segment, served) for segment in shift.segments)
    return shift.model_copy(update={"agent_id": agent.agent_id, "segments": segments})


def _of(centre: Centre, segment: Segment, served: tuple[str, ...]) -> Segment:
    kept = {
        queue_id: share
        for queue_id, share in segment.queue_shares()
        if (queue := centre.queue(queue_id)) is not None and queue.pool in served
    }
    if not segment.activity.covers or not kept or len(kept) == len(segment.queues):
        return segment
    whole = sum(kept.values())
    shares = tuple(share / whole for share in kept.values()) if segment.shares else ()
    return segment.model_copy(update={"queues": tuple(kept), "shares": shares})


def _people(centre: Centre, first: Turn, second: Turn) -> list[Agent]:
    if first.agent_id == second.agent_id:
        raise InputError(say("swap_same_person", agent=first.agent_id))
    found = []
    for turn in (first, second):
        agent = centre.agent(turn.agent_id)
        if agent is None:
            raise InputError(say("agent_unknown", agent=turn.agent_id))
        found.append(agent)
    return found


def _shift_of(roster: Roster, turn: Turn) -> Shift | None:
    if turn.day is None:
        return None
    if turn.day not in roster.dates:
        raise InputError(say("swap_two_weeks", agent=turn.agent_id, day=turn.day, week=iso_week(roster.first_day)))
    shift = roster.on(turn.agent_id, turn.day)
    if shift is None:
        raise InputError(say("swap_no_shift", agent=turn.agent_id, day=turn.day))
    return shift


def _changes(agents: list[Agent], gone: list[Shift], before: Roster, after: Roster) -> tuple[Change, ...]:
    names = [agent.agent_id for agent in agents]
    return tuple(
        Change(
            agent,
            day,
            hours_text(before.on(agent, day)),
            hours_text(after.on(agent, day)),
            say("why_swap", agent=other),
        )
        for agent, other in zip(names, reversed(names), strict=True)
        for day in sorted({shift.shift_date for shift in gone})
    )
