"""Shift templates: which meals and breaks a shift has, and when they may begin."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from wfm.shifts import Activity, ShiftTemplate


def template(**changes: Any) -> ShiftTemplate:
    return ShiftTemplate(**{"id": "day", "starts": "08:00-12:00", "paid_h": [4, 8], **changes})


def test_windows_are_cut_so_that_a_pause_ends_within_the_shift() -> None:
    """A break that may begin up to 7.5 hours in begins at 7:45 at most of an 8-hour shift with an unpaid meal of 60 minutes."""
    of = template(meal={"min": 60, "after_h": 3, "before_h": 6}, breaks=[{"min": 15, "after_h": 5, "before_h": 24}])

    meal, pause = of.pauses(480, 480)

    assert (meal.activity, meal.paid, meal.first_min, meal.last_min) == (Activity.MEAL, False, 180, 360)
    assert (pause.first_min, pause.last_min) == (300, 525)


def test_a_pause_without_a_window_is_not_taken() -> None:
    """A 4-hour shift is over before the fifth hour."""
    of = template(breaks=[{"min": 15, "after_h": 5, "before_h": 7}])

    assert of.pauses(480, 240) == ()


def test_pauses_keep_the_order_of_their_windows() -> None:
    """By `after_h`, the meal among the breaks."""
    of = template(meal={"min": 30, "after_h": 2, "before_h": 4},
                  breaks=[{"min": 10, "after_h": 5, "before_h": 6}, {"min": 15, "after_h": 1, "before_h": 2}])  # fmt: skip

    assert [pause.length_min for pause in of.pauses(480, 480)] == [15, 30, 10]


@pytest.mark.parametrize(("start", "paid", "has"), [(510, 450, True), (510, 180, False), (780, 240, False)])
def test_the_midday_break_is_had_by_shifts_that_contain_it(start: int, paid: int, has: bool) -> None:
    """08:30 with 7.5 hours contains 11:30-13:00; a shift that ends at 11:30 or begins at 13:00 does not."""
    of = template(starts="08:30-13:00", paid_h=[3, 4, 7.5], meal_at="11:30-13:00")

    assert bool(of.pauses(start, paid)) == has


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"breaks": [{"min": 300}]}, "does not fit"),
        ({"meal": {"min": 60, "after_h": 5, "before_h": 3}}, "before_h 3"),
        ({"meal": {"min": 60}, "meal_at": "11:30-13:00"}, "both meal and meal_at"),
        ({"starts": "12:00-08:00"}, "earliest and the latest"),
        ({"paid_h": []}, "at least 1"),
    ],
)
def test_a_template_that_cannot_be_is_refused(changes: dict[str, Any], said: str) -> None:
    """The message names the values."""
    with pytest.raises(ValidationError, match=said):
        template(**changes)
