"""Gaps in a history: a missing interval of an open day is a zero where hardly anybody calls then, otherwise it stays missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from wfm.calendar import DAY_MIN
from wfm.centre import Centre
from wfm.demand import Queue, VolumeHistory
from wfm.formats.problems import Problems
from wfm.formats.volume_steps import wall_minutes
from wfm.timegrid import TimeGrid, local

Minutes = NDArray[np.int64]
Floats = NDArray[np.float64]
FEWEST_TIMES = 3
"""How often a slot must have been open before its mean says what is usual."""
LIKELY_ZERO = 1.0
"""Expected contacts below which a missing row is taken as zero."""
LIKELY_ZERO_RUN = 5.0
"""The same for a whole run of missing rows, of a queue whose export never holds a zero: it leaves such rows out."""
PARTIAL_SHARE, PARTIAL_FROM = 0.5, 10.0
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class _Slots:
    """A grid with the slot of the week each interval is in."""

    grid: TimeGrid
    slot: Minutes


def filled(history: VolumeHistory, centre: Centre, label: str, problems: Problems) -> VolumeHistory:
    """The history with likely zeros filled in; what was filled and what stays missing is noted."""
    if history.interval_min == DAY_MIN or len(history.starts_min) == 0:
        return history
    zeros: list[Minutes] = []
    grids: dict[object, _Slots] = {}
    for row, name in enumerate(history.queues):
        queue = centre.queue(name)
        if queue is None or queue.channel == "position":
            zeros.append(np.empty(0, dtype=np.int64))
            continue
        slots = _slots(history, centre, queue, grids)
        zero, missing = _gaps(history, row, slots)
        zeros.append(zero)
        for key, found in (("note_zero_filled", zero), ("note_missing", missing)):
            if len(found):
                first = f"{local(int(found[0]), centre.time_zone):%Y-%m-%d %H:%M}"
                problems.note(key, file=label, queue=name, count=len(found), first=first)
    return _with_zeros(history, zeros)


def _slots(history: VolumeHistory, centre: Centre, queue: Queue, grids: dict[object, _Slots]) -> _Slots:
    """The grid of a queue over the days of the history; queues of the same hours share it."""
    own = tuple(day for day in centre.special_days if day.queue == queue.id)
    key = (repr(queue.open), own)
    if key not in grids:
        days = wall_minutes(history.starts_min[[0, -1]], history.time_zone) // DAY_MIN
        first, last = (int(day) for day in days)
        grid = centre.grid(_EPOCH + timedelta(days=first), last - first + 1, queue)
        wall = wall_minutes(grid.starts_min, history.time_zone) if len(grid) else grid.starts_min
        grids[key] = _Slots(grid, wall % (7 * DAY_MIN))
    return grids[key]


def _gaps(history: VolumeHistory, row: int, slots: _Slots) -> tuple[Minutes, Minutes]:
    """Instants of one queue that are likely zeros, and those that stay missing."""
    known = np.flatnonzero(~np.isnan(history.offered[row]))
    grid = slots.grid
    none = np.empty(0, dtype=np.int64)
    if not len(known) or not len(grid):
        return none, none
    place = grid.index_of(history.starts_min[known])
    offered = np.full(len(grid), np.nan)
    offered[place[place >= 0]] = history.offered[row, known[place >= 0]]
    has = ~np.isnan(offered)
    is_open = np.bincount(grid.day_index[has], minlength=grid.days) > 0
    speaks = is_open[grid.day_index]
    inside = (grid.starts_min > history.starts_min[known[0]]) & (grid.starts_min < history.starts_min[-1])
    gap = speaks & inside & ~has
    if not gap.any():
        return none, none
    leaves_out_zeros = not (history.offered[row, known] == 0).any()
    expected = _expected(offered, speaks, slots, gap, leaves_out_zeros)
    zero = expected < LIKELY_ZERO
    if leaves_out_zeros:
        zero |= _run_totals(gap, grid.day_index, expected) < LIKELY_ZERO_RUN
    return grid.starts_min[gap & zero], grid.starts_min[gap & ~zero]


def _expected(
    offered: Floats, speaks: NDArray[np.bool_], slots: _Slots, gap: NDArray[np.bool_], leaves_out_zeros: bool
) -> Floats:
    """
    Contacts to be expected per interval: the mean of the same slot of the week, of the same time of day where weeks are few,
    of the neighbours where days are few too.

    A slot without a single row is a slot of zeros in an export that leaves them out; in one that has them, nothing is known of it.
    """
    expected = np.full(len(offered), np.nan)
    for slot in (slots.slot % DAY_MIN, slots.slot):
        size = int(slot.max()) + 1
        total = np.bincount(slot[speaks], weights=np.nan_to_num(offered[speaks]), minlength=size)
        seen = np.bincount(slot[speaks], minlength=size)
        known = np.bincount(slot[~np.isnan(offered)], minlength=size)
        enough = (seen >= FEWEST_TIMES) & ((known > 0) | leaves_out_zeros)
        expected = np.where(enough[slot], (total / np.maximum(seen, 1))[slot], expected)
    unsaid = np.flatnonzero(gap & np.isnan(expected))
    expected[unsaid] = _between_neighbours(offered, slots.grid.day_index, unsaid)
    return expected


def _between_neighbours(offered: Floats, day: NDArray[np.int32], at: Minutes) -> Floats:
    """The mean of the two intervals before and after on the same day; where none has a row, between the nearest that have."""
    known = np.flatnonzero(~np.isnan(offered))
    expected: Floats = np.interp(at, known, offered[known])
    total, count = np.zeros(len(at)), np.zeros(len(at))
    for step in (-2, -1, 1, 2):
        near = (at + step).clip(0, len(offered) - 1)
        has = ~np.isnan(offered[near]) & (day[near] == day[at])
        total += np.where(has, offered[near], 0.0)
        count += has
    return np.where(count > 0, total / np.maximum(count, 1), expected)


def _run_totals(gap: NDArray[np.bool_], day: NDArray[np.int32], expected: Floats) -> Floats:
    """Expected contacts of the whole run of gaps each interval belongs to."""
    begins = np.concatenate([[True], (gap[1:] != gap[:-1]) | (day[1:] != day[:-1])])
    run = np.cumsum(begins) - 1
    totals: Floats = np.bincount(run, weights=expected).astype(np.float64)
    of_run: Floats = totals[run]
    return of_run


def _with_zeros(history: VolumeHistory, zeros: list[Minutes]) -> VolumeHistory:
    if not any(len(own) for own in zeros):
        return history
    starts = np.union1d(history.starts_min, np.concatenate(zeros))
    column = np.searchsorted(starts, history.starts_min)
    tables: dict[str, Floats] = {}
    for name in ("offered", "handled", "abandoned", "aht_s"):
        old = getattr(history, name)
        table = np.full((len(history.queues), len(starts)), np.nan)
        table[:, column] = old
        for row, own in enumerate(zeros):
            if name == "offered" or (name != "aht_s" and not np.isnan(old[row]).all()):
                table[row, np.searchsorted(starts, own)] = 0.0
        tables[name] = table
    return VolumeHistory(history.time_zone, history.interval_min, history.queues, starts, **tables)


def without_partial_end(history: VolumeHistory, centre: Centre, label: str, problems: Problems) -> VolumeHistory:
    """
    The history without its last interval, if the export was made in the middle of it.

    That is told from the day not being over, the interval holding less than half of what it usually does (far outside chance),
    and the one before it being usual.
    """
    starts = history.starts_min
    if len(starts) < 2 or history.interval_min == DAY_MIN:
        return history
    last = local(int(starts[-1]), centre.time_zone)
    after = starts[-1:] + history.interval_min
    if not (centre.grid(last.date() - timedelta(days=1), 2).index_containing(after) >= 0).any():
        return history
    total = np.nansum(history.offered, axis=0)
    week = wall_minutes(starts, history.time_zone) % (7 * DAY_MIN)
    usual = [total[:-1][week[:-1] == slot] for slot in week[-2:].tolist()]
    if len(usual[1]) < FEWEST_TIMES or len(usual[0]) < FEWEST_TIMES:
        return history
    before, expected = float(np.mean(usual[0][:-1])), float(np.mean(usual[1]))
    is_low = expected >= PARTIAL_FROM and total[-1] < min(PARTIAL_SHARE * expected, expected - 4 * expected**0.5)
    if not is_low or total[-2] < PARTIAL_SHARE * before:
        return history
    problems.note("note_partial", file=label, at=f"{last:%Y-%m-%d %H:%M}")
    return history.before(int(starts[-1]))
