"""
Day total times interval profile: the method of the house.

A forecast is level x weekday x special day x month edge x season for the day, cut into intervals by the weekday's profile.
H. Shen and J. Z. Huang, 2008, and J. Weinberg, L. Brown and J. Stroud, 2007, build on the same product.
"""

from __future__ import annotations

from dataclasses import dataclass

from forecasting.day_totals import DayTotals, fit_day_totals
from forecasting.days import Days, Floats, Past, kinds_to_follow
from forecasting.profiles import profile_of, shares_by_kind, whole_day_totals


@dataclass(frozen=True, eq=False)
class DayProfile:
    """A fitted queue: `totals` of its days, and `shares` of the day per interval by kind of day, shape (9, M)."""

    past: Past
    totals: DayTotals
    shares: Floats

    def expected(self, ahead: Days) -> Floats:
        """Expected contacts of each interval, shape (A, M); 0 on kinds of day never seen."""
        return self.totals.expected(ahead)[:, None] * profile_of(self.shares, kinds_to_follow(self.past, ahead))


def fit_day_profile(past: Past) -> DayProfile:
    """Learn a queue's profile and, from what came of each day, its totals."""
    shares = shares_by_kind(past)
    totals, known_share = whole_day_totals(past, shares)
    return DayProfile(past, fit_day_totals(past.days, totals, known_share, past.trusted_days()), shares)


def day_profile(past: Past, ahead: Days) -> Floats:
    """Expected contacts of each interval, shape (A, M); 0 on kinds of day never seen."""
    return fit_day_profile(past).expected(ahead)
