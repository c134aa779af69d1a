"""Rolling origins."""

from __future__ import annotations

import numpy as np

from forecasting.methods.seasonal_naive import seasonal_naive
from forecasting.rolling import roll, weekly_origins
from tests.forecasting.worlds import past_of

WEEKS = 12
PAST = past_of(np.arange(7.0 * WEEKS)[:, None])


def test_origins_are_weeks_apart_with_four_weeks_before_them() -> None:
    """Twelve weeks hold eight origins, a week before the end first; the earliest has four weeks of past."""
    assert weekly_origins(PAST, 20).tolist() == [77, 70, 63, 56, 49, 42, 35, 28]
    assert weekly_origins(PAST, 2).tolist() == [77, 70]


def test_an_origin_needs_days_that_are_known() -> None:
    """A queue of which less than two weeks are known before an origin has none there."""
    values = PAST.values.copy()
    values[:30] = np.nan

    assert weekly_origins(past_of(values), 20).tolist() == [77, 70, 63, 56, 49]


def test_a_lead_week_is_the_week_so_far_ahead() -> None:
    """Seasonal naive of a count of days is 7 behind at lead week 1 and 21 behind at lead week 3; unfinished leads are absent."""
    rolled = roll(PAST, seasonal_naive, origins=weekly_origins(PAST, 4))

    for week, behind, origins in ((1, 7, 4), (3, 21, 2)):
        expected, actual = rolled.lead(week)
        assert (actual - expected == behind).all()
        assert len(actual) == origins


def test_what_is_known_at_an_origin_had_come_by_then() -> None:
    """On the morning of day 63 only origins before it are learnt from, and no count of day 63 or later."""
    known = roll(PAST, seasonal_naive, origins=weekly_origins(PAST, 8)).known_at(63)

    assert known.origins.tolist() == [56, 49, 42, 35, 28]
    assert np.nanmax(known.actual) == 62
