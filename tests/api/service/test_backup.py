"""Backup and restore; and migrations with data in the tables."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from api.store.backup import backup, restore
from api.store.database import connect
from api.store.migrate import downgrade, revisions, upgrade
from tests.api.service.conftest import new_database
from tests.api.service.departments import EXAMPLES, push
from tests.api.service.people import Caller
from wfm.errors import InputError, WfmError

COUNTED = (
    "account",
    "centre",
    "record",
    "volume",
    "roster",
    "shift",
    "placement",
    "audit",
    "job",
    "procrastinate_jobs",
)


def counts(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {table: connection.execute(text(f"select count(*) from {table}")).scalar_one() for table in COUNTED}


@pytest.fixture
def full(admin: Caller) -> None:
    """A department, published rosters and a job in the database."""
    push(admin, EXAMPLES / "small-office")
    admin("POST", "/v1/centres/dept/jobs/plan", 202, json={"week": "2026-W48"})


@pytest.mark.usefixtures("full")
def test_a_backup_comes_back_as_it_was(engine: Engine, url: str, server: str, tmp_path: Path) -> None:
    """Every table; published rosters are as fixed as before; the file is for its owner alone."""
    file = tmp_path / "all.backup"
    backup(url, file)
    before = counts(engine)

    assert min(before.values()) > 0
    assert os.stat(file).st_mode & 0o077 == 0
    with new_database(server) as empty:
        target = connect(empty)
        restore(target, empty, file)
        assert counts(target) == before
        with target.connect() as connection, pytest.raises(Exception, match="never changes"):
            connection.execute(text("delete from shift"))
        target.dispose()
        again = connect(empty)
        with pytest.raises(InputError, match="--replace"):
            restore(again, empty, file)
        restore(again, empty, file, replace=True)
        assert counts(again) == before
        again.dispose()


@pytest.mark.usefixtures("full")
def test_what_cannot_be_restored_leaves_everything_as_it_was(engine: Engine, url: str, tmp_path: Path) -> None:
    """No backup, half a backup, a service that still runs."""
    file = tmp_path / "all.backup"
    backup(url, file)
    before = counts(engine)
    other = connect(url)
    with other.connect(), pytest.raises(InputError, match="still uses"):
        restore(engine, url, file, replace=True)
    other.dispose()
    engine.dispose()
    target = connect(url)
    (tmp_path / "text").write_text("no backup", encoding="utf-8")
    (tmp_path / "half").write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    for wrong in ("nothing", "text", "half"):
        with pytest.raises(WfmError):
            restore(target, url, tmp_path / wrong, replace=True)
    assert counts(target) == before
    target.dispose()


@pytest.mark.usefixtures("full")
def test_every_step_down_and_up_goes_with_data_in_the_tables(engine: Engine) -> None:
    """What a step does not take away is kept through it."""
    before = counts(engine)
    downgrade(engine, revisions()[-2])
    upgrade(engine)
    after = counts(engine)

    assert {table: after[table] for table in COUNTED[:8]} == {table: before[table] for table in COUNTED[:8]}
    for revision in [*reversed(revisions()[:-1]), "base"]:
        downgrade(engine, revision)
    upgrade(engine)
    assert set(counts(engine).values()) == {0}
