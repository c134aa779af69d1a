"""Local days."""

from __future__ import annotations

from datetime import date

import numpy as np

from forecasting.days import date_of, day_number, day_table, local_clock, weekday_of
from tests.forecasting.worlds import grid_of


def test_day_numbers_and_weekdays_are_the_calendars() -> None:
    """Numbers count from 1970-01-01, a Thursday, and lead back to their date."""
    days = [date(1970, 1, 1), date(2026, 11, 25), date(2028, 2, 29)]
    numbers = np.array([day_number(day) for day in days])

    assert numbers[0] == 0
    assert [date_of(number) for number in numbers] == days
    assert weekday_of(numbers).tolist() == [day.weekday() for day in days]


def test_the_clock_on_the_wall_is_read_in_the_time_zone() -> None:
    """On the autumn Sunday in Berlin, 02:00 comes twice and the day ends at its 24th hour all the same."""
    grid = grid_of(date(2026, 10, 25), 1, time_zone="Europe/Berlin")

    numbers, clock = local_clock(grid.starts_min, "Europe/Berlin", 60)

    assert clock.tolist() == [0, 1, 2, 2, *range(3, 24)]
    assert set(numbers.tolist()) == {day_number(date(2026, 10, 25))}


def test_the_hour_that_comes_twice_is_averaged() -> None:
    """Two values of one clock time give their mean, no value gives NaN, and an unknown value is no zero."""
    table = day_table(
        np.array([7, 7, 8, 8]), np.array([0, 0, 0, 1]), np.array([4.0, 6.0, np.nan, 3.0]), first=7, days=2, width=2
    )

    np.testing.assert_array_equal(table, [[5.0, np.nan], [np.nan, 3.0]])
