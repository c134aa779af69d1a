"""The same weekday last week."""

from __future__ import annotations

from forecasting.days import Days, Floats, Past
from forecasting.methods.same_weekdays import of_last_same_weekdays


def seasonal_naive(past: Past, ahead: Days) -> Floats:
    """What came on the latest day of the same kind."""
    return of_last_same_weekdays(past, ahead, count=1, middle="mean")
