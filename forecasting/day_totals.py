"""
The day total: a level that drifts, times what the calendar says of the day.

    log E[total] = level(day) + effects(day) @ coefficients,    Var[total] = mean + (spread * mean)^2

The level is smoothed out of both sides before the coefficients are estimated (P. Speckman, 1988), so that a spike beside a
holiday is the holiday's and never moves the level. The variance makes large totals an ordinary regression of logs and small
ones a Poisson regression: zeros are welcome and the mean is unbiased.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.signal import lfilter

from forecasting.days import Bools, Days, Floats, Ints
from forecasting.levels import level_ahead
from forecasting.robust import is_shift, mad_sd, outlier_weights

LEVEL_HALF_LIFE_DAYS = 28.0
EFFECT_HALF_LIFE_DAYS = 730.0
SEASON_FROM_DAYS = 456  # about fifteen months: a season must have been seen more than once
NAMED_FROM_TIMES = 2
ROUNDS = 5
BLOCK_DAYS = 16
FIRST_SPREAD, LEAST_SPREAD = 0.1, 0.01
LEAST_MEAN = 1e-3
MOST_RELATIVE = 3.0


@dataclass(frozen=True, eq=False)
class DayTotals:
    """
    A fitted model of one queue's day totals.

    `level` is the log level after the last day, `coefficients` of the columns of `Days.effects`, `fitted` the expected totals of
    the past (D,), `scores` their residuals in standard deviations (D,), NaN where the day is unknown.
    """

    level: float
    coefficients: Floats
    fitted: Floats
    scores: Floats

    def expected(self, days: Days) -> Floats:
        """Expected contacts of each day, shape (A,)."""
        return np.asarray(np.exp(self.level + days.effects @ self.coefficients))


def fit_day_totals(days: Days, totals: Floats, known_share: Floats, trusted: Bools) -> DayTotals:
    """
    Fit level, calendar effects and spread.

    Parameters
    ----------
    totals
        Contacts of each whole day, shape (D,), NaN where unknown.
    known_share
        Share of the day that is really known, in [0, 1], shape (D,): a half known day counts half.
    trusted
        Days a person said to keep, shape (D,): never weighted down.
    """
    known = ~np.isnan(totals) & (known_share > 0)
    usable = _usable_columns(days, known)
    effects, prior_sd = days.effects[:, usable], days.prior_sd[usable]
    observed = np.where(known, totals, 0.0)
    age_days = days.numbers[-1] - days.numbers
    eta = np.log(
        np.where(observed > 0, np.maximum(observed, 0.5), max(observed.sum() / max(known.sum(), 1), LEAST_MEAN))
    )
    spread, honest = FIRST_SPREAD, np.ones(len(totals))
    for _ in range(ROUNDS):
        weight, working = _working(eta, observed, known_share * known * honest, spread)
        smooth = _LevelSmoother(weight)
        faded = weight * 0.5 ** (age_days / EFFECT_HALF_LIFE_DAYS)
        coefficients = _ridge(effects - smooth(effects), working - smooth(working), faded, prior_sd)
        eta = smooth(working - effects @ coefficients) + effects @ coefficients
        scores, spread = _scores(np.exp(eta), np.where(known, observed, np.nan))
        honest = np.where(trusted | is_shift(scores), 1.0, outlier_weights(scores))
    weight, working = _working(eta, observed, known_share * known * honest, spread)
    everywhere = np.zeros(days.effects.shape[1])
    everywhere[usable] = coefficients
    return DayTotals(level_ahead(working - effects @ coefficients, weight), everywhere, np.exp(eta), scores)


def _working(eta: Floats, observed: Floats, counts: Floats, spread: float) -> tuple[Floats, Floats]:
    """Weight and linearised response of each day around the mean exp(eta), as in any regression with a log link."""
    mean = np.exp(eta)
    return counts / (1.0 / mean + spread**2), eta + np.clip((observed - mean) / mean, -1.0, MOST_RELATIVE)


def _ridge(columns: Floats, response: Floats, weight: Floats, prior_sd: Floats) -> Floats:
    weighted = columns * weight[:, None]
    return np.asarray(np.linalg.solve(_product(weighted, columns) + np.diag(prior_sd**-2.0), weighted.T @ response))


def _product(left: Floats, right: Floats) -> Floats:
    """left.T @ right, in blocks of days: a large product wakes the threads of BLAS, which on a busy machine wait long."""
    whole = len(left) // BLOCK_DAYS * BLOCK_DAYS
    left_blocks, right_blocks = (part[:whole].reshape(-1, BLOCK_DAYS, part.shape[1]) for part in (left, right))
    inside = np.matmul(left_blocks.transpose(0, 2, 1), right_blocks).sum(axis=0)
    return np.asarray(inside + left[whole:].T @ right[whole:])


def _scores(mean: Floats, totals: Floats) -> tuple[Floats, float]:
    """Residuals in standard deviations, NaN where unknown, and the relative spread beyond Poisson noise."""
    relative = (totals - mean) / mean
    noise = 1.0 / mean
    excess = mad_sd(relative) ** 2 - float(np.median(noise[~np.isnan(totals)]))
    spread = max(LEAST_SPREAD, float(np.sqrt(max(0.0, excess))))
    return relative / np.sqrt(noise + spread**2), spread


def _usable_columns(days: Days, known: Bools) -> Ints:
    """Columns the past can say something of: seen at all, named days seen twice, the season from fifteen months on."""
    times = (days.effects[known] != 0).sum(axis=0)
    groups = np.array(days.groups)
    usable = times > 0
    usable &= (groups != "named") | (times >= NAMED_FROM_TIMES)
    usable &= (groups != "season") | (len(days) > SEASON_FROM_DAYS)
    return np.flatnonzero(usable)


class _LevelSmoother:
    """Weighted mean over neighbouring days, weights halving every `LEVEL_HALF_LIFE_DAYS` to either side."""

    def __init__(self, weight: Floats) -> None:
        self._weight = weight
        self._mass = self._both_ways(weight)

    def __call__(self, values: Floats) -> Floats:
        weight = self._weight if values.ndim == 1 else self._weight[:, None]
        mass = self._mass if values.ndim == 1 else self._mass[:, None]
        return self._both_ways(weight * values) / mass

    @staticmethod
    def _both_ways(values: Floats) -> Floats:
        keep = 0.5 ** (1.0 / LEVEL_HALF_LIFE_DAYS)
        forward = lfilter([1.0], [1.0, -keep], values, axis=0)
        backward = lfilter([1.0], [1.0, -keep], values[::-1], axis=0)[::-1]
        return forward + backward - values
