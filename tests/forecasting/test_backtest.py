"""The back-test, on synthetic and on real series."""

from __future__ import annotations

import numpy as np
import pytest

from forecasting.backtest import BacktestReport, backtest
from tests.forecasting.worlds import MONDAY, grid_of, history_of, noisy, real_calls, truth
from wfm.calendar import Calendar
from wfm.errors import ForecastError

LEAD = 2


def _ratio(report: BacktestReport, queues: tuple[str, ...] = ("calls",)) -> float:
    """(error - floor) of day_profile over that of the mean of 6, averaged over queues."""
    mine = [report.row(queue, "day_profile", LEAD) for queue in queues]
    usual = [report.row(queue, "mean_6", LEAD) for queue in queues]
    return sum(r.wape_interval - r.floor for r in mine) / sum(r.wape_interval - r.floor for r in usual)


def test_the_naive_methods_are_always_beside() -> None:
    """Every queue, method and lead week has its row, the naive ones too."""
    grid = grid_of(MONDAY, 112)
    report = backtest(history_of(grid, noisy(truth(grid))), origins=4)

    assert {row.method for row in report.rows} == {"day_profile", "median_8", "mean_6", "seasonal_naive"}
    assert len(report.to_frame()) == 4 * 4
    assert report.row("phone", "mean_6", 2).origins == 4


def test_in_a_world_of_chance_only_the_floor_remains() -> None:
    """Where every week has one truth, day_profile is within a tenth of the Poisson floor and seasonal naive far above."""
    grid = grid_of(MONDAY, 182)
    report = backtest(history_of(grid, noisy(truth(grid))))
    mine, naive = (report.row("phone", method, LEAD) for method in ("day_profile", "seasonal_naive"))

    assert mine.wape_interval < 1.1 * mine.floor
    assert naive.wape_interval > 1.3 * naive.floor
    assert abs(mine.bias) < 0.01
    assert mine.coverage_80 == pytest.approx(0.80, abs=0.04)
    assert mine.coverage_95 == pytest.approx(0.95, abs=0.03)


def test_an_origin_sees_nothing_of_what_it_forecasts() -> None:
    """Seasonal naive at lead week 2 of a rising series is off by exactly two weeks' rise."""
    grid = grid_of(MONDAY, 140, interval_min=1440)
    rising = 1000.0 + 10.0 * (grid.day_index // 7)

    row = backtest(history_of(grid, rising), origins=1).row("phone", "seasonal_naive", 2)

    assert row.bias == pytest.approx(-20.0 / rising[-1])


def test_too_short_a_history_is_refused() -> None:
    """Four weeks leave nothing to forecast."""
    grid = grid_of(MONDAY, 28)

    with pytest.raises(ForecastError, match="five weeks"):
        backtest(history_of(grid, truth(grid)))


def test_bank_by_half_hours() -> None:
    """Real bank, 12 weeks from 4 August 2003, two weeks ahead: at most 5.6 % by interval, 4.1 % by day, bias within 1 %."""
    report = backtest(real_calls("bank_calls_30min.csv", 30), Calendar("US"))
    row = report.row("calls", "day_profile", LEAD)

    assert report.row("calls", "mean_6", LEAD).wape_interval == pytest.approx(0.0683, abs=1e-4)
    assert row.wape_interval <= 0.056
    assert row.wape_day <= 0.041
    assert abs(row.bias) <= 0.01
    assert _ratio(report) <= 0.75
    assert 0.76 <= row.coverage_80 <= 0.86
    assert 0.92 <= row.coverage_95 <= 0.98


def test_bank_by_five_minutes() -> None:
    """The same bank in 5-minute intervals: at most 7.8 % by interval."""
    report = backtest(real_calls("bank_calls_5min.csv", 5), Calendar("US"))

    assert report.row("calls", "day_profile", LEAD).wape_interval <= 0.078
    assert _ratio(report) <= 0.75


def test_telecom_by_day() -> None:
    """A year of the telecom's days: at most 13.5 %, bias within 5 %."""
    report = backtest(real_calls("telecom_daily_2013_2016.csv", 1440), origins=52)
    row = report.row("calls", "day_profile", LEAD)

    assert row.wape_interval <= 0.135
    assert abs(row.bias) <= 0.05
    assert _ratio(report) <= 0.75


def test_emergency_department_by_hours() -> None:
    """UK emergency arrivals, around the clock: what is above the floor falls by a quarter at least against the mean of 6."""
    report = backtest(real_calls("uk_ed_hourly_2014_2017.csv", 60), Calendar("GB"), origins=26)

    assert _ratio(report) <= 0.75


def test_ambulances_of_21_queues() -> None:
    """Welsh ambulances, 2 to 190 a day: the same over all 21 queues together."""
    history = real_calls("wales_ems_daily_21queues_2015_2018.csv", 1440)
    report = backtest(history, Calendar("GB-WLS"), leads_weeks=2)

    assert _ratio(report, history.queues) <= 0.75


def test_fire_calls_without_any_pattern_stay_below_the_mean_of_six() -> None:
    """Seattle's hours carry no pattern at all: even the best constant, known afterwards, is hardly better than day_profile."""
    history = real_calls("seattle_fire911_hourly_2017_2021.csv", 60)
    report = backtest(history, Calendar("US-WA"), origins=26)
    row = report.row("calls", "day_profile", LEAD)

    half_year = history.offered[0][-26 * 7 * 24 :]
    best_constant = np.abs(half_year - np.median(half_year)).sum() / half_year.sum()
    assert row.wape_interval <= 1.03 * best_constant
    assert row.wape_interval < report.row("calls", "mean_6", LEAD).wape_interval
