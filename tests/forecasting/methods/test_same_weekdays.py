"""The averages of the latest same weekdays, by hand."""

from __future__ import annotations

import numpy as np

from forecasting.methods.mean_6 import mean_6
from forecasting.methods.median_8 import median_8
from forecasting.methods.seasonal_naive import seasonal_naive
from tests.forecasting.worlds import past_of

WEEKS = 10


def _weeks() -> np.ndarray:
    """Ten weeks of daily data: week w holds w on every day."""
    return np.repeat(np.arange(1.0, WEEKS + 1), 7)[:, None]


def _ahead(values: np.ndarray) -> dict[str, float]:
    whole = past_of(values, ahead=7)
    past, days = whole.before(len(values)), whole.days.part(len(values), len(values) + 7)
    return {method.__name__: float(method(past, days)[0, 0]) for method in (seasonal_naive, mean_6, median_8)}


def test_each_looks_back_as_far_as_its_name_says() -> None:
    """Of weeks holding 1 to 10: the last is 10, the mean of the last 6 is 7.5, the median of the last 8 is 6.5."""
    assert _ahead(_weeks()) == {"seasonal_naive": 10.0, "mean_6": 7.5, "median_8": 6.5}


def test_one_mad_day_moves_the_mean_and_hardly_the_median() -> None:
    """The latest Monday a thousand times too high: the median moves from 6.5 to 6.5, the mean by 1,665."""
    mad = _weeks()
    mad[-7] = 10_000

    found = _ahead(mad)

    assert found["median_8"] == 6.5
    assert found["mean_6"] == (5 + 6 + 7 + 8 + 9 + 10_000) / 6


def test_an_unknown_day_is_skipped() -> None:
    """With the latest Monday missing, the one before it is the latest."""
    holed = _weeks()
    holed[-7] = np.nan

    found = _ahead(holed)

    assert found == {"seasonal_naive": 9.0, "mean_6": 6.5, "median_8": 5.5}
