"""
How fast the forecast is: ``python -m tests.benchmarks.forecasting_throughput [QUEUES]``.

1,000 queues x 28 days x 96 intervals from one year of history, arrays in and arrays out, `auto` with its back-test and prediction
intervals; two well-known library models on five of the same queues, scaled by the number of queues; and a volumes file read.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np

from forecasting import forecast
from tests.wfm.formats.folders import TOML, department
from wfm.calendar import Calendar
from wfm.demand import VolumeHistory
from wfm.formats.cells import Conventions
from wfm.formats.problems import Problems
from wfm.formats.volumes import read_volumes
from wfm.timegrid import TimeGrid

QUEUES, LIBRARY_QUEUES = 1000, 5
INTERVAL_MIN, DAY_INTERVALS = 15, 96
FIRST_DAY, PAST_DAYS, DAYS_AHEAD = date(2025, 1, 6), 364, 28
TIME_ZONE = "America/New_York"
WEEKDAY_FACTORS = np.array([1.3, 1.1, 1.0, 0.95, 1.05, 0.6, 0.4])
MEDIAN_PER_INTERVAL = 4.5
CSV_DAYS = 1000
ACCEPT_S, ACCEPT_ROWS_PER_S = 30.0, 0.7e6


def history_of(queues: int, seed: int = 1) -> VolumeHistory:
    """Poisson counts around a weekday factor x a hump over the clock x a level that wanders, small queues and large."""
    rng = np.random.default_rng(seed)
    past = TimeGrid.for_days(FIRST_DAY, PAST_DAYS, time_zone=TIME_ZONE, interval_min=INTERVAL_MIN)
    clock = np.arange(len(past)) % DAY_INTERVALS
    hump = 1.0 + 0.8 * np.sin(2 * np.pi * (clock + 0.5) / DAY_INTERVALS - 2.0)
    shape = hump * WEEKDAY_FACTORS[past.day_index % 7]
    offered = np.empty((queues, len(past)))
    for row in range(queues):
        level = rng.lognormal(np.log(MEDIAN_PER_INTERVAL), 1.0) * np.exp(rng.normal(0, 0.02, PAST_DAYS).cumsum())
        offered[row] = rng.poisson(level[past.day_index] * shape)
    unknown = np.full_like(offered, np.nan)
    names = tuple(f"q{row}" for row in range(queues))
    return VolumeHistory(TIME_ZONE, INTERVAL_MIN, names, past.starts_min, offered, unknown, unknown, unknown)


def measure_ours(history: VolumeHistory) -> None:
    """All queues through `forecast`."""
    grid = TimeGrid.for_days(
        FIRST_DAY + timedelta(days=PAST_DAYS), DAYS_AHEAD, time_zone=TIME_ZONE, interval_min=INTERVAL_MIN
    )
    calendar, queues = Calendar("US"), len(history.queues)
    forecast(history.only(history.queues[:2]), grid, calendar=calendar)  # compiles, once per installation
    began = time.perf_counter()
    found = forecast(history, grid, calendar=calendar)
    took_s = time.perf_counter() - began
    assert found.offered.shape == (queues, len(grid))
    verdict = "yes" if took_s * QUEUES / queues <= ACCEPT_S else "no"
    print(f"forecast: {queues} queues x {DAYS_AHEAD} days x {DAY_INTERVALS} intervals in {took_s:.1f} s")
    print(f"  {1000 * took_s / queues:.1f} ms a queue; accept <= {ACCEPT_S:.0f} s for {QUEUES} queues: {verdict}")
    own, children = (
        resource.getrusage(who).ru_maxrss / 2**20 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(f"  peak memory {own:.2f} GB, the largest of its child processes {children:.2f} GB")


def measure_library(history: VolumeHistory) -> None:
    """MSTL and AutoETS of statsforecast on some of the queues, scaled to all; without intervals and without a back-test."""
    try:
        from statsforecast.models import MSTL, AutoETS
    except ImportError:
        print("library models: not measured; pip install 'paiban[models]' (Python 3.11 or 3.12, pandas 2)")
        return
    horizon = DAYS_AHEAD * DAY_INTERVALS
    models: dict[str, Callable[[], Any]] = {
        "MSTL": lambda: MSTL(season_length=[DAY_INTERVALS, 7 * DAY_INTERVALS]),
        "AutoETS": lambda: AutoETS(season_length=DAY_INTERVALS),
    }
    for name, model in models.items():
        model().forecast(y=history.offered[0, -28 * DAY_INTERVALS :], h=horizon)  # compiles
        began = time.perf_counter()
        for row in history.offered[:LIBRARY_QUEUES]:
            model().forecast(y=row, h=horizon)
        each_s = (time.perf_counter() - began) / LIBRARY_QUEUES
        print(f"{name}: {each_s:.2f} s a queue, {QUEUES * each_s / 2:.0f} s for {QUEUES} queues on 2 cores")


def measure_reading() -> None:
    """A volumes file of plain rows, its bytes to a `VolumeHistory`."""
    lines = ["queue,interval_start,offered"]
    first = datetime(2023, 1, 2)
    for queue in ("phone", "chat"):
        for step in range(CSV_DAYS * DAY_INTERVALS):
            moment = first + timedelta(minutes=INTERVAL_MIN * step)
            if 8 <= moment.hour < 22:
                lines.append(f"{queue},{moment:%Y-%m-%d %H:%M},{step % 50}")
    content = ("\n".join(lines) + "\n").encode()
    centre, problems = department(toml=TOML).centre, Problems()
    began = time.perf_counter()
    read = read_volumes(
        content, "volumes.csv", centre, Conventions("Asia/Shanghai"), problems, datetime(2026, 12, 1, tzinfo=UTC)
    )
    took_s = time.perf_counter() - began
    rows = len(lines) - 1
    assert read is not None
    assert np.isfinite(read.offered).sum() == rows
    verdict = "yes" if rows / took_s >= ACCEPT_ROWS_PER_S else "no"
    print(f"volumes.csv: {rows} rows in {took_s:.2f} s, {rows / took_s / 1e6:.2f} M rows/s; accept >= 0.7 M: {verdict}")


def main() -> None:
    """Measure all three."""
    history = history_of(int(sys.argv[1]) if len(sys.argv) > 1 else QUEUES)
    measure_ours(history)
    measure_library(history)
    measure_reading()


if __name__ == "__main__":
    main()
