"""What the methods that average the latest days of one kind share."""

from __future__ import annotations

from typing import Literal

import numpy as np

from forecasting.compiled import compiled
from forecasting.days import CLOSED_KIND, Days, Floats, Ints, Past, kinds_to_follow


def of_last_same_weekdays(past: Past, ahead: Days, *, count: int, middle: Literal["mean", "median"]) -> Floats:
    """
    The mean or median per interval of the latest `count` known days of the kind each day ahead follows.

    Returns
    -------
    ndarray
        Contacts, shape (A, M); 0 where days of that kind never had the interval.
    """
    kinds = np.where(past.known_days(), past.days.kinds, -1)
    return _middle_by_kind(past.values, kinds, kinds_to_follow(past, ahead), count, middle == "median")


@compiled
def _middle_by_kind(values: Floats, kinds: Ints, follow: Ints, count: int, is_median: bool) -> Floats:
    result = np.zeros((len(follow), values.shape[1]))
    for kind in range(CLOSED_KIND + 1):
        if (follow == kind).any():
            middle = _middle_of_latest(values, np.flatnonzero(kinds == kind), count, is_median)
            for at in np.flatnonzero(follow == kind):
                result[at] = middle
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
            result[place] = _median(taken[:known]) if is_median else taken[:known].mean()
    return result


@compiled
def _median(values: Floats) -> float:
    """Of a handful of values, which are put in order."""
    for place in range(1, len(values)):
        value, before = values[place], place - 1
        while before >= 0 and values[before] > value:
            values[before + 1] = values[before]
            before -= 1
        values[before + 1] = value
    return float(values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2
