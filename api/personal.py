"""A person's data: handed out whole, and erased. What totals need stays under the id; who it was can no longer be read."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Connection, delete, select, update

from api import departments
from api.audit import erasing, note_change
from api.errors import NotFoundError
from api.security import Principal
from api.store import centres, rosters, rows, swaps
from api.store.tables import account, audit, job, kept_answer
from wfm.formats.columns import PRIVATE_COLUMNS, TABLES, Table
from wfm.messages import say
from wfm.people import Agent, ApprovedException, Availability, Leave
from wfm.records import KpiRecord

ERASED = "-"
"""What stands where something must stand: the kind of a leave, the reason of an exception."""


def _about(agent_id: str, model: BaseModel) -> bool:
    return agent_id in (getattr(model, name, None) for name in ("agent_id", "agent_a", "agent_b"))


def data_of(connection: Connection, who: Principal, centre_id: str, agent_id: str) -> dict[str, Any]:
    """Everything that is kept about a person: rows of every table, published shifts, account, and the changes of those."""
    departments.centre_for(connection, who, centre_id)
    tables = {}
    for name, table in TABLES.items():
        found = [row.model for row in rows.rows_of(connection, centre_id, table) if _about(agent_id, row.model)]
        tables[name] = [rows.json_of(model) for model in found]
    if not tables["people"]:
        raise NotFoundError(say("thing_missing", thing="people", name=agent_id))
    tables["swaps"] = [_plain(row) for row in swaps.offers_about(connection, centre_id, agent_id)]
    shifts = [
        {"version": version, "shift": shift.model_dump(mode="json")}
        for version, published in rosters.published_versions(connection, centre_id)
        for shift in published
        if shift.agent_id == agent_id
    ]
    named = select(account.c.name, account.c.role, account.c.email, account.c.subject).where(
        _of_person(centre_id, agent_id)
    )
    changes = select(audit.c.at, audit.c.who, audit.c.action, audit.c.thing, audit.c.before, audit.c.after)
    changes = changes.where(_entries(centre_id, agent_id)).order_by(audit.c.id)
    return {
        "tables": {name: found for name, found in tables.items() if found},
        "shifts": shifts,
        "accounts": [dict(row) for row in connection.execute(named).mappings()],
        "changes": [dict(row) | {"at": row["at"].isoformat()} for row in connection.execute(changes).mappings()],
    }


def erase(connection: Connection, who: Principal, centre_id: str, agent_id: str) -> None:
    """
    Erase who a person was: name, contacts, wishes, achievements, why they were away, their account, and what the audit log says.

    The id stays in rosters, attendance and leave, whose totals others need. Results of jobs, which hold copies, go.
    """
    departments.centre_for(connection, who, centre_id, for_change=True)
    people = [row.key for row in rows.rows_of(connection, centre_id, TABLES["people"])]
    if agent_id not in people:
        raise NotFoundError(say("thing_missing", thing="people", name=agent_id))
    for table in TABLES.values():
        _erase_rows(connection, who, centre_id, table, agent_id)
    swaps.drop_offers_of(connection, centre_id, agent_id)
    connection.execute(delete(account).where(_of_person(centre_id, agent_id)))
    with erasing(connection):
        connection.execute(update(audit).where(_entries(centre_id, agent_id)).values(before=None, after=None))
    ended = (job.c.centre_id == centre_id) & job.c.ended_at.is_not(None)
    connection.execute(update(job).where(ended).values(result=None, inputs=None))
    connection.execute(delete(kept_answer))
    note_change(connection, who.name, "erase", "people", agent_id, centre_id=centre_id)
    centres.touched(connection, centre_id)


def _erase_rows(connection: Connection, who: Principal, centre_id: str, table: Table, agent_id: str) -> None:
    stored = rows.rows_of(connection, centre_id, table)
    wanted = []
    for row in stored:
        model: BaseModel | None = row.model
        if _about(agent_id, row.model):
            model = _erased(row.model)
        if model is not None:
            wanted.append((row.key, model))
    rows.save_rows(connection, who.name, centre_id, table, stored, wanted)


def _erased(model: BaseModel) -> BaseModel | None:
    """A row without who it was; None where nothing of it is left."""
    match model:
        case Agent():
            return model.model_copy(update={"name": "", "cost_per_h": None, **dict.fromkeys(PRIVATE_COLUMNS)})
        case Leave():
            return model.model_copy(update={"kind": ERASED})
        case ApprovedException():
            return model.model_copy(update={"reason": ERASED})
        case Availability() | KpiRecord():
            return None
    return model


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}


def _of_person(centre_id: str, agent_id: str) -> Any:
    return (account.c.centre_id == centre_id) & (account.c.agent_id == agent_id)


def _entries(centre_id: str, agent_id: str) -> Any:
    """Entries of the audit log that say something of a person; who changed a roster says nothing private."""
    about = [side["agent_id"].astext == agent_id for side in (audit.c.before, audit.c.after)]
    of_centre = (audit.c.centre_id == centre_id) | audit.c.thing.in_(["account"])
    return of_centre & (audit.c.thing != "roster") & (about[0] | about[1])
