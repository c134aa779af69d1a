"""The mean of the last 6 same weekdays, the usual default of the trade (MA6)."""

from __future__ import annotations

from forecasting.days import Days, Floats, Past
from forecasting.methods.same_weekdays import of_last_same_weekdays


def mean_6(past: Past, ahead: Days) -> Floats:
    """The mean per interval of the latest 6 days of the same kind; of fewer where there are fewer."""
    return of_last_same_weekdays(past, ahead, count=6, middle="mean")
