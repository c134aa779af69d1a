"""Rows pasted from a spreadsheet into a table of a department: those of a key that is there change it, the others are added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Connection

from api import departments
from api.security import Principal
from api.store import centres, rows
from wfm.errors import InputError
from wfm.formats.columns import Table
from wfm.formats.importing import Headings, renamed
from wfm.formats.problems import Problems
from wfm.formats.records import read_records
from wfm.messages import say

PASTED = "pasted"
"""What refusals call the text."""
AS_THEY_ARE = Headings({}, {})


@dataclass(frozen=True)
class Pasted:
    """Keys of the rows added and changed, in the order of the text; a row like the one that is there is in neither."""

    added: tuple[str, ...]
    changed: tuple[str, ...]


def paste(connection: Connection, who: Principal, centre_id: str, table: Table, text: str, *, keep: bool) -> Pasted:
    """
    Take in rows with a heading, cells apart by tabs, commas or semicolons; what has no column stays as it is.

    Parameters
    ----------
    table
        One whose rows have a key of one column.
    keep
        Whether to change anything, or only to say what would be.

    Raises
    ------
    InputError
        Naming line and column of whatever is wrong.
    """
    departments.centre_for(connection, who, centre_id, for_change=True)
    stored = rows.rows_of(connection, centre_id, table)
    old = {row.key: row.model for row in stored}
    new = _merged(table, text, old, departments.department(connection, centre_id).conventions)
    agreed = departments.agreed_rows(connection, centre_id, table, list((old | new).values()))
    if keep:
        departments.take_table(connection, who, centre_id, table, agreed)
        centres.touched(connection, centre_id)
    added = tuple(key for key in new if key not in old)
    return Pasted(added, tuple(key for key, model in new.items() if key in old and model != old[key]))


def _merged(table: Table, text: str, old: dict[str, BaseModel], conventions: Any) -> dict[str, BaseModel]:
    """The rows of the text by key, each over the row that is there."""
    raw = renamed(text.encode(), PASTED, table.name, AS_THEY_ARE, needed=table.key)
    problems = Problems()
    read = read_records(table, raw, conventions, problems)
    problems.raise_if_any()
    if not read.rows:
        raise InputError(say("table_empty", file=PASTED))
    fields = [column.to for column in table.columns if column.name in raw.header]
    return {key: _over(old.get(key), model, fields) for key, model in _keyed(table, read.rows)}


def _keyed(table: Table, models: Sequence[BaseModel]) -> list[tuple[str, BaseModel]]:
    return [(rows.own_key(table, model) or "", model) for model in models]


def _over(old: BaseModel | None, new: BaseModel, fields: Sequence[str]) -> BaseModel:
    return new if old is None else old.model_copy(update={field: getattr(new, field) for field in fields})
