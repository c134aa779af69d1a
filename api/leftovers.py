"""The folder an attempt at a job works in, and what a worker that was killed has left of it on this machine."""

from __future__ import annotations

import re
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from api.store import jobs

PREFIX = "paiban-job"
NAMED = re.compile(rf"{PREFIX}-(?P<job>[0-9a-f-]{{36}})-(?P<attempt>\d+)-.+")


@contextmanager
def job_folder(engine: Engine, job_id: uuid.UUID, attempt: int) -> Iterator[Path]:
    """An empty folder for an attempt, gone at its end; those of attempts that were taken over go first."""
    remove_leftovers(engine)
    with tempfile.TemporaryDirectory(prefix=f"{PREFIX}-{job_id}-{attempt}-") as folder:
        yield Path(folder)


def remove_leftovers(engine: Engine) -> None:
    """Remove the folders of attempts that another has followed; what workers of another service left is theirs."""
    found = [
        (path, uuid.UUID(match["job"]), int(match["attempt"]))
        for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}-*")
        if (match := NAMED.fullmatch(path.name))
    ]
    if not found:
        return
    with engine.connect() as connection:
        latest = jobs.attempts_of(connection, {job_id for _, job_id, _ in found})
    for path, job_id, attempt in found:
        if attempt < latest.get(job_id, 0):
            shutil.rmtree(path, ignore_errors=True)
