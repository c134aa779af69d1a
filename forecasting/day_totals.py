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

from forecasting.compiled import compiled
from forecasting.days import Bools, Days, Floats, Ints
from forecasting.levels import level_ahead
from forecasting.robust import is_shift, mad_sd, outlier_weights, total_scores

LEVEL_HALF_LIFE_DAYS = 28.0
EFFECT_HALF_LIFE_DAYS = 730.0
SEASON_FROM_DAYS = 456  # about fifteen months: a season must have been seen more than once
NAMED_FROM_TIMES = 2
MOST_ROUNDS, SETTLED = 8, 1e-3  # a thousandth of a day's total
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
    level, fitted_coefficients, fitted, scores = _fit(
        np.ascontiguousarray(days.effects[:, usable]),
        days.prior_sd[usable],
        (days.numbers[-1] - days.numbers).astype(float),
        np.where(known, totals, np.nan),
        known_share,
        trusted,
    )
    coefficients = np.zeros(days.effects.shape[1])
    coefficients[usable] = fitted_coefficients
    return DayTotals(level, coefficients, fitted, scores)


@compiled
def _fit(
    effects: Floats, prior_sd: Floats, age_days: Floats, totals: Floats, known_share: Floats, trusted: Bools
) -> tuple[float, Floats, Floats, Floats]:
    """Level, coefficients of the columns, fitted totals and scores, by iteratively reweighted least squares."""
    known = ~np.isnan(totals)
    observed = np.where(known, totals, 0.0)
    usual = max(observed.sum() / max(known.sum(), 1), LEAST_MEAN)
    eta = np.log(np.where(observed > 0, np.maximum(observed, 0.5), usual))
    effect_memory = 0.5 ** (age_days / EFFECT_HALF_LIFE_DAYS)
    spread, honest = FIRST_SPREAD, np.ones(len(totals))
    coefficients, scores = np.zeros(effects.shape[1]), np.zeros(len(totals))
    for _ in range(MOST_ROUNDS):
        weight, working = _working(eta, observed, known_share * known * honest, spread)
        bare = effects - _level_of(effects, weight)
        response = working - _level_of(working.reshape(-1, 1), weight)[:, 0]
        coefficients = _ridge(bare, response, weight * effect_memory, prior_sd)
        calendar = _times(effects, coefficients)
        before, eta = eta, _level_of((working - calendar).reshape(-1, 1), weight)[:, 0] + calendar
        scores, spread = _scores(np.exp(eta), totals)
        honest = np.where(trusted | is_shift(scores), 1.0, outlier_weights(scores))
        if np.abs(eta - before).max() < SETTLED:
            break
    weight, working = _working(eta, observed, known_share * known * honest, spread)
    return level_ahead(working - _times(effects, coefficients), weight), coefficients, np.exp(eta), scores


@compiled
def _working(eta: Floats, observed: Floats, counts: Floats, spread: float) -> tuple[Floats, Floats]:
    """Weight and linearised response of each day around the mean exp(eta), as in any regression with a log link."""
    mean = np.exp(eta)
    relative = np.minimum(np.maximum((observed - mean) / mean, -1.0), MOST_RELATIVE)
    return counts / (1.0 / mean + spread**2), eta + relative


@compiled
def _ridge(columns: Floats, response: Floats, weight: Floats, prior_sd: Floats) -> Floats:
    size = len(prior_sd)
    product, right = np.diag(prior_sd**-2.0), np.zeros(size)
    for day in range(len(response)):
        for place in range(size):
            scaled = weight[day] * columns[day, place]
            right[place] += scaled * response[day]
            for other in range(place + 1):
                product[place, other] += scaled * columns[day, other]
    for place in range(size):
        product[:place, place] = product[place, :place]
    return np.asarray(np.linalg.solve(product, right))


@compiled
def _times(columns: Floats, coefficients: Floats) -> Floats:
    """columns @ coefficients, without waking the threads of BLAS, which on a busy machine wait long."""
    result = np.zeros(len(columns))
    for day in range(len(columns)):
        for place in range(len(coefficients)):
            result[day] += columns[day, place] * coefficients[place]
    return result


@compiled
def _scores(mean: Floats, totals: Floats) -> tuple[Floats, float]:
    """Residuals in standard deviations, NaN where unknown, and the relative spread beyond Poisson noise."""
    relative = (totals - mean) / mean
    noise = 1.0 / mean
    excess = mad_sd(relative) ** 2 - np.median(noise[~np.isnan(totals)])
    spread = max(LEAST_SPREAD, np.sqrt(max(0.0, excess)))
    return total_scores(totals, mean, spread), spread


@compiled
def _level_of(columns: Floats, weight: Floats) -> Floats:
    """Weighted mean of each column over neighbouring days, weights halving every `LEVEL_HALF_LIFE_DAYS` to either side."""
    days, size = columns.shape
    keep = 0.5 ** (1.0 / LEVEL_HALF_LIFE_DAYS)
    sums, mass = np.zeros((days, size)), np.zeros(days)
    running, running_mass = np.zeros(size), 0.0
    for day in range(days):
        running_mass = keep * running_mass + weight[day]
        mass[day] += running_mass
        for place in range(size):
            running[place] = keep * running[place] + weight[day] * columns[day, place]
            sums[day, place] += running[place]
    running[:], running_mass = 0.0, 0.0
    for day in range(days - 1, -1, -1):
        mass[day] += running_mass
        for place in range(size):
            sums[day, place] = (sums[day, place] + running[place]) / mass[day]
            running[place] = keep * (running[place] + weight[day] * columns[day, place])
        running_mass = keep * (running_mass + weight[day])
    return sums


def _usable_columns(days: Days, known: Bools) -> Ints:
    """Columns the past can say something of: seen at all, named days seen twice, the season from fifteen months on."""
    times = (days.effects[known] != 0).sum(axis=0)
    groups = np.array(days.groups)
    usable = times > 0
    usable &= (groups != "named") | (times >= NAMED_FROM_TIMES)
    usable &= (groups != "season") | (len(days) > SEASON_FROM_DAYS)
    return np.flatnonzero(usable)
