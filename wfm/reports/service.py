"""What a replayed roster means for each queue: whether it meets its target, and when it does not."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import numpy as np

from wfm.demand import Queue
from wfm.simulation import SimulationResult
from wfm.timegrid import local

Verdict = Literal["met", "edge", "missed", "none"]
MOST_INTERVALS_BETWEEN = 1
"""Intervals on target between two below it that do not end a stretch: a bad hour with one good quarter is one bad hour."""


@dataclass(frozen=True)
class QueueService:
    """
    One queue in one week of a roster.

    `erlang`, `simulated` with its 95 % interval `lo` to `hi`, `abandonment` and `occupancy` are shares, `asa_s` seconds. The
    verdict is ``edge`` where the interval holds the target, ``none`` where the queue has no service level to meet.
    """

    queue: str
    week: str
    target: float | None
    offered: float
    erlang: float
    simulated: float
    lo: float
    hi: float
    asa_s: float
    abandonment: float
    occupancy: float
    verdict: Verdict


@dataclass(frozen=True)
class WeakStretch:
    """Neighbouring intervals in which a queue is surely below its target: its level, and contacts `late` beyond those allowed."""

    queue: str
    start: datetime
    end: datetime
    simulated: float
    late: float


def service_rows(result: SimulationResult) -> list[Mapping[str, object]]:
    """The rows of ``service.csv``."""
    frame = result.to_frame()
    starts = [start.to_pydatetime() for start in frame["interval_start"]]
    return [
        {**{str(name): value for name, value in row.items()}, "interval_start": start}
        for row, start in zip(frame.to_dict("records"), starts, strict=True)
    ]


def queue_service(result: SimulationResult) -> list[QueueService]:
    """Every queue with contacts in every week of the roster, queues in the order of the department."""
    of = {queue.id: queue for queue in result.queues}
    return [
        QueueService(
            row["queue"], row["week"], of[row["queue"]].service_level, row["offered"], row["erlang_service_level"],
            row["simulated_service_level"], row["ci_lo"], row["ci_hi"], row["asa_s"], row["abandonment"], row["occupancy"],
            _verdict(of[row["queue"]].service_level, row["ci_lo"], row["ci_hi"]),
        )
        for row in result.to_frame("week").to_dict("records")
    ]  # fmt: skip


def _verdict(target: float | None, lo: float, hi: float) -> Verdict:
    if target is None or math.isnan(lo):
        return "none"
    return "met" if lo >= target else "missed" if hi < target else "edge"


def weak_stretches(result: SimulationResult) -> list[WeakStretch]:
    """When queues are surely below their target, most contacts answered too late first."""
    found = [stretch for row, queue in enumerate(result.queues) for stretch in _weak(result, row, queue)]
    return sorted(found, key=lambda stretch: (-stretch.late, stretch.start, stretch.queue))


def _weak(result: SimulationResult, row: int, queue: Queue) -> Iterator[WeakStretch]:
    if queue.service_level is None:
        return
    level = result.service_level()
    grid, volumes = result.grid, result.volumes[row]
    weak = np.flatnonzero(result.is_open[row] & (volumes > 0) & (level.hi[row] < queue.service_level))
    if not len(weak):
        return
    apart = np.diff(grid.starts_min[weak]) > grid.interval_min * (1 + MOST_INTERVALS_BETWEEN)
    for run in np.split(weak, np.flatnonzero(apart) + 1):
        inside = np.arange(run[0], run[-1] + 1)
        offered = float(volumes[inside].sum())
        answered = float((volumes[inside] * level.mean[row, inside]).sum())
        yield WeakStretch(
            queue.id,
            local(int(grid.starts_min[run[0]]), grid.time_zone),
            local(int(grid.starts_min[run[-1]]) + grid.interval_min, grid.time_zone),
            simulated=answered / offered,
            late=queue.service_level * offered - answered,
        )
