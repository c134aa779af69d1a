"""Mean handle time per interval of the day and kind of day, weighted by contacts, thin intervals drawn to the queue's mean."""

from __future__ import annotations

import numpy as np

from forecasting.days import Days, Floats, Past, kinds_to_follow
from forecasting.profiles import PROFILE_HALF_LIFE_DAYS

WHOLE_WEIGHT_CONTACTS = 50.0  # contacts on which an interval's own mean and the wider mean count the same


def expected_aht_s(past: Past, ahead: Days, aht_s: Floats, handled: Floats) -> Floats:
    """
    Expected handle seconds per contact.

    Parameters
    ----------
    aht_s, handled
        Mean handle seconds and the contacts behind them, shape (D, M); NaN or 0 seconds where unknown.

    Returns
    -------
    ndarray
        Seconds, shape (A, M): the interval's mean on that kind of day, drawn to the interval's mean on all days, drawn to the
        queue's mean, each by 50 contacts. NaN everywhere where the history has no handle time at all.
    """
    known = (aht_s > 0) & (np.nan_to_num(handled) > 0)
    faded = 0.5 ** ((past.days.numbers[-1] - past.days.numbers) / PROFILE_HALF_LIFE_DAYS)
    contacts = np.where(known, handled, 0.0) * faded[:, None]
    seconds = np.where(known, aht_s, 0.0) * contacts
    if not known.any():
        return np.full((len(ahead), past.values.shape[1]), np.nan)
    queue_mean = seconds.sum() / contacts.sum()
    by_interval = _drawn(seconds.sum(axis=0), contacts.sum(axis=0), queue_mean)
    result = np.tile(by_interval, (len(ahead), 1))
    follow = kinds_to_follow(past, ahead)
    for kind in np.unique(follow[follow >= 0]):
        rows = past.days.kinds == kind
        result[follow == kind] = _drawn(seconds[rows].sum(axis=0), contacts[rows].sum(axis=0), by_interval)
    return result


def _drawn(seconds: Floats, contacts: Floats, towards: Floats | np.float64) -> Floats:
    return np.asarray((seconds + WHOLE_WEIGHT_CONTACTS * towards) / (contacts + WHOLE_WEIGHT_CONTACTS))
