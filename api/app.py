"""The application: its routes, one file per resource, and what all of them share."""

from __future__ import annotations

import importlib.metadata

from fastapi import FastAPI
from sqlalchemy import Engine
from starlette.middleware.gzip import GZipMiddleware

from api import errors, page
from api.issuer import Issuer
from api.limits import Limited
from api.observe import Metrics, Observed
from api.oidc import SignIn
from api.routes import (
    accounts,
    audit,
    call_in,
    capacity,
    centres,
    edits,
    expected,
    facts,
    fairness,
    feeds,
    figures,
    jobs,
    operations,
    pasted,
    personal,
    results,
    rosters,
    rows,
    rules,
    scenarios,
    sections,
    sign_in,
    swaps,
    tokens,
    volumes,
)
from api.transaction import Turns

SHORT_BYTES = 2000
"""Answers shorter than this are sent as they are; of longer ones, such as rosters, a tenth is left."""
COMPRESSION = 4
ROUTERS = (
    operations.router,
    operations.guarded,
    tokens.router,
    sign_in.router,
    accounts.router,
    audit.router,
    centres.router,
    facts.router,
    capacity.router,
    *sections.ROUTERS,
    rules.router,
    pasted.router,
    *rows.ROUTERS,
    volumes.router,
    jobs.router,
    scenarios.router,
    *results.ROUTERS,
    rosters.router,
    edits.router,
    expected.router,
    call_in.router,
    swaps.router,
    fairness.router,
    feeds.router,
    figures.router,
    personal.router,
)


def create_app(engine: Engine, issuer: Issuer | None = None) -> FastAPI:
    """
    The service on a database, which must have been migrated.

    Parameters
    ----------
    engine
        See `api.store.database.connect`.
    issuer
        Through whom people may sign in besides by name and password.
    """
    app = FastAPI(
        title="paiban",
        summary="Workforce management for customer-service departments.",
        version=importlib.metadata.version("paiban"),
        responses={"4XX": errors.DESCRIBED, "422": errors.DESCRIBED},
    )
    app.state.engine = engine
    app.state.sign_in = None if issuer is None else SignIn(issuer)
    app.state.metrics = Metrics()
    app.state.turns = Turns()
    app.add_middleware(Limited)
    app.add_middleware(GZipMiddleware, minimum_size=SHORT_BYTES, compresslevel=COMPRESSION)
    app.add_middleware(Observed, metrics=app.state.metrics)
    page.install(app)  # first: its files are not to be looked for among all the others
    for router in ROUTERS:
        app.include_router(router)
    errors.install(app)
    return app
