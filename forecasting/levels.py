"""
The level ahead: a mixture of three memories, each weighed by how well it would have foreseen this very queue.

A short memory follows a queue that moves, a long one sees through the chance of a queue that does not, and most queues are a little
of both. Every mixture of the three is measured on the past, always on the four weeks after the last day it knows, and counts by
the likelihood of its errors (J. M. Bates and C. W. J. Granger, 1969, on mixtures; A. E. Raftery and others, 1997, on the weights).
"""

from __future__ import annotations

import itertools

import numpy as np

from forecasting.compiled import compiled
from forecasting.days import Floats

MEMORIES_DAYS = np.array([7.0, 28.0, 112.0])  # half-lives
MIXTURE_STEPS = 4
MIXTURES = np.array(
    [parts for parts in itertools.product(range(MIXTURE_STEPS + 1), repeat=3) if sum(parts) == MIXTURE_STEPS]
) / float(MIXTURE_STEPS)
FIRST_ORIGIN_DAYS, AHEAD_DAYS = 28, 28
LEAST_ORIGINS_DAYS = 14
ERROR_HALF_LIFE_DAYS = 365.0
WEEK_DAYS = 7  # the errors of neighbouring days are one and the same
LEAST_ERROR = 1e-12


@compiled
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
    remembered = _remembered(values, weight)
    shares = _mixture(remembered, values, weight)
    return float((shares * remembered[-1]).sum())


@compiled
def _remembered(values: Floats, weight: Floats) -> Floats:
    """Weighted mean of all days up to each day, weights halving every `MEMORIES_DAYS`, shape (D, 3)."""
    means = np.zeros((len(values), len(MEMORIES_DAYS)))
    for column, half_life in enumerate(MEMORIES_DAYS):
        keep = 0.5 ** (1.0 / half_life)
        mass = total = 0.0
        for day in range(len(values)):
            mass = keep * mass + weight[day]
            total = keep * total + weight[day] * values[day]
            means[day, column] = total / mass if mass > 0 else 0.0
    return means


@compiled
def _mixture(remembered: Floats, values: Floats, weight: Floats) -> Floats:
    """The share of each memory, shape (3,)."""
    squares = np.zeros(len(MIXTURES))
    counted = counted_squares = 0.0
    origins = range(FIRST_ORIGIN_DAYS, len(values) - AHEAD_DAYS)
    if len(origins) < LEAST_ORIGINS_DAYS:
        return np.full(len(MEMORIES_DAYS), 1.0 / len(MEMORIES_DAYS))
    for origin in origins:
        known = came = 0.0
        for day in range(origin + 1, origin + AHEAD_DAYS + 1):
            known += weight[day]
            came += weight[day] * values[day]
        if known <= 0:
            continue
        counts = known * 0.5 ** ((len(values) - 1 - origin) / ERROR_HALF_LIFE_DAYS)
        counted += counts
        counted_squares += counts**2
        for place in range(len(MIXTURES)):
            error = came / known
            for memory in range(len(MEMORIES_DAYS)):
                error -= MIXTURES[place, memory] * remembered[origin, memory]
            squares[place] += counts * error**2
    weeks = counted**2 / max(counted_squares, LEAST_ERROR) / WEEK_DAYS
    likelihood = -0.5 * weeks * np.log(squares + LEAST_ERROR)
    shares = np.exp(likelihood - likelihood.max())
    mixed = np.zeros(len(MEMORIES_DAYS))
    for place in range(len(MIXTURES)):
        mixed += shares[place] / shares.sum() * MIXTURES[place]
    return mixed
