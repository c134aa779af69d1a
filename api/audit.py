"""The audit log: every change with who, when, before and after, written in the transaction of the change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Connection, func, select

from api.store.tables import audit

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="-")
"""The id of the request, or of the job, on whose behalf something is done."""


def note_change(
    connection: Connection, who: str, action: str, thing: str, key: str, *, centre_id: str | None = None,
    before: Any = None, after: Any = None,
) -> None:  # fmt: skip
    """Add an entry; `before` and `after` are what JSON can hold, None where there was or is nothing."""
    connection.execute(
        audit.insert().values(
            who=who, request_id=REQUEST_ID.get(), action=action, centre_id=centre_id, thing=thing, key=key, before=before,
            after=after,
        )
    )  # fmt: skip


def entries(connection: Connection, centre_id: str | None, before_id: int | None, limit: int) -> list[dict[str, Any]]:
    """The newest entries first, of one centre or of all, older than an id."""
    query = select(audit).order_by(audit.c.id.desc()).limit(limit)
    if centre_id is not None:
        query = query.where(audit.c.centre_id == centre_id)
    if before_id is not None:
        query = query.where(audit.c.id < before_id)
    return [dict(row) for row in connection.execute(query).mappings()]


@contextmanager
def erasing(connection: Connection) -> Iterator[None]:
    """Within it, what entries say may be blanked; the entries themselves stay."""
    connection.execute(select(func.set_config("paiban.erasing", "on", True)))
    yield
    connection.execute(select(func.set_config("paiban.erasing", "off", True)))
