"""From written local times to instants: offsets, the spring hour that is not there and the autumn hour that comes twice."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wfm.formats.cells import CellError, Conventions, parse_naive, with_offset
from wfm.formats.problems import Problems, shown
from wfm.formats.volume_rows import VolumeRows
from wfm.messages import say
from wfm.timegrid import instant

Minutes = NDArray[np.int64]
_ISO = r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::00)?"
_ISO_WITH_OFFSET = _ISO + r"(?:Z|[+-]\d\d:\d\d)"
_EARLIEST, _LATEST = "1970-01-02", "2200-01-01"
_NO_OFFSET = np.iinfo(np.int64).min


def instants_of(rows: VolumeRows, conventions: Conventions, problems: Problems) -> Minutes | None:
    """
    UTC minutes of each row's start; None where a time cannot be read, the reasons being in `problems`.

    A local time that comes twice in autumn is summer time where a queue has it for the first time, winter time for the second.
    """
    naive, aware = _parsed(rows, conventions, problems)
    if naive is None:
        return None
    stamps = pd.DatetimeIndex(naive)
    every = np.ones(len(stamps), dtype=bool)
    first = _minutes(stamps, conventions, every)
    second = _minutes(stamps, conventions, ~every)
    has_offset = aware != _NO_OFFSET
    skipped = np.isnan(first) & ~has_offset
    if skipped.any():
        for at in np.flatnonzero(skipped[rows.start]).tolist():
            value = f"{stamps[rows.start[at]]:%Y-%m-%d %H:%M}"
            why = say("time_skipped", value=value, zone=conventions.time_zone)
            problems.refuse("cell_refused", place=rows.place(at, "interval_start"), why=why)
        return None
    instants = np.where(has_offset, aware, first).astype(np.int64)
    twice = (first != second) & ~has_offset
    result: Minutes = instants[rows.start]
    if twice.any():
        _second_pass(rows, result, twice, second, stamps, problems)
    return result


def _second_pass(
    rows: VolumeRows,
    result: Minutes,
    twice: NDArray[np.bool_],
    second: NDArray[np.float64],
    stamps: pd.DatetimeIndex,
    problems: Problems,
) -> None:
    seen: dict[tuple[int, int], int] = {}
    affected = np.flatnonzero(twice[rows.start]).tolist()
    for at in affected:
        key = (int(rows.queue[at]), int(rows.start[at]))
        seen[key] = seen.get(key, 0) + 1
        if seen[key] % 2 == 0:
            result[at] = int(second[key[1]])
    days = sorted({f"{stamps[int(rows.start[at])]:%Y-%m-%d}" for at in affected})
    problems.note("note_autumn_hour", file=rows.raw.label, count=len(affected), days=", ".join(days))


def _minutes(stamps: pd.DatetimeIndex, conventions: Conventions, summer: NDArray[np.bool_]) -> NDArray[np.float64]:
    # By its name: pandas before 3 is thirty times slower with a ZoneInfo.
    local = stamps.tz_localize(conventions.zone.key, ambiguous=summer, nonexistent="NaT")
    utc = local.tz_convert("UTC").tz_localize(None).to_numpy(dtype="datetime64[s]")
    seconds = utc.astype(np.int64).astype(np.float64)
    return np.where(np.isnat(utc), np.nan, seconds // 60)


def _parsed(
    rows: VolumeRows, conventions: Conventions, problems: Problems
) -> tuple[NDArray[np.datetime64] | None, NDArray[np.int64]]:
    """The distinct starts as naive local times, and UTC minutes of those that carry an offset (else _NO_OFFSET)."""
    texts = pd.Series(rows.starts, dtype=object)
    without = np.full(len(texts), _NO_OFFSET, dtype=np.int64)
    is_naive = conventions.date_format is None and bool(texts.str.fullmatch(_ISO).all())
    is_aware = not is_naive and conventions.date_format is None and bool(texts.str.fullmatch(_ISO_WITH_OFFSET).all())
    stamps = _at_once(texts) if is_naive or is_aware else None
    if stamps is None:
        return _parsed_one_by_one(rows, conventions, problems, without)
    if is_naive:
        return stamps, without
    return np.full_like(stamps, np.datetime64(_EARLIEST, "s")), stamps.astype(np.int64) // 60


def _at_once(texts: pd.Series) -> NDArray[np.datetime64] | None:
    """ISO texts as UTC, or as they stand where they name no offset; None where one of them does not exist or is out of reach."""
    try:
        parsed = pd.to_datetime(texts, format="ISO8601", utc=True)
    except (ValueError, OverflowError):
        return None
    stamps = parsed.dt.tz_localize(None).to_numpy(dtype="datetime64[s]")
    reached = (stamps >= np.datetime64(_EARLIEST)) & (stamps < np.datetime64(_LATEST))
    return stamps if reached.all() else None


def _parsed_one_by_one(
    rows: VolumeRows, conventions: Conventions, problems: Problems, aware: NDArray[np.int64]
) -> tuple[NDArray[np.datetime64] | None, NDArray[np.int64]]:
    naive = np.full(len(aware), np.datetime64(_EARLIEST, "s"), dtype="datetime64[s]")
    wrong: dict[int, CellError] = {}
    for at, text in enumerate(rows.starts.tolist()):
        try:
            moment, offset = parse_naive(text.strip(), conventions.date_format)
            _check_start(moment)
            if offset is None:
                naive[at] = np.datetime64(moment, "s")
            else:
                aware[at] = instant(with_offset(moment, offset))
        except CellError as error:
            wrong[at] = error
    if not wrong:
        return naive, aware
    for at in np.flatnonzero(np.isin(rows.start, list(wrong))).tolist():
        text = str(rows.starts[rows.start[at]])
        if text:  # a blank cell has been refused already
            expected = wrong[int(rows.start[at])].expected
            problems.refuse("cell_wrong", place=rows.place(at, "interval_start"), value=shown(text), expected=expected)
    return None, aware


def _check_start(moment: datetime) -> None:
    if not datetime.fromisoformat(_EARLIEST) <= moment < datetime.fromisoformat(_LATEST):
        raise CellError(say("expected_instant"))
    if moment.second:
        raise CellError(say("expected_whole_minute"))
