"""How much an observation counts: whole when ordinary, less when odd, nothing when far out."""

from __future__ import annotations

import numpy as np

from forecasting.days import Bools, Floats, Past

DOWN_WEIGHT_SD = 2.5
EXCLUDE_SD = 6.0
MAD_TO_SD = 1.4826
SHIFT_DAYS = 4
NEAR_ZERO_SHARE, SUSPECT_SHARE = 0.05, 0.2
NEAR_ZERO_FROM_CONTACTS = 20.0
NEIGHBOURS_EACH_SIDE = 4


def mad_sd(residuals: Floats) -> float:
    """Standard deviation by the (upper) median absolute deviation from 0, of the known residuals; 0 without any."""
    size = np.abs(residuals[~np.isnan(residuals)])
    middle = len(size) // 2
    return MAD_TO_SD * float(np.partition(size, middle)[middle]) if len(size) else 0.0


def outlier_weights(scores: Floats) -> Floats:
    """
    Weights in [0, 1] of residuals in standard deviations: 1 to 2.5, falling as 2.5 / |score| to 6, 0 beyond; 0 for NaN.

    Source: P. J. Huber, 1964, with the far tail cut off.
    """
    size = np.abs(scores)
    weights = np.minimum(1.0, DOWN_WEIGHT_SD / np.maximum(size, DOWN_WEIGHT_SD))
    return np.where(size <= EXCLUDE_SD, weights, 0.0)


def is_shift(scores: Floats) -> Bools:
    """Days in a run of at least `SHIFT_DAYS` known days, all far out on one side: a new level, no outliers; shape (D,)."""
    found = np.zeros(len(scores), dtype=bool)
    known = np.flatnonzero(~np.isnan(scores))
    side = np.sign(scores[known]) * (np.abs(scores[known]) > DOWN_WEIGHT_SD)
    starts = np.flatnonzero(np.diff(side, prepend=np.nan) != 0)
    for start, end in zip(starts, np.append(starts[1:], len(side)), strict=True):
        if side[start] != 0 and end - start >= SHIFT_DAYS:
            found[known[start:end]] = True
    return found


def is_near_zero_day(past: Past) -> Bools:
    """
    Known days with next to nothing where their neighbours of the same kind have a lot: an outage or half a file, no closure.

    Shape (D,). Four near-zero days in a row are a queue that ended, and days a person said to keep stay.
    """
    known = past.known_days()
    totals = np.where(known, np.nansum(past.values, axis=1), np.nan)
    found = np.zeros(len(totals), dtype=bool)
    for kind in np.unique(past.days.kinds[known]):
        rows = np.flatnonzero(known & (past.days.kinds == kind))
        suspects = np.flatnonzero(totals[rows] < SUSPECT_SHARE * np.median(totals[rows]))
        for place in suspects:
            around = np.r_[rows[max(place - NEIGHBOURS_EACH_SIDE, 0) : place], rows[place + 1 :][:NEIGHBOURS_EACH_SIDE]]
            same_hours = past.values[around][:, ~np.isnan(past.values[rows[place]])]
            usual = float(np.median(np.nansum(same_hours, axis=1))) if len(around) else 0.0
            found[rows[place]] = usual >= NEAR_ZERO_FROM_CONTACTS and totals[rows[place]] < NEAR_ZERO_SHARE * usual
    days = np.flatnonzero(known)
    edges = np.flatnonzero(np.diff(found[days].astype(int), prepend=0, append=0))
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if end - start >= SHIFT_DAYS:
            found[days[start:end]] = False
    return found & ~past.trusted_days()
