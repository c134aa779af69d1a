"""A change by the least of its amounts, whether these grow or are alternatives."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from solver.ways import Change, at_once
from tests.worlds import centre
from wfm.centre import Centre
from wfm.messages import say

AMOUNTS = st.lists(st.integers(1, 50).map(float), min_size=1, max_size=12, unique=True)


def named(of: Centre, amount: float) -> Centre:
    return of.model_copy(update={"name": str(amount)})


def enough(amounts: set[float]) -> Callable[[Centre], bool]:
    return lambda of: of.name == "any" or (bool(of.name) and float(of.name) in amounts)


@given(amounts=AMOUNTS, least=st.integers(0, 60).map(float))
def test_of_growing_amounts_the_least_that_is_enough(amounts: list[float], least: float) -> None:
    """As looking at each of them finds it; none where not even the largest is enough."""
    amounts = sorted(amounts)
    change = Change.by("kind", named, amounts, "way_rotation_day", agent="A1", day="x")

    found = change.least(centre(), enough({amount for amount in amounts if amount >= least}))

    assert found == next((amount for amount in amounts if amount >= least), None)


@given(amounts=AMOUNTS, good=st.sets(st.integers(1, 50).map(float)))
def test_of_alternatives_the_first_that_is_enough(amounts: list[float], good: set[float]) -> None:
    """Each is looked at in turn, whatever larger ones do."""
    change = Change(
        "kind", named, lambda _: say("everyone"), amounts, eased=lambda of: of.model_copy(update={"name": "any"})
    )

    assert change.least(centre(), enough(good)) == next((amount for amount in amounts if amount in good), None)


def test_alternatives_are_not_tried_where_all_of_them_together_are_not_enough() -> None:
    """One look instead of one for each."""
    asked: list[str] = []

    def never(of: Centre) -> bool:
        asked.append(of.name)
        return False

    change = Change("kind", named, lambda _: say("everyone"), [1.0, 2.0, 3.0], eased=lambda of: named(of, 9.0))

    assert change.least(centre(), never) is None
    assert asked == ["9.0"]


def test_several_changes_are_numbered_and_one_is_not() -> None:
    """In words."""
    pin, leave = say("way_pin", agent="A1", day="2026-11-24"), say("way_leave", agent="A2", first="x", last="y")

    assert at_once([pin]) == pin
    assert at_once([pin, leave]).text() == (
        "2 changes at once: (1) without the pinned shift of A1 on 2026-11-24, (2) without the leave of A2 from x to y"
    )
