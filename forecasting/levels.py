"""
The level ahead: a mixture of three memories, each weighed by how well it would have foreseen this very queue.

A short memory follows a queue that moves, a long one sees through the chance of a queue that does not, and most queues are a little
of both. Every mixture of the three is measured on the past, always on the four weeks after the last day it knows, and counts by
the likelihood of its errors (J. M. Bates and C. W. J. Granger, 1969, on mixtures; A. E. Raftery and others, 1997, on the weights).
"""

from __future__ import annotations

import itertools

import numpy as np
from scipy.signal import lfilter

from forecasting.days import Floats

MEMORIES_DAYS = (7.0, 28.0, 112.0)  # half-lives
MIXTURE_STEPS = 4
MIXTURES = np.array(
    [parts for parts in itertools.product(range(MIXTURE_STEPS + 1), repeat=3) if sum(parts) == MIXTURE_STEPS]
) / float(MIXTURE_STEPS)
FIRST_ORIGIN_DAYS, AHEAD_DAYS = 28, 28
LEAST_ORIGINS_DAYS = 14
ERROR_HALF_LIFE_DAYS = 365.0
WEEK_DAYS = 7  # the errors of neighbouring days are one and the same
LEAST_ERROR = 1e-12


def level_ahead(values: Floats, weight: Floats) -> float:
    """
    The log level after the last day.

    Parameters
    ----------
    values
        Log of each day's total without its calendar effects, shape (D,).
    weight
        How much each day counts, shape (D,); 0 where it is unknown.
    """
    remembered = np.array([_remembered(values, weight, half_life) for half_life in MEMORIES_DAYS])
    return float(_mixture(remembered, values, weight) @ remembered[:, -1])


def _remembered(values: Floats, weight: Floats, half_life: float) -> Floats:
    """Weighted mean of all days up to each day, weights halving every `half_life` days, shape (D,)."""
    keep = 0.5 ** (1.0 / half_life)
    mass = lfilter([1.0], [1.0, -keep], weight)
    return np.asarray(lfilter([1.0], [1.0, -keep], weight * values) / np.maximum(mass, np.finfo(float).tiny))


def _mixture(remembered: Floats, values: Floats, weight: Floats) -> Floats:
    """The share of each memory, shape (3,)."""
    origins = np.arange(FIRST_ORIGIN_DAYS, len(values) - AHEAD_DAYS)
    if len(origins) < LEAST_ORIGINS_DAYS:
        return np.asarray(MIXTURES.mean(axis=0))
    mass, total = (np.concatenate([[0.0], np.cumsum(each)]) for each in (weight, weight * values))
    known = mass[origins + AHEAD_DAYS + 1] - mass[origins + 1]
    came = (total[origins + AHEAD_DAYS + 1] - total[origins + 1]) / np.maximum(known, np.finfo(float).tiny)
    counts = known * 0.5 ** ((len(values) - 1 - origins) / ERROR_HALF_LIFE_DAYS)
    errors = came - MIXTURES @ remembered[:, origins]
    weeks = counts.sum() ** 2 / max(float(counts @ counts), np.finfo(float).tiny) / WEEK_DAYS
    likelihood = -0.5 * weeks * np.log(errors**2 @ counts + LEAST_ERROR)
    shares = np.exp(likelihood - likelihood.max())
    return np.asarray(shares @ MIXTURES / shares.sum())
