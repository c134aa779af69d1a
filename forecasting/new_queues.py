"""Queues without a week of history: the profile of a sister queue scaled, or a typical week somebody wrote down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from forecasting.bands import LEVELS
from forecasting.days import Bools, Floats
from wfm.calendar import DAY_MIN
from wfm.demand import VolumeForecast, VolumeHistory
from wfm.messages import Sentence, say
from wfm.records import TypicalVolume
from wfm.timegrid import TimeGrid, wall

LEAST_HISTORY_DAYS = 7
ESTIMATED_SPREAD = 0.3
"""How far a volume may be off that somebody estimated: one standard deviation over the mean."""


@dataclass(frozen=True, eq=False)
class NewQueue:
    """The forecast of one queue without a past: `tables` by column of a `VolumeForecast`, each of shape (T,), and why."""

    queue: str
    method: str
    tables: dict[str, Floats]
    note: Sentence


def is_new(history: VolumeHistory, queue: str, start_min: int) -> bool:
    """Whether a queue has less than a week of history before an instant."""
    if queue not in history.queues:
        return True
    known = ~np.isnan(history.offered[history.queues.index(queue)]) & (history.starts_min < start_min)
    return not known.any() or start_min - int(history.starts_min[known][0]) < LEAST_HISTORY_DAYS * DAY_MIN


def from_sister(queue: str, base: VolumeForecast, sister: str, share: float, is_open: Bools) -> NewQueue:
    """
    A share of what a sister queue expects, with her handle times; the smaller, the more chance there is in it.

    Parameters
    ----------
    is_open
        The new queue's own opening hours, shape (T,).
    share
        Contacts of the new queue over those of the sister, above 0.
    """
    row = base.of(sister)
    mean = np.where(is_open, share * base.offered[row], 0.0)
    tables = {"offered": mean, "aht_s": base.aht_s[row]}
    for name, level in LEVELS.items():
        hers = np.where(is_open, share * (getattr(base, name)[row] - base.offered[row]), 0.0)
        # Her own chance shrinks with the share, that of the new queue's counts does not.
        tables[name] = np.maximum(mean + np.sign(ndtri(level)) * np.sqrt(hers**2 + ndtri(level) ** 2 * mean), 0.0)
    note = say("forecast_like", queue=queue, sister=sister, percent=f"{100 * share:g}")
    return NewQueue(queue, f"like {sister}", tables, note)


def from_typical_week(queue: str, grid: TimeGrid, rows: Sequence[TypicalVolume], is_open: Bools) -> NewQueue:
    """The volumes somebody wrote down for the days of a week, spread evenly over each range; handle times unknown."""
    mean = np.zeros(len(grid))
    for row in rows:
        for day in grid.dates:
            if row.on(day):
                start, end = (wall(day, minute, grid.time_zone) for minute in row.range_min)
                inside = np.minimum(grid.starts_min + grid.interval_min, end) - np.maximum(grid.starts_min, start)
                mean += np.where(is_open, row.offered * np.maximum(inside, 0) / (end - start), 0.0)
    scale = np.sqrt(mean + (ESTIMATED_SPREAD * mean) ** 2)
    bounds = {name: np.maximum(mean + ndtri(level) * scale, 0.0) for name, level in LEVELS.items()}
    tables = {"offered": mean, "aht_s": np.full(len(grid), np.nan), **bounds}
    return NewQueue(queue, "typical week", tables, say("forecast_typical", queue=queue))
