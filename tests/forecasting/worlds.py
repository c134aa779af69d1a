"""Small synthetic departments whose truth is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from forecasting.days import EPOCH, Past, local_clock, weekday_of
from forecasting.special_days import describe_days
from wfm.calendar import Calendar, MinuteRange
from wfm.demand import VolumeHistory
from wfm.timegrid import TimeGrid

MONDAY = date(2026, 1, 5)
WEEKDAY_FACTORS = (1.3, 1.1, 1.0, 0.95, 1.05, 0.6, 0.4)
CALLS = Path(__file__).resolve().parents[3] / "shared" / "data" / "calls"

Ranges = Callable[[date], tuple[MinuteRange, ...]]


def grid_of(
    first: date, days: int, *, interval_min: int = 60, time_zone: str = "UTC", ranges: Ranges | None = None
) -> TimeGrid:
    return TimeGrid.for_days(first, days, time_zone=time_zone, interval_min=interval_min, ranges=ranges)


def truth(grid: TimeGrid, per_day: float = 2400.0) -> np.ndarray:
    """Contacts of every interval: weekday factor x a hump over the clock, `per_day` on an average day."""
    numbers, clock = local_clock(grid.starts_min, grid.time_zone, grid.interval_min)
    width = 1440 // grid.interval_min
    hump = 1.0 + 0.8 * np.sin(2 * np.pi * (clock + 0.5) / width - 2.0)
    volumes: np.ndarray = per_day / width * hump * np.array(WEEKDAY_FACTORS)[weekday_of(numbers)]
    return volumes


def history_of(
    grid: TimeGrid, offered: np.ndarray | Mapping[str, np.ndarray], *, aht_s: float | np.ndarray = np.nan
) -> VolumeHistory:
    """The history of a grid; NaN counts are intervals without a row."""
    rows = offered if isinstance(offered, Mapping) else {"phone": offered}
    table = np.array([np.asarray(row, dtype=float) for row in rows.values()])
    unknown = np.full_like(table, np.nan)
    return VolumeHistory(
        grid.time_zone,
        grid.interval_min,
        tuple(rows),
        grid.starts_min,
        table,
        unknown,
        unknown,
        np.broadcast_to(np.asarray(aht_s, dtype=float), table.shape).copy(),
    )


def past_of(values: np.ndarray, first: date = MONDAY, calendar: Calendar | None = None, *, ahead: int = 0) -> Past:
    """A past of whole days; with `ahead` the days after it are described too, and unknown."""
    values = np.vstack([values, np.full((ahead, values.shape[1]), np.nan)]) if ahead else values
    number = (first - EPOCH).days
    weekdays = np.unique(weekday_of(number + np.flatnonzero(~np.isnan(values).all(axis=1))))
    days = describe_days(number, len(values), calendar or Calendar(), "phone", open_weekdays=weekdays)
    return Past(days, values, np.zeros(values.shape, dtype=bool))


def noisy(mean: np.ndarray, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).poisson(mean).astype(float)


def real_calls(
    name: str, interval_min: int, *, time_zone: str = "UTC", columns: tuple[str, ...] = ("timestamp", "volume")
) -> VolumeHistory:
    """A real series of the shared data, one queue unless the file names more; skips where the folder is absent."""
    path = CALLS / name
    if not path.exists():
        pytest.skip(f"no real series here: {CALLS} is absent")
    table = pd.read_csv(path, parse_dates=["timestamp"])
    frame = pd.DataFrame(
        {
            "queue": table.get("queue", "calls"),
            "interval_start": table[columns[0]],
            "offered": table[columns[1]],
        }
    )
    return VolumeHistory.from_frame(frame, time_zone=time_zone, interval_min=interval_min)


def later(weeks: int) -> date:
    return MONDAY + timedelta(weeks=weeks)
