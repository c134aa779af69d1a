"""A sweep spread over the workers: whoever is free takes one scenario at a time, under a lease; the job's own worker too."""

from __future__ import annotations

import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import structlog
from sqlalchemy import Engine

from api.archive import laid_out, unzipped
from api.beside import beside
from api.queue import ask_for_help
from api.store import jobs, scenarios
from api.sweeps import SweepJob, study_of
from api.tasks import TASKS
from api.told import GroundTold, ScenarioTold
from api.work import PutBackError
from scenarios.compare import ScenarioFigures
from scenarios.lever_text import read_lever
from scenarios.plan import StoppedError
from scenarios.sweep import Ground, Scenario, Stop, Study

LOG = structlog.get_logger("paiban.worker")
LOOK_S = 0.5
"""Seconds between two renewals of a lease, and two looks at what others still work on."""


@dataclass(frozen=True)
class Spread:
    """The scenarios of one attempt at a job; see `scenarios.sweep.Shared`. Whatever is read back has gone through the database."""

    engine: Engine
    job_id: uuid.UUID
    attempt: int
    priority: int
    language: str
    most: int

    def ground(self) -> Ground | None:
        """That of an earlier attempt: this one goes on with its scenarios."""
        return _ground(self.engine, self.job_id, self.language)

    def begin(self, laid: Sequence[Scenario], ground: Ground) -> Ground:
        """Lay the scenarios out, and ask the other workers to take some."""
        told = GroundTold.of(ground).model_dump(mode="json")
        texts = [[lever.text for lever in scenario] for scenario in laid]
        with self.engine.begin() as connection:
            if scenarios.begin(connection, self.job_id, self.attempt, told, texts):
                for _ in texts[1:]:
                    ask_for_help(connection, self.job_id, self.priority)
        return self.ground() or ground

    def run(self, study: Study, ground: Ground, stop: Stop | None) -> list[ScenarioFigures]:
        """Take one scenario after the other; once none is left, wait for those that others have taken."""
        asked = stop or (lambda: False)
        while True:
            with self.engine.begin() as connection:
                values = scenarios.values_of(connection, self.job_id)
            if None not in values:
                return [ScenarioTold.model_validate(value).figures(self.language) for value in values]
            if asked():
                raise StoppedError
            if not _take_one(self.engine, self.job_id, self.most, study, ground, asked):
                time.sleep(LOOK_S)


def help_with(engine: Engine, job_id: uuid.UUID, stopping: Callable[[], bool]) -> None:
    """
    Take one scenario of another worker's job; nothing where none is left.

    Parameters
    ----------
    stopping
        Whether the worker is to stop.

    Raises
    ------
    PutBackError
        Where it stopped before the scenario had ended.
    """
    with engine.begin() as connection:
        row = jobs.job_row(connection, job_id)
        if row is None or not scenarios.is_any_open(connection, job_id):
            return
    options = TASKS[row["kind"]].options.model_validate(row["options"])
    assert isinstance(options, SweepJob), "only sweeps lay scenarios out"
    with structlog.contextvars.bound_contextvars(job=str(job_id), kind=row["kind"]):
        known = _known(engine, job_id, options, row["language"])
        if known is None:
            return
        try:
            if _take_one(engine, job_id, options.processes, *known, stopping):
                LOG.info("scenario planned for another worker")
        except StoppedError:
            raise PutBackError from None


def _take_one(engine: Engine, job_id: uuid.UUID, most: int, study: Study, ground: Ground, stop: Stop) -> bool:
    """Plan one scenario; False where there is none to take. StoppedError where told to stop, and it is given back."""
    with engine.begin() as connection:
        lease = scenarios.take(connection, job_id, most)
    if lease is None:
        return False
    scenario = tuple(read_lever(text) for text in lease.levers)
    with _held(engine, lease) as lost:
        try:
            figures = study.figures(scenario, ground, lambda: lost.is_set() or stop())
        except BaseException as error:
            with engine.begin() as connection:
                scenarios.give_back(connection, lease)
            if isinstance(error, StoppedError) and not stop():
                return True
            raise
    with engine.begin() as connection:
        scenarios.end(connection, lease, ScenarioTold.of(figures).model_dump(mode="json"))
    return True


@contextmanager
def _held(engine: Engine, lease: scenarios.Lease) -> Iterator[threading.Event]:
    """Renew a lease beside the work; yields what is set once the work is wanted no more."""
    lost = threading.Event()

    def renew() -> bool:
        with engine.begin() as connection:
            if not scenarios.renew(connection, lease):
                lost.set()
        return lost.is_set()

    with beside(renew, LOOK_S, "lease not renewed"):
        yield lost


@lru_cache(maxsize=1)
def _known(engine: Engine, job_id: uuid.UUID, options: SweepJob, language: str) -> tuple[Study, Ground] | None:
    """What the scenarios of a job are planned from, kept for the next of them; None where the job has just ended."""
    with engine.begin() as connection:
        inputs = jobs.large(connection, job_id, "inputs")
    ground = _ground(engine, job_id, language)
    if inputs is None or ground is None:
        return None
    with tempfile.TemporaryDirectory(prefix="paiban-") as base:
        laid_out(unzipped(inputs, flat=False), Path(base))
        return study_of(options, Path(base)), ground


def _ground(engine: Engine, job_id: uuid.UUID, language: str) -> Ground | None:
    with engine.begin() as connection:
        kept = jobs.large(connection, job_id, "ground")
    return None if kept is None else GroundTold.model_validate(kept).ground(language)
