"""AutoETS of statsforecast on day totals: exponential smoothing, its form chosen by AICc (R. Hyndman and others, 2002)."""

from __future__ import annotations

import numpy as np

from forecasting.days import Days, Floats, Past
from forecasting.methods.library import WEEK_DAYS, by_day


def auto_ets(past: Past, ahead: Days) -> Floats:
    """Expected contacts of each interval, shape (A, M)."""
    from statsforecast.models import AutoETS

    def predict(series: Floats, steps: int) -> Floats:
        found = AutoETS(season_length=WEEK_DAYS).forecast(y=series, h=steps)["mean"]
        return np.asarray(found, dtype=float)

    return by_day(past, ahead, predict)
