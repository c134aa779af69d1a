"""What becomes of imperfect volumes: repeats, half counts, phantom calls, handle times of 0 s, the future."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from tests.wfm.formats.folders import NOW, TOML, VOLUMES, department, english, refusals, starts, volumes
from wfm.demand import VolumeHistory

DAY = starts("2026-11-02 08:00", 56, 15)


def read(text: str, now: datetime | None = None, toml: str = TOML) -> tuple[VolumeHistory | None, list[str]]:
    found = department(NOW if now is None else now, toml=toml, volumes=text)
    return found.centre.volumes, english(found.notes)


def test_a_day_sent_twice_counts_once() -> None:
    """All 56 rows again, at the end of the file: dropped, and said."""
    rows = [f"phone,{start},{at}" for at, start in enumerate(DAY)]

    history, notes = read(volumes(*rows, *rows))

    assert history is not None
    assert history.offered[0].tolist() == list(range(56))
    assert notes == ["volumes.csv: rows sent twice: 56; one of each was kept."]


def test_different_rows_for_one_interval_are_refused() -> None:
    """Each pair by its lines; a difference in an optional column is one too."""
    text = VOLUMES + "phone,2026-11-02 08:00,5,5,0,240\nphone,2026-11-02 08:15,6,6,0,240\n"

    assert refusals(volumes=text + "phone,2026-11-02 08:00,5,5,0,241\nphone,2026-11-02T08:15,7,6,0,240\n") == [
        "volumes.csv line 4 and line 2 are different rows for one queue, interval_start (phone, 2026-11-02 08:00); keep one of "
        "them.",
        "volumes.csv line 5 and line 3 are different rows for one queue, interval_start (phone, 2026-11-02T08:15); keep one of "
        "them.",
    ]


def test_half_counts_are_kept_and_noted() -> None:
    """An average of two exports is no reason to refuse or to round."""
    history, notes = read(
        volumes("phone,2026-11-02 08:00,5", "phone,2026-11-02 08:15,5.5", "phone,2026-11-02 08:30,0.5")
    )

    assert history is not None
    assert history.offered.tolist() == [[5.0, 5.5, 0.5]]
    assert notes == ["volumes.csv: counts that are no whole numbers: 2, the first in line 3; they were kept."]


def test_phantom_calls_are_noted_and_offered_kept() -> None:
    """More handled and abandoned than offered: the excess came from nowhere."""
    history, notes = read(VOLUMES + "phone,2026-11-02 08:00,5,4,1,240\nphone,2026-11-02 08:15,5,5,2,240\n")

    assert history is not None
    assert history.offered.tolist() == [[5.0, 5.0]]
    assert notes == [
        "volumes.csv: rows of queue 'phone' with more contacts handled and abandoned than offered: 1, the first in line 3; "
        "offered was kept, the excess is phantom calls."
    ]


def test_a_handle_time_of_0_s_is_unknown() -> None:
    """It is a sentinel of the telephone system where there were calls; where there were none it is no news."""
    history, notes = read(
        VOLUMES + "phone,2026-11-02 08:00,5,5,0,0\nphone,2026-11-02 08:15,0,0,0,0\nphone,2026-11-02 08:30,1,1,0,60\n"
    )

    assert history is not None
    np.testing.assert_array_equal(history.aht_s, [[np.nan, np.nan, 60.0]])
    assert notes == [
        "volumes.csv: rows of queue 'phone' with a handle time of 0 s: 1, the first in line 2; their handle time was taken as "
        "unknown."
    ]


def test_a_queue_needs_a_handle_time_from_somewhere() -> None:
    """Without aht_s in centre.toml every row with contacts must have one."""
    toml = TOML.replace("aht_s = 240\n", "")
    good = VOLUMES + "phone,2026-11-02 08:00,5,5,0,240\nphone,2026-11-02 08:15,0,0,0,\n"

    assert read(good, toml=toml)[0] is not None
    assert refusals(toml=toml, volumes=good + "phone,2026-11-02 08:30,5,5,0,\n") == [
        "volumes.csv line 4 has no aht_s and queue 'phone' has none in centre.toml; give one of them, seconds per contact."
    ]


@pytest.mark.parametrize("zone", [UTC, ZoneInfo("Asia/Shanghai"), None])
def test_rows_of_the_future_are_left_out(zone: tzinfo | None) -> None:
    """At 10:00 local time the row of 10:15 is not known yet; a moment without a zone is the department's own."""
    moment = datetime(2026, 11, 2, 2 if zone is UTC else 10, tzinfo=zone)

    history, notes = read(volumes(*(f"phone,{start},20" for start in DAY)), moment)

    assert history is not None
    assert history.offered.shape == (1, 8)
    assert notes == [
        "volumes.csv: rows that begin after 2026-11-02 10:00: 47; they were left out.",
        "volumes.csv: the last interval, 2026-11-02 10:00, is incomplete and was left out.",
    ]


def test_a_history_of_the_future_alone_is_none() -> None:
    """It is noted, not refused: the clock may be wrong, the data need not be."""
    history, notes = read(volumes("phone,2027-11-02 08:00,5"))

    assert history is None
    assert notes == ["volumes.csv: rows that begin after 2026-12-01 08:00: 1; they were left out."]


def test_an_all_zero_queue_is_a_queue() -> None:
    """Zeros are data."""
    history, notes = read(
        volumes(*(f"{queue},{start},{20 * (queue == 'phone')}" for queue in ("phone", "chat") for start in DAY))
    )

    assert history is not None
    assert history.offered[1].tolist() == [0.0] * 56
    assert notes == []
