"""The whole database as one file, and back, by PostgreSQL's own pg_dump and pg_restore."""

from __future__ import annotations

import os
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.engine import make_url

from api.settings import plain_url
from api.store.database import APPLICATION
from api.store.embedded import BINARIES
from api.store.migrate import upgrade
from wfm.errors import InputError, WfmError
from wfm.messages import say

BEFORE = "public_before"
"""Where the data that is replaced waits until the new data is in place."""
NEWER_SETTING = b"SET transaction_timeout = 0;\n"
"""Of PostgreSQL 17 on; no row of a table of ours reads like it."""


def backup(url: str, file: Path) -> int:
    """
    Write everything to a file, as it is at one moment, while the service runs; the file's size in bytes.

    Raises
    ------
    WfmError
        If it cannot be written; a file that was there stays as it was.
    """
    beside = file.with_name(f".{file.name}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.touch(mode=0o600)  # it holds everything there is about everybody
        _run("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={beside}")
        size = beside.stat().st_size
        beside.replace(file)
    except OSError as error:
        raise InputError(say("out_not_writable", folder=file, reason=error.strerror or error)) from None
    finally:
        beside.unlink(missing_ok=True)
    return size


def restore(engine: Engine, url: str, file: Path, *, replace: bool = False) -> None:
    """
    Read everything back, and bring it to the shape this version needs.

    Parameters
    ----------
    replace
        Whether what is there goes; without it a database that holds anything is refused.

    Raises
    ------
    InputError
        If the file is no backup, the service runs, or something is there that is not to be replaced.
    WfmError
        If it cannot be read back; what was there is as before.
    """
    if not file.is_file():
        raise InputError(say("file_missing", file=file))
    try:
        _run("pg_restore", None, "--list", str(file))
    except WfmError as error:
        raise InputError(say("backup_unreadable", file=file, reason=error)) from None
    with engine.connect() as connection:
        others = "select count(*) from pg_stat_activity where application_name = :name and pid <> pg_backend_pid()"
        others += " and datname = current_database()"
        if connection.execute(text(others), {"name": APPLICATION}).scalar_one():
            raise InputError(say("restore_in_use"))
        if connection.execute(text("select to_regclass('centre') is not null")).scalar_one() and not replace:
            raise InputError(say("restore_not_empty"))
    _execute(engine, f"drop schema if exists {BEFORE} cascade", f"alter schema public rename to {BEFORE}")
    try:
        _execute(engine, "create schema public")
        _read_back(url, file)
        upgrade(engine)
    except Exception:
        _execute(engine, "drop schema if exists public cascade", f"alter schema {BEFORE} rename to public")
        raise
    _execute(engine, f"drop schema {BEFORE} cascade")


def _execute(engine: Engine, *statements: str) -> None:
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def _run(program: str, url: str | None, *arguments: str) -> None:
    """Run one of PostgreSQL's programs."""
    command, environment = _command(program, url, *arguments)
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise _failed(program, ran.stderr)


def _read_back(url: str, file: Path) -> None:
    """
    Execute what a backup says, all of it or nothing.

    The programs that come with the product may be newer than the server; the one setting that they make and an older server does
    not know is left out.
    """
    reading, environment = _command("pg_restore", None, "--no-owner", "--schema=public", "--file=-", str(file))
    options = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--file=-")
    executing, with_password = _command("psql", url, *options)
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(reading, env=environment, stdout=subprocess.PIPE, stderr=said) as source,
        subprocess.Popen(executing, env=with_password, stdin=subprocess.PIPE, stdout=said, stderr=said) as sink,
    ):
        assert source.stdout is not None
        assert sink.stdin is not None
        with suppress(BrokenPipeError):  # it has stopped, and says why
            sink.stdin.writelines(line for line in source.stdout if line != NEWER_SETTING)
            sink.stdin.close()
        source.stdout.close()
        failed = [program for program, ran in (("psql", sink), ("pg_restore", source)) if ran.wait()]
        said.seek(0)
        if failed:
            raise _failed(failed[0], said.read().decode(errors="replace"))


def _command(program: str, url: str | None, *arguments: str) -> tuple[list[str], dict[str, str]]:
    """A command and its environment; the password by the latter, where other users of the machine do not see it."""
    environment, named = dict(os.environ), []
    if url is not None:
        address = make_url(plain_url(url))
        if address.password:
            environment["PGPASSWORD"] = str(address.password)
        named = [f"--dbname={address.set(password=None).render_as_string(hide_password=False)}"]
    return [str(BINARIES / program), *named, *arguments], environment


def _failed(program: str, said: str) -> WfmError:
    return WfmError(say("program_failed", program=program, reason=" ".join(said.split())[:500]))
