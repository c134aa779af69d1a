"""Departments as a whole: in and out as the files of their folder, and locked while something in them changes."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Connection, delete, func, select, update

from api.store import rosters, rows, volumes
from api.store.tables import centre
from wfm.formats.capacity_toml import FILE as CAPACITY_TOML
from wfm.formats.centre_toml import FILE as CENTRE_TOML
from wfm.formats.centre_toml import read_centre_toml
from wfm.formats.columns import TABLES
from wfm.formats.problems import Problems
from wfm.formats.records import records_text
from wfm.formats.roster import versions_csv
from wfm.formats.volumes import volumes_csv

HISTORY = ("volumes", "published")
"""Tables that nothing else has to agree with while a small one changes."""


def centre_row(connection: Connection, centre_id: str, *, for_change: bool = False) -> dict[str, Any] | None:
    """A department's row; locked until the end of the transaction where it is to be changed."""
    query = select(centre).where(centre.c.id == centre_id)
    row = connection.execute(query.with_for_update() if for_change else query).mappings().one_or_none()
    return None if row is None else dict(row)


def centre_ids(connection: Connection) -> list[tuple[str, str]]:
    """Id and name of every department."""
    return [(row.id, row.name) for row in connection.execute(select(centre.c.id, centre.c.name).order_by(centre.c.id))]


def add_centre(connection: Connection, centre_id: str, name: str, toml: bytes) -> None:
    """A department of which only centre.toml is known."""
    values = {"id": centre_id, "name": name, "toml": toml, "toml_version": 1, "revision": 1}
    connection.execute(centre.insert().values(**values, created_at=func.now()))


def drop_centre(connection: Connection, centre_id: str) -> None:
    """Delete a department with everything in it."""
    connection.execute(delete(centre).where(centre.c.id == centre_id))


def set_toml(connection: Connection, centre_id: str, name: str, toml: bytes) -> int:
    """Replace centre.toml; its version."""
    new = update(centre).where(centre.c.id == centre_id)
    new = new.values(toml=toml, name=name, toml_version=centre.c.toml_version + 1)
    version: int = connection.execute(new.returning(centre.c.toml_version)).scalar_one()
    return version


def set_capacity(connection: Connection, centre_id: str, content: bytes | None) -> None:
    """Replace capacity.toml; None where there is none."""
    connection.execute(update(centre).where(centre.c.id == centre_id).values(capacity=content))


def touched(connection: Connection, centre_id: str) -> int:
    """Count a change of anything in a department; its revision."""
    count = update(centre).where(centre.c.id == centre_id).values(revision=centre.c.revision + 1)
    revision: int = connection.execute(count.returning(centre.c.revision)).scalar_one()
    return revision


def files_of(
    connection: Connection,
    centre_id: str,
    leave_out: Collection[str] = (),
    seen: Callable[[BaseModel], BaseModel] = lambda model: model,
) -> dict[str, bytes]:
    """
    The files of a department's folder by name: centre.toml and capacity.toml byte for byte, and every table that has a row.

    Parameters
    ----------
    leave_out
        Names of tables not wanted.
    seen
        A row as it is to be seen.
    """
    row = centre_row(connection, centre_id)
    assert row is not None, "whoever asks has seen that it is there"
    toml = read_centre_toml(row["toml"], Problems())
    assert toml is not None, "only a readable file is kept"
    zone = toml.conventions.time_zone
    files: dict[str, bytes] = {CENTRE_TOML: row["toml"]}
    if row["capacity"] is not None:
        files[CAPACITY_TOML] = row["capacity"]
    for name, table in TABLES.items():
        if name not in leave_out and (stored := rows.rows_of(connection, centre_id, table)):
            files[f"{name}.csv"] = records_text(table, [seen(each.model) for each in stored]).encode()
    if "volumes" not in leave_out and (history := volumes.read_volumes(connection, centre_id, zone)) is not None:
        files["volumes.csv"] = volumes_csv(history)
    if "published" not in leave_out and (versions := rosters.published_versions(connection, centre_id)):
        files["published.csv"] = versions_csv(versions, zone)
    return files
