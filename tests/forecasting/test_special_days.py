"""What the calendar says of a day."""

from __future__ import annotations

from datetime import date

import numpy as np

from forecasting.days import EPOCH, Days, date_of
from forecasting.special_days import day_factors, describe_days
from wfm.calendar import Calendar, SpecialDay


def _days(first: date, days: int, calendar: Calendar, weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)) -> Days:
    return describe_days((first - EPOCH).days, days, calendar, "phone", open_weekdays=np.array(weekdays))


def _dates_of(days: Days, name: str) -> list[date]:
    return [date_of(number) for number in days.numbers[days.effects[:, days.names.index(name)] == 1]]


def test_the_days_around_a_monday_holiday() -> None:
    """Around Labor Day 2003 (1 September): the Friday before, the Tuesday after, the Wednesday second."""
    days = _days(date(2003, 8, 25), 14, Calendar("US"))

    assert _dates_of(days, "before") == [date(2003, 8, 29)]
    assert _dates_of(days, "after") == [date(2003, 9, 2)]
    assert _dates_of(days, "after_weekend") == []
    assert _dates_of(days, "second_after") == [date(2003, 9, 3)]


def test_a_friday_holiday_is_felt_on_monday() -> None:
    """4 July 2003 was a Friday: where weekends are closed, Monday is the day after, with a weekend between."""
    days = _days(date(2003, 6, 30), 14, Calendar("US"))

    assert _dates_of(days, "after") == _dates_of(days, "after_weekend") == [date(2003, 7, 7)]


def test_month_edges_reach_beyond_the_days_asked_for() -> None:
    """The last business day of October 2026 is the 30th, although the days asked for end on the 30th themselves."""
    days = _days(date(2026, 10, 26), 5, Calendar())

    assert _dates_of(days, "last_business_day_1") == [date(2026, 10, 30)]
    assert _dates_of(days, "last_business_day_2") == [date(2026, 10, 29)]


def test_a_make_up_workday_keeps_its_weekday() -> None:
    """Sunday 4 January 2026 is worked in China for 2 January: it acts like the Sunday it is, the 2nd is a holiday."""
    days = _days(date(2026, 1, 1), 4, Calendar("CN"))

    assert days.kinds.tolist() == [7, 7, 5, 6]


def test_factors_are_of_their_queue() -> None:
    """A factor for all and one for this queue multiply; another queue's is not ours."""
    day = date(2026, 3, 3)
    calendar = Calendar(
        None,
        tuple(
            SpecialDay(date=day, name="sale", factor=f, queue=q) for f, q in ((2.0, None), (1.5, "phone"), (9.0, "x"))
        ),
    )

    numbers = np.array([(day - EPOCH).days - 1, (day - EPOCH).days])

    assert day_factors(numbers, calendar, "phone").tolist() == [1.0, 3.0]
