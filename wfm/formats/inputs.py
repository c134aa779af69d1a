"""``inputs/``: the files a result was made of, without what is private, so that it can be checked and repeated elsewhere."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Collection, Mapping
from pathlib import Path

from wfm.formats.columns import INPUT_TABLES, PRIVATE_COLUMNS, TABLES
from wfm.formats.problems import Problems
from wfm.formats.tables import WORKBOOK, RawTable, read_workbook, table_from_csv

FOLDER = "inputs"
NOT_PLANNED_FROM = ("attendance", "kpi")
"""Tables of what happened: nothing a plan reads, so no plan hands them on."""
PUBLIC_COLUMNS = frozenset(TABLES["people"].names) - frozenset(PRIVATE_COLUMNS)


def public_inputs(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """
    The bytes of the files a plan was made of, by name.

    Of the team sheet only the columns that planning knows and that are not private are kept, whatever else stands there; attendance
    and KPIs are left out altogether. A workbook becomes one CSV file per sheet: values alone, without comments and authors.
    """
    kept = {name: content for name, content in files.items() if Path(name).stem not in NOT_PLANNED_FROM}
    if WORKBOOK in kept:
        wanted = [table for table in INPUT_TABLES if table not in NOT_PLANNED_FROM]
        sheets = read_workbook(kept.pop(WORKBOOK), WORKBOOK, wanted, Problems())
        kept |= {f"{name}.csv": _csv(sheet, sheet.header) for name, sheet in sheets.items()}
    if "people.csv" in kept:
        people = table_from_csv(kept["people.csv"], "people.csv", Problems())
        assert people is not None, "a department that was read has a readable team sheet"
        kept["people.csv"] = _csv(people, PUBLIC_COLUMNS)
    return kept


def input_sha256(files: Mapping[str, bytes]) -> str:
    """One hash over names and bytes, in the order of the names."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(name.encode("utf-8") + b"\0" + hashlib.sha256(files[name]).digest())
    return digest.hexdigest()


def read_inputs(folder: Path) -> dict[str, bytes]:
    """The files of a written ``inputs/``."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def _csv(table: RawTable, wanted: Collection[str]) -> bytes:
    """The wanted columns of a table as a CSV file."""
    columns = [at for at, name in enumerate(table.header) if name in wanted]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([table.header[at] for at in columns])
    writer.writerows([cells[at] for at in columns] for _, cells in table.rows)
    return text.getvalue().encode("utf-8")
