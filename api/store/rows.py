"""The rows of a department's tables: the models of the files, each with a key and a version, in the order of the file."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, TypeAdapter
from sqlalchemy import Connection, bindparam, delete, select, update

from api.audit import note_change
from api.store.tables import record
from wfm.formats.columns import Table


@dataclass(frozen=True)
class StoredRow:
    """
    A row of a table.

    Attributes
    ----------
    key
        The file's own key where that is one column (``agent_id``), else a number.
    """

    key: str
    version: int
    position: int
    model: BaseModel


@functools.cache
def adapter(model: type[BaseModel]) -> TypeAdapter[Any]:
    """Reads and writes the JSON of a model."""
    return TypeAdapter(model)


def json_of(model: BaseModel) -> Any:
    """A row as JSON."""
    return adapter(type(model)).dump_python(model, mode="json")


def own_key(table: Table, model: BaseModel) -> str | None:
    """The key a row brings along; None where it gets a number."""
    if len(table.key) != 1:
        return None
    [field] = (column.to for column in table.columns if column.name == table.key[0])
    return str(getattr(model, field))


def rows_of(connection: Connection, centre_id: str, table: Table) -> list[StoredRow]:
    """Every row of a table, in its order."""
    query = select(record).where((record.c.centre_id == centre_id) & (record.c.sheet == table.name))
    read = adapter(table.model).validate_python
    rows = connection.execute(query.order_by(record.c.position, record.c.key)).mappings()
    return [StoredRow(row["key"], row["version"], row["position"], read(row["value"])) for row in rows]


def keyed(table: Table, models: Iterable[BaseModel], stored: Sequence[StoredRow]) -> list[tuple[str, BaseModel]]:
    """Rows with their keys: their own, that of an equal row which is there already, or a new number."""
    equal: dict[Any, list[str]] = defaultdict(list)
    for row in reversed(stored):
        equal[row.model].append(row.key)
    number = max((int(row.key) for row in stored if row.key.isdigit()), default=0)
    found = []
    for model in models:
        key = own_key(table, model)
        if key is None and equal[model]:
            key = equal[model].pop()
        elif key is None:
            number += 1
            key = str(number)
        found.append((key, model))
    return found


def save_rows(
    connection: Connection,
    who: str,
    centre_id: str,
    table: Table,
    stored: Sequence[StoredRow],
    wanted: Sequence[tuple[str, BaseModel]],
) -> None:
    """Make a table hold these rows in this order; each row added, changed or gone is an entry of the audit log."""
    before = {row.key: row for row in stored}
    after = dict(wanted)
    of_table = (record.c.centre_id == centre_id) & (record.c.sheet == table.name)
    gone = [row for row in stored if row.key not in after]
    if gone:
        connection.execute(delete(record).where(of_table & record.c.key.in_([row.key for row in gone])))
    for row in gone:
        note_change(connection, who, "delete", table.name, row.key, centre_id=centre_id, before=json_of(row.model))
    new, moved = [], []
    for position, (key, model) in enumerate(wanted):
        old = before.get(key)
        if old is None:
            new.append(
                {
                    "centre_id": centre_id,
                    "sheet": table.name,
                    "key": key,
                    "position": position,
                    "value": json_of(model),
                    "version": 1,
                }
            )
            note_change(connection, who, "create", table.name, key, centre_id=centre_id, after=json_of(model))
        elif old.model != model:
            values = {"value": json_of(model), "version": old.version + 1, "position": position}
            connection.execute(update(record).where(of_table & (record.c.key == key)).values(values))
            note_change(
                connection,
                who,
                "change",
                table.name,
                key,
                centre_id=centre_id,
                before=json_of(old.model),
                after=json_of(model),
            )
        elif old.position != position:
            moved.append({"of_key": key, "at": position})
    if new:
        connection.execute(record.insert(), new)
    if moved:
        move = update(record).where(of_table & (record.c.key == bindparam("of_key"))).values(position=bindparam("at"))
        connection.execute(move, moved)
