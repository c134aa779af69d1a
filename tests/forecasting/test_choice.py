"""Choosing a method."""

from __future__ import annotations

import numpy as np
import pytest

from forecasting.choice import choose_method
from tests.forecasting.worlds import noisy, past_of
from wfm.errors import ForecastError


def _choose(values: np.ndarray, asked: str = "auto") -> tuple[str, str]:
    whole = past_of(values, ahead=7)
    past, ahead = whole.before(len(values)), whole.days.part(len(values), len(values) + 7)
    choice = choose_method("phone", past, ahead, asked)
    return choice.method, choice.reason.key


def test_the_length_of_the_history_decides_first() -> None:
    """One to three weeks: mean_6. Four to about ten: day_profile, untested. Beyond: chosen by back-test."""
    world = noisy(np.full((182, 4), 100.0))

    assert _choose(world[:14]) == ("mean_6", "forecast_short")
    assert _choose(world[:42]) == ("day_profile", "forecast_untested")
    assert _choose(world) == ("day_profile", "forecast_chosen")


def test_a_rival_that_is_clearly_better_wins() -> None:
    """Weekdays that jump apart and stay there lately: the latest weeks of each weekday know more than a year of effects."""
    world = np.full((364, 1), 1000.0)
    for week in range(30, 52, 11):
        for day in range(7):
            world[7 * week + day :: 7] = 1000.0 * (3.0 if (day + week) % 2 else 0.4)

    assert _choose(world)[0] in {"mean_6", "median_8"}


def test_what_is_asked_for_is_taken() -> None:
    """A method named by the caller needs no test."""
    assert _choose(noisy(np.full((182, 1), 100.0)), "seasonal_naive") == ("seasonal_naive", "forecast_asked")


def test_four_days_make_no_week() -> None:
    """Four days, whatever their method, are too few."""
    with pytest.raises(ForecastError, match="'phone' has 4 days"):
        _choose(np.full((4, 1), 100.0), "mean_6")
