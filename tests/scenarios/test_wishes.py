"""Why a wish was refused: a rule, the coverage it would have cost, or nothing at all."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from scenarios.wishes import RefusedWish, refused_wishes
from tests.attendance import shift_of
from tests.worlds import MONDAY, centre
from wfm.shifts import Shift

SUNDAY = MONDAY + timedelta(days=6)
ALL_DAY = {"agent_id": "A1", "days": "mon", "from_time": "00:00", "to_time": "24:00", "kind": "avoid"}
MORNING = {**ALL_DAY, "from_time": "06:00", "to_time": "12:00"}
BUSY = ({"queue": "phone", "days": "mon-sun", "from_time": "00:00", "to_time": "24:00", "offered": 24 * 60},)


def refused(folder: Path, wish: dict[str, Any], *shifts: Shift, **changes: Any) -> list[RefusedWish]:
    """Of two people, of whom A1 has the wish."""
    given = {"agents": ({"agent_id": "A1", "group": "front"}, {"agent_id": "A2"}), "availability": (wish,), **changes}
    return refused_wishes(centre(**given, published=shifts), folder, MONDAY, SUNDAY)


def test_coverage_that_a_day_off_would_have_cost(tmp_path: Path) -> None:
    """Sixty contacts an hour need more than the one who works from nine to six: eight hours on the queue would be missing."""
    [wish] = refused(tmp_path, ALL_DAY, shift_of("A1", MONDAY), typical_week=BUSY)

    assert (wish.agent_id, wish.day, wish.kind, wish.shift) == ("A1", MONDAY, "avoid", "09:00-18:00")
    assert (wish.reason, wish.rule) == ("coverage", "")
    assert wish.missing_h == pytest.approx(8.0)
    assert "8.0 more agent-hours" in wish.sentence.text("en")
    assert "当天休息" in wish.sentence.text("zh-CN")


def test_a_rule_that_a_day_off_would_have_broken(tmp_path: Path) -> None:
    """Her only shift makes her floor: whatever starts at another time lies on the same day, which she wished off."""
    [wish] = refused(tmp_path, ALL_DAY, shift_of("A1", MONDAY), rules={"weekly_hours": {"min_h": 8, "max_h": 40}})

    assert (wish.reason, wish.rule, wish.missing_h, wish.way) == ("rule", "weekly_hours", None, None)


def test_the_same_shift_later_may_grant_a_wish_that_a_day_off_may_not(tmp_path: Path) -> None:
    """Not in the morning: from twelve on the floor is met, and as many hours are covered."""
    [wish] = refused(
        tmp_path, MORNING, shift_of("A1", MONDAY), rules={"weekly_hours": {"min_h": 8, "max_h": 40}}, typical_week=BUSY
    )

    assert (wish.reason, wish.missing_h) == ("free", pytest.approx(0.0))
    assert wish.way is not None
    assert wish.way.key == "wish_way_moved"
    assert int(wish.way.text("en").rpartition("from ")[2][:2]) >= 12


def test_where_others_were_enough_nothing_stood_against_it(tmp_path: Path) -> None:
    """A queue that is closed that day asks for nobody."""
    [wish] = refused(tmp_path, ALL_DAY, shift_of("A1", MONDAY), typical_week=BUSY, open={"tue-sun": "00:00-24:00"})

    assert (wish.reason, wish.missing_h) == ("free", pytest.approx(0.0))


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
