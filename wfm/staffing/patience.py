"""
How long callers are willing to wait, estimated from a call log.

A call that was answered tells only that its caller would have waited at least so long: its patience is censored. With exponential
patience, as Erlang A has it, abandonments come at the constant rate 1 / mean while people wait; so the mean is the time that all
calls waited together over the number of abandonments. The mean wait of those who gave up is far shorter, and is not patience.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtri

from wfm.errors import StaffingError
from wfm.messages import say
from wfm.staffing import arguments
from wfm.staffing.arguments import Floats

TAIL = 0.025  # left out at either end of the interval


@dataclass(frozen=True, eq=False)
class Survival:
    """
    The share of callers still willing to wait, whatever law their patience follows (E. Kaplan, P. Meier, 1958).

    Attributes
    ----------
    at_s
        The waits at which somebody gave up, in seconds, increasing; shape (N,).
    share
        Share of callers whose patience is longer than that, in [0, 1]; shape (N,).
    longest_s
        The longest wait of all; beyond it nothing is known.
    """

    at_s: Floats
    share: Floats
    longest_s: float

    def beyond(self, wait_s: float) -> float:
        """Share of callers whose patience is longer than `wait_s` seconds; NaN where nobody waited so long."""
        if wait_s > self.longest_s:
            return math.nan
        step = int(np.searchsorted(self.at_s, wait_s, side="right"))
        return float(self.share[step - 1]) if step else 1.0


@dataclass(frozen=True, eq=False)
class PatienceEstimate:
    """
    Patience of the callers of one queue.

    Attributes
    ----------
    calls, abandoned
        Calls that waited or were answered at once, and those of them that gave up.
    mean_s
        Mean patience in seconds; inf where nobody gave up.
    lo_s, hi_s
        The 95 % interval of the mean; `hi_s` is inf where nobody gave up, `lo_s` is then all that is known.
    survival
        What the log says without assuming that patience is exponential.
    """

    calls: int
    abandoned: int
    mean_s: float
    lo_s: float
    hi_s: float
    survival: Survival

    def gives_up_within(self, wait_s: float) -> tuple[float, float]:
        """
        Share of callers whose patience ends within `wait_s` seconds: as the log says, and as an exponential patience would have it.

        The two are close where the law is exponential. Many more within the first seconds than the law allows have not been
        impatient: they hung up at hearing that they have to wait.
        """
        return 1.0 - self.survival.beyond(wait_s), -math.expm1(-wait_s / self.mean_s) if self.mean_s > 0 else 1.0


def estimate_patience(wait_s: ArrayLike, gave_up: ArrayLike) -> PatienceEstimate:
    """
    The mean patience of a queue's callers, from how long each call waited and whether it gave up.

    Parameters
    ----------
    wait_s
        Seconds each call waited, until it was answered or gave up; at least 0, shape (N,).
    gave_up
        Whether it gave up (True or 1), or was answered (False or 0); shape (N,).

    Returns
    -------
    PatienceEstimate
        The interval is that of a Poisson count over the time waited (F. Garwood, 1936): it holds the true mean at least as often
        as it says, few abandonments or many.

    Raises
    ------
    StaffingError
        On a wait that is NaN, negative or infinite, or an outcome that is neither, naming the first index; on unequal lengths.
    """
    waits = arguments.at_least_0("wait_s", wait_s)
    ended = np.asarray(gave_up, dtype=np.float64)
    arguments.refuse("gave_up", ended, ~((ended == 0) | (ended == 1)), "staffing_yes_or_no")
    if waits.ndim != 1 or waits.shape != ended.shape:
        raise StaffingError(say("staffing_unequal_calls", waits=list(waits.shape), outcomes=list(ended.shape)))
    waited_s, abandoned = float(waits.sum()), int(ended.sum())
    return PatienceEstimate(
        calls=len(waits),
        abandoned=abandoned,
        mean_s=waited_s / abandoned if abandoned else math.inf,
        lo_s=2.0 * waited_s / float(chdtri(2 * abandoned + 2, TAIL)),
        hi_s=2.0 * waited_s / float(chdtri(2 * abandoned, 1 - TAIL)) if abandoned else math.inf,
        survival=_survival(waits, ended == 1),
    )


def _survival(waits: Floats, ended: NDArray[np.bool_]) -> Survival:
    """Of those who still wait at a moment, the share that does not give up at it; all such shares multiplied."""
    at_s, gave_up = np.unique(waits[ended], return_counts=True)
    waiting = len(waits) - np.searchsorted(np.sort(waits), at_s, side="left")
    share: Floats = np.cumprod(1.0 - gave_up / waiting, dtype=np.float64)
    return Survival(at_s, share, float(waits.max(initial=0.0)))
