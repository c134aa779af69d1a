"""The median of the last 8 same weekdays: a single odd day does not move it."""

from __future__ import annotations

from forecasting.days import Days, Floats, Past
from forecasting.methods.same_weekdays import of_last_same_weekdays


def median_8(past: Past, ahead: Days) -> Floats:
    """The median per interval of the latest 8 days of the same kind; of fewer where there are fewer."""
    return of_last_same_weekdays(past, ahead, count=8, middle="median")
