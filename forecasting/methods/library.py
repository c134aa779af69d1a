"""What the methods of other libraries share: series without holes, and day totals cut into intervals by the house's profile."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable

import numpy as np
import pandas as pd

from forecasting.days import Days, Floats, Past, kinds_to_follow, weekday_of
from forecasting.profiles import profile_of, shares_by_kind, whole_day_totals

LIBRARY = "statsforecast"
WEEK_DAYS = 7
# A series without holes, shape (T,), and how many steps to go: the expected values, shape (steps,).
Predict = Callable[[Floats, int], Floats]


def is_installed() -> bool:
    """Whether the library of the extra ``models`` is there."""
    return importlib.util.find_spec(LIBRARY) is not None


def by_day(past: Past, ahead: Days, predict: Predict) -> Floats:
    """Contacts per interval, shape (A, M): day totals as `predict` continues them, cut by the profile of each kind of day."""
    shares = shares_by_kind(past)
    totals, _ = whole_day_totals(past, shares)
    steps = int(ahead.numbers[-1] - past.days.numbers[-1])
    series = filled(totals[:, None], past.days)[:, 0]
    expected = np.maximum(predict(series, steps)[-len(ahead) :], 0.0)
    return expected[:, None] * profile_of(shares, kinds_to_follow(past, ahead))


def filled(table: Floats, days: Days) -> Floats:
    """A table of days without holes: what is unknown is the median of its weekday's known days, else 0."""
    whole = pd.DataFrame(table)
    medians = whole.groupby(weekday_of(days.numbers)).transform("median")
    return whole.fillna(medians).fillna(0.0).to_numpy()
