"""Rolling origins: what a method would have said week by week, beside what came."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.days import Bools, Floats, Ints, Past
from forecasting.methods import Method

WEEK_DAYS = 7
LEADS_WEEKS = 5
LEAST_TRAINING_DAYS = 28
MOST_ORIGINS = 26  # half a year: older errors are those of another method with less to learn from


@dataclass(frozen=True, eq=False)
class Rolled:
    """
    Forecasts of the past at rolling origins, all tables aligned by origin.

    Attributes
    ----------
    origins
        Position of the first unseen day of each origin, shape (N,), latest first.
    expected, actual
        Contacts, shape (N, days, M); NaN beyond the end of the past and where nothing is known.
    """

    origins: Ints
    expected: Floats
    actual: Floats

    def lead(self, week: int) -> tuple[Floats, Floats]:
        """Expected and actual of one lead week (1: the seven days from the origin), shape (N', 7, M), whole weeks only."""
        days = slice(WEEK_DAYS * (week - 1), WEEK_DAYS * week)
        seen = ~np.isnan(self.actual[:, days]).all(axis=(1, 2))
        return self.expected[seen, days], self.actual[seen, days]

    def week(self, origins: slice, week: int) -> tuple[Floats, Floats]:
        """Expected and actual of one lead week of some origins, shape (N', 7, M)."""
        days = slice(WEEK_DAYS * (week - 1), WEEK_DAYS * week)
        return self.expected[origins, days], self.actual[origins, days]

    def known_at(self, origin: int) -> Rolled:
        """What a forecast on the morning of day `origin` learns from: its latest origins, and only what had come by then."""
        earlier = np.flatnonzero(self.origins < origin)[:MOST_ORIGINS]
        days = self.origins[earlier, None] + np.arange(self.actual.shape[1])
        actual = np.where((days < origin)[:, :, None], self.actual[earlier], np.nan)
        return Rolled(self.origins[earlier], self.expected[earlier], actual)


def roll(past: Past, method: Method, *, origins: Ints, leads_weeks: int = LEADS_WEEKS) -> Rolled:
    """
    Forecast from each origin with nothing but what came before it.

    Parameters
    ----------
    origins
        Positions in `past` of the first unseen day.
    """
    reach = WEEK_DAYS * leads_weeks
    shape = (len(origins), reach, past.values.shape[1])
    expected, actual = np.full(shape, np.nan), np.full(shape, np.nan)
    for index, origin in enumerate(origins):
        end = min(origin + reach, len(past.days))
        expected[index, : end - origin] = method(past.before(int(origin)), past.days.part(int(origin), end))
        actual[index, : end - origin] = past.values[origin:end]
    return Rolled(origins, expected, actual)


def weekly_origins(past: Past, most: int, *, latest: int | None = None) -> Ints:
    """
    At most `most` origins a week apart, latest first; each has four weeks of the past before it, half of their days known.

    Parameters
    ----------
    latest
        Position of the latest origin; absent: a week before the end of the past.
    """
    known_before = np.concatenate([[0], np.cumsum(past.known_days())])
    last = len(past.days) - WEEK_DAYS if latest is None else latest
    candidates = np.arange(last, LEAST_TRAINING_DAYS - 1, -WEEK_DAYS, dtype=np.int64)[:most]
    enough: Bools = known_before[candidates] >= LEAST_TRAINING_DAYS // 2
    return candidates[enough]
