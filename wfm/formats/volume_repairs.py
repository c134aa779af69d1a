"""What becomes of imperfect volumes: rows sent twice, half counts, phantom calls, handle times of 0 s, the future."""

from __future__ import annotations

from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from wfm.centre import Centre
from wfm.demand import VolumeHistory
from wfm.formats.problems import Problems
from wfm.formats.volume_gaps import filled, without_partial_end
from wfm.formats.volume_rows import VolumeRows
from wfm.formats.volume_steps import check_steps
from wfm.timegrid import instant, local

Minutes = NDArray[np.int64]
Flags = NDArray[np.bool_]
COUNTS = ("offered", "handled", "abandoned", "aht_s")


def repaired(
    rows: VolumeRows, instants: Minutes, centre: Centre, problems: Problems, now: datetime
) -> VolumeHistory | None:
    """The history of readable rows; refusals and repairs are told to `problems`."""
    refused_before = len(problems.refused)
    keep = first_of_each(rows, instants, problems) & _before(rows, instants, centre, problems, now)
    check_steps(rows, instants, keep, centre, problems)
    counts = _handle_times(rows, keep, centre, problems)
    if len(problems.refused) > refused_before or not keep.any():
        return None
    _note_oddities(rows, keep, problems)
    history = _history(rows, instants, counts, keep, centre)
    history = without_partial_end(history, centre, rows.raw.label, problems)
    return filled(history, centre, rows.raw.label, problems)


def _history(
    rows: VolumeRows, instants: Minutes, counts: dict[str, NDArray[np.float64]], keep: Flags, centre: Centre
) -> VolumeHistory:
    order = [queue.id for queue in centre.queues]
    present = sorted((rows.queues[code] for code in np.unique(rows.queue[keep]).tolist()), key=order.index)
    row_of = np.array([present.index(name) if name in present else -1 for name in rows.queues], dtype=np.int64)
    starts_min = np.unique(instants[keep])
    shape = len(present), len(starts_min)
    place = row_of[rows.queue[keep]]
    place *= len(starts_min)  # in place here too
    place += np.searchsorted(starts_min, instants[keep])
    tables: dict[str, NDArray[np.float64]] = dict.fromkeys(COUNTS, np.broadcast_to(np.nan, shape))
    for name, values in counts.items():
        tables[name] = np.full(shape, np.nan)
        tables[name].flat[place] = values[keep]
    return VolumeHistory(centre.time_zone, centre.interval_min, tuple(present), starts_min, **tables)


def _before(rows: VolumeRows, instants: Minutes, centre: Centre, problems: Problems, now: datetime) -> Flags:
    """Which rows speak of intervals that have ended."""
    present = instant(now)
    future = instants > present
    unfinished = ~future & (instants > present - centre.interval_min)
    if future.any():
        problems.note("note_future", file=rows.raw.label, count=int(future.sum()), now=_clock(present, centre))
    if unfinished.any():
        problems.note("note_partial", file=rows.raw.label, at=_clock(int(instants[unfinished].max()), centre))
    return ~future & ~unfinished


def _clock(instant_min: int, centre: Centre) -> str:
    return f"{local(instant_min, centre.time_zone):%Y-%m-%d %H:%M}"


def first_of_each(rows: VolumeRows, instants: Minutes, problems: Problems) -> Flags:
    """Which rows to keep of those that speak of one queue and interval; different ones are refused."""
    keep = np.ones(len(rows), dtype=bool)
    key = rows.queue.astype(np.int64)
    key *= int(instants.max()) - int(instants.min()) + 1  # in place: a year of many queues is large
    key += instants
    if bool((key[1:] > key[:-1]).all()):
        return keep
    order = np.argsort(key, kind="stable")
    is_again = np.concatenate([[False], np.diff(key[order]) == 0])
    if not is_again.any():
        return keep
    at = np.arange(len(order))
    first_of = np.maximum.accumulate(np.where(is_again, -1, at))
    later, first = order[is_again], order[first_of[is_again]]
    keep[later] = False
    table = np.column_stack([np.nan_to_num(values, nan=-1.0) for values in rows.counts.values()])
    differ = (table[later] != table[first]).any(axis=1)
    for one, other in zip(later[differ].tolist(), first[differ].tolist(), strict=True):
        problems.refuse(
            "rows_differ", place=rows.place(one), first=int(rows.line[other]), name="queue, interval_start",
            value=f"{rows.queues[rows.queue[one]]}, {rows.starts[rows.start[one]]}",
        )  # fmt: skip
    if (~differ).any():
        problems.note("note_rows_twice", file=rows.raw.label, count=int((~differ).sum()))
    return keep


def _handle_times(rows: VolumeRows, keep: Flags, centre: Centre, problems: Problems) -> dict[str, NDArray[np.float64]]:
    """The counts with handle times of 0 s unknown; a queue without any handle time is refused."""
    aht_s = rows.counts.get("aht_s")
    offered = rows.counts["offered"]
    blank = keep & (offered > 0) & (np.ones(len(rows), dtype=bool) if aht_s is None else np.isnan(aht_s))
    for code, name in enumerate(rows.queues):
        queue = centre.queue(name)
        if queue is None or queue.aht_s is not None or queue.channel == "position":
            continue
        lacking = np.flatnonzero(blank & (rows.queue == code))
        if len(lacking):
            problems.refuse("aht_missing", place=rows.place(int(lacking[0])), queue=name)
    if aht_s is None or not (aht_s == 0).any():
        return rows.counts
    _note_by_queue("note_zero_aht", rows, keep & (aht_s == 0) & (offered > 0), problems)
    return {**rows.counts, "aht_s": np.where(aht_s == 0, np.nan, aht_s)}


def _note_oddities(rows: VolumeRows, keep: Flags, problems: Problems) -> None:
    counted = {name: values for name, values in rows.counts.items() if name != "aht_s"}
    halves = np.zeros(len(rows), dtype=bool)
    for values in counted.values():
        halves |= keep & ~np.isnan(values) & (values != np.floor(values))
    if halves.any():
        first = int(rows.line[np.flatnonzero(halves)[0]])
        problems.note("note_half_counts", file=rows.raw.label, count=int(halves.sum()), line=first)
    outcomes = sum(
        (np.nan_to_num(counted[name]) for name in ("handled", "abandoned") if name in counted), np.zeros(len(rows))
    )
    _note_by_queue("note_phantom", rows, keep & (outcomes > counted["offered"] + 1e-9), problems)


def _note_by_queue(key: str, rows: VolumeRows, flags: Flags, problems: Problems) -> None:
    for code, name in enumerate(rows.queues):
        own = np.flatnonzero(flags & (rows.queue == code))
        if len(own):
            problems.note(key, file=rows.raw.label, count=len(own), queue=name, line=int(rows.line[own[0]]))
