"""Repairs: worlds whose least number of changes is known, and what holds of every repair."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.changes import Judge
from scenarios.placing import Doing, Span, cut_at, overlaid, pauses_of, put_together, work_of
from scenarios.repair import Repair, repair
from tests import worlds
from tests.department import Planned
from tests.worlds import MONDAY, roster, shift
from wfm.centre import Centre
from wfm.demand import VolumeForecast
from wfm.errors import InputError
from wfm.roster import Roster
from wfm.shifts import Activity, Shift
from wfm.timegrid import instant, zone

DESK: dict[str, Any] = {"id": "desk", "channel": "position", "people": 1, "skill": "desk"}
HALL: dict[str, Any] = {"id": "hall", "channel": "position", "people": 1, "skill": "hall"}
PLAIN: dict[str, Any] = {**worlds.DAY, "id": "plain", "paid_h": [4, 12]}
BREAK: dict[str, Any] = {**worlds.DAY, "breaks": [{"min": 60, "paid": True, "after_h": 2, "before_h": 5}]}


def centre(*skills: str, **changes: Any) -> Centre:
    """People A1, A2, ... with these skills (``desk`` or ``desk hall``), and posts to hold from eight to eight."""
    agents = [
        {"agent_id": f"A{place}", "skills": tuple(each.split()), "phone": f"555-{place}"}
        for place, each in enumerate(skills, start=1)
    ]
    given: dict[str, Any] = {"agents": agents, "queues": (DESK,), "open": {"mon-sun": "08:00-20:00"}, "rules": {}}
    return worlds.centre(**{**given, **changes})


def at(hour: int, minute: int = 0) -> datetime:
    """A moment on the Monday of the tests."""
    return datetime(2026, 11, 23, hour, minute, tzinfo=zone(worlds.ZONE))


def mend(of: Centre, now: datetime, absent: tuple[str, ...], *shifts: Shift) -> Repair:
    """The repair of a week of posts, which need no forecast."""
    grid = of.grid(MONDAY, 7)
    none = np.empty((0, len(grid)))
    forecast = VolumeForecast(grid, (), none, none, none, none, none, none)
    return repair(of, roster(*shifts), forecast, now, absent, replications=2)


def desk(of: Centre, agent: int, start_h: float, paid_h: float, queue: str = "desk") -> Shift:
    return shift(of, 0, start_h, paid_h, agent_id=f"A{agent}", queues=(queue,))


def words_of(found: Repair) -> list[str]:
    return [str(words) for words in found.words]


def test_an_absence_that_leaves_nobody_missing_asks_for_nothing() -> None:
    """Two where one is needed: one may be away."""
    of = centre("desk", "desk")

    found = mend(of, at(9), ("A2",), desk(of, 1, 8, 12), desk(of, 2, 8, 12))

    assert (found.changes, found.restored) == ((), True)
    assert [(lost.agent_id, lost.before, lost.after) for lost in found.absences] == [
        ("A2", "08:00-20:00 day", "08:00-09:00 day")
    ]


def test_one_break_suffices() -> None:
    """A2's break at 10 leaves the desk empty once A1 is away; at 12 it does not, since A2 is in the hall then, with A3."""
    of = centre(
        "desk",
        "desk hall",
        "hall",
        queues=({**DESK, "open": {"mon-sun": "08:00-12:00"}}, HALL),
        templates=(BREAK, PLAIN),
    )
    morning = desk(of, 2, 8, 8)
    hall = Span(instant(at(12)), morning.end_min, Doing(Activity.ON_QUEUE, ("hall",)))
    second = put_together(morning, overlaid(work_of(morning), (hall,)), pauses_of(morning), worlds.ZONE)
    first = shift(of, 0, 8, 4, agent_id="A1", queues=("desk",), shift_id="plain")
    third = shift(of, 0, 8, 12, agent_id="A3", queues=("hall",), shift_id="plain")

    found = mend(of, at(8), ("A1",), first, second, third)

    assert found.restored
    assert words_of(found) == ["A2's break moves from 10:00-11:00 to 12:00-13:00"]


def test_one_longer_shift_suffices() -> None:
    """A1 until 14, A2 from 14 and away: A1 stays until 20."""
    of = centre("desk", "desk", templates=({**worlds.DAY, "paid_h": [6, 12]},))

    found = mend(of, at(9), ("A2",), desk(of, 1, 8, 6), desk(of, 2, 14, 6))

    assert found.restored
    assert words_of(found) == ["A1 works until 20:00 instead of 14:00"]
    assert found.effect.missing_before_h == pytest.approx(6)
    assert (found.effect.missing_after_h, found.planned_h) == (0, 0)


def test_who_is_off_is_called_in_with_the_phone() -> None:
    """Nobody may work more than six hours: A3, who is off, comes at 14."""
    of = centre("desk", "desk", "desk", rules={"max_daily_hours": {"max_h": 6}})

    found = mend(of, at(9), ("A2",), desk(of, 1, 8, 6), desk(of, 2, 14, 6))

    assert found.restored
    assert words_of(found) == ["call in A3 (phone 555-3): 14:00–20:00"]
    assert [(c.before, c.after) for c in found.changes] == [("", "14:00-20:00 day")]


def test_whoever_would_need_an_exception_is_not_called() -> None:
    """A3 worked until late on the evening before: eleven hours of rest forbid the call, and nothing else helps."""
    of = centre("desk", "desk", "desk", rules={"max_daily_hours": {"max_h": 6}, "daily_rest": {"min_h": 24}})
    of = of.model_copy(update={"published": (shift(of, -1, 14, 6, agent_id="A3"),)})

    found = mend(of, at(9), ("A2",), desk(of, 1, 8, 6), desk(of, 2, 14, 6))

    assert (found.changes, found.restored) == ((), False)
    assert found.effect.missing_after_h == found.effect.missing_before_h == pytest.approx(6)


def test_a_flexible_person_changes_post() -> None:
    """Two in the hall where one is needed: the one who can holds the desk until it closes."""
    of = centre("desk", "hall", "hall desk", queues=(DESK, HALL), rules={"max_daily_hours": {"max_h": 12}})

    found = mend(of, at(9), ("A1",), desk(of, 1, 8, 12), desk(of, 2, 8, 12, "hall"), desk(of, 3, 8, 12, "hall"))

    assert found.restored
    assert words_of(found) == ["A3 serves desk instead of hall, 09:00-20:00"]


def test_one_change_is_better_than_two() -> None:
    """Ten hours are missing; A2 and A3 could each stay longer for a part, A4 can be called in for all: A4 alone is."""
    of = centre(
        "desk", "hall desk", "hall desk", "desk", queues=(DESK, HALL), open={"mon-sun": "10:00-20:00"},
        templates=({**worlds.DAY, "paid_h": [4, 6]}, {**worlds.DAY, "id": "long", "paid_h": [10], "skills": ["desk"]}),
    )  # fmt: skip
    long = shift(of, 0, 10, 10, agent_id="A1", queues=("desk",), shift_id="long")

    found = mend(of, at(8), ("A1",), long, desk(of, 2, 10, 4, "hall"), desk(of, 3, 14, 4, "hall"))

    assert found.restored
    assert words_of(found) == ["call in A4 (phone 555-4): 10:00–20:00"]


def test_who_is_not_needed_may_leave_early() -> None:
    """Three where one is needed: two may go at 14, the third may not; no shift is changed for it."""
    of = centre("desk", "desk", "desk", templates=({**worlds.DAY, "paid_h": [6, 12]},))
    shifts = [desk(of, agent, 8, 12) for agent in (1, 2, 3)]

    found = mend(of, at(9), (), *shifts)

    assert [str(offer) for offer in found.time_off] == ["A1 at 14:00 instead of 20:00", "A2 at 14:00 instead of 20:00"]
    assert (found.changes, set(found.roster.shifts)) == ((), set(shifts))


def test_a_lead_stands_in_for_a_lead() -> None:
    """The desk is held, but no lead is there after 14: the other lead stays on rather than A3 being called."""
    of = centre("desk", "desk", "desk", rules={"lead_on_duty": {"min_leads": 1}}, open={"mon": "08:00-20:00"},
                templates=({**worlds.DAY, "paid_h": [6, 12]},))  # fmt: skip
    leads = tuple(agent.model_copy(update={"lead": agent.agent_id != "A3"}) for agent in of.agents)
    of = of.model_copy(update={"agents": leads})

    found = mend(of, at(9), ("A2",), desk(of, 1, 8, 6), desk(of, 2, 14, 6), desk(of, 3, 8, 12))

    assert words_of(found) == ["A1 works until 20:00 instead of 14:00"]
    assert found.still_broken == ()


def test_a_missing_lead_nobody_can_replace_is_named() -> None:
    """The rule and its sentence stand in the answer."""
    of = centre("desk", "desk", rules={"lead_on_duty": {"min_leads": 1}}, open={"mon": "08:00-20:00"})
    of = of.model_copy(update={"agents": tuple(a.model_copy(update={"lead": a.agent_id == "A1"}) for a in of.agents)})

    found = mend(of, at(9), ("A1",), desk(of, 1, 8, 10), desk(of, 2, 8, 10))

    assert {violation.rule for violation in found.still_broken} == {"lead_on_duty"}


@pytest.mark.parametrize(("now", "absent", "word"), [(at(20), (), "no queue is open"), (at(9), ("A9",), "A9")])
def test_what_cannot_be_repaired_is_refused(now: datetime, absent: tuple[str, ...], word: str) -> None:
    """After the day's close, or for somebody nobody knows."""
    of = centre("desk")

    with pytest.raises(InputError, match=word):
        mend(of, now, absent, desk(of, 1, 8, 6))


def past(shifts: tuple[Shift, ...], now: datetime) -> list[Shift]:
    """What of some shifts lies before a moment, in time order."""
    cut = [part for each in shifts if (part := cut_at(each, instant(now), worlds.ZONE)) is not None]
    return sorted(cut, key=lambda part: (part.agent_id, part.start_min))


@given(
    day=st.integers(0, 6),
    quarter=st.integers(7 * 4, 20 * 4 - 1),
    absent=st.sets(st.sampled_from(["A1", "A2", "A3", "A4", "A5", "A6"]), max_size=3),
)
@settings(max_examples=12)
def test_every_repair_keeps_the_past_the_rules_and_everybody_else(
    planned: Planned, day: int, quarter: int, absent: set[str]
) -> None:
    """Whoever is away whenever: nothing before now moves, no other shift is touched, and no rule is newly broken."""
    plan = planned.plan
    now = at(0) + timedelta(days=day, minutes=15 * quarter)
    today = now.date()

    found = repair(plan.centre, plan.roster, plan.forecast, now.astimezone(UTC), tuple(sorted(absent)), replications=2)

    asked = {change.agent_id for change in found.changes}
    untouched = [s for s in plan.roster.shifts if s.shift_date != today or s.agent_id not in asked | absent]
    assert set(untouched) <= set(found.roster.shifts)
    assert past(found.roster.shifts, now) == past(plan.roster.shifts, now)
    assert not asked & absent
    without = [s for s in plan.roster.shifts if s.shift_date != today or s.agent_id not in absent]
    lost = [s for s in found.roster.shifts if s.shift_date == today and s.agent_id in absent]
    before = Roster(MONDAY, 7, (*without, *lost))
    assert Judge(plan.centre, before).newly_broken(found.roster, asked) == ()
    assert found.effect.missing_after_h >= 0


def test_a_meeting_stays_where_it_is() -> None:
    """A1 could hold the post that A2 leaves, were A1 not at a meeting then: the post stays empty, and the rest says so."""
    between = (at(10), at(11))
    of = centre("desk", "desk", activities=({"id": "m", "agents": ("A1",), "duration_min": 60, "between": between},))
    [work] = work_of(desk(of, 1, 8, 12))
    meeting = Span(instant(at(10)), instant(at(11)), Doing(Activity.MEETING))
    attends = put_together(desk(of, 1, 8, 12), overlaid([work], [meeting]), (), of.time_zone)

    found = mend(of, at(9), ("A2",), attends, desk(of, 2, 8, 12))

    assert not found.restored
    assert found.roster.of("A1") == (attends,)


# --- the fewest changes -----------------------------------------------------------------------------------------------


def test_two_changes_are_found_where_the_largest_first_would_need_three() -> None:
    """
    The post is empty from eight to eight. Eight hours in the middle gain most and leave two gaps; six and six leave none.

    Whoever takes the middle first needs three people in all.
    """
    hours = {
        "mid": ("10:00", 8),
        "dawn": ("08:00", 2),
        "dusk": ("18:00", 2),
        "first": ("08:00", 6),
        "last": ("14:00", 6),
    }
    of = worlds.centre(
        agents=[
            {"agent_id": "A1", "skills": ("desk",)},
            *({"agent_id": f"B{at}-{group}", "skills": ("desk",), "group": group} for at, group in enumerate(hours)),
        ],
        templates=(
            {**PLAIN, "groups": [""]},
            *({"id": name, "groups": [name], "starts": start, "paid_h": [paid]} for name, (start, paid) in hours.items()),
        ),
        queues=(DESK,), open={"mon-sun": "08:00-20:00"}, rules={},
    )  # fmt: skip
    absent = shift(of, 0, 8, 12, agent_id="A1", shift_id="plain", queues=("desk",))

    found = mend(of, at(6), ("A1",), absent)

    assert found.restored
    assert found.is_fewest
    assert {change.agent_id for change in found.changes} == {"B3-first", "B4-last"}


def test_a_shift_not_begun_may_move() -> None:
    """Who was to come at ten comes at eight instead: one change, and nobody is called in."""
    eight = {**worlds.DAY, "id": "eight", "starts": "08:00-10:00", "paid_h": [8]}
    of = centre(
        "desk",
        "desk",
        templates=(eight,),
        open={"mon-sun": "08:00-16:00"},
    )
    first = shift(of, 0, 8, 8, agent_id="A1", shift_id="eight", queues=("desk",))
    second = shift(of, 0, 10, 8, agent_id="A2", shift_id="eight", queues=("desk",))

    found = mend(of, at(6), ("A1",), first, second)

    assert found.restored
    assert [(change.agent_id, change.after) for change in found.changes] == [("A2", "08:00-16:00 eight")]
