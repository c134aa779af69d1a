"""Worker processes: one in the foreground (``wfm worker``), or some that ``wfm serve`` keeps alive beside the API."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import structlog

from api.jobs import GRACE_S, run_worker
from api.observe import log_as_json
from api.settings import Settings
from api.store.database import connect

LOG = structlog.get_logger("paiban.worker")
LOOK_S = 0.5
PAUSE_S = 1.0
"""Seconds before a worker that ended is replaced."""
NICENESS = 5
"""A third of the weight of the API where both want a processor; with less, a worker on a busy machine seems dead to the others."""
AUTOGROUP = Path("/proc/self/autogroup")
PARENT = "WFM_PARENT"
"""Environment variable with the process whose end a worker does not outlive."""


def work(url: str) -> None:
    """Be a worker until told to stop; whoever waits for an answer of the API comes before its search."""
    log_as_json()
    stand_back()
    engine = connect(url)
    if parent := os.environ.get(PARENT):
        threading.Thread(target=_end_with, args=(int(parent),), daemon=True).start()
    try:
        run_worker(engine, url)
    finally:
        engine.dispose()


def stand_back() -> None:
    """
    Leave the processor to whoever answers somebody.

    Linux shares it out among sessions first, then within each: a worker that leads a session of its own has to set the session
    back, or its own niceness counts against nobody.
    """
    os.nice(NICENESS)
    if os.getsid(0) == os.getpid():
        with suppress(OSError):  # not Linux, or its scheduler does not know sessions
            AUTOGROUP.write_text(str(NICENESS), encoding="ascii")


def _end_with(parent: int) -> None:
    """Stop once the parent is gone: what it kept alive is not left over."""
    while os.getppid() == parent:
        threading.Event().wait(LOOK_S)
    os.kill(os.getpid(), 15)


@contextmanager
def workers(count: int, url: str) -> Iterator[None]:
    """Keep so many worker processes alive; at the end they put back what they have in hand, and end."""
    ending = threading.Event()
    keepers = [threading.Thread(target=_keep_alive, args=(url, ending)) for _ in range(count)]
    for keeper in keepers:
        keeper.start()
    try:
        yield
    finally:
        ending.set()
        for keeper in keepers:
            keeper.join()


def _keep_alive(url: str, ending: threading.Event) -> None:
    # The address may hold a password: by the environment, where other users of the machine do not see it.
    environment = {**os.environ, "WFM_DATABASE": url, PARENT: str(os.getpid())}
    while not ending.is_set():
        process = subprocess.Popen([sys.executable, "-m", "api.worker"], env=environment, start_new_session=True)
        while process.poll() is None and not ending.wait(LOOK_S):
            pass
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(GRACE_S + 5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        elif not ending.wait(PAUSE_S):
            LOG.warning("worker replaced", ended_with=process.returncode)


if __name__ == "__main__":
    work(Settings().database or "")
