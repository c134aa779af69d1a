"""Laws of forecast() over random departments: holes, tiny and huge queues, wild values, any time zone."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasting import forecast
from forecasting.methods import METHODS
from tests.forecasting.worlds import grid_of, history_of
from wfm.calendar import DAY_KINDS, Calendar, OpeningHours, SpecialDay
from wfm.timegrid import TimeGrid

WORKING_HOURS = OpeningHours({"mon-fri": "08:00-20:00", "sat": "09:00-12:00", "holidays": "closed"})


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    first=st.dates(date(2024, 1, 1), date(2026, 1, 1)),
    days=st.integers(14, 150),
    interval_min=st.sampled_from([30, 60, 1440]),
    time_zone=st.sampled_from(["UTC", "Asia/Shanghai", "Europe/Berlin", "America/New_York"]),
    country=st.sampled_from(["CN", "DE", "US"]),
    always_open=st.booleans(),
    log_mean=st.floats(-2, 4),
    unknown_share=st.sampled_from([0.0, 0.1, 0.8]),
    wild=st.booleans(),
    acts_like=st.sampled_from(DAY_KINDS),
    method=st.sampled_from(["auto", *METHODS]),
)
def test_whatever_the_history_the_forecast_is_sound(
    seed: int,
    first: date,
    days: int,
    interval_min: int,
    time_zone: str,
    country: str,
    always_open: bool,
    log_mean: float,
    unknown_share: float,
    wild: bool,
    acts_like: str,
    method: str,
) -> None:
    """Everything is finite, at least 0 and ordered, and no forecast lies far above all that ever came."""
    rng = np.random.default_rng(seed)
    calendar = Calendar(country)

    def grid(begin: date, length: int) -> TimeGrid:
        ranges = None if always_open else lambda day: calendar.ranges(WORKING_HOURS, day)
        return grid_of(begin, length, interval_min=interval_min, time_zone=time_zone, ranges=ranges)

    past, ahead = grid(first, days), grid(first + timedelta(days=days), 21)
    offered = rng.poisson(10**log_mean * rng.uniform(0.5, 2, len(past))).astype(float)
    if wild:
        offered[rng.integers(0, len(past), 3)] *= 1000
    offered[1:-1][rng.random(len(past) - 2) < unknown_share] = np.nan
    special = SpecialDay(date=first + timedelta(days=days + 3), name="odd", acts_like=acts_like)

    found = forecast(history_of(past, offered), ahead, method=method, calendar=calendar, special_days=[special])

    ladder = np.array([found.lo95, found.lo80, found.offered, found.hi80, found.hi95])
    assert np.isfinite(ladder).all()
    assert (ladder >= 0).all()
    assert (np.diff(ladder, axis=0) >= 0).all()
    assert found.offered.max() <= max(20 * np.nanmax(offered), 5.0)
