"""Forecasts, requirements, simulations and scenarios: what jobs have found, the latest, by job or by published version."""

# No postponed annotations here: the routes of a result are annotated with its own model.

from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlalchemy import Connection

from api import departments
from api.errors import NotFoundError
from api.kept import centre_at_hand
from api.results import RESULTS, At, ResultHead
from api.routes.centres import CentreId
from api.routes.jobs import JobId, Limit, Watcher
from api.security import Principal
from api.store import jobs
from api.store.database import Db
from api.transaction import TransactionRoute
from wfm.messages import say

Version = Annotated[int | None, Query(ge=1, le=2**31 - 1, description="Only of the roster published as this version.")]


def router_of(name: str) -> APIRouter:
    """List and read the results of a kind."""
    result = RESULTS[name]
    router = APIRouter(prefix=f"/v1/centres/{{centre}}/{name}", tags=["results"], route_class=TransactionRoute)

    def whole(connection: Connection, who: Principal, centre: str, found: list[dict[str, Any]], asked: object) -> Any:
        if not found:
            raise NotFoundError(say("thing_missing", thing=name, name=asked))
        [row] = found
        zone = centre_at_hand(connection, departments.centre_for(connection, who, centre)).time_zone
        return result.model(**dict(ResultHead.of(row)), **result.read(At(connection, row["id"], zone)))

    @router.get("", name=f"list {name}", description="Where each comes from, the newest first.")
    def every(
        centre: CentreId, connection: Db, who: Watcher, version: Version = None, limit: Limit = 100
    ) -> list[ResultHead]:
        departments.centre_for(connection, who, centre)
        return [ResultHead.of(row) for row in jobs.results_of(connection, centre, result.kinds, version, limit)]

    @router.get("/latest", response_model=result.model, name=f"read latest {name}", description=result.model.__doc__)
    def latest(centre: CentreId, connection: Db, who: Watcher, version: Version = None) -> Any:
        departments.centre_for(connection, who, centre)
        found = jobs.results_of(connection, centre, result.kinds, version, 1)
        return whole(connection, who, centre, found, "latest" if version is None else f"version {version}")

    @router.get("/{job_id}", response_model=result.model, name=f"read {name}", description=result.model.__doc__)
    def one(centre: CentreId, job_id: JobId, connection: Db, who: Watcher) -> Any:
        departments.centre_for(connection, who, centre)
        found = jobs.results_of(connection, centre, result.kinds, None, 1, job_id)
        return whole(connection, who, centre, found, job_id)

    return router


ROUTERS = tuple(router_of(name) for name in RESULTS)
