"""
When each meeting and training takes place: where the coverage it takes away costs least, and everyone called can be on shift.

The times are chosen in a first roster made without the activities, one activity after the other; then the search plans around them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from solver.clash import Clash
from solver.engines.weeks import search
from solver.engines.weeks.bench import Weeks
from solver.engines.weeks.kernels import NEVER, TRAINEE
from solver.engines.weeks.state import Desk
from solver.frame import Frame
from solver.primitives import PlaceActivity
from solver.team import Seat, Team, spans_of
from wfm.calendar import DAY_MIN
from wfm.goals.base import POINTS_PER_AGENT_INTERVAL
from wfm.messages import say

MOST_TIMES = 48
"""Starting times of an activity that are priced."""
PRICE_LEVEL = 0.75
"""Share of the first missing agent's price at which the first roster is begun."""
FIRST_SWEEPS = 2
ABSENT = 2.0 * POINTS_PER_AGENT_INTERVAL
"""What it counts that somebody called is not on shift at a time: the shift would have to move for it."""
WORTH_MORE = 1e9
"""More than any points of a week's shifts."""


@dataclass(frozen=True)
class _Time:
    """A possible time: the day whose shifts hold it, and its first step."""

    day: int
    start: int


def seat_activities(desk: Desk) -> tuple[tuple[Seat, ...], PlaceActivity | None]:
    """
    A time for every activity of a desk's team, as seats of its people; or the activity for which none was found.

    The narrowest come first, and one that finds no room is tried again before all others.
    """
    order = sorted(
        desk.team.to_place, key=lambda each: (each.last_start - each.first_start, not each.together, -len(each.agents))
    )
    weeks = _without_activities(desk)
    for _ in order:
        seats, left = _seat_all(desk, weeks.copy(), order)
        if left is None or left is order[0]:
            return seats, left
        order = [left, *(each for each in order if each is not left)]
    return seats, left


def unseated(frame: Frame, desk: Desk, matter: PlaceActivity) -> Clash:
    """The clash: who of the people called can never attend, or who is to be kept apart, or that they have no time in common."""
    agents = frame.problem.centre.agents
    never = [
        agents[a].agent_id
        for a in matter.agents
        if not any(_can_attend(desk, a, (_seat(matter, a, time),)) for time in _times(desk, matter, [a]))
    ]
    called = tuple(agents[a].agent_id for a in matter.agents)
    first, last = (frame.instant(step) for step in (matter.first_start, matter.last_start + matter.steps - 1))
    days = tuple(day for day in frame.problem.dates if _touches(frame, day, first, last))
    apart = [tuple(agents[a].agent_id for a in pair) for pair in _kept_apart(desk.team, matter)]
    rules: tuple[str, ...] = ("activities",)
    if never:
        said = say("clash_activity_people", activity=matter.id, agents=never)
        return Clash(tuple(never), days, rules, (said,), matter.id)
    if matter.together and apart:
        people = tuple(dict.fromkeys(agent for pair in apart for agent in pair))
        said = say("clash_activity_apart", activity=matter.id, agents=list(people))
        return Clash(people, days, (*rules, "pairs"), (said,), matter.id)
    key = "clash_activity_together" if matter.together else "clash_activity_room"
    return Clash(called, days, rules, (say(key, activity=matter.id, agents=list(called)),), matter.id)


def _touches(frame: Frame, day: date, first_min: int, last_min: int) -> bool:
    midnight = frame.problem.centre.instant_of(day, 0)
    return midnight <= last_min and first_min < frame.problem.centre.instant_of(day, DAY_MIN)


def _kept_apart(team: Team, matter: PlaceActivity) -> list[tuple[int, int]]:
    """Pairs of those called whose shifts may never share a minute."""
    return [pair.agents for pair in team.pairs if not pair.together and set(pair.agents) <= set(matter.agents)]


def _without_activities(desk: Desk) -> Weeks:
    pools = desk.frame.pools
    prices = PRICE_LEVEL * np.where(pools.need > 0, pools.short_slopes[:, :1] * 100.0, 0.0)
    order = np.arange(desk.team.size)
    weeks = search.construct(desk, prices, np.zeros(desk.frame.steps), order)
    for _ in range(FIRST_SWEEPS):
        search.sweep(desk, weeks, order)
    return weeks


def _seat_all(
    desk: Desk, weeks: Weeks, order: Sequence[PlaceActivity]
) -> tuple[tuple[Seat, ...], PlaceActivity | None]:
    """Seats one activity after the other, taking what each covers out of `weeks`; stops at the first without a time."""
    seats: dict[int, tuple[Seat, ...]] = defaultdict(tuple)
    for matter in order:
        for group in [list(matter.agents)] if matter.together else [[agent] for agent in matter.agents]:
            time = _best_time(desk, weeks, seats, matter, group)
            if time is None:
                return (), matter
            for agent in group:
                seats[agent] += (_seat(matter, agent, time),)
            weeks.z[:] -= _lost(desk, weeks, group, time.start, matter.steps)
            weeks.serve[group, time.start : time.start + matter.steps] = TRAINEE
    return tuple(seat for agent in sorted(seats) for seat in seats[agent]), None


def _best_time(
    desk: Desk, weeks: Weeks, seats: dict[int, tuple[Seat, ...]], matter: PlaceActivity, group: list[int]
) -> _Time | None:
    """The cheapest time at which each of the group can attend beside what they attend already."""
    times = _times(desk, matter, group)
    stride = -(-len(times) // MOST_TIMES) if times else 1
    priced = sorted(times[::stride], key=lambda time: _price(desk, weeks, matter, group, time))
    others = [time for at, time in enumerate(times) if at % stride]
    for time in (*priced, *others):
        held = {agent: (*seats[agent], _seat(matter, agent, time)) for agent in group}
        if _apart_is_kept(desk, {**seats, **held}, group) and all(_can_attend(desk, a, held[a]) for a in group):
            return time
    return None


def _apart_is_kept(desk: Desk, seats: Mapping[int, tuple[Seat, ...]], group: Sequence[int]) -> bool:
    """Whether two to be kept apart can both sit where they are to: one's shift may end before the other's begins."""
    return all(
        _can_be_apart(desk, (one, first), (other, second))
        for pair in desk.team.pairs
        if not pair.together and set(pair.agents) & set(group)
        for one, other in [pair.agents]
        for first in seats.get(one, ())
        for second in seats.get(other, ())
    )


def _can_be_apart(desk: Desk, one: tuple[int, Seat], other: tuple[int, Seat]) -> bool:
    around = [_around(desk, agent, seat) for agent, seat in (one, other)]
    shifts = desk.frame.shifts
    return all(own.any() for own in around) and any(
        int(shifts.end[first].min()) <= int(shifts.start[second].max()) for first, second in (around, around[::-1])
    )


def _around(desk: Desk, agent: int, seat: Seat) -> np.ndarray:
    """Possible shifts of a person that hold a seat, shape (K,)."""
    shifts = desk.frame.shifts
    held = (shifts.day == seat.day) & (shifts.start <= seat.start) & (shifts.end >= seat.end)
    found: np.ndarray = desk.team.allowed[agent] & held
    return found


def _times(desk: Desk, matter: PlaceActivity, group: list[int]) -> list[_Time]:
    """Times at which each of the group has a possible shift that holds the activity, in order."""
    shifts = desk.frame.shifts
    starts = np.arange(matter.first_start, matter.last_start + 1)
    found = []
    for day in range(desk.frame.days):
        today = shifts.of_day(day)
        holds = (shifts.start[today] <= starts[:, None]) & (shifts.end[today] >= starts[:, None] + matter.steps)
        everyone = np.ones(len(starts), dtype=np.bool_)
        for agent in group:
            everyone &= (holds & desk.team.allowed[agent, today]).any(axis=1)
        found += [_Time(day, int(start)) for start in starts[everyone]]
    return found


def _price(desk: Desk, weeks: Weeks, matter: PlaceActivity, group: list[int], time: _Time) -> float:
    """Points of the coverage lost, and of people who would have to be on shift first."""
    lost = _lost(desk, weeks, group, time.start, matter.steps)
    dearer = sum(
        int(desk.price_at[p, i, weeks.z[p, i] - lost[p, i]] - desk.price_at[p, i, weeks.z[p, i]])
        for p, i in zip(*np.nonzero(lost), strict=True)
    )
    shifts = desk.frame.shifts
    on_shift = sum(
        k >= 0 and shifts.start[k] <= time.start and shifts.end[k] >= time.start + matter.steps
        for k in weeks.chosen[group, time.day].tolist()
    )
    return float(dearer + ABSENT * (len(group) - on_shift))


def _lost(desk: Desk, weeks: Weeks, group: list[int], start: int, steps: int) -> np.ndarray:
    """Agent-steps that the group covers in those steps, shape (P, I)."""
    pools = desk.frame.pools
    lost = np.zeros(pools.shape, dtype=np.int64)
    for agent in group:
        serving = weeks.serve[agent, start : start + steps]
        working = serving >= 0
        np.add.at(lost, (serving[working], pools.interval_of[start : start + steps][working]), 1)
    return lost


def _seat(matter: PlaceActivity, agent: int, time: _Time) -> Seat:
    return Seat(agent, time.day, time.start, time.start + matter.steps, matter.activity)


def _can_attend(desk: Desk, agent: int, seats: tuple[Seat, ...]) -> bool:
    """Whether a legal week of the person holds all of these seats, pauses beside them."""
    if any(a.start < b.end and b.start < a.end for at, a in enumerate(seats) for b in seats[:at]):
        return False
    team, frame = desk.team, desk.frame
    gains, lead = np.zeros(frame.pools.shape), np.zeros(frame.steps)
    value, trainee_value = (
        desk.values_of(team.kinds[kind].at(spans_of(seats)), gains, lead)[0]
        for kind in (int(team.kind_of[agent]), int(team.trainee_kind_of[agent]))
    )
    allowed = team.allowed[agent] & _holds(team, seats)
    bonus = np.where(np.isin(frame.shifts.day, [seat.day for seat in seats]), WORTH_MORE, 0.0)
    worth, chosen = desk.best_week(agent, value + bonus, trainee_value + bonus, allowed=allowed)
    return worth > NEVER / 2 and all(chosen[seat.day] >= 0 for seat in seats)


def _holds(team: Team, seats: tuple[Seat, ...]) -> np.ndarray:
    held = np.ones(len(team.frame.shifts.all), dtype=np.bool_)
    for seat in seats:
        held &= seat.leaves(team.frame)
    return held
