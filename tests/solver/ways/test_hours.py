"""Closing a department at some hours: exactly those intervals are gone, and the requirement with them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver import RosterProblem
from solver.clash import Clash
from solver.ways import Change, Matter
from solver.ways.hours import closed
from tests.worlds import MONDAY, PHONE, centre, on, requirement
from wfm.centre import Centre
from wfm.messages import say


def changes(of: Centre, *hours: tuple[int, int], days: tuple[int, ...] = (1,)) -> list[Change]:
    clash = Clash(("A1",), tuple(on(day) for day in days), ("lead_on_duty",), (say("everyone"),), hours=hours)
    return list(closed(Matter(of, clash, "lead_on_duty", [on(day) for day in range(7)])))


def starts(of: Centre) -> set[int]:
    return set(of.grid(MONDAY, 7).starts_min.tolist())


@settings(deadline=None)
@given(
    first=st.integers(0, 7 * 24 * 2), length=st.integers(1, 20), open_h=st.tuples(st.integers(0, 11), st.integers(12, 24)),
    night=st.booleans(),
)  # fmt: skip
def test_exactly_the_hours_named_are_closed(first: int, length: int, open_h: tuple[int, int], night: bool) -> None:
    """Whole intervals that a span touches; where that cannot be said by opening hours, nothing is closed."""
    open_text = "22:00-06:00" if night else f"{open_h[0]:02d}:00-{open_h[1]:02d}:00"
    of = centre(open={"mon-sun": open_text})
    begin = of.instant_of(MONDAY, 0) + 30 * first
    span = (begin, begin + 30 * length)

    [change] = changes(of, span)
    then = starts(change.made(of, 0.0))

    touched = {start for start in starts(of) if start < span[1] and span[0] < start + of.interval_min}
    assert then in (starts(of) - touched, starts(of))
    if not night and starts(of) != touched:
        assert then == starts(of) - touched


def test_the_requirement_loses_what_is_closed() -> None:
    """Nobody is needed then; all else stays as it was."""
    of = centre(open={"mon-sun": "08:00-16:00"})
    problem = RosterProblem(of, requirement(of), MONDAY)
    noon = of.instant_of(on(2), 12 * 60)

    [change] = changes(of, (noon, noon + 120))
    then = problem.changed(change.made(of, 0.0)).requirement

    gone = {noon, noon + 60}
    assert set(then.grid.starts_min.tolist()) == starts(of) - gone
    assert all(len(getattr(pool, name)) == len(then.grid) for pool in then.pools for name in ("is_open", "fractional"))
    assert change.words(0.0).text().endswith("2026-11-25 12:00–14:00")


def test_a_day_is_made_shorter_from_either_end() -> None:
    """Hour by hour: to nothing from its end, and not to nothing from its begin."""
    of = centre(open={"mon-sun": "08:00-12:00"})

    shut = {
        change.kind: [set(starts(of)) - starts(change.made(of, amount)) for amount in change.amounts]
        for change in changes(of)
    }

    at = [of.instant_of(on(1), hour * 60) for hour in (8, 9, 10, 11)]
    assert shut == {
        "closes": [set(at[-count:]) for count in (1, 2, 3, 4)],
        "opens": [set(at[:count]) for count in (1, 2, 3)],
    }


@pytest.mark.parametrize(
    "world",
    [
        {"open": {"tue": "08:00-16:00"}},
        {"special_days": ({"date": on(1), "name": "fair", "acts_like": "sat"},)},
        {"holidays": "DE", "special_days": ({"date": on(1), "name": "feast", "acts_like": "holiday"},)},
    ],
    ids=["nothing else is open", "the day acts like another", "the day is a holiday"],
)
def test_what_opening_hours_cannot_say_is_left_alone(world: dict[str, Any]) -> None:
    """A week without any opening hours is no way out, and the hours of a weekday say nothing of a special day."""
    of = centre(**world)
    own = {start for start in starts(of) if of.instant_of(on(1), 0) <= start < of.instant_of(on(2), 0)}

    [change] = changes(of, (min(own), max(own) + 60))

    assert starts(change.made(of, 0.0)) == starts(of)


def test_queues_with_hours_of_their_own_close_too() -> None:
    """And the hours of holidays stay."""
    hours = {"mon-sun": "06:00-20:00", "holidays": "10:00-12:00"}
    of = centre(queues=({**PHONE, "open": hours}, {**PHONE, "id": "chat"}), open={"mon-sun": "08:00-12:00"})
    morning = of.instant_of(on(1), 6 * 60)

    [change] = changes(of, (morning, morning + 180))
    then = change.made(of, 0.0)

    assert [then.open_ranges(queue, on(1)) for queue in then.queues] == [((540, 1200),), ((540, 720),)]
    assert [then.open_ranges(queue, on(2)) for queue in then.queues] == [((360, 1200),), ((480, 720),)]
    assert then.queues[0].open is not None
    assert then.queues[0].open.ranges("holiday", 1) == ((600, 720),)
    assert np.array_equal(then.grid(on(1), 1).starts_min[:1], [of.instant_of(on(1), 540)])
