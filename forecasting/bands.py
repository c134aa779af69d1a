"""
Prediction intervals from the method's own past errors.

Errors at rolling origins are put on one scale, sqrt(mean + (spread * mean)^2) with a spread of its own per lead week; the quantiles
of the scaled errors are the intervals (split conformal prediction, V. Vovk and others, 2005). With too few origins the spread of
same weekdays and the normal quantiles stand in.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from forecasting.days import Floats, Ints, Past
from forecasting.rolling import LEADS_WEEKS, Rolled

LEVELS = {"lo80": 0.10, "hi80": 0.90, "lo95": 0.025, "hi95": 0.975}
LEAST_ORIGINS = 4
USUAL_SPREAD = 0.15  # of a day's volume, where a history is too short to show its own


@dataclass(frozen=True, eq=False)
class ErrorScale:
    """Relative spread per lead week, shape (5,), and the quantiles of scaled errors at `LEVELS`."""

    spread: Floats
    quantiles: dict[str, float]

    def bands(self, expected: Floats, lead_weeks: Ints) -> dict[str, Floats]:
        """The bounds of forecasts (A, M) whose days lie `lead_weeks` (A,) ahead; at least 0, around the forecast."""
        spread = self.spread[np.clip(lead_weeks, 1, LEADS_WEEKS) - 1][:, None]
        scale = np.sqrt(expected + (spread * expected) ** 2)
        found = {name: np.maximum(expected + quantile * scale, 0.0) for name, quantile in self.quantiles.items()}
        return {
            name: np.minimum(bound, expected) if name.startswith("lo") else np.maximum(bound, expected)
            for name, bound in found.items()
        }


def error_scale(past: Past, rolled: Rolled | None) -> ErrorScale:
    """The scale of a queue's errors: of its back-test where that has four origins, else of its same weekdays."""
    if rolled is None or len(rolled.origins) < LEAST_ORIGINS:
        return _usual_scale(past)
    spread = np.array([_spread(*rolled.lead(week)) for week in range(1, LEADS_WEEKS + 1)])
    known = spread[~np.isnan(spread)]
    if not len(known):
        return _usual_scale(past)
    spread = np.maximum.accumulate(np.where(np.isnan(spread), known[-1], spread))
    scores = np.concatenate([_scores(*rolled.lead(week), spread[week - 1]) for week in range(1, LEADS_WEEKS + 1)])
    if not len(scores):
        return _usual_scale(past)
    return ErrorScale(spread, {name: float(np.quantile(scores, level)) for name, level in LEVELS.items()})


def _usual_scale(past: Past) -> ErrorScale:
    return ErrorScale(
        np.full(LEADS_WEEKS, _same_weekday_spread(past)),
        {name: float(norm.ppf(level)) for name, level in LEVELS.items()},
    )


def _spread(expected: Floats, actual: Floats) -> float:
    """Relative spread of the actual around the expected beyond Poisson noise; NaN without errors."""
    known = ~np.isnan(actual)
    power = float(np.sum(expected[known] ** 2))
    if power <= 0:
        return 0.0 if known.any() else np.nan
    excess = float(np.sum((actual[known] - expected[known]) ** 2 - expected[known]))
    return float(np.sqrt(max(excess, 0.0) / power))


def _scores(expected: Floats, actual: Floats, spread: float) -> Floats:
    known = ~np.isnan(actual) & (expected > 0)
    mean = expected[known]
    return np.asarray((actual[known] - mean) / np.sqrt(mean + (spread * mean) ** 2))


def _same_weekday_spread(past: Past) -> float:
    known = past.known_days()
    totals = np.nansum(past.values, axis=1)
    ratios = [
        totals[rows] / totals[rows].mean()
        for kind in np.unique(past.days.kinds[known])
        if (rows := known & (past.days.kinds == kind)).sum() > 1 and totals[rows].mean() > 0
    ]
    return float(max(USUAL_SPREAD, np.concatenate(ratios).std())) if ratios else USUAL_SPREAD
