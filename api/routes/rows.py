"""The tables of a department, row by row: one set of routes for each, over the models of the files."""

from collections.abc import Sequence
from typing import Annotated, Any, Generic, TypeVar

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel
from starlette.status import HTTP_201_CREATED, HTTP_204_NO_CONTENT

from api import departments
from api.decisions import ASKED, OWN, may_see, read_scope, write_scope
from api.errors import NotFoundError
from api.etag import IfMatch, etag
from api.routes.centres import CentreId
from api.routes.examples import EXAMPLES
from api.security import Principal, Scope, needs
from api.store import rows
from api.store.database import Db
from api.store.rows import StoredRow
from api.transaction import TransactionRoute
from wfm.formats.columns import TABLES, Table
from wfm.messages import say
from wfm.model import Model

# No postponed annotations here: the routes of a table are annotated with its own model.

Row = TypeVar("Row", bound=BaseModel)
RowId = Annotated[str, Path(min_length=1, max_length=200)]


class Kept(Model, Generic[Row]):
    """A row with its id and its ETag, as If-Match wants it."""

    id: str
    etag: str
    value: Row


def router_of(table: Table) -> APIRouter:
    """List, read, add, change and delete the rows of a table."""
    router = APIRouter(prefix=f"/v1/centres/{{centre}}/{table.name}", tags=[table.name], route_class=TransactionRoute)
    model: Any = table.model
    own: tuple[Scope, ...] = ("own:read",) if table.name in OWN else ()
    deciding: tuple[Scope, ...] = ("requests:decide",) if table.name in ("leave", "exceptions") else ()
    asking: tuple[Scope, ...] = ("own:write",) if table.name in ASKED else ()
    readers = needs(read_scope(table), *own, *deciding)
    writers = needs(write_scope(table), *asking, *deciding)
    body = Annotated[model, EXAMPLES[table.name]]
    kept = Kept[model]

    def told(who: Principal, row: StoredRow) -> Any:
        return kept(id=row.key, etag=etag(row.version), value=departments.without_private(who, row.model))

    def seen(connection: Db, who: Principal, centre: str) -> Sequence[StoredRow]:
        departments.centre_for(connection, who, centre)
        found = rows.rows_of(connection, centre, table)
        return [row for row in found if who.may("requests:decide") or may_see(who, table, row.model)]

    @router.get("", response_model=list[kept], name=f"list {table.name}")
    def every(
        centre: CentreId, connection: Db, who: Annotated[Principal, readers],
        agent_id: Annotated[str | None, Query(max_length=200, description="Only rows of this person.")] = None,
        skip: Annotated[int, Query(ge=0, le=10**9)] = 0,
        limit: Annotated[int, Query(ge=1, le=10_000)] = 1000,
    ) -> Any:  # fmt: skip
        found = seen(connection, who, centre)
        if agent_id is not None:
            found = [row for row in found if getattr(row.model, "agent_id", None) == agent_id]
        return [told(who, row) for row in found[skip : skip + limit]]

    @router.post("", response_model=kept, status_code=HTTP_201_CREATED, name=f"add to {table.name}")
    def add(
        centre: CentreId,
        row: body,
        connection: Db,
        who: Annotated[Principal, writers],
        response: Response,
    ) -> Any:
        stored = departments.change_row(connection, who, centre, table, None, row)
        assert stored is not None, "what was added is kept"
        response.headers["ETag"] = etag(stored.version)
        return told(who, stored)

    @router.get("/{row_id}", response_model=kept, name=f"read of {table.name}")
    def one(
        centre: CentreId, row_id: RowId, connection: Db, who: Annotated[Principal, readers], response: Response
    ) -> Any:
        found = next((row for row in seen(connection, who, centre) if row.key == row_id), None)
        if found is None:
            raise NotFoundError(say("thing_missing", thing=table.name, name=row_id))
        response.headers["ETag"] = etag(found.version)
        return told(who, found)

    @router.put("/{row_id}", response_model=kept, name=f"change in {table.name}")
    def change(
        centre: CentreId, row_id: RowId, row: body, connection: Db, who: Annotated[Principal, writers],
        response: Response, if_match: IfMatch,
    ) -> Any:  # fmt: skip
        stored = departments.change_row(connection, who, centre, table, row_id, row, if_match)
        assert stored is not None, "what was changed is kept"
        response.headers["ETag"] = etag(stored.version)
        return told(who, stored)

    @router.delete("/{row_id}", status_code=HTTP_204_NO_CONTENT, name=f"delete from {table.name}")
    def drop(
        centre: CentreId, row_id: RowId, connection: Db, who: Annotated[Principal, writers], if_match: IfMatch
    ) -> None:
        departments.change_row(connection, who, centre, table, row_id, None, if_match)

    return router


ROUTERS = tuple(router_of(table) for table in TABLES.values())
