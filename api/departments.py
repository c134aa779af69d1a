"""
Changing a department: whatever comes in is read by the readers of the files, so a change that a folder may not hold is
refused here with the same sentence, and what is kept can always be given back as a folder.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO, Any

from pydantic import BaseModel
from sqlalchemy import Connection

from api.audit import note_change
from api.decisions import must_be_allowed, read_scope, write_scope
from api.errors import ForbiddenError, NotFoundError, TakenError, UnmatchedError
from api.etag import must_match
from api.security import Principal
from api.store import centres, rosters, rows, volumes
from api.store.rows import StoredRow
from api.today import today
from scenarios.capacity.people import check_names
from wfm.capacity import CapacityAssumptions, HiringClass
from wfm.centre import Centre
from wfm.errors import InputError
from wfm.formats.capacity_toml import FILE as CAPACITY_TOML
from wfm.formats.capacity_toml import capacity_of
from wfm.formats.centre_toml import FILE as CENTRE_TOML
from wfm.formats.columns import PRIVATE_COLUMNS, TABLES, Table
from wfm.formats.department import Department, department_of
from wfm.formats.problems import Problems
from wfm.formats.records import records_text
from wfm.formats.toml_edit import CAPACITY, CENTRE, with_entry, with_rules
from wfm.formats.volumes import read_volumes
from wfm.messages import Sentence, say

END_OF_TIME = datetime(2199, 12, 31, tzinfo=UTC)
"""A department is taken in as it is sent: no row of it is too new."""


@dataclass(frozen=True)
class Taken:
    """What became of a folder or a file: the department's revision, and what was repaired on reading."""

    revision: int
    notes: tuple[Sentence, ...]


def centre_for(connection: Connection, who: Principal, centre_id: str, *, for_change: bool = False) -> dict[str, Any]:
    """
    A department's row, if there is such a one for the one who asks.

    Raises
    ------
    NotFoundError
        Also where an account belongs to a person of another department.
    """
    row = centres.centre_row(connection, centre_id, for_change=for_change)
    _must_be_home(who, centre_id)
    if row is None:
        raise NotFoundError(say("thing_missing", thing="centre", name=centre_id))
    return row


def _must_be_home(who: Principal, centre_id: str) -> None:
    """For an account that belongs to a person, no other department is there."""
    if who.centre_id not in (None, centre_id):
        raise NotFoundError(say("thing_missing", thing="centre", name=centre_id))


def department(connection: Connection, centre_id: str, leave_out: Collection[str] = centres.HISTORY) -> Department:
    """A department as it is kept; without some tables, absent: volumes and published rosters."""
    return department_of(centres.files_of(connection, centre_id, leave_out), needed=(), now=END_OF_TIME)


def files_for(connection: Connection, who: Principal, centre_id: str) -> dict[str, bytes]:
    """The files of a department's folder, with what the one who asks may see."""
    hidden = [name for name, table in TABLES.items() if not who.may(read_scope(table))]
    return centres.files_of(connection, centre_id, hidden, lambda model: without_private(who, model))


def create(connection: Connection, who: Principal, centre_id: str, toml: bytes) -> Centre:
    """A department of which only centre.toml is known."""
    _must_be_home(who, centre_id)
    if centres.centre_row(connection, centre_id) is not None:
        raise TakenError(say("thing_taken", thing="centre", name=centre_id))
    read = department_of({CENTRE_TOML: toml}, needed=())
    centres.add_centre(connection, centre_id, read.centre.name, toml)
    note_change(connection, who.name, "create", "centre.toml", "", centre_id=centre_id, after=_text(toml))
    return read.centre


def set_toml(connection: Connection, who: Principal, centre_id: str, toml: bytes) -> int:
    """Replace centre.toml, if everything else still agrees with it; its version."""
    row = centre_for(connection, who, centre_id, for_change=True)
    files = centres.files_of(connection, centre_id, centres.HISTORY) | {CENTRE_TOML: toml}
    read = department_of(files, needed=())
    known = {queue.id for queue in read.centre.queues}
    if lost := sorted(set(volumes.queues_with_volumes(connection, centre_id)) - known):
        raise InputError(say("queue_has_volumes", queues=lost))
    note_change(
        connection,
        who.name,
        "change",
        "centre.toml",
        "",
        centre_id=centre_id,
        before=_text(row["toml"]),
        after=_text(toml),
    )
    centres.touched(connection, centre_id)
    return centres.set_toml(connection, centre_id, read.centre.name, toml)


def set_entry(
    connection: Connection,
    who: Principal,
    centre_id: str,
    section: str,
    entry_id: str,
    entry: BaseModel | None,
    if_match: str,
) -> int:
    """Change, add or take out one entry of centre.toml; the version of the file."""
    row = centre_for(connection, who, centre_id, for_change=True)
    must_match(if_match, row["toml_version"], CENTRE_TOML, _text(row["toml"]))
    return set_toml(connection, who, centre_id, with_entry(CENTRE, row["toml"], section, entry_id, entry))


def set_rules(connection: Connection, who: Principal, centre_id: str, table: Mapping[str, Any], if_match: str) -> int:
    """Replace the rules in centre.toml; the version of the file."""
    row = centre_for(connection, who, centre_id, for_change=True)
    must_match(if_match, row["toml_version"], CENTRE_TOML, _text(row["toml"]))
    return set_toml(connection, who, centre_id, with_rules(row["toml"], table))


def change_row(
    connection: Connection,
    who: Principal,
    centre_id: str,
    table: Table,
    key: str | None,
    model: BaseModel | None,
    if_match: str | None = None,
) -> StoredRow | None:
    """
    Add a row (no `key`), change it, or take it out (no `model`); the row as it is kept.

    Raises
    ------
    ChangedError
        Where the row was changed since it was read.
    """
    centre_for(connection, who, centre_id, for_change=True)
    stored = rows.rows_of(connection, centre_id, table)
    old = next((row for row in stored if row.key == key), None)
    if key is not None:
        if old is None:
            raise NotFoundError(say("thing_missing", thing=table.name, name=key))
        must_match(if_match or "", old.version, f"{table.name} {key}", rows.json_of(without_private(who, old.model)))
    day = today(department(connection, centre_id).conventions.time_zone)
    if model is not None:
        model = _with_private(who, model, None if old is None else old.model)
    model = must_be_allowed(who, centre_id, table, None if old is None else old.model, model, day)
    return _save_one(connection, who, centre_id, table, stored, old, model)


def _save_one(
    connection: Connection, who: Principal, centre_id: str, table: Table, stored: Sequence[StoredRow],
    old: StoredRow | None, model: BaseModel | None,
) -> StoredRow | None:  # fmt: skip
    at = len(stored) if old is None else stored.index(old)
    models = [row.model for row in stored]
    models[at : at + 1] = [] if model is None else [model]
    if model is not None and _is_taken(table, model, stored, old):
        raise TakenError(say("thing_taken", thing=table.name, name=rows.own_key(table, model) or ""))
    agreed = agreed_rows(connection, centre_id, table, models)
    keys = [row.key for row in stored]
    if model is None:
        del keys[at]
    elif old is None:
        keys.append(rows.own_key(table, model) or str(1 + max((int(k) for k in keys if k.isdigit()), default=0)))
    elif (own := rows.own_key(table, model)) not in (None, old.key):
        raise InputError(say("key_differs", name=table.key[0], key_=old.key, value=own))
    rows.save_rows(connection, who.name, centre_id, table, stored, list(zip(keys, agreed, strict=True)))
    centres.touched(connection, centre_id)
    if model is None:
        return None
    return StoredRow(keys[at], 1 if old is None else old.version + (agreed[at] != old.model), at, agreed[at])


def _is_taken(table: Table, model: BaseModel, stored: Sequence[StoredRow], old: StoredRow | None) -> bool:
    fields = [column.to for column in table.columns if column.name in table.key]

    def name(row: BaseModel) -> Any:
        return tuple(getattr(row, field) for field in fields) if fields else row

    return any(name(row.model) == name(model) for row in stored if row is not old)


def agreed_rows(
    connection: Connection, centre_id: str, table: Table, models: Sequence[BaseModel]
) -> tuple[BaseModel, ...]:
    """The rows as the reader of the file has them, checked with everything else of the department."""
    files = centres.files_of(connection, centre_id, (*centres.HISTORY, table.name))
    if models:
        files[f"{table.name}.csv"] = records_text(table, models).encode()
    read = department_of(files, needed=())
    agreed: tuple[BaseModel, ...] = getattr(read.centre, table.field)
    if len(agreed) != len(models):
        raise InputError(read.notes)
    return agreed


def take_folder(
    connection: Connection, who: Principal, centre_id: str, files: Mapping[str, bytes], if_match: str | None
) -> Taken:
    """
    Take in a whole department; what was there and is not in the folder goes, but for published rosters.

    Parameters
    ----------
    if_match
        The ETag of the department as it was read; None only for a department that is not there yet.

    Raises
    ------
    InputError
        As `read_department`.
    TakenError
        Where a published version is sent with other shifts.
    UnmatchedError
        Where the department is there and `if_match` is not given.
    """
    _must_be_home(who, centre_id)
    row = centres.centre_row(connection, centre_id, for_change=True)
    read = department_of(files, needed=(), now=END_OF_TIME)
    if row is None:
        centres.add_centre(connection, centre_id, read.centre.name, files[CENTRE_TOML])
        note_change(
            connection, who.name, "create", "centre.toml", "", centre_id=centre_id, after=_text(files[CENTRE_TOML])
        )
    else:
        row = centre_for(connection, who, centre_id)
        if if_match is None:
            raise UnmatchedError(say("match_needed", name=centre_id))
        must_match(if_match, row["revision"], centre_id, {"revision": row["revision"]})
        if row["toml"] != files[CENTRE_TOML]:
            centres.set_toml(connection, centre_id, read.centre.name, files[CENTRE_TOML])
            before, after = _text(row["toml"]), _text(files[CENTRE_TOML])
            note_change(
                connection, who.name, "change", "centre.toml", "", centre_id=centre_id, before=before, after=after
            )
    _take_capacity(connection, who, centre_id, None if row is None else row["capacity"], files.get(CAPACITY_TOML))
    for table in TABLES.values():
        take_table(connection, who, centre_id, table, getattr(read.centre, table.field))
    if different := rosters.take_published(connection, centre_id, who.name, read.published):
        week, version = different[0]
        raise TakenError(say("published_differs", week=week, version=version))
    _take_volumes(connection, who, centre_id, read)
    return Taken(centres.touched(connection, centre_id), read.notes)


def _take_capacity(
    connection: Connection, who: Principal, centre_id: str, before: bytes | None, after: bytes | None
) -> None:
    """Keep a readable capacity.toml as it is."""
    if before == after:
        return
    if after is not None:
        capacity_of(after)
    centres.set_capacity(connection, centre_id, after)
    said = [None if each is None else _text(each) for each in (before, after)]
    note_change(connection, who.name, "change", CAPACITY_TOML, "", centre_id=centre_id, before=said[0], after=said[1])


def set_class(
    connection: Connection, who: Principal, centre_id: str, class_id: str, hiring: HiringClass | None, if_match: str
) -> None:
    """Change, add or take out (None) one hiring class of capacity.toml, which is made where there is none."""
    row = centre_for(connection, who, centre_id, for_change=True)
    kept: bytes | None = row["capacity"]
    must_match(if_match, capacity_version(row), CAPACITY_TOML, None if kept is None else _text(kept))
    if hiring is not None:
        check_names(department(connection, centre_id).centre, "", CapacityAssumptions(hiring_class=(hiring,)))
    changed = with_entry(CAPACITY, kept or b"", "hiring_class", class_id, hiring)
    _take_capacity(connection, who, centre_id, kept, changed)
    centres.touched(connection, centre_id)


def capacity_version(row: Mapping[str, Any]) -> int:
    """A number of the capacity.toml in a row of departments that another content has not; 0 where there is none."""
    kept: bytes | None = row["capacity"]
    return 0 if kept is None else int.from_bytes(hashlib.sha256(kept).digest()[:6])


def assumed(row: Mapping[str, Any]) -> CapacityAssumptions:
    """What is assumed of the year of the department of a row."""
    return CapacityAssumptions() if row["capacity"] is None else capacity_of(row["capacity"])


def take_table(
    connection: Connection, who: Principal, centre_id: str, table: Table, models: Sequence[BaseModel]
) -> None:
    """Make a table hold these rows, as far as whoever sends them may change each."""
    if not models and not who.may(write_scope(table)):
        return  # who may not see a table does not empty it by not sending it
    stored = rows.rows_of(connection, centre_id, table)
    old = {row.key: row.model for row in stored}
    wanted = [(key, _with_private(who, model, old.get(key))) for key, model in rows.keyed(table, models, stored)]
    new = dict(wanted)
    for key in old.keys() | new.keys():
        if old.get(key) != new.get(key):
            must_be_allowed(who, centre_id, table, old.get(key), new.get(key), None)
    rows.save_rows(connection, who.name, centre_id, table, stored, wanted)


def _take_volumes(connection: Connection, who: Principal, centre_id: str, read: Department) -> None:
    before = volumes.queues_with_volumes(connection, centre_id)
    history = read.centre.volumes
    if history is None and not before:
        return
    if history is not None:
        volumes.store_volumes(connection, centre_id, history, replace=True)
    else:
        volumes.drop_volumes(connection, centre_id)
    after = volumes.queues_with_volumes(connection, centre_id)
    note_change(connection, who.name, "replace", "volumes", "", centre_id=centre_id, before=before, after=after)


def take_volumes(
    connection: Connection, who: Principal, centre_id: str, sent: IO[bytes], *, replace: bool, now: datetime
) -> Taken:
    """Take in a volumes.csv, however long; intervals sent before are replaced, the others stay unless `replace`."""
    centre_for(connection, who, centre_id, for_change=True)
    read = department(connection, centre_id)
    problems = Problems()
    history = read_volumes(sent, "volumes.csv", read.centre, read.conventions, problems, now)
    problems.raise_if_any()
    if history is None:
        raise InputError(say("table_empty", file="volumes.csv"))
    before = volumes.queues_with_volumes(connection, centre_id)
    volumes.store_volumes(connection, centre_id, history, replace=replace)
    after = volumes.queues_with_volumes(connection, centre_id)
    action = "replace" if replace else "add"
    note_change(connection, who.name, action, "volumes", "", centre_id=centre_id, before=before, after=after)
    return Taken(centres.touched(connection, centre_id), tuple(problems.notes))


def without_private(who: Principal, model: BaseModel) -> BaseModel:
    """A row without what the one who asks may not see."""
    private = [name for name in PRIVATE_COLUMNS if name in type(model).model_fields]
    if not private or who.may("people:private"):
        return model
    if who.agent_id is not None and getattr(model, "agent_id", None) == who.agent_id:
        return model
    return model.model_copy(update=dict.fromkeys(private))


def _with_private(who: Principal, model: BaseModel, old: BaseModel | None) -> BaseModel:
    """What may not be seen is not changed either: a row keeps it."""
    private = [name for name in PRIVATE_COLUMNS if name in type(model).model_fields]
    if not private or who.may("people:private"):
        return model
    kept = {name: None if old is None else getattr(old, name) for name in private}
    for name in private:
        if getattr(model, name) not in (None, kept[name]):
            raise ForbiddenError(say("scope_missing", name=who.name, scope="people:private"))
    return model.model_copy(update=kept)


def _text(content: bytes) -> str:
    return content.decode("utf-8", errors="replace")
