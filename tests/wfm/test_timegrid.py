"""Time: weeks, grids of open intervals, and the two days that are not 24 hours long."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wfm.calendar import Calendar, OpeningHours
from wfm.errors import InputError
from wfm.timegrid import TimeGrid, iso_week, local, wall, week_start, zone

BERLIN = "Europe/Berlin"


@pytest.mark.parametrize(
    ("day", "intervals"), [(date(2026, 3, 29), 92), (date(2026, 10, 25), 100), (date(2026, 6, 1), 96)]
)
def test_a_day_has_as_many_quarters_as_the_clock_makes(day: date, intervals: int) -> None:
    """23, 25 and 24 hours; each interval has an index and contains its own instants."""
    grid = TimeGrid.for_days(day, 1, time_zone=BERLIN, interval_min=15)

    assert len(grid) == intervals
    assert np.array_equal(np.diff(grid.starts_min), np.full(intervals - 1, 15))
    assert np.array_equal(grid.index_of(grid.starts_min), np.arange(intervals))
    assert np.array_equal(grid.index_containing(grid.starts_min + 14), np.arange(intervals))


def test_a_night_belongs_to_the_evening() -> None:
    """22:00-06:00 of a Saturday that loses an hour: seven intervals of an hour, all of the Saturday."""
    hours = OpeningHours({"sat": "22:00-06:00"})
    grid = TimeGrid.for_days(
        date(2026, 3, 28), 2, time_zone=BERLIN, interval_min=60, ranges=lambda day: Calendar().ranges(hours, day)
    )

    assert [f"{start:%H}" for start in grid.local_starts()] == ["22", "23", "00", "01", "03", "04", "05"]
    assert set(grid.day_index.tolist()) == {0}


def test_outside_the_open_intervals_there_is_no_index() -> None:
    """A closed hour is -1, and any hour where all are closed."""
    hours = OpeningHours({"mon-sun": ["08:30-11:30", "13:00-17:30"]})
    grid = TimeGrid.for_days(
        date(2026, 11, 23), 1, time_zone=BERLIN, interval_min=30, ranges=lambda day: Calendar().ranges(hours, day)
    )

    closed = TimeGrid.for_days(date(2026, 11, 23), 1, time_zone=BERLIN, interval_min=30, ranges=lambda _: ())

    noon = np.array([wall(date(2026, 11, 23), 12 * 60, BERLIN)])

    assert len(grid) == 15
    assert grid.index_containing(noon).tolist() == [-1]
    assert closed.index_containing(noon).tolist() == [-1]


@pytest.mark.parametrize("text", ["2026-W48", "2026-w48", "2026-11-23", "2026-11-29"])
def test_a_week_may_be_named_by_any_of_its_days(text: str) -> None:
    """Monday of the ISO week."""
    assert week_start(text) == date(2026, 11, 23)
    assert iso_week(week_start(text)) == "2026-W48"


@pytest.mark.parametrize("text", ["2026-W54", "next week", "2026-02-30", ""])
def test_what_is_no_week_is_refused(text: str) -> None:
    """The sentence shows how a week is written."""
    with pytest.raises(InputError, match="2026-W48"):
        week_start(text)


def test_an_unknown_time_zone_is_refused() -> None:
    """The sentence names an IANA example."""
    with pytest.raises(InputError, match="Asia/Shanghai"):
        zone("Mars/Olympus")


@given(st.dates(date(1990, 1, 1), date(2037, 12, 31)), st.integers(0, 1439))
def test_wall_time_comes_back(day: date, minute: int) -> None:
    """Minutes of a local day become the same clock again, but for the hour that is skipped."""
    back = local(wall(day, minute, BERLIN), BERLIN)

    clock = back.hour * 60 + back.minute
    assert back.date() == day
    assert clock == minute or clock - minute == 60
