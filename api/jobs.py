"""
Jobs that survive: queued in the same PostgreSQL, taken by any worker, continued by another where a worker dies.

Only this and `api.queue` know the job engine (procrastinate). It delivers each job at least once; what a job may change is guarded
by its attempt (`api.store.jobs`), and each scenario of a sweep by its lease (`api.store.scenarios`), so that twice changes nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import threading
import uuid
from collections.abc import Callable
from datetime import UTC, datetime

import structlog
from procrastinate import App, PsycopgConnector, RetryStrategy
from procrastinate.exceptions import ConnectorException
from sqlalchemy import Engine, text

from api.queue import HELP, QUEUE, TASK, enqueue
from api.settings import plain_url
from api.spreading import help_with
from api.work import PutBackError
from api.working import work_on

HEARTBEAT_S = 2.0
DEAD_AFTER_S = 10.0
"""Seconds without a heartbeat after which a worker is taken for dead and its job given to another."""
LOOK_S = 3.0
"""Seconds between two looks for jobs whose worker died, or that the engine does not know."""
GRACE_S = 20.0
"""Seconds a stopping worker has to save its roster and put its job back."""
LOG = structlog.get_logger("paiban.worker")


def run_worker(engine: Engine, url: str) -> None:
    """Work on jobs until told to stop by SIGTERM or SIGINT; a job in hand is put back with the best roster saved."""
    asyncio.run(_Worker(engine, url).run())


class _Worker:
    def __init__(self, engine: Engine, url: str) -> None:
        self.engine = engine
        self.stopping = threading.Event()
        self.app = App(connector=PsycopgConnector(conninfo=plain_url(url)))
        retry = RetryStrategy(max_attempts=1_000, retry_exceptions={PutBackError})
        self.app.task(name=TASK, queue=QUEUE, retry=retry)(self._job)
        self.app.task(name=HELP, queue=QUEUE, retry=retry)(self._help)

    def _job(self, job_id: str) -> None:
        work_on(self.engine, uuid.UUID(job_id), self.stopping.is_set)

    def _help(self, job_id: str) -> None:
        help_with(self.engine, uuid.UUID(job_id), self.stopping.is_set)

    async def run(self) -> None:
        """Until a signal comes."""
        async with self.app.open_async():
            working = asyncio.create_task(
                self.app.run_worker_async(
                    queues=[QUEUE], concurrency=1, install_signal_handlers=False, delete_jobs="successful",
                    fetch_job_polling_interval=LOOK_S, update_heartbeat_interval=HEARTBEAT_S,
                    stalled_worker_timeout=DEAD_AFTER_S, shutdown_graceful_timeout=GRACE_S,
                )
            )  # fmt: skip
            rescuing = asyncio.create_task(self._rescue())
            self._on_signals(working.cancel)
            LOG.info("worker ready")
            with contextlib.suppress(asyncio.CancelledError):
                await working
            rescuing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await rescuing

    def _on_signals(self, end: Callable[[], object]) -> None:
        def stop() -> None:
            self.stopping.set()
            end()

        for each in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(each, stop)

    async def _rescue(self) -> None:
        """Give on the jobs of workers that died, and queue again what the engine has lost."""
        while True:
            try:
                for stalled in await self.app.job_manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER_S):
                    LOG.warning("job taken over", job=stalled.task_kwargs.get("job_id"))
                    await self.app.job_manager.retry_job(stalled, retry_at=datetime.now(UTC))
                await asyncio.to_thread(requeue_lost, self.engine)
            except ConnectorException as error:
                LOG.warning("database", reason=str(error))
            await asyncio.sleep(LOOK_S)


_LOST = text("""
    select id, priority from job
    where state in ('queued', 'running') and not exists (
        select 1 from procrastinate_jobs known where known.id = job.queue_id and known.status in ('todo', 'doing'))
    for update skip locked
""")


def requeue_lost(engine: Engine) -> None:
    """Queue the jobs again that have not ended and have no place in the queue."""
    with engine.begin() as connection:
        for row in connection.execute(_LOST):
            LOG.warning("job queued again", job=str(row.id))
            enqueue(connection, row.id, row.priority)
