"""The database of an application, and the connection of one request: everything a request does is one transaction."""

from __future__ import annotations

import time
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import OperationalError

from api.settings import psycopg_url
from wfm.errors import InputError
from wfm.messages import say

CONNECTIONS = 20
APPLICATION = "paiban"
"""The name under which PostgreSQL knows our connections."""
PATIENCE_S = 10.0


def connect(url: str) -> Engine:
    """
    The database at a URL, waited for while it starts.

    Raises
    ------
    InputError
        If it cannot be reached.
    """
    engine = create_engine(
        psycopg_url(url), pool_size=CONNECTIONS, max_overflow=CONNECTIONS, pool_pre_ping=True,
        connect_args={"application_name": APPLICATION},
    )  # fmt: skip
    began = time.monotonic()
    while True:
        try:
            with engine.connect():
                return engine
        except OperationalError as error:
            if time.monotonic() - began > PATIENCE_S:
                reason = " ".join(str(error.orig).split())
                raise InputError(say("database_unreachable", reason=reason)) from None
            time.sleep(0.2)


async def engine_of(request: Request) -> Engine:
    """The database of the application: for what runs longer than a request's transaction. Asynchronous, to need no thread."""
    engine: Engine = request.app.state.engine
    return engine


async def connection_of(request: Request) -> Connection:
    """The connection of this request, see `api.transaction`. Asynchronous, to need no thread."""
    connection: Connection = request.state.connection
    return connection


Db = Annotated[Connection, Depends(connection_of)]
Database = Annotated[Engine, Depends(engine_of)]
