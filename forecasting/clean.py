"""Cleaning: odd days and intervals are weighted down and listed, never silently changed; a person may overrule."""

from __future__ import annotations

import numpy as np

from forecasting.days import Bools, Past
from forecasting.robust import SHIFT_DAYS

NEAR_ZERO_SHARE = 0.05
NEAR_ZERO_FROM_CONTACTS = 20.0
NEIGHBOURS_EACH_SIDE = 4


def is_near_zero_day(past: Past) -> Bools:
    """
    Known days with next to nothing where their neighbours of the same kind have a lot: an outage or half a file, no closure.

    Shape (D,). Four near-zero days in a row are a queue that ended, and days a person said to keep stay.
    """
    known = past.known_days()
    totals = np.where(known, np.nansum(past.values, axis=1), np.nan)
    found = np.zeros(len(totals), dtype=bool)
    for kind in np.unique(past.days.kinds[known]):
        rows = np.flatnonzero(known & (past.days.kinds == kind))
        suspects = np.flatnonzero(totals[rows] < NEAR_ZERO_SHARE * np.median(totals[rows]) * 4)
        for place in suspects:
            around = np.r_[rows[max(place - NEIGHBOURS_EACH_SIDE, 0) : place], rows[place + 1 :][:NEIGHBOURS_EACH_SIDE]]
            same_hours = past.values[around][:, ~np.isnan(past.values[rows[place]])]
            usual = float(np.median(np.nansum(same_hours, axis=1))) if len(around) else 0.0
            found[rows[place]] = usual >= NEAR_ZERO_FROM_CONTACTS and totals[rows[place]] < NEAR_ZERO_SHARE * usual
    days = np.flatnonzero(known)
    edges = np.flatnonzero(np.diff(found[days].astype(int), prepend=0, append=0))
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if end - start >= SHIFT_DAYS:
            found[days[start:end]] = False
    return found & ~past.trusted_days()
