"""Whether the service lives, whether it can work, and its metrics."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import Connection, text
from starlette.status import HTTP_503_SERVICE_UNAVAILABLE

from api.security import Principal, needs
from api.store.database import Database
from api.store.migrate import revisions
from api.transaction import TransactionRoute
from wfm.model import Model

router = APIRouter(tags=["operations"])
guarded = APIRouter(tags=["operations"], route_class=TransactionRoute)


class Health(Model):
    """A sign of life."""

    status: Literal["ok"] = "ok"


class Readiness(Model):
    """Whether requests can be served, and what is missing."""

    ready: bool
    database: bool
    migrated: bool


@router.get("/health")
def health() -> Health:
    """The process lives."""
    return Health()


@router.get("/ready", responses={HTTP_503_SERVICE_UNAVAILABLE: {"model": Readiness, "description": "Not yet"}})
def ready(engine: Database, response: Response) -> Readiness:
    """The database is there and has the shape this version needs."""
    try:
        with engine.connect() as connection:
            found = Readiness(ready=True, database=True, migrated=_revision(connection) == revisions()[-1])
    except Exception:  # whatever keeps the database away
        found = Readiness(ready=False, database=False, migrated=False)
    if not found.migrated:
        response.status_code = HTTP_503_SERVICE_UNAVAILABLE
    return found.model_copy(update={"ready": found.migrated})


def _revision(connection: Connection) -> str | None:
    known = connection.execute(text("select to_regclass('alembic_version') is not null")).scalar_one()
    return connection.execute(text("select version_num from alembic_version")).scalar() if known else None


@guarded.get("/metrics", response_class=PlainTextResponse)
def metrics(request: Request, _who: Annotated[Principal, needs("operations:read")]) -> Response:
    """Figures for Prometheus."""
    return Response(generate_latest(request.app.state.metrics.registry), media_type=CONTENT_TYPE_LATEST)
