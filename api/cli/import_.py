"""``wfm import``: somebody else's export becomes volumes, people or attendance of a department."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.console import Language, speak_as, tell, tell_notes
from api.cli.departments import Folder
from wfm.centre import Centre
from wfm.errors import InputError
from wfm.formats.cells import Conventions
from wfm.formats.centre_toml import FILE as CENTRE_TOML
from wfm.formats.department import department_of, folder_files
from wfm.formats.importing import IMPORTED, Headings, merged_records, merged_volumes, renamed
from wfm.formats.tables import WORKBOOK
from wfm.messages import say

NAME = "import"


def run(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The export, .csv or .xlsx.")],
    folder: Folder,
    table: Annotated[str, typer.Option("--as", help=f"What it holds: {', '.join(IMPORTED)}.")],
    columns: Annotated[
        list[str] | None, typer.Option("--map", metavar="OURS=THEIRS", help="Our column and theirs.")
    ] = None,
    constants: Annotated[
        list[str] | None, typer.Option("--set", metavar="OURS=VALUE", help="A column they lack.")
    ] = None,
    date_format: Annotated[
        str | None, typer.Option("--date-format", help="How dates are written, such as d-m-yyyy.")
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Rows that differ from those there win.")] = False,
    lang: Language = None,  # noqa: ARG001 - read by its callback
) -> None:
    """Turn somebody else's export into a table of the department."""
    if table not in IMPORTED:
        raise InputError(say("import_table_unknown", value=table, known=", ".join(IMPORTED)))
    headings = Headings(_pairs("--map", columns), _pairs("--set", constants))
    files = dict(folder_files(folder))
    target = f"{table}.csv"
    centre, own, sheets = _department(files, table)
    speak_as(centre.language)
    if table in sheets:
        raise InputError(say("table_in_both", table=table, file=target, workbook=WORKBOOK))
    try:
        raw = renamed(file.read_bytes(), file.name, table, headings)
    except OSError as error:
        raise InputError(say("file_unreadable", file=file, reason=error.strerror or error)) from None
    conventions = Conventions(own.time_zone, date_format or own.date_format)
    before = files.get(target)
    if table == "volumes":
        content, count, notes = merged_volumes(raw, before, centre, conventions, replace=replace)
    else:
        content, count, notes = merged_records(table, raw, before, conventions, own.time_zone, replace=replace)
    department_of({**files, target: content}, needed=())
    beside = folder / f".{target}.new"
    beside.write_bytes(content)
    beside.replace(folder / target)
    tell_notes(list(notes))
    tell("import_done", rows=count, file=folder / target)


def _department(files: dict[str, bytes], table: str) -> tuple[Centre, Conventions, frozenset[str]]:
    """The department without the table that is imported, and without what speaks of it."""
    needed = files if table != "people" else {name: files[name] for name in (CENTRE_TOML, WORKBOOK) if name in files}
    read = department_of({name: needed[name] for name in needed if name != f"{table}.csv"}, needed=())
    return read.centre, read.conventions, read.sheets


def _pairs(option: str, given: list[str] | None) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for text in given or ():
        ours, equals, theirs = text.partition("=")
        if not equals or not ours.strip() or not theirs.strip():
            raise InputError(say("import_pair_unreadable", option=option, value=text))
        pairs[ours.strip()] = theirs.strip()
    return pairs
