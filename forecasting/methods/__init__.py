"""The forecasting methods: one file each, one signature, one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from forecasting.days import Days, Floats, Past
from forecasting.methods.day_profile import day_profile
from forecasting.methods.mean_6 import mean_6
from forecasting.methods.median_8 import median_8
from forecasting.methods.seasonal_naive import seasonal_naive

# The past and the days ahead give contacts per interval of each day ahead, shape (A, M), at least 0.
Method = Callable[[Past, Days], Floats]

METHODS: Mapping[str, Method] = {
    "day_profile": day_profile,
    "median_8": median_8,
    "mean_6": mean_6,
    "seasonal_naive": seasonal_naive,
}
