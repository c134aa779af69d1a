"""How much an observation counts: whole when ordinary, less when odd, nothing when far out."""

from __future__ import annotations

import numpy as np

from forecasting.days import Bools, Floats

DOWN_WEIGHT_SD = 2.5
EXCLUDE_SD = 6.0
MAD_TO_SD = 1.4826
SHIFT_DAYS = 4


def mad_sd(residuals: Floats) -> float:
    """Standard deviation by the median absolute deviation from 0, of the known residuals; 0 without any."""
    known = residuals[~np.isnan(residuals)]
    return MAD_TO_SD * float(np.median(np.abs(known))) if len(known) else 0.0


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
