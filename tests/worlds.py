"""Small departments and rosters for tests: everything has a default, a test names only what it is about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import numpy as np

from wfm.centre import Centre
from wfm.demand import PoolRequirement, StaffingRequirement
from wfm.roster import Roster
from wfm.rules import Rule, Violation
from wfm.shifts import Activity, Segment, Shift
from wfm.timegrid import local
from wfm.timetable import Timetable

MONDAY = date(2026, 11, 23)
ZONE = "Asia/Shanghai"
PHONE: dict[str, Any] = {
    "id": "phone", "channel": "voice", "service_level": 0.8, "answer_within_s": 20, "aht_s": 240,
}  # fmt: skip
DAY: dict[str, Any] = {"id": "day", "starts": "06:00-22:00", "start_every_min": 60, "paid_h": [2, 4, 6, 7, 8, 9, 10]}


def centre(*, agents: Iterable[dict[str, Any]] = ({"agent_id": "A1"},), **changes: Any) -> Centre:
    """One queue, one flexible shift without pauses, open around the clock, and no rules but those named."""
    people = [{"skills": ("phone",), **agent} for agent in agents]
    given: dict[str, Any] = {
        "time_zone": ZONE, "interval_min": 60, "open": {"mon-sun": "00:00-24:00"}, "queues": (PHONE,), "templates": (DAY,),
        "agents": tuple(people),
    }  # fmt: skip
    return Centre(**{**given, **changes})


def on(day: int) -> date:
    """A day of the week of the tests, Monday 0; -1 is the Sunday before."""
    return MONDAY + timedelta(days=day)


def shift(
    of: Centre, day: int, start_h: float = 8.0, paid_h: float = 8.0, *, agent_id: str = "A1", shift_id: str = "day",
    queues: tuple[str, ...] = ("phone",),
) -> Shift:  # fmt: skip
    """A shift with every pause as early as its template allows; serves `queues` in between."""
    template = of.template(shift_id)
    assert template is not None
    paid_min = round(paid_h * 60)
    pauses = template.pauses(round(start_h * 60), paid_min)
    begin = of.instant_of(on(day), round(start_h * 60))
    end = begin + paid_min + sum(pause.length_min for pause in pauses if not pause.paid)
    segments: list[Segment] = []
    at = begin
    for pause in pauses:
        starts = max(begin + pause.first_min, at)
        if starts > at:
            segments.append(_segment(of, at, starts, Activity.ON_QUEUE, queues))
        at = starts + pause.length_min
        segments.append(_segment(of, starts, at, pause.activity, (), paid=pause.paid))
    segments.append(_segment(of, at, end, Activity.ON_QUEUE, queues))
    return Shift(agent_id=agent_id, shift_date=on(day), shift_id=shift_id, segments=tuple(segments))


def _segment(
    of: Centre, start_min: int, end_min: int, activity: Activity, queues: tuple[str, ...], *, paid: bool = True
) -> Segment:
    start, end = local(start_min, of.time_zone), local(end_min, of.time_zone)
    return Segment(start=start, end=end, activity=activity, queues=queues, paid=paid)


def roster(*shifts: Shift, days: int = 7) -> Roster:
    """A roster of the week of the tests."""
    return Roster(MONDAY, days, shifts)


def breaches(rule: Rule, of: Centre, *shifts: Shift) -> list[Violation]:
    """What a rule says of some shifts in the week of the tests."""
    return list(rule.check(Timetable(of, roster(*shifts))))


def requirement(of: Centre, agents: float = 1.0, *, first_day: date = MONDAY, days: int = 7) -> StaffingRequirement:
    """The same number of people in every open interval of every pool."""
    grid = of.grid(first_day, days)
    pools = []
    for skill, queues in of.pools().items():
        is_open = np.zeros(len(grid), dtype=np.bool_)
        for queue in queues:
            is_open[grid.index_of(of.grid(first_day, days, queue).starts_min)] = True
        fractional = np.where(is_open, agents, 0.0)
        whole = np.ceil(fractional).astype(np.int64)
        pools.append(
            PoolRequirement(
                skill,
                tuple(q.id for q in queues),
                min(q.priority for q in queues),
                all(q.anyone for q in queues),
                is_open,
                whole,
                whole,
                fractional,
            )
        )
    return StaffingRequirement(grid, (), tuple(pools))
