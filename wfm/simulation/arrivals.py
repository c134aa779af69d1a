"""
How many contacts come, in each replication.

Expected volumes are uncertain in two ways: whole days turn out busier or quieter than expected, and contacts come at random. So the
mean of a queue's day is multiplied by a gamma factor of mean 1, and each interval's count is Poisson about that. The standard
deviation of the factor is read off the forecast's 80 % interval: what is wider than a Poisson count is put down to the day. Volumes
that really happened are no expectation: their counts are taken as they are.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wfm.simulation.streams import generator

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

DEFAULT_DAY_VARIATION = 0.10
"""Standard deviation of a day's factor where the forecast gives no interval."""
STANDARD_DEVIATIONS_IN_80 = 2 * 1.2815515655446004


def variation_of_days(offered: Floats, lo80: Floats, hi80: Floats, day_index: NDArray[np.int32], days: int) -> Floats:
    """
    Standard deviation of the factor of each day of one queue.

    Parameters
    ----------
    offered, lo80, hi80
        Expected contacts per interval and their 80 % interval, shape (T,); bounds may be NaN.
    day_index
        Day of each interval, shape (T,).

    Returns
    -------
    ndarray
        Shape (days,); 0 where the interval is no wider than that of a Poisson count, `DEFAULT_DAY_VARIATION` where there is none.
    """
    variance = ((hi80 - lo80) / STANDARD_DEVIATIONS_IN_80) ** 2
    known = ~np.isnan(variance) & (offered > 0)
    excess = np.bincount(day_index[known], variance[known] - offered[known], days)
    squares = np.bincount(day_index[known], offered[known] ** 2, days)
    found = np.sqrt(np.maximum(np.divide(excess, squares, out=np.zeros(days), where=squares > 0), 0))
    return np.where(squares > 0, found, DEFAULT_DAY_VARIATION)


def draw_counts(
    queue: str, offered: Floats, variation: Floats, day_index: NDArray[np.int32], *, replications: int, seed: int
) -> Ints:
    """
    Contacts of one queue per replication and interval, shape (replications, T).

    They depend on queue, volumes and seed only; the first replications are the same however many follow.

    Parameters
    ----------
    variation
        Standard deviation of the factor of each day, shape (days,).
    """
    shape = np.divide(1.0, variation**2, out=np.ones_like(variation), where=variation > 0)
    factors = generator(seed, "days", queue).gamma(shape, 1 / shape, (replications, len(variation)))
    mean = offered * np.where(variation > 0, factors, 1.0)[:, day_index]
    return generator(seed, "counts", queue).poisson(mean)
