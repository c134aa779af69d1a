"""``wfm import``: somebody else's export becomes volumes, people or attendance of a department."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from api.cli.console import Language, speak_as, tell, tell_notes
from api.cli.departments import Folder
from api.cli.headings import Columns, Constants, headings
from wfm.centre import Centre
from wfm.errors import InputError
from wfm.formats.cells import Conventions
from wfm.formats.centre_toml import FILE as CENTRE_TOML
from wfm.formats.department import department_of, folder_files
from wfm.formats.importing import IMPORTED, Merged, merged_records, renamed
from wfm.formats.importing_volumes import merged_volumes
from wfm.formats.tables import WORKBOOK
from wfm.messages import Sentence, say

NAME = "import"


def run(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The export, .csv or .xlsx.")],
    folder: Folder,
    table: Annotated[str, typer.Option("--as", help=f"What it holds: {', '.join(IMPORTED)}.")],
    columns: Columns = None,
    constants: Constants = None,
    date_format: Annotated[
        str | None, typer.Option("--date-format", help="How dates are written, such as d-m-yyyy.")
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Rows that differ from those there win.")] = False,
    lang: Language = None,
) -> None:
    """Turn somebody else's export into a table of the department."""
    if table not in IMPORTED:
        raise InputError(say("import_table_unknown", value=table, known=", ".join(IMPORTED)))
    given = headings(columns, constants)
    files = dict(folder_files(folder))
    target = f"{table}.csv"
    centre, own, sheets = _department(files, table)
    speak_as(centre.language)
    if table in sheets:
        raise InputError(say("table_in_both", table=table, file=target, workbook=WORKBOOK))
    try:
        raw = renamed(file.read_bytes(), file.name, table, given)
    except OSError as error:
        raise InputError(say("file_unreadable", file=file, reason=error.strerror or error)) from None
    conventions = Conventions(own.time_zone, date_format or own.date_format)
    before = files.get(target)
    if table == "volumes":
        merged = merged_volumes(raw, before, centre, conventions, own, datetime.now(UTC), replace=replace)
    else:
        merged = merged_records(table, raw, before, conventions, own, replace=replace)
    _read_back(files, merged)
    _write(folder, merged)
    tell_notes(list(merged.notes))
    tell("import_done", rows=merged.came, file=folder / target)


def _read_back(files: dict[str, bytes], merged: Merged) -> None:
    """The department with the merged table must read; what does not fit is named where it stands in the export."""
    try:
        department_of({**files, merged.file: merged.content}, needed=())
    except InputError as error:
        raise InputError(
            [merged.at_origin(said) if isinstance(said, Sentence) else said for said in error.sentences]
        ) from None


def _write(folder: Path, merged: Merged) -> None:
    """Beside, then renamed: the table is whole at every moment."""
    beside = folder / f".{merged.file}.new"
    try:
        beside.write_bytes(merged.content)
        beside.replace(folder / merged.file)
    except OSError as error:
        if beside.is_file():
            beside.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise InputError(say("import_not_writable", file=folder / merged.file, reason=reason)) from None


def _department(files: dict[str, bytes], table: str) -> tuple[Centre, Conventions, frozenset[str]]:
    """The department without the table that is imported, and without what speaks of it."""
    needed = files if table != "people" else {name: files[name] for name in (CENTRE_TOML, WORKBOOK) if name in files}
    read = department_of({name: needed[name] for name in needed if name != f"{table}.csv"}, needed=())
    return read.centre, read.conventions, read.sheets
