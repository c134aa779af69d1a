"""Who may change which row: leave and exceptions are decided by those who may decide, never on themselves; agents ask."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel

from api.errors import ForbiddenError
from api.security import Principal, Scope
from wfm.errors import InputError
from wfm.formats.columns import Table
from wfm.messages import say
from wfm.people import ApprovedException, Availability, Leave

READ: dict[str, Scope] = {"attendance": "attendance:read", "kpi": "attendance:read"}
WRITE: dict[str, Scope] = {"attendance": "attendance:write", "kpi": "attendance:write"}
"""Scopes of the tables that are not of the department's set-up."""
OWN = ("people", "availability", "leave", "exceptions", "locks", "attendance", "kpi")
"""Tables of which agents see their own rows."""
ASKED = ("availability", "leave", "exceptions")
"""Tables in which agents may state what they ask for."""


def read_scope(table: Table) -> Scope:
    """What it takes to read a table."""
    return READ.get(table.name, "department:read")


def write_scope(table: Table) -> Scope:
    """What it takes to change a table."""
    return WRITE.get(table.name, "department:write")


def may_see(who: Principal, table: Table, model: BaseModel) -> bool:
    """Whether a row may be seen: with the table's scope every row, else one's own."""
    return who.may(read_scope(table)) or (table.name in OWN and getattr(model, "agent_id", None) == who.agent_id)


def is_decided(model: BaseModel | None) -> bool:
    """Whether a row says yes or no to somebody."""
    return isinstance(model, ApprovedException | Leave) and model.status != "requested"


def must_be_allowed(
    who: Principal, centre_id: str, table: Table, old: BaseModel | None, new: BaseModel | None, today: date | None
) -> BaseModel | None:
    """
    The new row, signed by who decided it; a refusal where the change is not theirs to make.

    Parameters
    ----------
    today
        The day of the decision; None where a folder is taken in, whose rows say themselves who decided and when.
    """
    decided = is_decided(old) or is_decided(new)
    if not who.may(write_scope(table)) and not (decided and who.may("requests:decide")):
        _must_be_asked(who, centre_id, table, old, new)
    if not decided:
        return new
    who.must("requests:decide")
    for row in (old, new):
        if row is not None and who.is_person(centre_id, getattr(row, "agent_id", "")):
            raise ForbiddenError(say("never_for_oneself", name=who.name))
    return new if today is None or new is None else _signed(who, new, today)


def _must_be_asked(who: Principal, centre_id: str, table: Table, old: BaseModel | None, new: BaseModel | None) -> None:
    """A refusal unless it is an agent who asks for something, or no longer asks."""
    if table.name not in ASKED:
        who.must(write_scope(table))
    who.must("own:write")
    for row in (old, new):
        if row is None:
            continue
        if not who.is_person(centre_id, getattr(row, "agent_id", "")):
            raise ForbiddenError(say("only_ones_own", name=who.name))
        is_wish = isinstance(row, Availability) and row.kind in ("prefer", "avoid")
        is_request = isinstance(row, Leave) and row.status == "requested" and row.credit_h_per_day is None
        is_request = is_request or (isinstance(row, ApprovedException) and row.status == "requested")
        if not is_wish and not is_request:
            raise ForbiddenError(say("only_asked", name=who.name))


def _signed(who: Principal, new: BaseModel, today: date) -> BaseModel:
    by, on = ("approved_by", "approved_on") if isinstance(new, ApprovedException) else ("decided_by", "decided_on")
    if is_decided(new) and getattr(new, by) not in (None, "", who.name):
        raise InputError(say("decided_by_other", field=by, value=getattr(new, by), name=who.name))
    return new.model_copy(update={by: who.name, on: getattr(new, on) or today}) if is_decided(new) else new
