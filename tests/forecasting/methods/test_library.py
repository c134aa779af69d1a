"""The methods of other libraries: what they share, and what is said where the library is absent."""

from __future__ import annotations

import numpy as np
import pytest

import forecasting.methods
from forecasting import forecast
from forecasting.backtest import backtest
from forecasting.methods import LIBRARY_METHODS
from forecasting.methods.library import filled, is_installed
from tests.forecasting.worlds import MONDAY, grid_of, history_of, later, noisy, past_of, truth
from wfm.calendar import OpeningHours
from wfm.errors import ForecastError

needs_library = pytest.mark.skipif(not is_installed(), reason="needs statsforecast: pip install 'paiban[models]'")
every_method = pytest.mark.parametrize("method", LIBRARY_METHODS)


@needs_library
@every_method
@pytest.mark.parametrize("interval_min", [60, 1440])
def test_a_steady_world_is_foreseen(method: str, interval_min: int) -> None:
    """Ten steady weeks: the next two are within a tenth, of the grid's shape, and closed hours hold nothing."""
    past, ahead = grid_of(MONDAY, 70, interval_min=interval_min), grid_of(later(10), 14, interval_min=interval_min)
    hours = {"phone": OpeningHours({"mon-sat": "00:00-24:00"})}

    found = forecast(history_of(past, noisy(truth(past))), ahead, method=method, opening=hours)

    is_open = np.array([day.weekday() < 6 for day in ahead.dates])[ahead.day_index]
    assert found.methods == (method,)
    assert np.abs(found.offered[0] - truth(ahead))[is_open].sum() < 0.1 * truth(ahead)[is_open].sum()
    assert not found.offered[0][~is_open].any()


@needs_library
def test_it_can_be_measured_beside_ours() -> None:
    """The back-test takes a library's method by name."""
    past = grid_of(MONDAY, 63, interval_min=1440)

    report = backtest(history_of(past, noisy(truth(past))), methods=("auto_ets",), origins=1, leads_weeks=1)

    assert report.row("phone", "auto_ets", 1).wape_day < 0.1


@every_method
def test_an_absent_library_is_named_as_absent(method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The refusal says how to get it."""
    monkeypatch.setattr(forecasting.methods, "is_installed", lambda: False)
    past = grid_of(MONDAY, 63)

    with pytest.raises(ForecastError, match="pip install 'paiban\\[models\\]'"):
        forecast(history_of(past, truth(past)), grid_of(later(9), 7), method=method)


def test_holes_are_filled_by_their_weekday() -> None:
    """An unknown Monday gets the median of the Mondays known; a weekday never known gets 0."""
    values = np.arange(28.0)[:, None]
    values[7] = np.nan
    values[[6, 13, 20, 27]] = np.nan

    whole = filled(values, past_of(values).days)

    assert whole[7] == np.median([0, 14, 21])
    assert not whole[[6, 13, 20, 27]].any()
    assert whole[8] == 8
