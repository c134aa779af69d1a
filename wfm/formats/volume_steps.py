"""Whether the rows of a volumes table are as far apart as the department's intervals, all along."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wfm.calendar import DAY_MIN
from wfm.centre import Centre
from wfm.formats.problems import Problems
from wfm.formats.volume_rows import VolumeRows
from wfm.timegrid import INTERVALS_MIN, local, zone

Minutes = NDArray[np.int64]
FEWEST_STEPS = 4
"""Distances between rows that a day must have before it is taken to say how far apart its rows are."""
FEWEST_DAYS = 7
CLEAR_SHARE = 0.9


def wall_minutes(instants: Minutes, time_zone: str) -> Minutes:
    """Local wall time of UTC minutes, as minutes since 1970-01-01 00:00 of the same clock."""
    stamps = pd.to_datetime(instants * 60, unit="s", utc=True).tz_convert(zone(time_zone)).tz_localize(None)
    seconds: Minutes = stamps.to_numpy(dtype="datetime64[s]").astype(np.int64)
    return seconds // 60


def check_steps(
    rows: VolumeRows, instants: Minutes, keep: NDArray[np.bool_], centre: Centre, problems: Problems
) -> None:
    """Refuse rows that do not start an interval, rows of another interval length, and a change of it."""
    by_queue = np.argsort(rows.queue, kind="stable")
    bounds = np.searchsorted(rows.queue, np.arange(len(rows.queues) + 1), sorter=by_queue).tolist()
    for first, last in itertools.pairwise(bounds):
        own = by_queue[first:last]
        own = own[keep[own]]
        if len(own):
            at = own[np.argsort(instants[own], kind="stable")]
            start = instants[at]
            _check_queue(rows, at, start, wall_minutes(start, centre.time_zone), centre, problems)


def _check_queue(
    rows: VolumeRows, at: Minutes, start: Minutes, wall: Minutes, centre: Centre, problems: Problems
) -> None:
    interval, name = centre.interval_min, rows.queues[int(rows.queue[at[0]])]
    first_rows, steps = _daily_steps(start, wall // DAY_MIN, wall)
    if len(steps) and interval != DAY_MIN:
        changed = np.flatnonzero(steps != steps[0])
        if len(changed):
            place = rows.place(int(at[first_rows[changed[0]]]), "interval_start")
            later, earlier = int(steps[changed[0]]), int(steps[0])
            problems.refuse("interval_changed", place=place, queue=name, later=later, earlier=earlier)
            return
        if steps[0] != interval and steps[0] in INTERVALS_MIN:
            place = rows.place(int(at[0]), "interval_start")
            problems.refuse("interval_wrong", place=place, queue=name, found=int(steps[0]), interval=interval)
            return
    off = np.flatnonzero(wall % interval)
    if len(off):
        value = f"{local(int(start[off[0]]), centre.time_zone):%Y-%m-%d %H:%M}"
        place = rows.place(int(at[off[0]]), "interval_start")
        problems.refuse("interval_off_grid", place=place, value=value, interval=interval)


def _daily_steps(start: Minutes, day: Minutes, wall: Minutes) -> tuple[Minutes, Minutes]:
    """Of each day that says it clearly, its first row and the minutes between its rows."""
    firsts = np.concatenate([[0], np.flatnonzero(np.diff(day)) + 1])
    if len(firsts) == len(day):  # one row a day
        daily = len(day) >= FEWEST_DAYS and not (wall % DAY_MIN).any()
        return (firsts[:1], np.array([DAY_MIN])) if daily else (firsts[:0], firsts[:0])
    count = np.diff(np.append(firsts, len(day))) - 1
    distance = np.diff(start, append=start[-1] + DAY_MIN * 9)
    distance[np.append(firsts[1:], len(day)) - 1] = DAY_MIN * 9  # from a day's last row to the next day
    smallest = np.minimum.reduceat(distance, firsts)
    same = np.add.reduceat(distance == np.repeat(smallest, count + 1), firsts)
    clear = (count >= FEWEST_STEPS) & (same >= CLEAR_SHARE * count)
    return firsts[clear], smallest[clear]
