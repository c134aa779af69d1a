"""Holidays that move with the moon: three Chinese New Years teach the fourth."""

from __future__ import annotations

from datetime import date

import numpy as np

from forecasting import forecast
from tests.forecasting.worlds import grid_of, history_of, noisy
from wfm.calendar import Calendar
from wfm.timegrid import TimeGrid

CALENDAR = Calendar("CN")
FIRST, FOURTH_NEW_YEAR = date(2022, 7, 4), date(2026, 2, 9)
FEAST, DAY_OF_RETURN = 0.35, 1.5


def _truth(grid: TimeGrid) -> np.ndarray:
    """1,000 contacts a day, 600 at weekends; a third on days off, half as much again on the first day back."""
    contacts = []
    for day in grid.dates:
        off = CALENDAR.holiday_name(day) is not None
        back = not off and CALENDAR.holiday_name(date.fromordinal(day.toordinal() - 1)) is not None
        usual = 600.0 if day.weekday() >= 5 else 1000.0
        contacts.append(usual * (FEAST if off else DAY_OF_RETURN if back else 1.0))
    return np.array(contacts)


def test_the_fourth_new_year_is_foreseen_where_it_falls() -> None:
    """Spring Festival fell on 22 January, 10 February and 29 January; on 17 February the forecast knows what it does."""
    past, ahead = grid_of(FIRST, (FOURTH_NEW_YEAR - FIRST).days, interval_min=1440), grid_of(
        FOURTH_NEW_YEAR, 21, interval_min=1440
    )  # fmt: skip
    history = history_of(past, noisy(_truth(past)))
    actual = _truth(ahead)
    feast = np.array([CALENDAR.holiday_name(day) is not None for day in ahead.dates])

    knowing = forecast(history, ahead, method="day_profile", calendar=CALENDAR).offered[0]
    usual = forecast(history, ahead, method="mean_6").offered[0]

    assert feast.sum() >= 6
    error, usual_error = (np.abs(each - actual)[feast].sum() / actual[feast].sum() for each in (knowing, usual))
    assert error < 0.25 < 1.0 < usual_error
    assert np.abs(knowing - actual)[~feast].sum() / actual[~feast].sum() < 0.08
