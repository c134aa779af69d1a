"""What the methods that average the latest days of one kind share."""

from __future__ import annotations

from typing import Literal

import numpy as np

from forecasting.days import Days, Floats, Past, kinds_to_follow


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
        rows = past.values[known & (past.days.kinds == kind)]
        result[follow == kind] = _middle_of_latest(rows, count, middle)
    return result


def _middle_of_latest(rows: Floats, count: int, middle: Literal["mean", "median"]) -> Floats:
    """Of the latest `count` rows; an interval unknown in all of them looks further back."""
    latest = rows[-count:]
    absent = np.isnan(latest).all(axis=0)
    if absent.any():
        latest = latest.copy()
        for column in np.flatnonzero(absent):
            older = rows[~np.isnan(rows[:, column]), column]
            latest[-1, column] = older[-1] if len(older) else 0.0
    return np.nanmean(latest, axis=0) if middle == "mean" else _known_median(latest)


def _known_median(rows: Floats) -> Floats:
    """Median of the known values of each column, at least one each; unlike numpy's nanmedian without masked arrays."""
    ordered = np.sort(rows, axis=0)  # NaN comes last
    count = (~np.isnan(rows)).sum(axis=0)
    columns = np.arange(rows.shape[1])
    return np.asarray((ordered[(count - 1) // 2, columns] + ordered[count // 2, columns]) / 2)
