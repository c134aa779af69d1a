"""MSTL of statsforecast: several seasons by repeated loess, ETS on what is left (K. Bandara and others, 2021)."""

from __future__ import annotations

import numpy as np

from forecasting.days import Days, Floats, Past
from forecasting.methods.library import WEEK_DAYS, filled

LEARNT_FROM_DAYS = 91
"""The library needs seconds for a series of this length, and ever more for longer ones."""


def mstl(past: Past, ahead: Days) -> Floats:
    """Expected contacts of each interval, shape (A, M), from the latest quarter with a season of a day and one of a week."""
    from statsforecast.models import MSTL

    first = max(0, len(past.days) - LEARNT_FROM_DAYS)
    used = np.asarray((np.nan_to_num(past.values[first:]) > 0).any(axis=0))
    expected = np.zeros((len(ahead), len(used)))
    width = int(used.sum())
    if width:
        series = filled(past.values[first:, used], past.days.part(first, len(past.days))).ravel()
        seasons = [WEEK_DAYS] if width == 1 else [width, WEEK_DAYS * width]
        steps = int(ahead.numbers[-1] - past.days.numbers[-1]) * width
        found = np.asarray(MSTL(season_length=seasons).forecast(y=series, h=steps)["mean"], dtype=np.float64)
        expected[:, used] = np.maximum(found.reshape(-1, width)[-len(ahead) :], 0.0)
    return expected
