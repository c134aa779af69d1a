"""Back-test: every method at the Mondays of the past, by lead week, the naive ones always beside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from forecasting.accuracy import bias, coverage, poisson_floor, wape
from forecasting.bands import LEAST_ORIGINS, error_scale
from forecasting.days import Bools, Floats, Past, weekday_of
from forecasting.methods import METHODS
from forecasting.prepare import Knowledge, day_after, prepare
from forecasting.rolling import MOST_ORIGINS, WEEK_DAYS, Rolled, roll, weekly_origins
from wfm.calendar import Calendar, OpeningHours, SpecialDay
from wfm.demand import VolumeHistory
from wfm.errors import ForecastError
from wfm.messages import say
from wfm.records import CleaningDecision, Driver

NAIVE = ("median_8", "mean_6", "seasonal_naive")


@dataclass(frozen=True)
class BacktestRow:
    """
    One queue, method and lead week over all origins.

    Shares are fractions: `wape_interval` and `wape_day` of what came, `bias` above 0 where too much was expected, `floor` the WAPE
    by interval that chance alone leaves, `coverage_80` and `coverage_95` of the prediction intervals as they would have been given
    at each origin. NaN where there is too little to measure.
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


@dataclass(frozen=True)
class BacktestReport:
    """Rows by queue, method and lead week; queues in the order of the history, methods as asked for."""

    rows: tuple[BacktestRow, ...]

    def to_frame(self) -> pd.DataFrame:
        """One line per row, columns named as the fields."""
        return pd.DataFrame([vars(row) for row in self.rows])

    def row(self, queue: str, method: str, lead_week: int) -> BacktestRow:
        """The row of a queue, method and lead week."""
        wanted = (queue, method, lead_week)
        return next(row for row in self.rows if (row.queue, row.method, row.lead_week) == wanted)


def backtest(
    history: VolumeHistory,
    calendar: Calendar | None = None,
    *,
    methods: Sequence[str] = ("day_profile",),
    origins: int = 12,
    leads_weeks: int = 4,
    special_days: Sequence[SpecialDay] | None = None,
    opening: Mapping[str, OpeningHours] | None = None,
    drivers: Sequence[Driver] = (),
    decisions: Sequence[CleaningDecision] = (),
) -> BacktestReport:
    """
    Forecast from the latest Mondays with nothing but what came before each, and measure.

    Parameters
    ----------
    methods
        Names in `METHODS`; seasonal naive, the mean of 6 and the median of 8 same weekdays are always added.
    origins
        Number of weeks measured at each lead: 12 at lead week 2 are the last 12 weeks, each forecast a week before it began.
    leads_weeks
        Lead weeks 1 to this, at most 5.

    Raises
    ------
    ForecastError
        On an unknown method, or where no queue has the four weeks of history an origin needs before it.
    """
    wanted = tuple(dict.fromkeys((*methods, *NAIVE)))
    for name in wanted:
        if name not in METHODS:
            raise ForecastError(say("forecast_method_unknown", value=name, known=list(METHODS)))
    if not len(history.starts_min):
        raise ForecastError(say("backtest_too_short"))
    knowledge = Knowledge.of(calendar, special_days, opening, drivers, decisions)
    rows = [
        row
        for task in prepare(history, day_after(history), knowledge)
        for name in wanted
        for row in _measured(task.queue, task.past, name, origins, leads_weeks)
    ]
    if not rows:
        raise ForecastError(say("backtest_too_short"))
    return BacktestReport(tuple(rows))


def _measured(queue: str, past: Past, method: str, origins: int, leads_weeks: int) -> Iterator[BacktestRow]:
    last_monday = int(np.flatnonzero(weekday_of(past.days.numbers) == 0)[-1]) if len(past.days) >= WEEK_DAYS else -1
    # Besides the weeks measured: those whose errors give the first of them its prediction intervals.
    most = origins + leads_weeks - 1 + MOST_ORIGINS
    starts = weekly_origins(past, most, latest=last_monday)
    rolled = roll(past, METHODS[method], origins=starts, leads_weeks=leads_weeks)
    for week in range(1, leads_weeks + 1):
        measured = slice(week - 1, week - 1 + origins)
        expected, actual = rolled.week(measured, week)
        if not (~np.isnan(actual)).any():
            continue
        known = ~np.isnan(actual)
        day_expected, day_actual = _by_day(expected, known), _by_day(actual, known)
        inside = _coverages(past, rolled, measured, week)
        yield BacktestRow(
            queue,
            method,
            week,
            len(actual),
            wape(expected, actual),
            wape(day_expected, day_actual),
            bias(expected, actual),
            poisson_floor(actual),
            *inside,
        )


def _by_day(table: Floats, known: Bools) -> Floats:
    """Contacts of the known intervals of each day; NaN where none is known."""
    return np.where(known.any(axis=2), np.where(known, table, 0.0).sum(axis=2), np.nan)


def _coverages(past: Past, rolled: Rolled, measured: slice, week: int) -> tuple[float, float]:
    """Coverage of the 80 % and the 95 % intervals given at each origin measured from the errors known by then."""
    expected, actual = rolled.week(measured, week)
    bounds: dict[str, list[Floats]] = {}
    for place, origin in enumerate(rolled.origins[measured]):
        known = rolled.known_at(int(origin))
        if len(known.origins) < LEAST_ORIGINS:
            return np.nan, np.nan
        found = error_scale(past.before(int(origin)), known).bands(expected[place], np.full(WEEK_DAYS, week))
        for name, bound in found.items():
            bounds.setdefault(name, []).append(bound)
    tables = {name: np.array(bound) for name, bound in bounds.items()}
    return coverage(tables["lo80"], tables["hi80"], actual), coverage(tables["lo95"], tables["hi95"], actual)
