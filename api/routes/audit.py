"""The audit log: every change with who, when, before and after."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.audit import entries
from api.security import Principal, needs
from api.store.database import Db
from api.transaction import TransactionRoute
from wfm.model import Model

router = APIRouter(prefix="/v1/audit", tags=["audit"], route_class=TransactionRoute)


class Entry(Model):
    """One change."""

    id: int
    at: datetime
    who: str
    request_id: str
    action: str
    centre_id: str | None
    thing: str
    key: str
    before: Any = None
    after: Any = None


@router.get("")
def log(
    connection: Db,
    _who: Annotated[Principal, needs("audit:read")],
    centre: Annotated[str | None, Query(max_length=63, pattern=r"^[a-z0-9-]+$")] = None,
    before: Annotated[int | None, Query(ge=1, le=2**63 - 1, description="Only entries older than this id.")] = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> list[Entry]:
    """The newest entries first."""
    return [Entry(**row) for row in entries(connection, centre, before, limit)]
