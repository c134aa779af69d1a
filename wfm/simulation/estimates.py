"""Shares and their confidence intervals over replications."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

Floats = NDArray[np.float64]

CONFIDENCE = 0.95


@dataclass(frozen=True, eq=False)
class Estimate:
    """A share, or a mean per contact, with the ends of its confidence interval; NaN ends from a single replication."""

    mean: Floats
    lo: Floats
    hi: Floats


def ratio(part: Floats, whole: Floats, *, empty: float, confidence: float = CONFIDENCE) -> Estimate:
    """
    The ratio of two totals over replications, so that every contact weighs the same.

    Parameters
    ----------
    part, whole
        Per replication, shape (R, ...).
    empty
        The ratio where `whole` is 0 in every replication.

    Returns
    -------
    Estimate
        Shape of one replication. The interval is Student's for the residuals ``part - ratio * whole`` (W. Cochran, "Sampling
        Techniques", 1977, section 6.3), which holds for replications that differ in size.
    """
    replications = len(whole)
    total = whole.sum(axis=0)
    mean = np.divide(part.sum(axis=0), total, out=np.full_like(total, empty), where=total > 0)
    if replications < 2:
        unknown = np.full_like(mean, np.nan)
        return Estimate(mean, unknown, unknown)
    residuals = np.where(total > 0, part - mean * whole, 0.0)
    error = np.sqrt((residuals**2).sum(axis=0) * replications / (replications - 1))
    half = stdtrit(replications - 1, (1 + confidence) / 2) * np.divide(
        error, total, out=np.zeros_like(total), where=total > 0
    )
    return Estimate(mean, mean - half, mean + half)
