"""From written local times to instants: the hours that clocks skip or repeat."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from tests.wfm.formats.folders import BERLIN, department, notes, refusals, starts, volumes

AUTUMN = [f"2026-10-25 {hour:02d}:{minute:02d}" for hour in (0, 1, 2, 2, 3, 4) for minute in (0, 15, 30, 45)]
MIDNIGHT = int(datetime(2026, 10, 24, 22, tzinfo=UTC).timestamp()) // 60  # 25 October 00:00 in Berlin


def rows(written: list[str], queue: str = "phone") -> list[str]:
    return [f"{queue},{start},{at + 10}" for at, start in enumerate(written)]


@pytest.mark.parametrize("seconds", ["", ":00"])
def test_the_first_pass_of_the_autumn_hour_is_summer_time(seconds: str) -> None:
    """Eight rows between 02:00 and 03:00 are eight different quarters of an hour; nothing is lost, and it is said."""
    text = volumes(*rows([start + seconds for start in AUTUMN]))

    read = department(toml=BERLIN, volumes=text).centre.volumes

    assert read is not None
    assert read.starts_min.tolist() == list(range(MIDNIGHT, MIDNIGHT + 24 * 15, 15))
    assert read.offered[0].tolist() == [float(at + 10) for at in range(24)]
    assert notes(toml=BERLIN, volumes=text) == [
        "volumes.csv: rows in the hour that comes twice (2026-10-25): 8; the first of each time was read as summer time, the "
        "second as winter time."
    ]


def test_each_queue_has_its_own_first_pass() -> None:
    """Two queues one after the other: both hours of both queues are there."""
    read = department(toml=BERLIN, volumes=volumes(*rows(AUTUMN), *rows(AUTUMN, "chat"))).centre.volumes

    assert read is not None
    assert not np.isnan(read.offered).any()
    np.testing.assert_array_equal(read.offered[0], read.offered[1])


def test_offsets_tell_the_passes_apart_without_a_word() -> None:
    """02:30+02:00 is an hour before 02:30+01:00, in any order."""
    text = volumes("phone,2026-10-25 02:30+01:00,2", "phone,2026-10-25 02:30+02:00,1")

    read = department(toml=BERLIN, volumes=text)

    assert read.centre.volumes is not None
    assert 60 in np.diff(read.centre.volumes.starts_min) or len(read.centre.volumes.starts_min) == 5
    assert read.centre.volumes.offered[0, [0, -1]].tolist() == [1.0, 2.0]
    assert not any("twice" in str(note) for note in read.notes)


def test_the_same_instant_written_in_two_zones_is_one_interval() -> None:
    """08:00+02:00 and 06:00Z are the same; the row was sent twice."""
    text = volumes("phone,2026-07-01 08:00+02:00,7", "phone,2026-07-01 06:00Z,7")

    assert notes(toml=BERLIN, volumes=text) == ["volumes.csv: rows sent twice: 1; one of each was kept."]


@pytest.mark.parametrize("form", ["2026-03-29 02:{:02d}", "2026/3/29 2:{:02d}"])
def test_the_spring_hour_is_refused(form: str) -> None:
    """Each of its rows is named: it cannot have happened."""
    written = ["2026-03-29 01:45", *(form.format(minute) for minute in (0, 15)), "2026-03-29 03:00"]

    assert refusals(toml=BERLIN, volumes=volumes(*rows(written))) == [
        f"volumes.csv line {line}, interval_start: the local time 2026-03-29 02:{minute:02d} does not exist in Europe/Berlin, the "
        "clocks are put forward over it; correct it, or write the time with its offset."
        for line, minute in ((3, 0), (4, 15))
    ]


def test_days_of_23_hours_have_no_hole() -> None:
    """The last quarter before and the first after the spring hour touch."""
    written = [*starts("2026-03-29 00:00", 8, 15), *starts("2026-03-29 03:00", 8, 15)]

    read = department(toml=BERLIN, volumes=volumes(*rows(written))).centre.volumes

    assert read is not None
    assert np.diff(read.starts_min).tolist() == [15] * 15


def test_zones_without_summer_time_repeat_nothing() -> None:
    """The same night in Shanghai: the second 02:00 is a different row for one interval."""
    said = refusals(volumes=volumes(*rows(AUTUMN)))

    assert said[0] == (
        "volumes.csv line 14 and line 10 are different rows for one queue, interval_start (phone, 2026-10-25 02:00); keep one "
        "of them."
    )
    assert len(said) == 4


def test_a_time_before_the_years_of_computers_is_refused() -> None:
    """Year 1 and year 9999 are typing mistakes, in each form of writing them."""
    for start in ("0001-01-01 08:00", "9999-12-31 23:45", "9999-12-31 23:45+00:00", "1/1/1"):
        [said] = refusals(volumes=volumes(f"phone,{start},5"))
        assert said.startswith(f"volumes.csv line 2, interval_start: '{start}' is wrong; expected a date")
