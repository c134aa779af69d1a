"""Why a day is expected as it is."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest

from forecasting import forecast
from forecasting.explain import GROUPS, explain
from tests.forecasting.worlds import MONDAY, WEEKDAY_FACTORS, grid_of, history_of, later, noisy, truth
from wfm.calendar import Calendar, SpecialDay

PAST, GRID = grid_of(MONDAY, 140), grid_of(later(20), 7)
HISTORY = history_of(PAST, noisy(truth(PAST)))


def test_the_factors_multiply_to_what_is_expected() -> None:
    """Level times factors is the day's total, on a queue open around the clock."""
    base = forecast(HISTORY, GRID, method="day_profile")

    days = explain(base, HISTORY)

    assert [day.day for day in days] == GRID.dates
    for place, day in enumerate(days):
        assert day.level * math.prod(day.factors.values()) == pytest.approx(day.expected)
        assert day.expected == pytest.approx(base.offered[0][GRID.day_index == place].sum())
        assert set(day.factors) == set(GROUPS)


def test_the_weekdays_factor_is_the_one_the_world_was_made_with() -> None:
    """Monday 1.3 against Sunday 0.4, up to chance."""
    days = explain(forecast(HISTORY, GRID, method="day_profile"), HISTORY)

    found = np.array([day.factors["weekday"] for day in days])
    made = np.array(WEEKDAY_FACTORS)
    assert found / found[0] == pytest.approx(made / made[0], rel=0.05)


def test_a_special_day_is_named_in_both_languages() -> None:
    """Its factor stands in the data and, with its name, in the sentence."""
    special = Calendar(None, (SpecialDay(date=GRID.dates[2], name="launch", factor=1.5),))
    base = forecast(HISTORY, GRID, method="day_profile", calendar=special)

    day = explain(base, HISTORY, calendar=special)[2]

    assert day.factors["special"] == 1.5
    assert "launch 1.50" in str(day.sentence)
    assert "周三" in day.sentence.text("zh-CN")


def test_a_naive_method_says_what_it_averages() -> None:
    """There are no factors, but a sentence."""
    day = explain(forecast(HISTORY, GRID, method="mean_6"), HISTORY)[0]

    assert math.isnan(day.level)
    assert not day.factors
    assert "mean of the last 6" in str(day.sentence)


def test_a_holiday_is_named() -> None:
    """Good Friday has its name in the sentence once it has been seen."""
    past = grid_of(date(2025, 1, 6), 448)
    calendar = Calendar("GB")
    off = np.array([calendar.holiday_name(PAST_DAY) is not None for PAST_DAY in past.dates])[past.day_index]
    history = history_of(past, noisy(truth(past) * np.where(off, 0.5, 1.0)))
    ahead = grid_of(date(2026, 3, 30), 7)

    days = explain(forecast(history, ahead, method="day_profile", calendar=calendar), history, calendar=calendar)

    assert "Good Friday" in str(days[4].sentence)
    assert days[4].factors["holiday"] < 0.8
