"""VolumeHistory.from_frame: local times of a frame as instants."""

from __future__ import annotations

import pandas as pd
import pytest

from wfm.demand import VolumeHistory
from wfm.errors import InputError


def frame(*rows: tuple[str, str, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["queue", "interval_start", "offered"])


def test_the_autumn_hour_comes_twice_for_every_queue() -> None:
    """The first row of a queue at a doubled wall time is summer time, the second winter time, whatever the other queues hold."""
    history = VolumeHistory.from_frame(
        frame(
            ("a", "2026-10-25 02:00", 1),
            ("b", "2026-10-25 02:00", 3),
            ("a", "2026-10-25 02:00", 2),
            ("b", "2026-10-25 02:00", 4),
        ),
        time_zone="Europe/Berlin",
        interval_min=60,
    )

    assert (history.starts_min[1] - history.starts_min[0], len(history.starts_min)) == (60, 2)
    assert history.offered.tolist() == [[1, 2], [3, 4]]


def test_the_spring_hour_is_refused() -> None:
    """A wall time that no clock showed is named."""
    with pytest.raises(InputError, match="2026-03-29 02:30"):
        VolumeHistory.from_frame(frame(("a", "2026-03-29 02:30", 1)), time_zone="Europe/Berlin", interval_min=30)


def test_two_rows_for_one_interval_are_refused() -> None:
    """Where no clock was turned back, a doubled row is a mistake."""
    with pytest.raises(InputError):
        VolumeHistory.from_frame(frame(("a", "2026-03-02 02:30", 1), ("a", "2026-03-02 02:30", 1)), interval_min=30)
