"""People beside each other: pairs, leave at once, seats; each in a world that keeps it and one that does not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.worlds import breaches, centre, on, shift
from wfm.rules.absent_at_once import AbsentAtOnce
from wfm.rules.pairs import Pairs
from wfm.rules.seats import Seats

TWO = ({"agent_id": "A1", "group": "desk"}, {"agent_id": "A2", "group": "desk"})
THREE = (*TWO, {"agent_id": "A3", "group": "other"})


def pair(kind: str, **changes: Any) -> Any:
    return centre(agents=TWO, pairs=({"agent_a": "A1", "agent_b": "A2", "kind": kind},), **changes)


def leave(agent_id: str, first: int, last: int, **changes: Any) -> dict[str, Any]:
    return {
        "agent_id": agent_id, "from_day": on(first), "to_day": on(last), "kind": "k", "status": "approved", **changes,
    }  # fmt: skip


def test_two_to_be_kept_apart_may_follow_each_other_and_not_meet() -> None:
    """One ends at 14:00 as the other begins: never together. Begun an hour earlier, they meet for an hour."""
    world = pair("apart")
    early = shift(world, 0, 6, 8)

    assert breaches(Pairs(), world, early, shift(world, 0, 14, 8, agent_id="A2")) == []
    [met] = breaches(Pairs(), world, early, shift(world, 0, 13, 8, agent_id="A2"))
    assert (met.agent_id, met.day, met.observed, met.unit) == ("", on(0), 1.0, "h")
    assert "A1" in met.sentence.text()
    assert "A2" in met.sentence.text()


def test_a_published_night_shift_keeps_the_other_away_in_the_morning() -> None:
    """A2's Sunday night reaches into Monday, when A1 begins."""
    plain = centre(agents=TWO)
    world = pair("apart", published=(shift(plain, -1, 22, 10, agent_id="A2"),))

    [met] = breaches(Pairs(), world, shift(world, 0, 7, 4))

    assert (met.day, met.observed) == (on(0), 1.0)


def test_two_who_work_together_begin_together_and_may_leave_apart() -> None:
    """Same days, same start; the lengths are their own. A later start and a day alone are a breach each."""
    world = pair("together")
    days = [shift(world, 0, 8, 8), shift(world, 0, 8, 6, agent_id="A2")]

    assert breaches(Pairs(), world, *days) == []
    [late] = breaches(Pairs(), world, shift(world, 0, 8, 8), shift(world, 0, 9, 8, agent_id="A2"))
    [alone] = breaches(Pairs(), world, *days, shift(world, 3, 8, 8, agent_id="A2"))
    assert (late.observed, late.unit) == (60, "min")
    assert (alone.day, alone.unit) == (on(3), "shifts")


def test_leave_of_one_does_not_keep_the_other_at_home() -> None:
    """On A1's leave, and before A1 was hired, A2 works alone."""
    for changes in ({"leave": (leave("A1", 1, 1),)}, {"agents": ({**TWO[0], "hired_on": on(2)}, TWO[1])}):
        world = centre(**{"agents": TWO, "pairs": ({"agent_a": "A1", "agent_b": "A2", "kind": "together"},), **changes})

        assert breaches(Pairs(), world, shift(world, 1, agent_id="A2")) == []
        assert len(breaches(Pairs(), world, shift(world, 3, agent_id="A2"))) == 1


@pytest.mark.parametrize(
    ("limit", "named"),
    [
        ({"group": "desk", "value": 1}, {("A1", on(2)), ("A2", on(2))}),
        ({"group": "desk", "value": 2}, set()),
        ({"group": "other", "value": 0}, {("A3", on(2))}),
        ({"value": 2}, {("A1", on(2)), ("A2", on(2)), ("A3", on(2))}),
        ({"value": 0, "from_day": on(3), "to_day": on(9)}, {("A2", on(3))}),
    ],
)  # fmt: skip
def test_everyone_on_leave_at_once_is_named_with_the_day(limit: dict[str, Any], named: set[Any]) -> None:
    """Two of the desk and one other on Wednesday, A2 on Thursday too; a blank group is everyone."""
    world = centre(
        agents=THREE,
        leave=(leave("A1", 2, 2), leave("A2", 2, 3), leave("A3", 2, 2), leave("A3", 3, 3, status="requested")),
        limits=({"kind": "absent_at_once", **limit},),
    )

    found = breaches(AbsentAtOnce(), world)

    assert {(violation.agent_id, violation.day) for violation in found} == named
    assert all(violation.limit == limit["value"] for violation in found)


def test_a_morning_and_an_afternoon_are_not_at_once() -> None:
    """Half days count half by half."""
    limit = {"kind": "absent_at_once", "value": 1}
    halves = (leave("A1", 2, 2, part="am"), leave("A2", 2, 2, part="pm"))

    assert breaches(AbsentAtOnce(), centre(agents=TWO, leave=halves, limits=(limit,))) == []
    assert len(breaches(AbsentAtOnce(), centre(agents=TWO, leave=(leave("A1", 2, 2), halves[1]), limits=(limit,)))) == 2


def test_seats_count_who_is_at_work_and_not_at_an_unpaid_pause() -> None:
    """Two people overlap from 12:00 to 15:00, but A1 is at a meal until 13:00."""
    day = {"id": "day", "starts": "06:00-22:00", "paid_h": [6, 8], "meal": {"min": 60, "after_h": 4, "before_h": 4}}
    seats = {"kind": "seats", "group": "desk", "value": 1}
    world = centre(agents=THREE, templates=(day,), limits=(seats,))
    shifts = [shift(world, 0, 8, 6), shift(world, 0, 12, 8, agent_id="A2")]

    [crowd] = breaches(Seats(), world, *shifts)

    assert (crowd.day, crowd.observed, crowd.limit) == (on(0), 2, 1)
    assert (crowd.sentence.values["start"], crowd.sentence.values["end"]) == ("13:00", "15:00")
    assert breaches(Seats(), world, shifts[0], shift(world, 0, 15, 6, agent_id="A2")) == []
    assert breaches(Seats(), world, shifts[0], shift(world, 0, 12, 8, agent_id="A3")) == []


def test_seats_bind_on_their_days_alone() -> None:
    """A limit until Tuesday says nothing of Wednesday; of a night shift its minutes count on the day they lie on."""
    seats = {"kind": "seats", "value": 1, "to_day": on(1)}
    world = centre(agents=TWO, limits=(seats,))
    night = {"start_h": 20, "paid_h": 8}

    both = [shift(world, 1, agent_id=agent, **night) for agent in ("A1", "A2")]  # type: ignore[arg-type]
    [crowd] = breaches(Seats(), world, *both)

    assert crowd.sentence.values["end"] == "00:00"
    assert breaches(Seats(), world, *(shift(world, 2, agent_id=agent) for agent in ("A1", "A2"))) == []
