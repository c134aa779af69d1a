"""Rotations over several weeks: which week it is, and what wins over the pattern."""

from __future__ import annotations

from typing import Any

import pytest

from tests.worlds import breaches, centre, on, shift
from wfm.rules.patterns import FIRST_MONDAY, Patterns

ROTA = tuple(
    {"pattern": "rota", "week": week, "day": day, "shift_id": shift_id}
    for week, day, shift_id in ((1, "mon", "day"), (2, "mon", None), (3, "tue", "day"))
)


def world(offset: int | None = None, **changes: Any) -> Any:
    agent = {"agent_id": "A1", "pattern": "rota", "pattern_offset": offset, "hired_on": changes.pop("hired_on", None)}
    return centre(agents=(agent, {"agent_id": "A2"}), patterns=ROTA, **changes)


def test_the_week_of_the_pattern_counts_from_a_fixed_monday() -> None:
    """Of three weeks the planned one is number ``weeks since 2024-01-01 mod 3 + 1``; an offset goes on from there."""
    passed = (on(0) - FIRST_MONDAY).days // 7
    assert FIRST_MONDAY.weekday() == 0
    asked = {
        offset: Patterns().asked(world(offset), world(offset).agents[0], [on(d) for d in range(7)])
        for offset in range(3)
    }

    by_week = {(passed + offset) % 3 + 1: days for offset, days in asked.items()}
    assert by_week == {1: {on(0): "day"}, 2: {on(0): None}, 3: {on(1): "day"}}
    assert Patterns().asked(world(None), world(None).agents[0], [on(0)]) == {
        day: shift_id for day, shift_id in asked[0].items() if day == on(0)
    }


def offset_for(week: int) -> int:
    return (week - 1 - (on(0) - FIRST_MONDAY).days // 7) % 3


def test_the_day_holds_the_shift_asked_for_and_a_blank_is_a_day_off() -> None:
    """A day without a row is free; nobody without a pattern is bound."""
    at_work, off = world(offset_for(1)), world(offset_for(2))

    assert breaches(Patterns(), at_work, shift(at_work, 0), shift(at_work, 3), shift(at_work, 1, agent_id="A2")) == []
    [missing] = breaches(Patterns(), at_work, shift(at_work, 3))
    [worked] = breaches(Patterns(), off, shift(off, 0))
    assert (missing.day, worked.day) == (on(0), on(0))
    assert breaches(Patterns(), off, shift(off, 1)) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"leave": ({"agent_id": "A1", "from_day": on(0), "to_day": on(0), "kind": "k", "status": "approved"},)},
        {"locks": ({"agent_id": "A1", "shift_date": on(0), "shift_id": None},)},
        {"hired_on": on(1)},
        {
            "special_days": ({"date": on(0), "name": "closed", "acts_like": "holiday"},),
            "open": {"mon-sun": "08:00-18:00", "holidays": "closed"},
        },
    ],
    ids=["leave", "lock", "service", "closed holiday"],
)  # fmt: skip
def test_what_wins_over_the_pattern(changes: dict[str, Any]) -> None:
    """The pattern asks for a shift on Monday, and Monday has none."""
    assert breaches(Patterns(), world(offset_for(1), **changes)) == []
    assert len(breaches(Patterns(), world(offset_for(1)))) == 1
