"""A table as it stands in a file: the heading and the rows as text, with the line of each, from a CSV file or a sheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import openpyxl

from wfm.errors import InputError
from wfm.formats.problems import Problems, names, reason
from wfm.formats.text import decode, delimiter_of
from wfm.messages import Sentence, say

WORKBOOK = "department.xlsx"

Row = tuple[int, list[str]]
"""The line a row begins on, counted from 1 with the heading, and its cells."""


@dataclass(frozen=True)
class RawTable:
    """
    Heading and rows of one table, everything as text; blank rows are left out, short rows filled up.

    Attributes
    ----------
    file
        Name for messages, ``people.csv`` or ``department.xlsx``.
    sheet
        Name of the sheet, where the table is one.
    """

    file: str
    sheet: str | None
    header: tuple[str, ...]
    rows: tuple[Row, ...]

    def place(self, line: int, field: str | None = None) -> Sentence:
        """Where a cell or a row stands, for messages."""
        at = say("place_row", file=self.file, sheet=self.sheet, line=line) if self.sheet else None
        at = at or say("place_line", file=self.file, line=line)
        return say("place_field", place=at, field=field) if field else at

    @property
    def label(self) -> str:
        """Name for messages that speak of the whole table."""
        return f"{self.file}[{self.sheet}]" if self.sheet else self.file

    def positions(
        self, known: Sequence[str], needed: Sequence[str], problems: Problems, told: Sequence[str] = ()
    ) -> dict[str, int]:
        """Where each known column stands; columns missing or standing twice are refused, unknown ones noted unless `told`."""
        found: dict[str, int] = {}
        for at, heading in enumerate(self.header):
            if heading in found:
                problems.refuse("column_twice", file=self.label, column=heading)
            elif heading in known:
                found[heading] = at
        for column in needed:
            if column not in found:
                problems.refuse("column_missing", file=self.label, column=column, found=names(self.header))
        ignored = [heading for heading in self.header if heading and heading not in (*known, *told)]
        if ignored:
            problems.note("note_columns_ignored", file=self.label, columns=names(ignored))
        return found


def table_from_csv(content: bytes, file: str, problems: Problems) -> RawTable | None:
    """The table of a CSV file; None where it is refused."""
    try:
        text = decode(content, file)
    except InputError as error:
        problems.refused.extend(said for said in error.sentences if isinstance(said, Sentence))
        return None
    if not text.strip():
        problems.refuse("table_empty", file=file)
        return None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text.lstrip().splitlines()[0]))
    return _checked(file, None, _csv_rows(reader, file, problems), problems)


def _csv_rows(reader: Iterator[list[str]], file: str, problems: Problems) -> Iterator[Row]:
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problems.refuse("file_unreadable", file=file, reason=reason(error))
            return
        yield line, cells
        line = int(getattr(reader, "line_num", line)) + 1


def read_workbook(content: bytes, file: str, wanted: Iterable[str], problems: Problems) -> dict[str, RawTable]:
    """The sheets of a workbook that are tables of a department."""
    try:
        workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        named = {title.strip().lower(): title for title in workbook.sheetnames}
        sheets = {}
        for table in wanted:
            if table in named:
                sheet = workbook[named[table]]
                if hasattr(sheet, "reset_dimensions"):
                    sheet.reset_dimensions()
                values = list(sheet.iter_rows(values_only=True))
                sheets[table] = [(line, [cell_text(value) for value in row]) for line, row in enumerate(values, 1)]
    except Exception as error:  # a damaged workbook fails in any layer: zip, XML, styles, cell values
        problems.refuse("workbook_unreadable", file=file, reason=reason(error))
        return {}
    tables = {name: _checked(file, name, iter(rows), problems) for name, rows in sheets.items()}
    return {name: table for name, table in tables.items() if table is not None}


def first_sheet(content: bytes, file: str, problems: Problems) -> RawTable | None:
    """The first sheet of somebody else's workbook, whatever it is called; None where it is refused."""
    try:
        workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        title = str(workbook.sheetnames[0]).strip().lower()
    except Exception as error:  # a damaged workbook fails in any layer: zip, XML, styles
        problems.refuse("workbook_unreadable", file=file, reason=reason(error))
        return None
    return read_workbook(content, file, (title,), problems).get(title)


def cell_text(value: object) -> str:
    """A spreadsheet's value as the text a CSV file would hold."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        moment = (value + timedelta(milliseconds=500)).replace(microsecond=0)
        return moment.isoformat(sep=" ") if moment.time() != time.min else moment.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M") if value.second == 0 else value.strftime("%H:%M:%S")
    if isinstance(value, timedelta):
        total = round(value.total_seconds() / 60)
        return f"{total // 60:02d}:{total % 60:02d}"
    return str(value)


def heading_name(cell: str) -> str:
    """A heading as columns are matched: lower case, underscores for blanks."""
    return "_".join(cell.strip().lower().replace("-", " ").split())


def _checked(file: str, sheet: str | None, rows: Iterator[Row], problems: Problems) -> RawTable | None:
    label = f"{file}[{sheet}]" if sheet else file
    header: tuple[str, ...] | None = None
    kept: list[Row] = []
    seen: dict[str, str] = {}  # long tables say the same again and again; each text is held once
    for line, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if header is None:
            header = tuple(heading_name(cell) for cell in cells)
            continue
        if len(cells) > len(header):
            if any(cell.strip() for cell in cells[len(header) :]):
                place = RawTable(file, sheet, header, ()).place(line)
                problems.refuse("row_too_long", place=place, found=len(cells), wanted=len(header))
                continue
            cells = cells[: len(header)]
        texts = [seen.setdefault(text, text) for text in map(str.strip, cells)]
        kept.append((line, texts + [""] * (len(header) - len(texts))))
    if header is None:
        problems.refuse("table_empty", file=label)
        return None
    return RawTable(file, sheet, header, tuple(kept))
