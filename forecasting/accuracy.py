"""How good a forecast was: every measure takes expected and actual of one shape and leaves out what is NaN."""

from __future__ import annotations

import numpy as np

from forecasting.days import Floats


def wape(expected: Floats, actual: Floats) -> float:
    """Weighted absolute percentage error, sum|expected - actual| / sum(actual), as a fraction; NaN where nothing came."""
    expected, actual = _known(expected, actual)
    return _share(float(np.abs(expected - actual).sum()), actual)


def bias(expected: Floats, actual: Floats) -> float:
    """sum(expected - actual) / sum(actual), as a fraction: above 0 too much was expected; NaN where nothing came."""
    expected, actual = _known(expected, actual)
    return _share(float((expected - actual).sum()), actual)


def poisson_floor(actual: Floats) -> float:
    """
    The WAPE that remains when the true mean is known and only chance is left, as a fraction; NaN where nothing came.

    Notes
    -----
    The mean absolute deviation of a Poisson count of mean V is about sqrt(2 V / pi).
    """
    actual = actual[~np.isnan(actual)]
    return _share(float(np.sqrt(2.0 * actual / np.pi).sum()), actual)


def coverage(low: Floats, high: Floats, actual: Floats) -> float:
    """Share of the actual counts within [low, high]; NaN where there are none."""
    known = ~(np.isnan(low) | np.isnan(high) | np.isnan(actual))
    inside = (actual[known] >= low[known]) & (actual[known] <= high[known])
    return float(inside.mean()) if len(inside) else np.nan


def width(low: Floats, high: Floats, actual: Floats) -> float:
    """Width of the intervals [low, high] over the contacts that came, as a fraction; NaN where nothing is known or came."""
    known = ~(np.isnan(low) | np.isnan(high) | np.isnan(actual))
    return _share(float((high[known] - low[known]).sum()), actual[known])


def pinball(quantile: Floats, actual: Floats, level: float) -> float:
    """
    Mean pinball loss in contacts of a quantile forecast; NaN where nothing is known.

    Parameters
    ----------
    level
        The quantile's level in (0, 1): 0.1 for `lo80`, 0.975 for `hi95`.
    """
    quantile, actual = _known(quantile, actual)
    above = actual - quantile
    return float(np.maximum(level * above, (level - 1.0) * above).mean()) if len(above) else np.nan


def _known(expected: Floats, actual: Floats) -> tuple[Floats, Floats]:
    known = ~(np.isnan(expected) | np.isnan(actual))
    return expected[known], actual[known]


def _share(error: float, actual: Floats) -> float:
    total = float(actual.sum())
    return error / total if total > 0 else np.nan
