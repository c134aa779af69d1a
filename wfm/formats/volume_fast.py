"""Clean volumes files at the speed of the machine, some rows at a time; whatever is odd is left to the reader of single lines."""

from __future__ import annotations

import codecs
import csv
import io
import math
from typing import IO

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wfm.errors import InputError
from wfm.formats.cells import CellError, parse_count
from wfm.formats.columns import VOLUME_COLUMNS
from wfm.formats.tables import RawTable, heading_name
from wfm.formats.text import NOT_TEXT, delimiter_of, utf8_of
from wfm.formats.volume_rows import COUNTS, VolumeRows

ROWS_AT_ONCE = 20_000
BLOCK = 1 << 18


def fast_rows(sent: IO[bytes], file: str) -> VolumeRows | None:
    """
    The rows of a file without any oddity, at the speed of the machine; None where there is one, whichever it is.

    The file is gone through some rows at a time and never held as a whole, unless its text is no UTF-8.
    """
    try:
        sent, count = _as_utf8(sent, file)
    except InputError:
        return None
    sent.seek(0)
    heading = sent.readline().decode("utf-8-sig").removesuffix("\n")
    delimiter = delimiter_of(heading)
    try:
        header = [heading_name(cell) for cell in next(csv.reader([heading], delimiter=delimiter), [])]
    except csv.Error:
        return None
    if len(set(header)) < len(header) or any(name not in header for name in VOLUME_COLUMNS[:3]):
        return None
    columns = {name: _Coded(count - 1) for name in VOLUME_COLUMNS if name in header}
    length = 0
    sent.seek(0)
    try:
        with pd.read_csv(
            sent, sep=delimiter, header=0, names=header, dtype="category", na_filter=False, engine="c",
            chunksize=ROWS_AT_ONCE,
        ) as parts:  # fmt: skip
            for part in parts:
                if not isinstance(part.index, pd.RangeIndex):
                    return None  # rows that are all longer than the heading
                if length + len(part) > count - 1:
                    return None  # lines that end in a way of their own
                for name, column in columns.items():
                    column.put(part[name], length)
                length += len(part)
    except ValueError:  # ragged rows
        return None
    if length != count - 1:
        return None  # blank lines, a text over several lines
    texts = {name: list(column.place) for name, column in columns.items()}
    codes = {name: columns.pop(name).codes for name in texts}  # not held twice: a year of many queues is large
    if any(text != text.strip() for name in VOLUME_COLUMNS[:2] for text in texts[name]):
        return None
    if any("" in texts[name] or (codes[name] < 0).any() for name in VOLUME_COLUMNS[:3]):
        return None  # a needed cell is blank, or a row shorter than the heading
    try:
        counts = {
            name: np.array([math.nan if text == "" else parse_count(text) for text in texts[name]])[codes.pop(name)]
            for name in COUNTS
            if name in codes
        }
    except CellError:
        return None
    return VolumeRows(
        RawTable(file, None, tuple(header), ()),
        np.arange(2, length + 2, dtype=np.int32),
        codes["queue"],
        tuple(texts["queue"]),
        codes["interval_start"],
        np.array(texts["interval_start"], dtype=object),
        counts,
    )


class _Coded:
    """A column as the places of its distinct texts, filled some rows at a time; -1 where a row ends before it."""

    def __init__(self, length: int) -> None:
        self.place: dict[str, int] = {}
        self.codes: NDArray[np.int32] = np.empty(length, dtype=np.int32)

    def put(self, cells: pd.Series, first: int) -> None:
        """The rows from `first` on, as pandas codes them."""
        own = [self.place.setdefault(str(text), len(self.place)) for text in cells.cat.categories]
        self.codes[first : first + len(cells)] = np.array([*own, -1], dtype=np.int32)[cells.cat.codes.to_numpy()]


def _as_utf8(sent: IO[bytes], file: str) -> tuple[IO[bytes], int]:
    """The file as UTF-8, itself where it is that already, and how many lines it has; InputError where it is no text."""
    reader = codecs.getincrementaldecoder("utf-8")()
    count, block = 0, b""
    sent.seek(0)
    try:
        while more := sent.read(BLOCK):
            if NOT_TEXT.search(reader.decode(more)):
                raise UnicodeError
            count, block = count + more.count(b"\n"), more
        reader.decode(b"", final=True)
        return sent, count + (not block.endswith(b"\n"))
    except UnicodeError:
        sent.seek(0)
        text = utf8_of(sent.read(), file)
        return io.BytesIO(text), text.count(b"\n") + (not text.endswith(b"\n"))
