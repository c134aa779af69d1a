"""
Prediction intervals from the method's own past errors.

Errors at rolling origins are put on one scale, sqrt(mean + (spread * mean)^2) with a spread of its own per lead week; the quantiles
of the scaled errors are the intervals (split conformal prediction, V. Vovk and others, 2005). Newer errors count more, so that the
intervals follow a queue that grows calmer or wilder (R. F. Barber and others, 2023). Each error is measured by the spread that was
known when the forecast was made: how far spreads lie from those to come is then a part of the quantiles. Where that spread was
larger than today's, today's is taken: a method that has learnt more since errs less, which does not make it surer still. With too
few origins the spread of same weekdays and the normal quantiles stand in.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from forecasting.days import Floats, Ints, Past
from forecasting.rolling import LEADS_WEEKS, WEEK_DAYS, Rolled

LEVELS = {"lo80": 0.10, "hi80": 0.90, "lo95": 0.025, "hi95": 0.975}
LEAST_ORIGINS = 4
ERROR_HALF_LIFE_WEEKS = 13.0
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
    today = _weights(rolled.origins, rolled.origins[:1])
    leads = [_Errors(week, *rolled.week(slice(None), week)) for week in range(1, LEADS_WEEKS + 1)]
    spread = np.array([lead.spreads(today)[0] for lead in leads])
    known = spread[~np.isnan(spread)]
    if not len(known):
        return _usual_scale(past)
    spread = np.maximum.accumulate(np.where(np.isnan(spread), known[-1], spread))
    scored = [
        lead.scores(np.minimum(now, _spreads_then(lead, rolled.origins)), today[0])
        for lead, now in zip(leads, spread, strict=True)
    ]
    scores, weight = (np.concatenate(part) for part in zip(*scored, strict=True))
    return ErrorScale(spread, _quantiles(scores, weight)) if len(scores) else _usual_scale(past)


def _weights(origins: Ints, at: Ints) -> Floats:
    """
    How much the errors of each origin (N,) say on the days `at` (K,), shape (K, N): the newest most, and those with little to learn
    from least.

    Queues are calmer in some months than in others, and a method with half the history makes larger errors.
    """
    age_weeks = (at[:, None] - origins) / WEEK_DAYS
    return np.asarray(0.5 ** (age_weeks / ERROR_HALF_LIFE_WEEKS) * (origins / at[:, None]) ** 2)


def _spreads_then(lead: _Errors, origins: Ints) -> Floats:
    """The spread of a lead week as each origin (N,) knew it; infinite where that was too little."""
    over = origins + WEEK_DAYS * lead.week <= origins[:, None]
    known = lead.spreads(_weights(origins, origins) * over)
    return np.where((over.sum(axis=1) < LEAST_ORIGINS) | np.isnan(known), np.inf, known)


@dataclass(frozen=True, eq=False)
class _Errors:
    """A lead week at all origins: what was expected and what came, shape (N, 7, M)."""

    week: int
    expected: Floats
    actual: Floats

    def spreads(self, weights: Floats) -> Floats:
        """
        Relative spread of the actual around the expected beyond Poisson noise; NaN without errors.

        Once for each row of the weights of the origins (K, N).
        """
        known = ~np.isnan(self.actual)
        # Summed by origin first: a large product wakes the threads of BLAS, which on a busy machine wait long.
        count = weights @ known.sum(axis=(1, 2))
        power = weights @ np.where(known, self.expected**2, 0.0).sum(axis=(1, 2))
        excess = weights @ np.where(known, (self.actual - self.expected) ** 2 - self.expected, 0.0).sum(axis=(1, 2))
        share = np.divide(np.maximum(excess, 0.0), power, out=np.zeros_like(power), where=power > 0)
        return np.where(count > 0, np.sqrt(share), np.nan)

    def scores(self, spread: Floats, weight: Floats) -> tuple[Floats, Floats]:
        """
        Errors in units of the scale and their weights, of the known intervals in which anything was expected.

        Spread and weight are those of the origins (N,).
        """
        some = ~np.isnan(self.actual) & (self.expected > 0)
        spread, weight = (np.broadcast_to(each[:, None, None], some.shape)[some] for each in (spread, weight))
        mean = self.expected[some]
        return (self.actual[some] - mean) / np.sqrt(mean + (spread * mean) ** 2), weight


def _quantiles(scores: Floats, weight: Floats) -> dict[str, float]:
    """Weighted quantiles at `LEVELS`."""
    order = np.argsort(scores)
    upto = np.cumsum(weight[order])
    found = np.interp(list(LEVELS.values()), (upto - 0.5 * weight[order]) / upto[-1], scores[order])
    return dict(zip(LEVELS, found.tolist(), strict=True))


def _usual_scale(past: Past) -> ErrorScale:
    return ErrorScale(
        np.full(LEADS_WEEKS, _same_weekday_spread(past)),
        {name: float(ndtri(level)) for name, level in LEVELS.items()},
    )


def _same_weekday_spread(past: Past) -> float:
    known = past.known_days()
    totals = np.nansum(past.values, axis=1)
    ratios = [
        totals[rows] / totals[rows].mean()
        for kind in np.unique(past.days.kinds[known])
        if (rows := known & (past.days.kinds == kind)).sum() > 1 and totals[rows].mean() > 0
    ]
    return float(max(USUAL_SPREAD, np.concatenate(ratios).std())) if ratios else USUAL_SPREAD
