"""A real PostgreSQL, started once per session, and a migrated database of its own for every test."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url

from api.app import create_app
from api.settings import psycopg_url
from api.store.database import connect
from api.store.embedded import embedded_postgres
from api.store.migrate import upgrade
from tests.api.service.departments import push
from tests.api.service.people import Caller, Cast
from tests.department import write_department

OUTSIDE = "WFM_TEST_DATABASE"
"""URL of a PostgreSQL server to test on instead of the embedded one."""
NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a server; as root its files lie outside pytest's folders, which every other pytest closes to all but root."""
    if outside := os.environ.get(OUTSIDE):
        yield outside
    else:
        with tempfile.TemporaryDirectory(prefix="paiban-pg-") as folder, embedded_postgres(Path(folder)) as url:
            yield url


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder outside pytest's own, which every other pytest closes to the account of the embedded server."""
    folder = Path(tempfile.mkdtemp(prefix="paiban-place-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def new_database(server: str, template: str = "template1") -> Iterator[str]:
    """The URL of a new database, dropped at the end."""
    name = f"paiban_test_{os.getpid()}_{next(NUMBERS)}"
    admin = create_engine(psycopg_url(server), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'create database {name} template "{template}"'))
        try:
            yield make_url(psycopg_url(server)).set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(text(f"drop database {name} with (force)"))
    admin.dispose()


@pytest.fixture(scope="session")
def template(server: str) -> Iterator[str]:
    """The name of a migrated database to copy."""
    with new_database(server) as url:
        engine = connect(url)
        upgrade(engine)
        engine.dispose()
        yield str(make_url(url).database)


@pytest.fixture
def empty_database(server: str) -> Iterator[Engine]:
    """A database in which there is nothing yet."""
    with new_database(server) as url:
        engine = connect(url)
        yield engine
        engine.dispose()


@pytest.fixture
def url(server: str, template: str) -> Iterator[str]:
    """The URL of a migrated database."""
    with new_database(server, template) as url:
        yield url


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """A migrated database."""
    engine = connect(url)
    yield engine
    engine.dispose()


@pytest.fixture
def client(engine: Engine) -> Iterator[TestClient]:
    """The service, nobody signed in."""
    with TestClient(create_app(engine), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def cast(client: TestClient, engine: Engine) -> Cast:
    """Accounts of any role, made as they are asked for."""
    return Cast(client, engine)


@pytest.fixture
def admin(cast: Cast) -> Caller:
    """The administrator."""
    return cast.of("admin")


@pytest.fixture
def dept(admin: Caller, tmp_path: Path) -> str:
    """The address of a small department that is there."""
    return push(admin, write_department(tmp_path / "dept"))
