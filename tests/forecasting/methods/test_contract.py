"""What holds for every method of METHODS."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from forecasting import forecast
from forecasting.methods import METHODS
from tests.forecasting.worlds import MONDAY, grid_of, history_of, later, noisy, truth
from wfm.calendar import Calendar, OpeningHours, SpecialDay
from wfm.demand import VolumeHistory

every_method = pytest.mark.parametrize("method", METHODS)


@every_method
@pytest.mark.parametrize("interval_min", [5, 15, 30, 60, 1440])
def test_every_interval_gets_a_finite_count_of_at_least_zero(method: str, interval_min: int) -> None:
    """Whatever the length of an interval, the forecast has the grid's shape and nothing in it is negative or unknown."""
    past = grid_of(MONDAY, 63, interval_min=interval_min)
    grid = grid_of(later(9), 35, interval_min=interval_min)

    found = forecast(history_of(past, noisy(truth(past))), grid, method=method)

    assert found.offered.shape == (1, len(grid))
    assert np.isfinite(found.offered).all()
    assert (found.offered >= 0).all()


@every_method
def test_a_world_without_chance_is_forecast_as_it_is(method: str) -> None:
    """Where every week is the same, the next one is too: within half a percent, interval by interval."""
    past, grid = grid_of(MONDAY, 70), grid_of(later(11), 14)

    found = forecast(history_of(past, truth(past)), grid, method=method)

    np.testing.assert_allclose(found.offered[0], truth(grid), rtol=0.005)


@every_method
def test_a_closed_queue_holds_zero(method: str) -> None:
    """Outside its own hours, and on a day that acts like closed, a queue has no contacts and no interval around them."""
    past, grid = grid_of(MONDAY, 63), grid_of(later(9), 7)
    closed = SpecialDay(date=date(2026, 3, 10), name="stocktaking", acts_like="closed")
    hours = OpeningHours({"mon-fri": "08:00-18:00"})

    found = forecast(
        history_of(past, noisy(truth(past))), grid, method=method, special_days=[closed], opening={"phone": hours}
    )

    is_open = np.array([s.weekday() < 5 and 8 <= s.hour < 18 and s.date() != closed.date for s in grid.local_starts()])
    assert (found.offered[0][~is_open] == 0).all()
    assert (found.hi95[0][~is_open] == 0).all()
    assert (found.offered[0][is_open] > 0).all()


@every_method
def test_the_order_of_rows_says_nothing(method: str) -> None:
    """A shuffled file gives the same forecast."""
    past, grid = grid_of(MONDAY, 42), grid_of(later(6), 7)
    frame = history_of(past, noisy(truth(past))).to_frame()

    straight = forecast(VolumeHistory.from_frame(frame), grid, method=method)
    shuffled = forecast(VolumeHistory.from_frame(frame.sample(frac=1, random_state=3)), grid, method=method)

    np.testing.assert_array_equal(straight.offered, shuffled.offered)


@every_method
def test_twice_the_volume_is_twice_the_forecast(method: str) -> None:
    """Scale carries over; day_profile trusts large counts a little more than small ones, so only nearly there."""
    past, grid = grid_of(MONDAY, 63), grid_of(later(9), 14)
    offered = noisy(truth(past, per_day=50_000))

    once = forecast(history_of(past, offered), grid, method=method)
    twice = forecast(history_of(past, 2 * offered), grid, method=method)

    np.testing.assert_allclose(twice.offered, 2 * once.offered, rtol=0.01 if method == "day_profile" else 1e-12)


@every_method
def test_the_future_is_not_looked_at(method: str) -> None:
    """Rows at or after the start of the grid, however wild, change nothing: no count, no interval, no handle time."""
    whole, grid = grid_of(MONDAY, 91), grid_of(later(9), 14)
    offered = noisy(truth(whole))
    future = whole.starts_min >= grid.starts_min[0]

    plain = forecast(history_of(whole, offered, aht_s=200.0), grid, method=method)
    wild = forecast(
        history_of(whole, np.where(future, 1e6, offered), aht_s=np.where(future, 9e3, 200.0)), grid, method=method
    )

    for name in ("offered", "aht_s", "lo80", "hi80", "lo95", "hi95"):
        np.testing.assert_array_equal(getattr(plain, name), getattr(wild, name))


@every_method
@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)])
def test_a_day_of_23_or_25_hours_keeps_the_clock(method: str, day: date, hours: int) -> None:
    """What repeats is the time on the wall: 09:00 is as busy as on other Sundays, and the hour that comes twice counts twice."""
    first = date.fromordinal(day.toordinal() - 64)  # a Saturday
    past = grid_of(first, 64, time_zone="Europe/Berlin")
    grid = grid_of(day, 1, time_zone="Europe/Berlin")

    found = forecast(history_of(past, truth(past)), grid, method=method)

    assert len(grid) == hours
    np.testing.assert_allclose(found.offered[0], truth(grid), rtol=0.005)


@every_method
def test_a_missing_interval_is_no_zero(method: str) -> None:
    """Holes in the history leave the forecast where it was: a fifth of the rows lost costs under one percent."""
    past, grid = grid_of(MONDAY, 70), grid_of(later(10), 7)
    kept = np.random.default_rng(5).random(len(past)) > 0.2

    found = forecast(history_of(past, np.where(kept, truth(past), np.nan)), grid, method=method)

    np.testing.assert_allclose(found.offered[0], truth(grid), rtol=0.01)


@every_method
def test_a_holiday_is_no_weekday(method: str) -> None:
    """A holiday in the past never reaches the weekdays ahead, and a holiday ahead follows the holidays of the past."""
    past, grid = grid_of(date(2026, 3, 2), 70), grid_of(date(2026, 5, 11), 7)
    quiet = [date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 1)]  # Good Friday, Easter Monday, May Day
    offered = truth(past) * np.array([0.2 if s.date() in quiet else 1.0 for s in past.local_starts()])

    found = forecast(history_of(past, offered), grid, method=method, calendar=Calendar("DE"))

    share = found.offered[0] / truth(grid)
    ascension = np.array([s.date() == date(2026, 5, 14) for s in grid.local_starts()])
    np.testing.assert_allclose(share[~ascension], 1.0, atol=0.03)
    assert share[ascension].max() < 0.4


@every_method
def test_a_special_day_with_a_factor_is_multiplied(method: str) -> None:
    """A factor of 1.5 raises that day alone by half, and the same factor in the past is taken out before learning."""
    past, grid = grid_of(MONDAY, 63), grid_of(later(9), 7)
    sales = [
        SpecialDay(date=date(2026, 2, 24), name="sale", factor=1.5),
        SpecialDay(date=date(2026, 3, 10), name="sale", factor=1.5),
    ]
    raised = np.array([1.5 if s.date() == sales[0].date else 1.0 for s in past.local_starts()])

    found = forecast(history_of(past, truth(past) * raised), grid, method=method, special_days=sales)

    ahead = np.array([1.5 if s.date() == sales[1].date else 1.0 for s in grid.local_starts()])
    np.testing.assert_allclose(found.offered[0], truth(grid) * ahead, rtol=0.02)


@every_method
def test_a_day_acts_like_the_weekday_it_is_told_to(method: str) -> None:
    """A Wednesday that acts like a Sunday is forecast as a Sunday."""
    past, grid = grid_of(MONDAY, 63), grid_of(later(9), 7)
    odd = SpecialDay(date=date(2026, 3, 11), name="bridge day", acts_like="sun")

    found = forecast(history_of(past, truth(past)), grid, method=method, special_days=[odd])

    days = found.offered[0].reshape(7, 24)
    np.testing.assert_allclose(days[2], days[6], rtol=0.02)
