"""Tables whose rows are models, read and written by their column tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from wfm.formats.cells import CellError, Conventions
from wfm.formats.columns import Column, Table
from wfm.formats.output import rows_text
from wfm.formats.problems import Problems, shown
from wfm.formats.tables import RawTable
from wfm.formats.validation import refuse_invalid
from wfm.messages import Sentence


@dataclass(frozen=True)
class Records:
    """The rows of one table as models, with where each stands."""

    raw: RawTable | None
    rows: tuple[Any, ...] = ()
    lines: tuple[int, ...] = ()

    @property
    def label(self) -> str:
        """Name of the whole table for messages."""
        return self.raw.label if self.raw else ""

    def place(self, at: int, field: str | None = None) -> Sentence:
        """Where the row of that index stands."""
        assert self.raw is not None
        return self.raw.place(self.lines[at], field)


def read_cell(
    raw: RawTable, line: int, column: Column, text: str, conventions: Conventions, problems: Problems
) -> tuple[bool, object]:
    """One cell, as (whether it is good, its value); None where blank."""
    if not text:
        if column.needed:
            problems.refuse(column.blank, place=raw.place(line, column.name), field=column.name)
            return False, None
        return True, None
    try:
        return True, column.kind.read(text, conventions)
    except CellError as error:
        place = raw.place(line, column.name)
        if error.whole:
            problems.refuse("cell_refused", place=place, why=error.expected)
        else:
            problems.refuse("cell_wrong", place=place, value=shown(text), expected=error.expected)
        return False, None


def read_records(table: Table, raw: RawTable | None, conventions: Conventions, problems: Problems) -> Records:
    """The rows of a table; rows sent twice are dropped and noted, different rows for one key refused."""
    if raw is None:
        return Records(None)
    found = raw.positions(table.names, table.headed, problems, table.told)
    if any(name not in found for name in table.headed):
        return Records(raw)
    columns = [(column, found[column.name]) for column in table.columns if column.name in found]
    rows: list[Any] = []
    lines: list[int] = []
    undecided = found.get(table.undecided_without)
    for line, cells in raw.rows:
        if undecided is not None and not cells[undecided]:
            continue
        read = [(column, *read_cell(raw, line, column, cells[at], conventions, problems)) for column, at in columns]
        if all(good for _, good, _ in read):
            values: dict[str, Any] = {column.to: value for column, _, value in read if value is not None}
            try:
                row = table.model(**values)
            except ValidationError as error:
                _refuse_row(table, raw, line, cells, found, error, problems)
            else:
                rows.append(row)
                lines.append(line)
    return _without_repeats(table, raw, rows, lines, problems)


def _refuse_row(
    table: Table,
    raw: RawTable,
    line: int,
    cells: list[str],
    found: dict[str, int],
    error: ValidationError,
    problems: Problems,
) -> None:
    by_field = {column.to: column.name for column in table.columns}
    for said in error.errors():
        field = by_field.get(str(said["loc"][0])) if said["loc"] else None
        value = cells[found[field]] if field in found else None
        refuse_invalid(problems, raw.place(line, field), value, said)


def _without_repeats(table: Table, raw: RawTable, rows: list[Any], lines: list[int], problems: Problems) -> Records:
    fields = {column.name: column.to for column in table.columns}
    first: dict[object, int] = {}
    kept: list[int] = []
    repeated = 0
    for at, row in enumerate(rows):
        key = tuple(_comparable(getattr(row, fields[name])) for name in table.key) if table.key else row
        before = first.setdefault(key, at)
        if before == at:
            kept.append(at)
        elif rows[before] == row:
            repeated += 1
        else:
            said = ", ".join(str(value) for name in table.key if (value := getattr(row, fields[name])) is not None)
            problems.refuse(
                "rows_differ",
                place=raw.place(lines[at]),
                first=lines[before],
                name=", ".join(table.key),
                value=shown(said),
            )
    if repeated:
        problems.note("note_rows_twice", file=raw.label, count=repeated)
    return Records(raw, tuple(rows[at] for at in kept), tuple(lines[at] for at in kept))


def _comparable(value: object) -> object:
    """An instant as such: the two passes of the autumn hour are different though their clocks agree."""
    return value.timestamp() if isinstance(value, datetime) else value


def write_records(table: Table, path: Path, rows: Sequence[BaseModel]) -> None:
    """Write rows of models as the table's CSV file, columns nobody uses left out unless they must be there."""
    path.write_text(records_text(table, rows), encoding="utf-8", newline="")


def records_text(table: Table, rows: Sequence[BaseModel]) -> str:
    """The same as text."""
    used = [
        column
        for column in table.columns
        if column.needed or column.headed or any(getattr(row, column.to) is not None for row in rows)
    ]
    return rows_text(
        [column.name for column in used],
        (["" if (value := getattr(row, c.to)) is None else c.kind.write(value) for c in used] for row in rows),
    )
