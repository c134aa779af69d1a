"""Rows must be as far apart as the department's intervals, all along."""

from __future__ import annotations

import numpy as np
import pytest

from tests.wfm.formats.folders import TOML, department, refusals, starts, volumes

DAILY = TOML.replace("interval_min = 15", "interval_min = 1440")


def day(date: str, step_min: int, queue: str = "phone") -> list[str]:
    return [f"{queue},{start},10" for start in starts(f"{date} 08:00", 14 * 60 // step_min, step_min)]


def test_a_change_from_15_to_30_minutes_is_refused_where_it_begins() -> None:
    """Counts of 30 minutes among those of 15 would double the forecast."""
    rows = [*day("2026-11-02", 15), *day("2026-11-03", 15), *day("2026-11-04", 30), *day("2026-11-05", 30)]

    assert refusals(volumes=volumes(*rows)) == [
        "volumes.csv line 114, interval_start: from here on the rows of queue 'phone' are 30 minutes apart, before 15; send all "
        "rows at 15 minutes."
    ]


def test_only_the_queue_that_changes_is_refused() -> None:
    """The other one keeps its 15 minutes."""
    rows = [
        *day("2026-11-02", 15, "chat"),
        *day("2026-11-03", 15, "chat"),
        *day("2026-11-02", 15),
        *day("2026-11-03", 30),
    ]

    [said] = refusals(volumes=volumes(*rows))

    assert "queue 'phone'" in said


@pytest.mark.parametrize("step_min", [5, 30, 60])
def test_rows_of_another_length_than_interval_min_are_refused(step_min: int) -> None:
    """Both ways out are named."""
    rows = [*day("2026-11-02", step_min), *day("2026-11-03", step_min)]

    assert refusals(volumes=volumes(*rows)) == [
        f"volumes.csv line 2, interval_start: the rows of queue 'phone' are {step_min} minutes apart, interval_min is 15; write "
        f"interval_min = {step_min}, or send rows of 15 minutes."
    ]


def test_daily_rows_are_refused_where_intervals_are_planned() -> None:
    """A week of one row a day, at midnight, is daily data."""
    toml = TOML.replace("08:00-22:00", "00:00-24:00")
    rows = [f"phone,2026-11-{day:02d},900" for day in range(2, 10)]

    [said] = refusals(toml=toml, volumes=volumes(*rows))

    assert said.startswith("volumes.csv line 2, interval_start: the rows of queue 'phone' are 1440 minutes apart")


def test_daily_data_reads_where_interval_min_is_1440() -> None:
    """A row a day, written as dates alone, weekends missing; nothing is filled in."""
    days = [day for day in range(2, 28) if day % 7 not in (0, 1)]

    read = department(toml=DAILY, volumes=volumes(*(f"phone,2026-11-{day:02d},{900 + day}" for day in days)))

    assert read.centre.volumes is not None
    assert read.centre.volumes.interval_min == 1440
    assert read.centre.volumes.offered[0].tolist() == [900.0 + day for day in days]
    assert read.notes == ()


def test_daily_data_begins_at_midnight() -> None:
    """A row at 08:00 is no day."""
    assert refusals(toml=DAILY, volumes=volumes("phone,2026-11-02 08:00,900")) == [
        "volumes.csv line 2, interval_start: 2026-11-02 08:00 is not the start of an interval of 1440 minutes counted from "
        "midnight; correct the time or interval_min."
    ]


def test_a_file_without_zeros_is_no_change() -> None:
    """Where a group-by dropped the empty intervals, rows are 15, 30 or 45 minutes apart: no unit has changed."""
    chance = np.random.default_rng(5)
    rows = [
        f"phone,{start},{count}"
        for date in range(2, 23)
        for start, count in zip(
            starts(f"2026-11-{date:02d} 08:00", 56, 15), chance.poisson(1.2, 56).tolist(), strict=True
        )
        if count
    ]

    assert department(volumes=volumes(*rows)).centre.volumes is not None
