"""Level and calendar effects."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from forecasting.day_totals import DayTotals, fit_day_totals
from forecasting.days import Days, Past
from forecasting.special_days import describe_days
from tests.forecasting.worlds import MONDAY, past_of
from wfm.calendar import Calendar
from wfm.records import Driver

US = Calendar("US")


def _fit(past: Past) -> DayTotals:
    totals = past.values[:, 0]
    return fit_day_totals(past.days, totals, np.where(np.isnan(totals), 0.0, 1.0), past.trusted_days())


def _world(totals: np.ndarray, first: date = MONDAY, calendar: Calendar = US, ahead: int = 28) -> tuple[Past, Days]:
    whole = past_of(totals[:, None], first, calendar, ahead=ahead)
    return whole.before(len(totals)), whole.days.part(len(totals), len(totals) + ahead)


def _bank(first: date, days: int, *, spike: float) -> np.ndarray:
    """1,000 a weekday, closed at weekends and on holidays, `spike` times that on the day after a holiday."""
    totals = np.full(days, np.nan)
    for place in range(days):
        day = first + timedelta(days=place)
        if day.weekday() < 5 and US.kind(day) != "holiday":
            after = US.kind(day - timedelta(days=1)) == "holiday"
            totals[place] = 1000.0 * (spike if after else 1.0)
    return totals


def test_the_spike_after_a_holiday_never_moves_the_level() -> None:
    """A first spike two days before the forecast leaves every ordinary day ahead within one percent."""
    first, days = date(2026, 1, 26), 121  # ends on Tuesday 26 May 2026, the day after Memorial Day
    past, ahead = _world(_bank(first, days, spike=1.5), first)

    expected = _fit(past).expected(ahead)[:21]

    weekdays = np.arange(21) % 7
    ordinary = np.isin((weekdays + 2) % 7, range(5))  # the first day ahead is a Wednesday
    holiday = ahead.kinds[:21] == 7
    neighbours = ahead.effects[:21][:, ahead.columns("around")].any(axis=1)
    np.testing.assert_allclose(expected[ordinary & ~holiday & ~neighbours], 1000.0, rtol=0.01)


def test_the_spike_after_a_holiday_is_expected_the_next_time() -> None:
    """Two holidays on, the day after the third is expected at least a third higher; the truth is half higher."""
    first = date(2026, 1, 5)
    days = (date(2026, 5, 20) - first).days
    past, ahead = _world(_bank(first, days, spike=1.5), first)

    expected = _fit(past).expected(ahead)

    after_memorial_day = (date(2026, 5, 26) - first).days - days
    assert 1330 < expected[after_memorial_day] < 1530


def test_a_step_is_followed_and_not_taken_for_outliers() -> None:
    """Half as much again since five weeks, more than the level's half-life: the forecast has gone more than half of the way."""
    totals = np.full(26 * 7, 1000.0)
    totals[-35:] = 1500.0
    past, ahead = _world(totals, calendar=Calendar())

    assert 1250 < _fit(past).expected(ahead)[0] < 1510


def test_a_single_mad_day_counts_nothing() -> None:
    """A day ten times too high, a week ago, moves the forecast by less than one percent."""
    noise = np.random.default_rng(3).poisson(1000.0, 20 * 7).astype(float)
    mad = noise.copy()
    mad[-7] = 10_000

    calm, wild = (_fit(past).expected(ahead) for past, ahead in (_world(noise), _world(mad)))

    np.testing.assert_allclose(wild, calm, rtol=0.01)


def test_small_queues_with_days_of_nothing_are_unbiased() -> None:
    """Two contacts a day, many days without any: the forecast is the mean, within a tenth, not the logarithm's."""
    counts = np.random.default_rng(4).poisson(2.0, 104 * 7).astype(float)
    past, ahead = _world(counts, calendar=Calendar())

    assert 0.9 * 2.0 < _fit(past).expected(ahead).mean() < 1.1 * 2.0


def test_a_queue_without_any_contacts_is_expected_to_have_none() -> None:
    """All zeros in, next to nothing out, and no error on the way."""
    past, ahead = _world(np.zeros(70), calendar=Calendar())

    assert (_fit(past).expected(ahead) < 0.05).all()


def test_month_edges_are_learnt() -> None:
    """First business days 20 % above the others are expected at least 8 % above them after a year."""
    first = date(2025, 1, 6)
    totals = np.full(52 * 7, 1000.0)
    edge = past_of(totals[:, None], first).days
    column = edge.effects[:, edge.names.index("first_business_day_1")]
    past, ahead = _world(totals * (1 + 0.2 * column), first, Calendar(), ahead=35)

    expected = _fit(past).expected(ahead)

    is_edge = ahead.effects[:, ahead.names.index("first_business_day_1")] == 1
    assert expected[is_edge].min() > 1.08 * np.median(expected[~is_edge])


def test_the_season_is_used_from_fifteen_months_on() -> None:
    """After three years of a winter peak, the forecast from October rises; after one year it stays flat."""
    days = np.arange(3 * 365 + 270)
    totals = 1000.0 * np.exp(0.4 * np.cos(2 * np.pi * days / 365.25))
    long, ahead = _world(totals, date(2023, 1, 2), Calendar())
    short, _ = _world(totals[-270:], date(2023, 1, 2) + timedelta(days=int(days[-269])), Calendar())

    rise = _fit(long).expected(ahead)
    flat = _fit(short).expected(short.days.part(len(short.days) - 28, len(short.days)))

    truth = 1000.0 * np.exp(0.4 * np.cos(2 * np.pi * (days[-1] + 1 + np.arange(28)) / 365.25))
    assert rise[21:].mean() > 1.04 * rise[:7].mean()
    np.testing.assert_allclose(rise, truth, rtol=0.1)
    assert abs(flat[21:].mean() / flat[:7].mean() - 1) < 0.01


def test_a_driver_known_ahead_moves_the_forecast() -> None:
    """Mailings that brought 50 % more are expected to bring at least 35 % more the next time."""
    sent = [MONDAY + timedelta(days=place) for place in (10, 31, 52, 73, 94)]
    ahead_on = MONDAY + timedelta(days=115)
    totals = np.full(112, 1000.0)
    totals[[10, 31, 52, 73, 94]] = 1500.0
    drivers = [Driver(date=day, name="mailing", value=1.0) for day in [*sent, ahead_on]]
    plain = past_of(totals[:, None], ahead=28)

    days = describe_days(
        int(plain.days.numbers[0]), 140, Calendar(), "phone", open_weekdays=np.arange(7), drivers=drivers
    )
    past = Past(days.part(0, 112), totals[:, None], np.zeros((112, 1), dtype=bool))

    expected = _fit(past).expected(days.part(112, 140))

    assert expected[3] > 1350
    np.testing.assert_allclose(np.delete(expected, 3), 1000.0, rtol=0.02)
