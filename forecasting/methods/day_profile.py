"""
Day total times interval profile: the method of the house.

A forecast is level x weekday x special day x month edge x season for the day, cut into intervals by the weekday's profile.
H. Shen and J. Z. Huang, 2008, and J. Weinberg, L. Brown and J. Stroud, 2007, build on the same product.
"""

from __future__ import annotations

from forecasting.day_totals import fit_day_totals
from forecasting.days import Days, Floats, Past, kinds_to_follow
from forecasting.profiles import profile_of, shares_by_kind, whole_day_totals


def day_profile(past: Past, ahead: Days) -> Floats:
    """Expected contacts of each interval, shape (A, M); 0 on kinds of day never seen."""
    shares = shares_by_kind(past)
    totals, known_share = whole_day_totals(past, shares)
    model = fit_day_totals(past.days, totals, known_share, past.trusted_days())
    return model.expected(ahead)[:, None] * profile_of(shares, kinds_to_follow(past, ahead))
