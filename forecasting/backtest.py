"""Back-test: every method at the Mondays of the past, by lead week, the naive ones always beside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from forecasting.accuracy import bias, coverage, pinball, poisson_floor, wape, width
from forecasting.bands import LEAST_ORIGINS, LEVELS, error_scale
from forecasting.choice import AUTO, DECISIVE_LEAD_WEEKS, choose_method
from forecasting.days import Bools, Floats, Past, date_of, weekday_of
from forecasting.methods import method_of
from forecasting.prepare import Knowledge, day_after, prepare
from forecasting.rolling import MOST_ORIGINS, WEEK_DAYS, Rolled, roll, weekly_origins
from wfm.calendar import Calendar, OpeningHours, SpecialDay
from wfm.demand import VolumeHistory
from wfm.errors import ForecastError
from wfm.messages import Sentence, say
from wfm.records import CleaningDecision, Driver
from wfm.reports.backtest import BacktestDay, BacktestReport, BacktestRow

__all__ = ["NAIVE", "BacktestDay", "BacktestReport", "BacktestRow", "backtest"]

NAIVE = ("median_8", "mean_6", "seasonal_naive")


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
        Names in `METHODS` or `LIBRARY_METHODS`; seasonal naive, the mean of 6 and the median of 8 same weekdays are always added.
    origins
        Number of weeks measured at each lead: 12 at lead week 2 are the last 12 weeks, each forecast a week before it began.
    leads_weeks
        Lead weeks 1 to this, at most 5.

    Raises
    ------
    ForecastError
        On an unknown or absent method, or where no queue has the four weeks of history an origin needs before it.
    """
    wanted = tuple(dict.fromkeys((*methods, *NAIVE)))
    for name in wanted:
        method_of(name)
    if not len(history.starts_min):
        raise ForecastError(say("backtest_too_short"))
    knowledge = Knowledge.of(calendar, special_days, opening, drivers, decisions)
    rows: list[BacktestRow] = []
    days: list[BacktestDay] = []
    chosen: dict[str, str] = {}
    reasons: dict[str, Sentence] = {}
    for task in prepare(history, day_after(history), knowledge):
        rolled = {name: _rolled(task.past, name, origins, leads_weeks) for name in wanted}
        measured = [row for name in wanted for row in _rows(task.queue, task.past, name, rolled[name], origins)]
        if not measured:
            continue
        rows += measured
        days += [day for name in wanted for day in _days(task.queue, task.past, name, rolled[name], origins)]
        choice = choose_method(task.queue, task.past, task.ahead, AUTO)
        chosen[task.queue], reasons[task.queue] = choice.method, choice.reason
    if not rows:
        raise ForecastError(say("backtest_too_short"))
    return BacktestReport(tuple(rows), tuple(days), chosen, reasons)


def _rolled(past: Past, method: str, origins: int, leads_weeks: int) -> Rolled:
    last_monday = int(np.flatnonzero(weekday_of(past.days.numbers) == 0)[-1]) if len(past.days) >= WEEK_DAYS else -1
    # Besides the weeks measured: those whose errors give the first of them its prediction intervals.
    most = origins + leads_weeks - 1 + MOST_ORIGINS
    starts = weekly_origins(past, most, latest=last_monday)
    return roll(past, method_of(method), origins=starts, leads_weeks=leads_weeks)


def _measured(week: int, origins: int) -> slice:
    """The origins measured at a lead week: the same weeks of the past at every lead."""
    return slice(week - 1, week - 1 + origins)


def _rows(queue: str, past: Past, method: str, rolled: Rolled, origins: int) -> Iterator[BacktestRow]:
    for week in range(1, rolled.actual.shape[1] // WEEK_DAYS + 1):
        expected, actual = rolled.week(_measured(week, origins), week)
        known = ~np.isnan(actual)
        if not known.any():
            continue
        day_expected, day_actual = _by_day(expected, known), _by_day(actual, known)
        bounds = _bounds(past, rolled, _measured(week, origins), week)
        yield BacktestRow(
            queue,
            method,
            week,
            len(actual),
            wape(expected, actual),
            wape(day_expected, day_actual),
            bias(expected, actual),
            poisson_floor(actual),
            coverage(bounds["lo80"], bounds["hi80"], actual),
            coverage(bounds["lo95"], bounds["hi95"], actual),
            width(bounds["lo80"], bounds["hi80"], actual),
            width(bounds["lo95"], bounds["hi95"], actual),
            float(np.mean([pinball(bounds[name], actual, level) for name, level in LEVELS.items()]
                          + [pinball(expected, actual, 0.5)])),
        )  # fmt: skip


def _days(queue: str, past: Past, method: str, rolled: Rolled, origins: int) -> Iterator[BacktestDay]:
    measured = _measured(DECISIVE_LEAD_WEEKS, origins)
    expected, actual = rolled.week(measured, DECISIVE_LEAD_WEEKS)
    known = ~np.isnan(actual)
    day_expected, day_actual = _by_day(expected, known), _by_day(actual, known)
    for place in reversed(range(len(actual))):
        first = rolled.origins[measured][place] + WEEK_DAYS * (DECISIVE_LEAD_WEEKS - 1)
        for step in np.flatnonzero(~np.isnan(day_actual[place])).tolist():
            day = date_of(past.days.numbers[first + step])
            yield BacktestDay(queue, method, day, float(day_expected[place, step]), float(day_actual[place, step]))


def _by_day(table: Floats, known: Bools) -> Floats:
    """Contacts of the known intervals of each day; NaN where none is known."""
    return np.where(known.any(axis=2), np.where(known, table, 0.0).sum(axis=2), np.nan)


def _bounds(past: Past, rolled: Rolled, measured: slice, week: int) -> dict[str, Floats]:
    """The bounds given at each origin measured, from the errors known by then; NaN where these are too few."""
    expected, actual = rolled.week(measured, week)
    bounds = {name: np.full(actual.shape, np.nan) for name in LEVELS}
    for place, origin in enumerate(rolled.origins[measured]):
        known = rolled.known_at(int(origin))
        if len(known.origins) < LEAST_ORIGINS:
            continue
        found = error_scale(past.before(int(origin)), known).bands(expected[place], np.full(WEEK_DAYS, week))
        for name, bound in found.items():
            bounds[name][place] = bound
    return bounds
