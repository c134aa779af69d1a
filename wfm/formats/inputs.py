"""``inputs/``: the files a result was made of, without what is private, so that it can be checked and repeated elsewhere."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping
from pathlib import Path

import openpyxl

from wfm.formats.columns import INPUT_TABLES, PRIVATE_COLUMNS
from wfm.formats.problems import Problems
from wfm.formats.tables import WORKBOOK, heading_name, table_from_csv

FOLDER = "inputs"
NOT_PLANNED_FROM = ("attendance", "kpi")
"""Tables of what happened: nothing a plan reads, so no plan hands them on."""


def public_inputs(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """
    The bytes of the files a plan was made of, by name.

    Phone numbers, addresses and e-mail are left out of the team sheet, attendance and KPIs altogether.
    """
    kept = {name: content for name, content in files.items() if Path(name).stem not in NOT_PLANNED_FROM}
    if "people.csv" in kept:
        kept["people.csv"] = _public_people(kept["people.csv"])
    if WORKBOOK in kept:
        kept[WORKBOOK] = _public_workbook(kept[WORKBOOK])
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


def _public_people(content: bytes) -> bytes:
    raw = table_from_csv(content, "people.csv", Problems())
    assert raw is not None, "a department that was read has a readable team sheet"
    columns = [at for at, name in enumerate(raw.header) if name and name not in PRIVATE_COLUMNS]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([raw.header[at] for at in columns])
    writer.writerows([cells[at] for at in columns] for _, cells in raw.rows)
    return text.getvalue().encode("utf-8")


def _public_workbook(content: bytes) -> bytes:
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    for title in workbook.sheetnames:
        name = title.strip().lower()
        if name not in INPUT_TABLES or name in NOT_PLANNED_FROM:
            del workbook[title]
        elif name == "people":
            sheet = workbook[title]
            for at in range(sheet.max_column, 0, -1):
                if heading_name(str(sheet.cell(1, at).value or "")) in PRIVATE_COLUMNS:
                    sheet.delete_cols(at)
    if not workbook.sheetnames:
        workbook.create_sheet("empty")
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()
