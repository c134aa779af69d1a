"""
The smallest repair of a day: people are absent or more contacts come than expected, and a few changes bring the coverage back.

First each step takes the change that brings all back, else the one that gains most by the goals' prices, and each that is not
needed after all is taken back; then fewer are looked for among the best changes of everybody at once. Nothing before now moves,
nobody else's shift is touched, and no rule is newly broken.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from scenarios.changes import Change, Judge, hours_text
from scenarios.demand import rest_of_today
from scenarios.effect import Effect, effect_of
from scenarios.placing import cut_at
from scenarios.plan import with_published
from scenarios.repair_fewest import fewest_moves
from scenarios.repair_moves import Moves
from scenarios.repair_search import Search
from scenarios.rest_of_day import Floats, RestOfDay
from wfm.centre import Centre
from wfm.demand import VolumeForecast
from wfm.errors import InputError
from wfm.messages import Sentence, say
from wfm.reports.call_in import CallIn, call_in_list
from wfm.roster import Roster
from wfm.rules import Violation
from wfm.shifts import Shift
from wfm.staffing.requirement import required_beside
from wfm.timegrid import TimeGrid, instant, local


@dataclass(frozen=True, eq=False)
class Repair:
    """
    A repaired week.

    Attributes
    ----------
    absences
        What is lost of the shifts of absent people.
    changes, words
        What is asked of others, and each in words.
    restored
        Whether the rest of the day is no shorter than the roster in force was for the volumes it was made for.
    is_fewest
        Whether it is shown that no fewer of the changes looked at restore it.
    planned_h
        Agent-hours that were missing in the rest of the day then.
    still_broken
        Rules on the whole team that the absences break and the changes do not mend.
    effect
        Of the changes on the rest of the day, the absences being there before and after.
    time_off
        Who else could leave early without being missed, in words: an offer, not a change.
    with_exception
        Where the day is not restored: who could be called in, were an exception approved.
    notes
        How the rest of the day was corrected by what came so far.
    """

    absences: tuple[Change, ...]
    changes: tuple[Change, ...]
    words: tuple[Sentence, ...]
    roster: Roster
    restored: bool
    is_fewest: bool
    planned_h: float
    still_broken: tuple[Violation, ...]
    effect: Effect
    time_off: tuple[Sentence, ...]
    with_exception: tuple[CallIn, ...]
    notes: tuple[Sentence, ...]


def repair(
    centre: Centre,
    roster: Roster,
    forecast: VolumeForecast,
    now: datetime,
    absent: Collection[str] = (),
    *,
    replications: int = 200,
    seed: int = 1,
) -> Repair:
    """
    Repair the rest of today.

    Parameters
    ----------
    centre
        The department; its volumes of today so far correct the forecast of the rest.
    roster, forecast
        The week in force, and the volumes it was made for.
    now
        An aware instant in that week.
    absent
        People who are away for the rest of the day.

    Raises
    ------
    InputError
        If somebody is unknown, or no queue is open any more today.
    """
    if unknown := [agent_id for agent_id in absent if centre.agent(agent_id) is None]:
        raise InputError([say("agent_unknown", agent=agent_id) for agent_id in unknown])
    now_min = instant(now)
    day, within = _left_of_day(forecast.grid, now_min, centre.time_zone)
    expected = _expected(centre, forecast, now)
    without, absences = _without_absent(centre, roster, day, now_min, absent)
    planned, rest = (
        RestOfDay.of(centre, required_beside(centre, each, roster), within) for each in (forecast, expected)
    )
    whole = _covered(centre, planned, roster, now_min)
    target = planned.shortage(whole)

    moves = Moves(centre, rest, day, now_min)
    here = _covered(centre, rest, without, now_min)
    search = Search(centre, rest, moves, Judge(centre, without), without, here, day)
    listed = [row for row in call_in_list(centre, without, (day,)) if row.agent_id not in absent]
    free = {row.agent_id for row in listed if not row.needs_exception}
    present = [agent for agent in centre.agents if agent.agent_id not in absent]
    on_duty = [(agent, shift) for agent in present if (shift := without.on(agent.agent_id, day)) is not None]
    greedy = search.run(target, on_duty, [agent for agent in present if agent.agent_id in free])
    made, is_fewest = fewest_moves(search, search.offers, greedy, target)
    repaired = search.roster_with(made)
    restored = search.shortage_after(made) <= target
    before, after = (Roster(day, 1, _of_day(each, day)) for each in (without, repaired))
    return Repair(
        absences=absences,
        changes=tuple(
            Change(move.agent_id, day, move.before, move.after, say("why_repair", hours=f"{worth_h:.1f}"))
            for move, worth_h in zip(made, search.worth_h(made), strict=True)
        ),
        words=tuple(move.words for move in made),
        roster=repaired,
        restored=restored,
        is_fewest=restored and is_fewest,
        planned_h=planned.missing_h(whole),
        still_broken=Judge(centre, roster).newly_broken_together(repaired, [agent.agent_id for agent in centre.agents]),
        effect=effect_of(
            with_published(centre, without),
            expected,
            before,
            after,
            within=within,
            in_force=roster,
            replications=replications,
            seed=seed,
        ),
        time_off=tuple(move.words for move in search.time_off(made, on_duty)),
        with_exception=() if restored else _with_exception(centre, moves, listed),
        notes=tuple(expected.notes[len(forecast.notes) :]),
    )


def _left_of_day(grid: TimeGrid, now_min: int, time_zone: str) -> tuple[date, NDArray[np.bool_]]:
    """The day an instant belongs to, and its intervals that are not over; after midnight an open evening goes on."""
    at = int(grid.index_containing(np.array([now_min], dtype=np.int64))[0])
    day = grid.dates[grid.day_index[at]] if at >= 0 else local(now_min, time_zone).date()
    index = (day - grid.first_day).days
    left: NDArray[np.bool_] = (grid.day_index == index) & (grid.starts_min + grid.interval_min > now_min)
    if not left.any():
        raise InputError(say("repair_day_over", now=f"{local(now_min, time_zone):%Y-%m-%d %H:%M}"))
    return day, left


def _expected(centre: Centre, forecast: VolumeForecast, now: datetime) -> VolumeForecast:
    """The forecast corrected by what came today; before the day's first interval is over there is nothing to correct by."""
    grid, now_min = forecast.grid, instant(now)
    day, left = _left_of_day(grid, now_min, centre.time_zone)
    today = grid.day_index == (day - grid.first_day).days
    return rest_of_today(centre, forecast, now) if (today & ~left).any() else forecast


def _without_absent(
    centre: Centre, roster: Roster, day: date, now_min: int, absent: Collection[str]
) -> tuple[Roster, tuple[Change, ...]]:
    """The week without what absent people would still have worked today."""
    kept, lost = [], []
    for shift in roster.shifts:
        if shift.agent_id in absent and shift.shift_date == day and shift.end_min > now_min:
            left = cut_at(shift, now_min, centre.time_zone)
            lost.append(Change(shift.agent_id, day, hours_text(shift), hours_text(left), say("why_absent")))
            kept += [left] if left is not None else []
        else:
            kept.append(shift)
    return Roster(roster.first_day, roster.days, tuple(kept)), tuple(lost)


def _covered(centre: Centre, rest: RestOfDay, roster: Roster, now_min: int) -> Floats:
    """What a roster, and published shifts that reach into it, cover of the rest of the day."""
    eve = roster.first_day - timedelta(days=1)
    shifts = (*roster.shifts, *(shift for shift in centre.published if shift.shift_date == eve))
    return rest.covered(shift for shift in shifts if shift.end_min > now_min)


def _of_day(roster: Roster, day: date) -> tuple[Shift, ...]:
    return tuple(shift for shift in roster.shifts if shift.shift_date == day)


def _with_exception(centre: Centre, moves: Moves, listed: Iterable[CallIn]) -> tuple[CallIn, ...]:
    """Of the people listed, those who need an exception and could still begin a shift today."""
    return tuple(
        row
        for row in listed
        if row.needs_exception
        and (agent := centre.agent(row.agent_id)) is not None
        and next(moves.call_in(agent), None) is not None
    )
