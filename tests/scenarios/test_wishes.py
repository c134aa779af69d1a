"""Why a wish was refused: a rule, the coverage it would have cost, or nothing at all."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from scenarios.wishes import RefusedWish, refused_wishes
from tests.attendance import shift_of
from tests.worlds import MONDAY, PHONE, centre
from wfm.shifts import Shift

SUNDAY = MONDAY + timedelta(days=6)
ALL_DAY = {"agent_id": "A1", "days": "mon", "from_time": "00:00", "to_time": "24:00", "kind": "avoid"}
MORNING = {**ALL_DAY, "from_time": "06:00", "to_time": "12:00"}
BUSY_MONDAY = ({"queue": "phone", "days": "mon", "from_time": "00:00", "to_time": "24:00", "offered": 24 * 60},)
BUSY = ({"queue": "phone", "days": "mon-sun", "from_time": "00:00", "to_time": "24:00", "offered": 24 * 60},)


def refused(folder: Path, wish: dict[str, Any], *shifts: Shift, **changes: Any) -> list[RefusedWish]:
    """Of two people, of whom A1 has the wish."""
    people = ({"agent_id": "A1", "group": "front", "skills": ("phone", "chat")}, {"agent_id": "A2"})
    given = {"agents": people, "availability": (wish,), **changes}
    return refused_wishes(centre(**given, published=shifts), folder, MONDAY, SUNDAY)


def test_coverage_that_a_day_off_would_have_cost(tmp_path: Path) -> None:
    """Sixty contacts an hour need more than the one who works from nine to six: eight hours on the queue would be missing.

    No other day asks for anybody, and she may not be paid more hours than she is.
    """
    [wish] = refused(tmp_path, ALL_DAY, shift_of("A1", MONDAY), typical_week=BUSY_MONDAY)

    assert (wish.agent_id, wish.day, wish.kind, wish.shift) == ("A1", MONDAY, "avoid", "09:00-18:00")
    assert (wish.reason, wish.rule) == ("coverage", "")
    assert wish.missing_h == pytest.approx(8.0)
    assert "8.0 more agent-hours" in wish.sentence.text("en")
    assert "当天休息" in wish.sentence.text("zh-CN")


def test_a_rule_that_a_day_off_would_have_broken(tmp_path: Path) -> None:
    """Her only shift makes her floor, and she can come on no other day than the one she wished off."""
    availability = (ALL_DAY, {**ALL_DAY, "kind": "available"})

    [wish] = refused(
        tmp_path, ALL_DAY, shift_of("A1", MONDAY), rules={"weekly_hours": {"min_h": 8, "max_h": 40}},
        availability=availability,
    )  # fmt: skip

    assert (wish.reason, wish.rule, wish.missing_h, wish.way) == ("rule", "weekly_hours", None, None)
    assert "every other week" in wish.sentence.text("en")


def test_the_same_shift_later_may_grant_a_wish_that_a_day_off_may_not(tmp_path: Path) -> None:
    """Not in the morning: from twelve on the floor is met, and as many hours are covered."""
    [wish] = refused(
        tmp_path, MORNING, shift_of("A1", MONDAY), rules={"weekly_hours": {"min_h": 8, "max_h": 40}}, typical_week=BUSY
    )

    assert wish.reason == "free"
    assert wish.missing_h == pytest.approx(0.0)
    assert wish.way is not None
    assert wish.way.key == "wish_way_moved"
    assert int(wish.way.text("en").rpartition("from ")[2][:2]) >= 12


def test_where_others_were_enough_nothing_stood_against_it(tmp_path: Path) -> None:
    """A queue that is closed that day asks for nobody."""
    [wish] = refused(tmp_path, ALL_DAY, shift_of("A1", MONDAY), typical_week=BUSY, open={"tue-sun": "00:00-24:00"})

    assert wish.reason == "free"
    assert wish.missing_h == pytest.approx(0.0)


def test_without_a_forecast_its_cost_is_not_known(tmp_path: Path) -> None:
    """Nothing is made up: a lawful way there was, its price is left open."""
    [wish] = refused(tmp_path, ALL_DAY, shift_of("A1", MONDAY))

    assert (wish.reason, wish.missing_h) == ("unknown", None)
    assert wish.way is not None
    assert wish.way.key == "wish_way_off"


def test_granted_wishes_and_other_days_are_not_told_of(tmp_path: Path) -> None:
    """An evening shift touches no morning; a shift after the period is another period's."""
    evening = shift_of("A1", MONDAY, 13, 22, meal_h=16)
    later = shift_of("A1", SUNDAY + timedelta(days=1))

    assert refused(tmp_path, MORNING, evening, later) == []


def test_weeks_follow_each_other(tmp_path: Path) -> None:
    """Several weeks are judged each in itself, the rest before it known from the week before."""
    shifts = [shift_of("A1", MONDAY + timedelta(weeks=week)) for week in range(3)]
    of = centre(agents=({"agent_id": "A1"},), availability=(MORNING,), published=tuple(shifts))

    found = refused_wishes(of, tmp_path, MONDAY, MONDAY + timedelta(days=20))

    assert [wish.week for wish in found] == ["2026-W48", "2026-W49", "2026-W50"]


def test_a_time_preferred_is_missed(tmp_path: Path) -> None:
    """Preferred in the evening, works by day: that wish, of that kind."""
    evening = {**ALL_DAY, "from_time": "14:00", "to_time": "23:00", "kind": "prefer"}

    [wish] = refused(tmp_path, evening, shift_of("A1", MONDAY), typical_week=BUSY)

    assert (wish.kind, wish.wish) == ("prefer", "14:00-23:00")


def test_another_day_worked_may_grant_a_day_off(tmp_path: Path) -> None:
    """Every day is as busy, and the floor wants her eight hours: off on Monday, she works them another day, and nothing is lost."""
    [wish] = refused(
        tmp_path, ALL_DAY, shift_of("A1", MONDAY), rules={"weekly_hours": {"min_h": 8, "max_h": 40}}, typical_week=BUSY
    )

    assert wish.reason == "free"
    assert wish.missing_h == pytest.approx(0.0)
    assert wish.way is not None
    assert wish.way.key == "wish_way_week"
    assert f"{MONDAY} off" in wish.way.text("en")
    assert " worked, " in wish.way.text("en")
    assert f"{MONDAY} 休息" in wish.way.text("zh-CN")


def test_a_shorter_shift_may_grant_it_at_the_cost_of_what_it_leaves(tmp_path: Path) -> None:
    """From nine only, six or eight hours, and not after three: two hours on the queue are what her wish would have cost."""
    short = {"id": "day", "starts": "09:00-09:00", "paid_h": [6, 8]}
    afternoon = {**ALL_DAY, "from_time": "15:00", "to_time": "24:00"}

    [wish] = refused(
        tmp_path, afternoon, shift_of("A1", MONDAY, 9, 17, meal_h=None), templates=(short,), typical_week=BUSY_MONDAY
    )

    assert wish.reason == "coverage"
    assert wish.missing_h == pytest.approx(2.0)
    assert wish.way is not None
    assert wish.way.text("en") == f"the week with {MONDAY} from 09:00–15:00"


def test_another_queue_may_be_what_grants_it(tmp_path: Path) -> None:
    """Her queue is closed in the evening she prefers, the other is open and as busy: there she is missed as little."""
    chat = {"id": "chat", "channel": "voice", "service_level": 0.8, "answer_within_s": 20, "aht_s": 240}
    queues = ({**PHONE, "open": {"mon-sun": "06:00-15:00"}}, {**chat, "open": {"mon-sun": "15:00-23:00"}})
    evening = {**ALL_DAY, "from_time": "15:00", "to_time": "23:00", "kind": "prefer"}
    busy = tuple({**BUSY_MONDAY[0], "queue": queue, "from_time": first, "to_time": last, "offered": 9 * 60}
                 for queue, first, last in (("phone", "06:00", "15:00"), ("chat", "15:00", "23:00")))  # fmt: skip

    [wish] = refused(tmp_path, evening, shift_of("A1", MONDAY, 7, 15, meal_h=None), queues=queues, typical_week=busy)

    assert wish.reason == "free"
    assert wish.missing_h == pytest.approx(0.0)
    assert wish.way is not None
    assert "15:00–23:00" in wish.way.text("en")


def test_no_other_wish_is_refused_for_it(tmp_path: Path) -> None:
    """She would be off on every other day as well: the hours have to come from somewhere, so there is only the rule."""
    wish = {**ALL_DAY, "days": "mon-sun"}
    rules = {"weekly_hours": {"min_h": 8, "max_h": 40}}

    [found] = refused(tmp_path, wish, shift_of("A1", MONDAY), rules=rules, typical_week=BUSY)

    assert (found.reason, found.rule) == ("rule", "weekly_hours")
