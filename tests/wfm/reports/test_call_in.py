"""Who can be called in on a day off."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.worlds import centre, on, roster, shift
from wfm.centre import Centre
from wfm.reports.call_in import CallIn, _Person, call_in_list
from wfm.rules import Rule
from wfm.shifts import Shift

RULES = {"weekly_hours": {"min_h": 8, "max_h": 20}, "daily_rest": {"min_h": 11}}
TWO = ({"agent_id": "A1", "group": "front", "phone": "1"}, {"agent_id": "A2", "group": "front", "emergency_phone": "2"})


def of_day(of: Centre, day: date, *shifts: Shift) -> list[CallIn]:
    """Those listed for a day."""
    return [row for row in call_in_list(of, roster(*shifts)) if row.free_from.date() == day]


def department(**changes: Any) -> Centre:
    return centre(**{"agents": TWO, "rules": RULES} | changes)


def test_who_is_off_is_listed_with_phones_and_hours() -> None:
    """On a day without a shift of theirs both are free from the first start to the end of the last shift."""
    of = department()

    first, second = of_day(of, on(3), shift(of, 0, paid_h=8), shift(of, 0, paid_h=8, agent_id="A2"))

    assert (first.agent_id, first.order, first.phone, first.group) == ("A1", 1, "1", "front")
    assert (second.agent_id, second.order, second.emergency_phone) == ("A2", 2, "2")
    assert (first.free_from.hour, first.free_to.isoformat()[:13]) == (6, "2026-11-27T00")
    assert first.needs_exception == ()


def test_who_works_that_day_is_not_listed() -> None:
    """A person on shift cannot be called in."""
    of = department()

    assert [row.agent_id for row in of_day(of, on(0), shift(of, 0))] == ["A2"]


def test_rest_bounds_the_day() -> None:
    """After a shift until 22:00 nobody comes before 9:00; before one at 8:00 nobody stays beyond 21:00."""
    of = department()

    [free] = [row for row in of_day(of, on(1), shift(of, 0, 14, 8), shift(of, 2, 8, 4)) if row.agent_id == "A1"]

    assert (free.free_from.hour, free.free_to.hour, free.needs_exception) == (9, 21, ())


def test_the_fewest_hours_come_first() -> None:
    """Who works less that week is called before who works more."""
    of = department()

    listed = of_day(of, on(4), shift(of, 0, paid_h=10), shift(of, 0, paid_h=4, agent_id="A2"))

    assert [(row.agent_id, row.order) for row in listed] == [("A2", 1), ("A1", 2)]


def test_a_full_week_needs_an_exception() -> None:
    """Twenty hours are the most: two more pass the limit, which is named, and come after those who are free of it."""
    of = department()

    listed = of_day(of, on(4), shift(of, 0, paid_h=10), shift(of, 2, paid_h=10), shift(of, 0, paid_h=8, agent_id="A2"))

    assert [(row.agent_id, row.needs_exception) for row in listed] == [("A2", ()), ("A1", ("weekly_hours",))]


def test_leave_and_availability_are_no_limits() -> None:
    """Who is on leave or said to be away is not called at all."""
    of = department(
        leave=({"agent_id": "A1", "from_day": on(3), "to_day": on(3), "kind": "annual", "status": "approved"},),
        availability=({"agent_id": "A2", "days": "thu", "kind": "unavailable"},),
    )

    assert of_day(of, on(3)) == []
    assert {row.agent_id for row in of_day(of, on(4))} == {"A1", "A2"}


def test_pairs_and_seats_keep_a_person_off_the_list() -> None:
    """Nobody is called to meet whom they are kept apart from, to come without the other of two, or to a seat that is taken."""
    apart = department(pairs=({"agent_a": "A1", "agent_b": "A2", "kind": "apart"},))
    together = department(pairs=({"agent_a": "A1", "agent_b": "A2", "kind": "together"},))
    one_seat = department(limits=({"kind": "seats", "value": 1},))
    all_day = shift(apart, 3, 6, 10, agent_id="A2")

    assert [(r.agent_id, r.free_from.hour) for r in of_day(apart, on(3), all_day)] == [("A1", 16)]
    assert [(r.agent_id, r.free_from.hour) for r in of_day(one_seat, on(3), all_day)] == [("A1", 16)]
    assert [(r.agent_id, r.free_from.hour, r.free_to.hour) for r in of_day(together, on(3), all_day)] == [("A1", 6, 8)]
    assert of_day(together, on(3)) == []


def test_whoever_is_free_is_found_by_few_trials(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of thousands is quick because the two ends of a free day suffice: two trials a person and day, not one a start."""
    trials: list[Shift] = []
    broken_by = _Person.broken_by

    def counted(person: _Person, shift: Shift) -> tuple[Rule, ...] | None:
        trials.append(shift)
        return broken_by(person, shift)

    monkeypatch.setattr(_Person, "broken_by", counted)
    of = department()

    call_in_list(of, roster(), [on(3)])

    assert len(trials) == 2 * len(TWO)
