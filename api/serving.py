"""The service as a process: its database started and migrated, its first key, and listening until told to stop."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import uvicorn
from fastapi import FastAPI
from sqlalchemy import Engine

from api.app import create_app
from api.observe import log_as_json
from api.settings import LOOPBACK, Settings
from api.store import accounts
from api.store.database import connect
from api.store.embedded import embedded_postgres, running_postgres
from api.store.migrate import upgrade
from api.warm import make_routes, warm_up
from api.worker import workers

GRACE_S = 10
"""Seconds that requests in flight have to end when the service is stopped."""
FIRST_ACCOUNT = "admin"


def serve(settings: Settings, tell: Callable[..., None], *, new_key: bool = False) -> None:
    """
    Serve the API, with everything it needs, until stopped.

    Parameters
    ----------
    tell
        Prints a sentence: its key and its values.
    new_key
        Print another key of the first account, for whom the first is lost.
    """
    log_as_json()
    issuer = settings.issuer
    with database_url(settings) as url, migrated(url) as engine:
        key = first_key(engine, again=new_key)
        if key is not None:
            tell("serve_first_key", name=FIRST_ACCOUNT, secret=key)
        if settings.host != LOOPBACK:
            tell("serve_open", host=settings.host)
        tell("serve_ready", host=settings.host, port=settings.port)
        app = create_app(engine, issuer)
        make_routes(app)
        warming = threading.Thread(target=warm_up, args=(engine,), daemon=True)
        warming.start()
        with workers(settings.workers, url):
            listen(app, settings)
    if warming.is_alive():
        _leave()


def _leave() -> None:
    """End the process now that all is closed: the interpreter would abort on a thread that is in the middle of a compiler."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def listen(app: FastAPI, settings: Settings) -> None:
    """Serve until told to stop; requests in flight are finished, then this returns."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # uvicorn raises the signal again once it has stopped
    with suppress(KeyboardInterrupt):
        uvicorn.run(
            app, host=settings.host, port=settings.port, log_config=None, access_log=False, server_header=False,
            timeout_graceful_shutdown=GRACE_S,
        )  # fmt: skip


@contextmanager
def database_url(settings: Settings, *, running: bool = False) -> Iterator[str]:
    """
    The URL of the database to use; an embedded one runs as long as this lasts.

    Parameters
    ----------
    running
        Whether the one that a running service has started may be used.
    """
    if settings.database is not None:
        yield settings.database
    elif running and (url := running_postgres(settings.data)) is not None:
        yield url
    else:
        with embedded_postgres(settings.data) as url:
            yield url


@contextmanager
def migrated(url: str) -> Iterator[Engine]:
    """The database, in the shape this version needs."""
    engine = connect(url)
    try:
        upgrade(engine)
        yield engine
    finally:
        engine.dispose()


def first_key(engine: Engine, *, again: bool = False) -> str | None:
    """A key of the administrator's account, which is made where there is none yet; None where there is one, unless `again`."""
    with engine.begin() as connection:
        row = accounts.account_named(connection, FIRST_ACCOUNT)
        if row is None and not accounts.all_accounts(connection):
            row = accounts.add_account(connection, name=FIRST_ACCOUNT, role="admin", grants=[])
        elif row is None or not again:
            return None
        _, key = accounts.issue_key(connection, row["id"], "first start", None)
    return key
