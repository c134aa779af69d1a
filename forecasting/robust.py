"""How much an observation counts: whole when ordinary, less when odd, nothing when far out."""

from __future__ import annotations

import numpy as np

from forecasting.compiled import compiled
from forecasting.days import Bools, Floats, Past

DOWN_WEIGHT_SD = 2.5
EXCLUDE_SD = 6.0
MAD_TO_SD = 1.4826
ANSCOMBE = 3.0 / 8.0
BINS_PER_SD, BINS_UP_TO_SD = 100, 10
SHIFT_DAYS = 4
NEAR_ZERO_SHARE, SUSPECT_SHARE = 0.05, 0.2
NEAR_ZERO_FROM_CONTACTS = 20.0
NEIGHBOURS_EACH_SIDE = 4


@compiled
def mad_sd(residuals: Floats) -> float:
    """Standard deviation by the (upper) median absolute deviation from 0, of the known residuals; 0 without any."""
    flat = residuals.ravel()
    size = np.abs(flat[~np.isnan(flat)])
    middle = len(size) // 2
    return MAD_TO_SD * float(np.partition(size, middle)[middle]) if len(size) else 0.0


@compiled
def coarse_mad_sd(residuals: Floats) -> float:
    """`mad_sd` of residuals around 1 to within a hundredth, counted rather than sorted: large tables cost a quarter."""
    counts, known = np.zeros(BINS_PER_SD * BINS_UP_TO_SD + 1, dtype=np.int64), 0
    for residual in residuals.ravel():
        if not np.isnan(residual):
            counts[int(min(abs(residual), BINS_UP_TO_SD) * BINS_PER_SD)] += 1
            known += 1
    smaller = 0
    for place in range(BINS_PER_SD * BINS_UP_TO_SD):
        smaller += counts[place]
        if smaller > known // 2:
            return MAD_TO_SD * (place + 0.5) / BINS_PER_SD
    return mad_sd(residuals)


@compiled
def count_score(actual: float, mean: float) -> float:
    """
    How far a count is from its mean, in standard deviations, on the scale on which both sides are alike.

    One call where a tenth of one is expected is nothing odd, though it is three standard deviations of the plain scale away.
    Source: F. J. Anscombe, 1948, for Poisson counts.
    """
    return float(2.0 * (np.sqrt(actual + ANSCOMBE) - np.sqrt(mean + ANSCOMBE)))


@compiled
def total_scores(actual: Floats, mean: Floats, spread: float) -> Floats:
    """`count_score` of totals whose variance is mean + (spread * mean)^2, with a spread above 0; any shape."""
    stretched = np.arcsinh(spread * np.sqrt(actual + ANSCOMBE)) - np.arcsinh(spread * np.sqrt(mean + ANSCOMBE))
    return np.asarray(2.0 / spread * stretched)


@compiled
def outlier_weight(score: float) -> float:
    """
    Weight in [0, 1] of a residual in standard deviations: 1 to 2.5, falling as 2.5 / |score| to 6, 0 beyond; 0 for NaN.

    Source: P. J. Huber, 1964, with the far tail cut off.
    """
    size = abs(score)
    if size <= DOWN_WEIGHT_SD:
        return 1.0
    return DOWN_WEIGHT_SD / size if size <= EXCLUDE_SD else 0.0


@compiled
def outlier_weights(scores: Floats) -> Floats:
    """`outlier_weight` of each score, shape (D,)."""
    return np.array([outlier_weight(score) for score in scores])


@compiled
def is_shift(scores: Floats) -> Bools:
    """Days in a run of at least `SHIFT_DAYS` known days, all far out on one side: a new level, no outliers; shape (D,)."""
    found = np.zeros(len(scores), dtype=np.bool_)
    known = np.flatnonzero(~np.isnan(scores))
    side = np.sign(scores[known]) * (np.abs(scores[known]) > DOWN_WEIGHT_SD)
    start = 0
    for end in range(1, len(known) + 1):
        if end == len(known) or side[end] != side[start]:
            if side[start] != 0 and end - start >= SHIFT_DAYS:
                found[known[start:end]] = True
            start = end
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
