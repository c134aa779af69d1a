"""What the calendar says about a day's total: weekday, holidays and the days around them, month edges, drivers, the season."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

import numpy as np

from forecasting.days import HOLIDAY_KIND, Days, Floats, Ints, date_of, weekday_of
from wfm.calendar import DAY_KINDS, WEEKDAYS, Calendar
from wfm.records import Driver

# How far an effect may move the log of a day's total: one prior standard deviation, the same for every department.
PRIOR_SD = {
    "weekday": 1.0,
    "holiday": 0.5,
    "named": 0.3,
    "around": 0.2,
    "month": 0.05,
    "driver": 0.2,
    "season": 0.1,
}
MONTH_EDGE_DAYS = 3
SEASON_WAVES = 2
YEAR_DAYS = 365.25
PAD_DAYS = 31

Column = tuple[str, str, Floats]  # name, group, one value per day


def describe_days(
    first: int, days: int, calendar: Calendar, queue: str, *, open_weekdays: Ints, drivers: Sequence[Driver] = ()
) -> Days:
    """
    The calendar's knowledge of `days` days from day number `first`.

    Parameters
    ----------
    open_weekdays
        Weekdays on which the queue has ever had contacts: only there is a holiday felt by its neighbours.
    drivers
        Things known in advance; those of other queues are left out.
    """
    # A month more on either side: the edges of months and the neighbours of holidays reach beyond the days asked for.
    numbers = np.arange(first - PAD_DAYS, first + days + PAD_DAYS, dtype=np.int64)
    kinds = day_kinds(numbers, calendar, queue)
    columns: list[Column] = [
        *_weekday_columns(numbers, kinds),
        *_holiday_columns(numbers, kinds, calendar),
        *_neighbour_columns(numbers, kinds, open_weekdays),
        *_month_columns(numbers, kinds),
        *_driver_columns(numbers, queue, drivers),
        *_season_columns(numbers),
    ]
    return Days(
        numbers,
        kinds,
        np.column_stack([column for _, _, column in columns]),
        tuple(name for name, _, _ in columns),
        tuple(group for _, group, _ in columns),
        np.array([PRIOR_SD[group] for _, group, _ in columns]),
    ).part(PAD_DAYS, PAD_DAYS + days)


def day_kinds(numbers: Ints, calendar: Calendar, queue: str) -> Ints:
    """Position in DAY_KINDS of what each day acts like, shape (D,)."""
    position = {kind: index for index, kind in enumerate(DAY_KINDS)}
    return np.array([position[calendar.kind(date_of(number), queue)] for number in numbers], dtype=np.int64)


def day_factors(numbers: Ints, calendar: Calendar, queue: str) -> Floats:
    """The factor on each day's volume that special days name, shape (D,); 1 on all others."""
    factors = np.ones(len(numbers))
    for special in calendar.special_days:
        if special.factor is not None and special.queue in (None, queue):
            factors[numbers == (special.date - date_of(0)).days] *= special.factor
    return factors


def _weekday_columns(numbers: Ints, kinds: Ints) -> list[Column]:
    acted = np.where(kinds < HOLIDAY_KIND, kinds, weekday_of(numbers))
    return [(name, "weekday", (acted == index).astype(float)) for index, name in enumerate(WEEKDAYS)]


def _holiday_columns(numbers: Ints, kinds: Ints, calendar: Calendar) -> list[Column]:
    holiday = kinds == HOLIDAY_KIND
    weekend = weekday_of(numbers) >= 5
    columns = [
        ("holiday", "holiday", (holiday & ~weekend).astype(float)),
        ("holiday_at_weekend", "holiday", (holiday & weekend).astype(float)),
    ]
    names = calendar.names(date_of(number) for number in numbers)
    for name, times in sorted(Counter(names.values()).items()):
        if times > 1:
            column = np.array([names.get(date_of(number)) == name for number in numbers], dtype=float)
            columns.append((name, "named", column))
    return columns


def _neighbour_columns(numbers: Ints, kinds: Ints, open_weekdays: Ints) -> list[Column]:
    """Days after and before a holiday that fell on a day usually open: what could not come then comes around it."""
    usual = np.isin(weekday_of(numbers), open_weekdays)
    off = usual & (kinds >= HOLIDAY_KIND)
    columns = {name: np.zeros(len(numbers)) for name in ("after", "after_weekend", "second_after", "before")}
    working = np.flatnonzero(usual)
    for before, here in itertools.pairwise(working):
        if off[before] and not off[here]:
            columns["after"][here] = 1
            columns["after_weekend"][here] = float(here - before > 1)
        elif columns["after"][before] and not off[here]:
            columns["second_after"][here] = 1
        if off[here] and not off[before]:
            columns["before"][before] = 1
    return [(name, "around", column) for name, column in columns.items()]


def _month_columns(numbers: Ints, kinds: Ints) -> list[Column]:
    """The first and last business days of each month (Monday to Friday, no holiday)."""
    months = np.array([date_of(number).year * 12 + date_of(number).month for number in numbers])
    columns = np.zeros((2 * MONTH_EDGE_DAYS, len(numbers)))
    for month in np.unique(months):
        inside = np.flatnonzero(months == month)
        business = inside[kinds[inside] < 5]
        for rank in range(min(MONTH_EDGE_DAYS, len(business))):
            columns[rank, business[rank]] = 1
            columns[MONTH_EDGE_DAYS + rank, business[-1 - rank]] = 1
    names = [f"{edge}_business_day_{rank + 1}" for edge in ("first", "last") for rank in range(MONTH_EDGE_DAYS)]
    return [(name, "month", column) for name, column in zip(names, columns, strict=True)]


def _driver_columns(numbers: Ints, queue: str, drivers: Sequence[Driver]) -> list[Column]:
    """Drivers in standard deviations; a day without a row counts as 0 for rare drivers, as the mean for daily ones."""
    by_name: dict[str, dict[int, float]] = {}
    for driver in drivers:
        if driver.queue in (None, queue):
            by_name.setdefault(driver.name, {})[(driver.date - date_of(0)).days] = driver.value
    columns = []
    for name, values in sorted(by_name.items()):
        said = np.array([values.get(int(number), np.nan) for number in numbers])
        known = ~np.isnan(said)
        if not known.any():
            continue
        daily = known.mean() > 0.5
        column = np.where(known, said, said[known].mean() if daily else 0.0)
        spread = column.std()
        if spread > 0:
            columns.append((name, "driver", (column - (column.mean() if daily else 0.0)) / spread))
    return columns


def _season_columns(numbers: Ints) -> list[Column]:
    angle = 2 * np.pi * numbers / YEAR_DAYS
    return [
        (f"season_{shape.__name__}_{wave}", "season", shape(wave * angle))
        for wave in range(1, SEASON_WAVES + 1)
        for shape in (np.sin, np.cos)
    ]
