"""``volumes.csv``: what came, per queue and interval. Clean files take a fast road; the rest is read line by line."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO

import numpy as np

from wfm.centre import Centre
from wfm.demand import VolumeHistory
from wfm.formats.cells import INSTANT, CellError, Conventions, exact_text, parse_count
from wfm.formats.columns import VOLUME_COLUMNS
from wfm.formats.output import rows_text, write_rows
from wfm.formats.problems import Problems, names, nearest, shown
from wfm.formats.tables import RawTable, table_from_csv
from wfm.formats.volume_fast import fast_rows
from wfm.formats.volume_repairs import repaired
from wfm.formats.volume_rows import COUNTS, VolumeRows
from wfm.formats.volume_times import instants_of
from wfm.messages import say
from wfm.timegrid import local


def read_volumes(
    content: bytes | IO[bytes] | RawTable,
    file: str,
    centre: Centre,
    conventions: Conventions,
    problems: Problems,
    now: datetime,
) -> VolumeHistory | None:
    """
    The history of a volumes table, repaired where the contract says so; None where it is refused or empty.

    Parameters
    ----------
    content
        The file's bytes; the file itself, which is gone through and not held; or a sheet already read.
    now
        Rows that begin later, and the interval that has not ended yet, are left out and noted. Aware.
    """
    source = io.BytesIO(content) if isinstance(content, bytes) else content
    rows = None if isinstance(source, RawTable) else fast_rows(source, file)
    refused_before = len(problems.refused)
    if rows is not None:
        if ignored := [name for name in rows.raw.header if name and name not in VOLUME_COLUMNS]:
            problems.note("note_columns_ignored", file=file, columns=names(ignored))
    else:
        raw = source if isinstance(source, RawTable) else table_from_csv(_all_of(source), file, problems)
        rows = None if raw is None else careful_rows(raw, problems)
    if rows is None or len(rows) == 0:
        return None
    refuse_unknown(rows, centre, problems)
    instants = instants_of(rows, conventions, problems)
    if instants is None or len(problems.refused) > refused_before:
        return None
    return repaired(rows, instants, centre, problems, now)


def _all_of(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


def refuse_unknown(rows: VolumeRows, centre: Centre, problems: Problems) -> None:
    """Refuse each queue that centre.toml does not know, where it stands first: a renamed queue is one mistake, not thousands."""
    known = tuple(queue.id for queue in centre.queues)
    for code, queue in enumerate(rows.queues):
        if queue and queue not in known:
            place = rows.place(int(np.argmax(rows.queue == code)), "queue")
            problems.refuse(
                "id_unknown", place=place, thing=say("thing_queue"), value=shown(queue), near=nearest(queue, known),
                known=names(known), where="centre.toml",
            )  # fmt: skip


def careful_rows(raw: RawTable, problems: Problems) -> VolumeRows | None:
    """The same line by line, each unreadable cell refused by name."""
    found = raw.positions(VOLUME_COLUMNS, VOLUME_COLUMNS[:3], problems)
    if any(name not in found for name in VOLUME_COLUMNS[:3]):
        return None
    present = [name for name in COUNTS if name in found]
    queues: dict[str, int] = {}
    starts: dict[str, int] = {}
    lines: list[int] = []
    codes: list[tuple[int, int]] = []
    counts: dict[str, list[float]] = {name: [] for name in present}
    for line, cells in raw.rows:
        queue, start = cells[found["queue"]], cells[found["interval_start"]]
        for name, text in (("queue", queue), ("interval_start", start), ("offered", cells[found["offered"]])):
            if not text:
                problems.refuse("cell_blank", place=raw.place(line, name), field=name)
        for name in present:
            text, value = cells[found[name]], math.nan
            if text:
                try:
                    value = parse_count(text)
                except CellError as error:
                    place = raw.place(line, name)
                    problems.refuse("cell_wrong", place=place, value=shown(text), expected=error.expected)
            counts[name].append(value)
        lines.append(line)
        codes.append((queues.setdefault(queue, len(queues)), starts.setdefault(start, len(starts))))
    codes_array = np.array(codes, dtype=np.int32).reshape(-1, 2)
    return VolumeRows(
        raw,
        np.array(lines, dtype=np.int32),
        codes_array[:, 0],
        tuple(queues),
        codes_array[:, 1],
        np.array(list(starts), dtype=object),
        {name: np.array(values, dtype=np.float64) for name, values in counts.items()},
    )


def write_volumes(path: Path | str, history: VolumeHistory) -> None:
    """Write ``volumes.csv``: a row per queue and interval of which something is known, local starts with their offset."""
    write_rows(Path(path), *_table(history))


def volumes_csv(history: VolumeHistory) -> bytes:
    """The same as the bytes of the file."""
    return rows_text(*_table(history)).encode()


def _table(history: VolumeHistory) -> tuple[tuple[str, ...], Iterator[list[str]]]:
    """The heading and the rows."""
    starts = [INSTANT.write(local(start, history.time_zone)) for start in history.starts_min.tolist()]
    used = [name for name in COUNTS if name == "offered" or not np.isnan(getattr(history, name)).all()]
    tables = {name: getattr(history, name) for name in used}

    def cells(row: int, column: int) -> list[str]:
        values = (tables[name][row, column] for name in used)
        return ["" if math.isnan(value) else exact_text(float(value)) for value in values]

    rows = (
        [history.queues[row], starts[column], *cells(row, column)]
        for row in range(len(history.queues))
        for column in np.flatnonzero(~np.isnan(history.offered[row])).tolist()
    )
    return ("queue", "interval_start", *used), rows
