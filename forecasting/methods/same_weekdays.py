"""What the methods that average the latest days of one kind share."""

from __future__ import annotations

from typing import Literal

import numpy as np

from forecasting.compiled import compiled
from forecasting.days import Days, Floats, Ints, Past, kinds_to_follow


def of_last_same_weekdays(past: Past, ahead: Days, *, count: int, middle: Literal["mean", "median"]) -> Floats:
    """
    The mean or median per interval of the latest `count` known days of the kind each day ahead follows.

    Returns
    -------
    ndarray
        Contacts, shape (A, M); 0 where days of that kind never had the interval.
    """
    follow = kinds_to_follow(past, ahead)
    known = past.known_days()
    result = np.zeros((len(ahead), past.values.shape[1]))
    for kind in np.unique(follow[follow >= 0]):
        days = np.flatnonzero(known & (past.days.kinds == kind))
        result[follow == kind] = _middle_of_latest(past.values, days, count, middle == "median")
    return result


@compiled
def _middle_of_latest(values: Floats, days: Ints, count: int, is_median: bool) -> Floats:
    """Of the known counts in the latest `count` of the days; an interval unknown in all of them looks further back."""
    result, taken = np.zeros(values.shape[1]), np.empty(len(days))
    for place in range(values.shape[1]):
        known = 0
        for back in range(1, len(days) + 1):
            if back > count and known > 0:
                break
            value = values[days[-back], place]
            if not np.isnan(value):
                taken[known] = value
                known += 1
        if known > 0:
            result[place] = np.median(taken[:known]) if is_median else taken[:known].mean()
    return result
