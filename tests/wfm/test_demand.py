"""Demand: local times of a frame as instants, and the quantiles of a forecast."""

from __future__ import annotations

import dataclasses
from datetime import date

import numpy as np
import pandas as pd
import pytest

from wfm.demand import VolumeForecast, VolumeHistory
from wfm.errors import InputError
from wfm.timegrid import TimeGrid


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


def _forecast() -> VolumeForecast:
    grid = TimeGrid.for_days(date(2026, 11, 23), 1, interval_min=60)
    mean = np.full((1, len(grid)), 100.0)
    return VolumeForecast(grid, ("phone",), mean, mean, mean - 15, mean + 20, mean - 25, mean + 40)


@pytest.mark.parametrize(
    ("level", "volume"), [(0.5, 100.0), (0.9, 120.0), (0.975, 140.0), (0.1, 85.0), (0.025, 75.0), (0.8, 113.13)]
)
def test_quantiles_go_through_mean_and_bounds(level: float, volume: float) -> None:
    """At the levels of the bounds they are the bounds; between, straight on the scale of normal quantiles."""
    assert _forecast().quantile("phone", level) == pytest.approx(np.full(24, volume), abs=0.01)


def test_a_quantile_needs_bounds() -> None:
    """Where a forecast gives no bounds the mean stands."""
    unknown = np.full((1, 24), np.nan)
    bare = dataclasses.replace(_forecast(), lo80=unknown, hi80=unknown, lo95=unknown, hi95=unknown)

    assert bare.quantile("phone", 0.8) == pytest.approx(np.full(24, 100.0))
