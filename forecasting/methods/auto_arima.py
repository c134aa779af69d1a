"""AutoARIMA of statsforecast on day totals: a seasonal ARIMA, its orders chosen by AICc (R. Hyndman and Y. Khandakar, 2008)."""

from __future__ import annotations

import numpy as np

from forecasting.days import Days, Floats, Past
from forecasting.methods.library import WEEK_DAYS, by_day


def auto_arima(past: Past, ahead: Days) -> Floats:
    """Expected contacts of each interval, shape (A, M)."""
    from statsforecast.models import AutoARIMA

    def predict(series: Floats, steps: int) -> Floats:
        found = AutoARIMA(season_length=WEEK_DAYS).forecast(y=series, h=steps)["mean"]
        return np.asarray(found, dtype=float)

    return by_day(past, ahead, predict)
