"""The forecasting methods: one file each, one signature; ours in METHODS, those of the extra ``models`` in LIBRARY_METHODS."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from forecasting.days import Days, Floats, Past
from forecasting.methods.auto_arima import auto_arima
from forecasting.methods.auto_ets import auto_ets
from forecasting.methods.day_profile import day_profile
from forecasting.methods.library import is_installed
from forecasting.methods.mean_6 import mean_6
from forecasting.methods.median_8 import median_8
from forecasting.methods.mstl import mstl
from forecasting.methods.seasonal_naive import seasonal_naive
from wfm.errors import ForecastError
from wfm.messages import say

# The past and the days ahead give contacts per interval of each day ahead, shape (A, M), at least 0.
Method = Callable[[Past, Days], Floats]

METHODS: Mapping[str, Method] = {
    "day_profile": day_profile,
    "median_8": median_8,
    "mean_6": mean_6,
    "seasonal_naive": seasonal_naive,
}
LIBRARY_METHODS: Mapping[str, Method] = {"mstl": mstl, "auto_ets": auto_ets, "auto_arima": auto_arima}


def method_of(name: str) -> Method:
    """
    The method of that name.

    Raises
    ------
    ForecastError
        Where there is none, or its library is not installed.
    """
    if name in LIBRARY_METHODS and not is_installed():
        raise ForecastError(say("forecast_method_absent", value=name))
    found = METHODS.get(name) or LIBRARY_METHODS.get(name)
    if found is None:
        raise ForecastError(say("forecast_method_unknown", value=name, known=["auto", *METHODS, *LIBRARY_METHODS]))
    return found
