"""``volumes.csv``: what came, per queue and interval. Clean files take a fast road; the rest is read line by line."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wfm.centre import Centre
from wfm.demand import VolumeHistory
from wfm.errors import InputError
from wfm.formats.cells import INSTANT, CellError, Conventions, exact_text, parse_count
from wfm.formats.columns import VOLUME_COLUMNS
from wfm.formats.output import rows_text, write_rows
from wfm.formats.problems import Problems, names, nearest, shown
from wfm.formats.tables import RawTable, heading_name, table_from_csv
from wfm.formats.text import delimiter_of, utf8_of
from wfm.formats.volume_repairs import repaired
from wfm.formats.volume_times import instants_of
from wfm.messages import Sentence, say
from wfm.timegrid import local

COUNTS = VOLUME_COLUMNS[2:]


@dataclass(frozen=True)
class VolumeRows:
    """
    The rows of a volumes table in file order, arrays of shape (N,).

    Attributes
    ----------
    line
        Line of each row in the file, from 1 with the heading.
    queue
        Index of each row's queue in `queues`.
    start
        Index of each row's `interval_start` in `starts`, the distinct texts.
    counts
        ``offered`` and the optional columns; NaN where blank.
    """

    raw: RawTable
    line: NDArray[np.int64]
    queue: NDArray[np.int64]
    queues: tuple[str, ...]
    start: NDArray[np.int64]
    starts: NDArray[np.object_]
    counts: dict[str, NDArray[np.float64]]

    def __len__(self) -> int:
        return len(self.line)

    def place(self, at: int, field: str | None = None) -> Sentence:
        """Where a row stands."""
        return self.raw.place(int(self.line[at]), field)


def read_volumes(
    content: bytes | RawTable, file: str, centre: Centre, conventions: Conventions, problems: Problems, now: datetime
) -> VolumeHistory | None:
    """
    The history of a volumes table, repaired where the contract says so; None where it is refused or empty.

    Parameters
    ----------
    content
        The file's bytes, or a sheet already read.
    now
        Rows that begin later, and the interval that has not ended yet, are left out and noted. Aware.
    """
    rows = fast_rows(content, file) if isinstance(content, bytes) else None
    refused_before = len(problems.refused)
    if rows is not None:
        if ignored := [name for name in rows.raw.header if name and name not in VOLUME_COLUMNS]:
            problems.note("note_columns_ignored", file=file, columns=names(ignored))
    else:
        raw = table_from_csv(content, file, problems) if isinstance(content, bytes) else content
        rows = None if raw is None else careful_rows(raw, problems)
    if rows is None or len(rows) == 0:
        return None
    refuse_unknown(rows, centre, problems)
    instants = instants_of(rows, conventions, problems)
    if instants is None or len(problems.refused) > refused_before:
        return None
    return repaired(rows, instants, centre, problems, now)


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


def fast_rows(content: bytes, file: str) -> VolumeRows | None:
    """The rows of a file without any oddity, at the speed of the machine; None where there is one, whichever it is."""
    try:
        content = utf8_of(content, file)
    except InputError:
        return None
    heading = io.BytesIO(content).readline().decode().removesuffix("\n")
    delimiter = delimiter_of(heading)
    try:
        header = [heading_name(cell) for cell in next(csv.reader([heading], delimiter=delimiter), [])]
    except csv.Error:
        return None
    if len(set(header)) < len(header) or any(name not in header for name in VOLUME_COLUMNS[:3]):
        return None
    try:
        frame = pd.read_csv(
            io.BytesIO(content), sep=delimiter, header=0, names=header, dtype="category", na_filter=False,
            engine="c",
        )  # fmt: skip
    except ValueError:  # ragged rows
        return None
    if len(frame) != content.count(b"\n") - content.endswith(b"\n") or not isinstance(frame.index, pd.RangeIndex):
        return None  # blank lines, a text over several lines; rows that are all longer than the heading
    codes = {name: frame[name].cat.codes.to_numpy().astype(np.int64) for name in VOLUME_COLUMNS if name in header}
    texts = {name: [str(cell) for cell in frame[name].cat.categories] for name in codes}
    if any(text != text.strip() for name in VOLUME_COLUMNS[:2] for text in texts[name]):
        return None
    if any("" in texts[name] or (codes[name] < 0).any() for name in VOLUME_COLUMNS[:3]):
        return None  # a needed cell is blank, or a row shorter than the heading
    try:
        counts = {
            name: np.array([math.nan if text == "" else parse_count(text) for text in texts[name]])[codes[name]]
            for name in COUNTS
            if name in codes
        }
    except CellError:
        return None
    return VolumeRows(
        RawTable(file, None, tuple(header), ()),
        np.arange(2, len(frame) + 2, dtype=np.int64),
        codes["queue"],
        tuple(texts["queue"]),
        codes["interval_start"],
        np.array(texts["interval_start"], dtype=object),
        counts,
    )


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
    codes_array = np.array(codes, dtype=np.int64).reshape(-1, 2)
    return VolumeRows(
        raw,
        np.array(lines, dtype=np.int64),
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
