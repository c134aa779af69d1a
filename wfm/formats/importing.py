"""Somebody else's export becomes a table of the department: columns renamed, joined, filled in; rows merged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as changed
from datetime import datetime

from wfm.errors import InputError
from wfm.formats.cells import Conventions
from wfm.formats.columns import CALL_LOG_COLUMNS, TABLES, VOLUME_COLUMNS
from wfm.formats.problems import Problems, names
from wfm.formats.records import read_records, records_text
from wfm.formats.tables import RawTable, first_sheet, heading_name, table_from_csv
from wfm.messages import Sentence, say

IMPORTED = ("volumes", "people", "attendance")
COLUMNS = {"calls": CALL_LOG_COLUMNS, "volumes": VOLUME_COLUMNS} | {name: table.names for name, table in TABLES.items()}
JOIN = "+"


@dataclass(frozen=True)
class Headings:
    """
    How the export's columns become ours.

    `columns` maps our column to theirs; ``date+time`` joins two of theirs with a blank. `constants` fill a column the export
    lacks. A column of ours that is not named is taken where the export has one of its name.
    """

    columns: Mapping[str, str]
    constants: Mapping[str, str]


@dataclass(frozen=True)
class Merged:
    """
    A table with the rows of an export.

    Attributes
    ----------
    file
        Its name in the department's folder.
    content
        What the file is to hold, in the contract's columns.
    came
        How many rows the export had.
    notes
        What is worth knowing of them.
    origin
        Where the row of a line of `content` stands in the export; None for one that was there before.
    """

    file: str
    content: bytes
    came: int
    notes: Sequence[Sentence]
    origin: Callable[[int], Sentence | None]

    def at_origin(self, said: Sentence) -> Sentence:
        """A sentence about the merged file as one about the export: its places name the line the person wrote."""
        if said.key == "place_line" and said.values["file"] == self.file:
            return self.origin(int(str(said.values["line"]))) or said
        values = {
            name: self.at_origin(value) if isinstance(value, Sentence) else value for name, value in said.values.items()
        }
        return changed(said, values=values)


def renamed(content: bytes, file: str, table: str, headings: Headings, needed: Sequence[str] = ()) -> RawTable:
    """
    The export under our headings, with the lines of the original.

    Parameters
    ----------
    table
        A key of `COLUMNS`: which headings are ours.
    needed
        Those that must be found.

    Raises
    ------
    InputError
        If it cannot be read, names a column we do not have, or lacks one that was named.
    """
    problems = Problems()
    is_workbook = file.lower().endswith((".xlsx", ".xlsm"))
    raw = first_sheet(content, file, problems) if is_workbook else table_from_csv(content, file, problems)
    if raw is None:
        raise InputError(problems.refused)
    ours = COLUMNS[table]
    for column in (*headings.columns, *headings.constants):
        if column not in ours:
            problems.refuse("import_column_unknown", column=column, table=table, known=names(ours))
    wanted = {column: column for column in ours if column in raw.header and column not in headings.constants}
    sources = {
        column: [at for part in _parts(raw, theirs) if (at := _position(raw, part, problems)) is not None]
        for column, theirs in {**wanted, **headings.columns}.items()
    }
    for column in needed:
        if column not in sources and column not in headings.constants:
            problems.refuse("import_column_missing", file=raw.label, column=column, found=names(raw.header))
    problems.raise_if_any()
    fixed = list(headings.constants.values())
    rows = tuple(
        (line, [*(" ".join(cells[at] for at in own).strip() for own in sources.values()), *fixed])
        for line, cells in raw.rows
    )
    return RawTable(raw.file, raw.sheet, (*sources, *headings.constants), rows)


def _parts(raw: RawTable, theirs: str) -> list[str]:
    """The columns to be joined; a heading that itself holds a plus is one column."""
    return [theirs] if heading_name(theirs) in raw.header else theirs.split(JOIN)


def _position(raw: RawTable, theirs: str, problems: Problems) -> int | None:
    name = heading_name(theirs)
    match raw.header.count(name):
        case 0:
            problems.refuse("import_heading_missing", file=raw.label, column=theirs.strip(), found=names(raw.header))
        case 1:
            return raw.header.index(name)
        case _:
            problems.refuse("column_twice", file=raw.label, column=theirs.strip())
    return None


def merged_records(
    name: str, raw: RawTable, before: bytes | None, conventions: Conventions, own: Conventions, *, replace: bool
) -> Merged:
    """
    A table whose rows are models, the team sheet or the sign-in log, with the rows of an export.

    Parameters
    ----------
    before
        What the department has so far.
    conventions, own
        How the export writes dates, and how the department does.
    replace
        Whether a row that differs from the one of its key wins.

    Raises
    ------
    InputError
        If a row is refused, or differs from the one that is there and `replace` is not asked for.
    """
    problems = Problems()
    table = TABLES[name]
    file = f"{name}.csv"
    came = read_records(table, raw, conventions, problems)
    old = table_from_csv(before, file, problems) if before is not None else None
    held = read_records(table, old, own, problems)
    problems.raise_if_any()
    fields = {column.name: column.to for column in table.columns}

    def key_of(row: object) -> tuple[object, ...]:
        return tuple(getattr(row, fields[column]) for column in table.key)

    rows = {key_of(row): row for row in held.rows}
    came_at: dict[tuple[object, ...], int] = {}
    for at, row in enumerate(came.rows):
        key = key_of(row)
        if not replace and key in rows and rows[key] != row:
            shown_key = ", ".join(_shown(part) for part in key)
            raise InputError(say("import_differs", place=came.place(at), name=shown_key))
        rows[key] = row
        came_at[key] = at
    origins = [came_at.get(key) for key in rows]

    def origin(line: int) -> Sentence | None:
        at = origins[line - 2] if 0 <= line - 2 < len(origins) else None
        return None if at is None else came.place(at)

    content = records_text(table, list(rows.values())).encode("utf-8")
    return Merged(file, content, len(came.rows), problems.notes, origin)


def _shown(part: object) -> str:
    return f"{part:%Y-%m-%d %H:%M}" if isinstance(part, datetime) else str(part)
