"""What a back-test found: how far each method was off, by queue and lead week, and the days it was measured on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from wfm.messages import Sentence


@dataclass(frozen=True)
class BacktestRow:
    """
    One queue, method and lead week over all origins.

    Shares are fractions: `wape_interval` and `wape_day` of what came, `bias` above 0 where too much was expected, `floor` the WAPE
    by interval that chance alone leaves, `coverage_80` and `coverage_95` of the prediction intervals as they would have been given
    at each origin, `width_80` and `width_95` of these over what came. `pinball` is the mean pinball loss, in contacts per interval,
    of the expected value and the four bounds. NaN where there is too little to measure.
    """

    queue: str
    method: str
    lead_week: int
    origins: int
    wape_interval: float
    wape_day: float
    bias: float
    floor: float
    coverage_80: float
    coverage_95: float
    width_80: float
    width_95: float
    pinball: float


@dataclass(frozen=True)
class BacktestDay:
    """Contacts of one day of one queue, expected two weeks ahead by a method, beside those that came."""

    queue: str
    method: str
    day: date
    expected: float
    actual: float


@dataclass(frozen=True)
class BacktestReport:
    """
    What was measured.

    Attributes
    ----------
    rows
        By queue, method and lead week; queues in the order of the history, methods as asked for.
    days
        The days measured at lead week 2, by queue and method, earliest first.
    chosen, reasons
        Per queue the method `auto` picks after this back-test, and why.
    """

    rows: tuple[BacktestRow, ...]
    days: tuple[BacktestDay, ...]
    chosen: Mapping[str, str]
    reasons: Mapping[str, Sentence]

    def to_frame(self) -> pd.DataFrame:
        """One line per row, columns named as the fields."""
        return pd.DataFrame([vars(row) for row in self.rows])

    def row(self, queue: str, method: str, lead_week: int) -> BacktestRow:
        """The row of a queue, method and lead week."""
        wanted = (queue, method, lead_week)
        return next(row for row in self.rows if (row.queue, row.method, row.lead_week) == wanted)

    @property
    def queues(self) -> tuple[str, ...]:
        """The queues measured, in the order of the history."""
        return tuple(dict.fromkeys(row.queue for row in self.rows))

    @property
    def methods(self) -> tuple[str, ...]:
        """The methods compared, in the order asked for."""
        return tuple(dict.fromkeys(row.method for row in self.rows))
