"""Places in the queue of the job engine (procrastinate), taken in the transaction that needs them; `api.jobs` serves it."""

from __future__ import annotations

import uuid

from procrastinate import App, SyncPsycopgConnector
from sqlalchemy import Connection

from api.store import jobs

QUEUE, TASK, HELP = "jobs", "paiban.job", "paiban.help"
HELP_BEHIND = 1_000
"""A worker helps with somebody's sweep only where no job waits for it: by so much its priority is lower."""


def enqueue(connection: Connection, job_id: uuid.UUID, priority: int) -> None:
    """Queue a job in the transaction that made it: both are there, or neither."""
    jobs.queued_as(connection, job_id, _defer(connection, TASK, job_id, priority))


def ask_for_help(connection: Connection, job_id: uuid.UUID, priority: int) -> None:
    """Queue a request to take one scenario of a job, for any worker that has nothing else to do."""
    _defer(connection, HELP, job_id, priority - HELP_BEHIND)


def _defer(connection: Connection, task: str, job_id: uuid.UUID, priority: int) -> int:
    engine = App(connector=SyncPsycopgConnector())
    raw = connection.connection.driver_connection
    deferrer = engine.configure_task(task, queue=QUEUE, priority=priority, connection=raw)
    number: int = deferrer.defer(job_id=str(job_id))
    return number
