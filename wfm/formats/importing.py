"""Somebody else's export becomes a table of the department: columns renamed, joined, filled in; rows merged."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from wfm.centre import Centre
from wfm.errors import InputError
from wfm.formats.cells import INSTANT, Conventions, exact_text
from wfm.formats.columns import TABLES, VOLUME_COLUMNS
from wfm.formats.output import rows_text
from wfm.formats.problems import Problems, names
from wfm.formats.records import read_records, records_text
from wfm.formats.tables import RawTable, first_sheet, heading_name, table_from_csv
from wfm.formats.volume_repairs import repaired
from wfm.formats.volume_times import instants_of
from wfm.formats.volumes import COUNTS, careful_rows, refuse_unknown
from wfm.messages import Sentence, say
from wfm.timegrid import local

IMPORTED = ("volumes", "people", "attendance")
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


def renamed(content: bytes, file: str, table: str, headings: Headings) -> RawTable:
    """
    The export under our headings, with the lines of the original.

    Raises
    ------
    InputError
        If it cannot be read, names a column we do not have, or lacks one that was named.
    """
    problems = Problems()
    is_workbook = file.lower().endswith((".xlsx", ".xlsm"))
    raw = first_sheet(content, file, problems) if is_workbook else table_from_csv(content, file, problems)
    problems.raise_if_any()
    assert raw is not None, "what cannot be read is refused"
    ours = VOLUME_COLUMNS if table == "volumes" else TABLES[table].names
    sources: dict[str, list[int]] = {}
    for column in (*headings.columns, *headings.constants):
        if column not in ours:
            problems.refuse("import_column_unknown", column=column, table=table, known=names(ours))
    for column, theirs in headings.columns.items():
        found = [_position(raw, part, problems) for part in theirs.split(JOIN)]
        sources[column] = [at for at in found if at is not None]
    problems.raise_if_any()
    for column in ours:
        if column in raw.header and column not in sources and column not in headings.constants:
            sources[column] = [raw.header.index(column)]
    header = (*sources, *headings.constants)
    fixed = list(headings.constants.values())
    rows = tuple(
        (line, [*(" ".join(cells[at] for at in own).strip() for own in sources.values()), *fixed])
        for line, cells in raw.rows
    )
    return RawTable(raw.file, raw.sheet, header, rows)


def _position(raw: RawTable, theirs: str, problems: Problems) -> int | None:
    name = heading_name(theirs)
    if name in raw.header:
        return raw.header.index(name)
    problems.refuse("column_missing", file=raw.label, column=theirs.strip(), found=names(raw.header))
    return None


def merged_volumes(
    raw: RawTable, before: bytes | None, centre: Centre, conventions: Conventions, *, replace: bool
) -> tuple[bytes, int, Sequence[Sentence]]:
    """
    ``volumes.csv`` with the rows of an export, how many rows came, and what is worth knowing of them.

    Raises
    ------
    InputError
        If a row is refused, or differs from the one that is there and `replace` is not asked for.
    """
    problems = Problems()
    came = _volume_rows(raw, centre, conventions, problems)
    held: dict[tuple[str, int], tuple[float, ...]] = {}
    if before is not None and (old := table_from_csv(before, "volumes.csv", problems)) is not None:
        own = Conventions(centre.time_zone)
        held = {key: counts for key, (_, counts) in _volume_rows(old, centre, own, problems, tell=False).items()}
    problems.raise_if_any()
    for key, (line, counts) in came.items():
        if not replace and key in held and not _same(held[key], counts):
            start = f"{local(key[1], centre.time_zone):%Y-%m-%d %H:%M}"
            raise InputError(say("import_differs", place=raw.place(line), name=f"{key[0]}, {start}"))
    table = held | {key: counts for key, (_, counts) in came.items()}
    used = [
        at for at, name in enumerate(COUNTS) if name == "offered" or any(not math.isnan(c[at]) for c in table.values())
    ]
    order = {queue.id: place for place, queue in enumerate(centre.queues)}
    rows = (
        [queue, INSTANT.write(local(start, centre.time_zone)),
         *("" if math.isnan(counts[at]) else exact_text(counts[at]) for at in used)]
        for (queue, start), counts in sorted(table.items(), key=lambda item: (order[item[0][0]], item[0][1]))
    )  # fmt: skip
    text = rows_text(("queue", "interval_start", *(COUNTS[at] for at in used)), rows)
    return text.encode("utf-8"), len(came), problems.notes


def _volume_rows(
    raw: RawTable, centre: Centre, conventions: Conventions, problems: Problems, *, tell: bool = True
) -> dict[tuple[str, int], tuple[int, tuple[float, ...]]]:
    """Line and counts by queue and instant; refusals and repairs as the ordinary reader sees them."""
    rows = careful_rows(raw, problems)
    if rows is None or not len(rows):
        return {}
    refuse_unknown(rows, centre, problems)
    instants = instants_of(rows, conventions, problems)
    if instants is None or problems.refused:
        return {}
    if tell:
        repaired(rows, instants, centre, problems, datetime.now(UTC))
    nothing = [math.nan] * len(rows)
    columns = [rows.counts[name].tolist() if name in rows.counts else nothing for name in COUNTS]
    return {
        (rows.queues[code], start): (line, tuple(column[at] for column in columns))
        for at, (code, start, line) in enumerate(
            zip(rows.queue.tolist(), instants.tolist(), rows.line.tolist(), strict=True)
        )
    }


def _same(one: Iterable[float], other: Iterable[float]) -> bool:
    return all(a == b or (math.isnan(a) and math.isnan(b)) for a, b in zip(one, other, strict=True))


def merged_records(
    name: str, raw: RawTable, before: bytes | None, conventions: Conventions, time_zone: str, *, replace: bool
) -> tuple[bytes, int, Sequence[Sentence]]:
    """The same for a table whose rows are models: the team sheet, the sign-in log."""
    problems = Problems()
    table = TABLES[name]
    came = read_records(table, raw, conventions, problems)
    old = table_from_csv(before, f"{name}.csv", problems) if before is not None else None
    held = read_records(table, old, Conventions(time_zone), problems)
    problems.raise_if_any()
    fields = {column.name: column.to for column in table.columns}

    def key_of(row: object) -> tuple[object, ...]:
        return tuple(getattr(row, fields[column]) for column in table.key)

    rows = {key_of(row): row for row in held.rows}
    for at, row in enumerate(came.rows):
        key = key_of(row)
        if not replace and key in rows and rows[key] != row:
            raise InputError(say("import_differs", place=came.place(at), name=", ".join(map(str, key))))
        rows[key] = row
    return records_text(table, list(rows.values())).encode("utf-8"), len(came.rows), problems.notes
