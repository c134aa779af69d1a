"""One attempt at a job: its inputs, its progress, its end; whoever does it, and however often it was begun before."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import Connection, Engine

from api.archive import laid_out, unzipped, zipped
from api.audit import REQUEST_ID, note_change
from api.beside import beside
from api.errors import problem_of
from api.leftovers import job_folder
from api.spreading import Spread
from api.store import centres, jobs, rosters
from api.sweeps import SweepJob
from api.tasks import TASKS
from api.work import Outcome, PutBackError, Work
from scenarios.plan import StoppedError
from solver import Progress
from wfm.errors import WfmError
from wfm.messages import LANGUAGES, say
from wfm.shifts import Shift
from wfm.timegrid import iso_week, week_start

LOG = structlog.get_logger("paiban.worker")
LOOK_S = 0.5
"""Seconds between two reports of progress, and two looks whether the job is to be cancelled."""
UNSTOPPED_S = 1.5
"""Seconds that a search has to end by itself once the job is cancelled; whatever else runs is not waited for."""
MOST_ATTEMPTS = 50
"""A job whose worker dies as often is at fault itself."""


def work_on(engine: Engine, job_id: uuid.UUID, stopping: Callable[[], bool] = lambda: False) -> None:
    """
    Work on a job until it has ended; nothing where it has ended already.

    Parameters
    ----------
    stopping
        Whether the worker is to stop.

    Raises
    ------
    PutBackError
        Where it stopped before the job had ended.
    """
    with engine.begin() as connection:
        row = jobs.claim(connection, job_id)
    if row is None:
        return
    REQUEST_ID.set(str(job_id))
    with structlog.contextvars.bound_contextvars(job=str(job_id), kind=row["kind"], attempt=row["attempts"]):
        LOG.info("job begins")
        _Attempt(engine, row, stopping).run()


class _Attempt:
    def __init__(self, engine: Engine, row: dict[str, Any], stopping: Callable[[], bool]) -> None:
        self.engine, self.row, self.stopping = engine, row, stopping
        self.job_id: uuid.UUID = row["id"]
        self.attempt: int = row["attempts"]
        self.cancelled, self.overtaken = threading.Event(), threading.Event()
        self.cancelled_at: float | None = None
        self.latest: Progress | None = None
        self.unsaved: tuple[tuple[Shift, ...], int] | None = None
        self.best_known: int | None = row["best_objective"]

    def run(self) -> None:
        """Do it, and write down how it ended."""
        try:
            if self.attempt > MOST_ATTEMPTS:
                raise WfmError(say("job_given_up", attempts=MOST_ATTEMPTS))
            with (
                job_folder(self.engine, self.job_id, self.attempt) as base,
                beside(self._watch, LOOK_S, "progress not told"),
            ):
                outcome = self._do(base)
                result = _zipped_folder(base / "out")
            self._done(outcome, result)
        except StoppedError as stopped:
            self._stopped(stopped)
        except WfmError as error:
            self._end("failed", {"problems": _problems(error)})
        except PutBackError:
            raise
        except Exception as error:
            LOG.error("job failed", reason=str(error), exc_info=error)
            self._end("failed", {"problems": _problems(WfmError(say("service_failed")))})

    def _do(self, base: Path) -> Outcome:
        folder, out = base / "department", base / "out"
        folder.mkdir()
        out.mkdir()
        with self.engine.begin() as connection:
            laid_out(self._inputs(connection), folder)
            start = jobs.best_of(connection, self.job_id)
        task = TASKS[self.row["kind"]]
        options = task.options.model_validate(self.row["options"])
        language = self.row["language"]
        most = options.processes if isinstance(options, SweepJob) else 1
        shared = Spread(self.engine, self.job_id, self.attempt, self.row["priority"], language, most)
        work = Work(
            folder, out, language, self._listen, self._stop, shared, start, self.row["searched_s"], self.row["step"]
        )
        self._check_stop()
        return task.run(options, work)

    def _inputs(self, connection: Connection) -> dict[str, bytes]:
        """What the first attempt began with; every later one continues with the same."""
        kept = jobs.large(connection, self.job_id, "inputs")
        if kept is not None:
            return unzipped(kept, flat=False)
        centre_id = self.row["centre_id"]
        files = centres.files_of(connection, centre_id) | self._roster_files(connection)
        jobs.keep_inputs(connection, self.job_id, zipped(files))
        return files

    def _roster_files(self, connection: Connection) -> dict[str, bytes]:
        """The roster in question, and the forecasts behind published ones."""
        centre_id = self.row["centre_id"]
        found = rosters.forecasts_of(connection, centre_id)
        files = {f"forecasts/{iso_week(week)}-v{version}.csv": content for week, version, content in found}
        if (roster_id := self.row["options"].get("roster_id")) is not None:
            row = rosters.roster_row(connection, centre_id, roster_id)
            if row is None:
                raise WfmError(say("thing_missing", thing="roster", name=roster_id))
            files["roster.csv"] = rosters.roster_file(connection, roster_id)
            if (forecast := rosters.forecast_behind(connection, roster_id)) is not None:
                files["roster-forecast.csv"] = forecast
        return files

    # --- on the way ---------------------------------------------------------------------------------------------------

    def _stop(self) -> bool:
        return self.cancelled.is_set() or self.overtaken.is_set() or self.stopping()

    def _check_stop(self) -> None:
        if self.stopping() and not self.cancelled.is_set():
            self._put_back()

    def _listen(self, moment: Progress) -> None:
        """Remember how far the search is, and a better roster, to be saved beside it."""
        self.latest = moment
        better = moment.objective is not None and (self.best_known is None or moment.objective < self.best_known)
        if better and moment.roster is not None:
            assert moment.objective is not None
            self.unsaved, self.best_known = (moment.roster().shifts, moment.objective), moment.objective

    def _save(self) -> None:
        """Save the roster at hand, if it has not been saved yet."""
        unsaved, self.unsaved = self.unsaved, None
        if unsaved is not None:
            with self.engine.begin() as connection:
                jobs.save_best(connection, self.job_id, self.attempt, *unsaved)

    def _watch(self) -> bool:
        """Tell how far the work is, and see whether it is to be cancelled or somebody else's by now; whether that is all."""
        self._tell()
        if not self.cancelled.is_set():
            return False
        self.cancelled_at = self.cancelled_at or time.monotonic()
        if time.monotonic() - self.cancelled_at <= UNSTOPPED_S:
            return False
        self._end_cancelled()  # what still runs here changes nothing any more
        return True

    def _tell(self) -> None:
        self._save()
        values: dict[str, Any] = {}
        if (moment := self.latest) is not None:
            values = {
                "phase": moment.phase, "bound": moment.bound, "objective": moment.objective,
                "step": self.row["step"] + moment.step, "searched_s": self.row["searched_s"] + moment.wall_s,
            }  # fmt: skip
        with self.engine.begin() as connection:
            asked = jobs.tell_progress(connection, self.job_id, self.attempt, **values)
        if asked is None:
            self.overtaken.set()
        elif asked:
            self.cancelled.set()

    # --- the end ------------------------------------------------------------------------------------------------------

    def _done(self, outcome: Outcome, result: bytes) -> None:
        """The result, and the roster as a draft; nothing where another attempt has taken over."""
        with self.engine.begin() as connection:
            values: dict[str, Any] = {"result": result, "phase": "done"}
            if self.latest is not None:
                values |= {"objective": self.latest.objective, "bound": self.latest.bound}
            if not jobs.end(connection, self.job_id, self.attempt, "done", values):
                LOG.warning("job overtaken")
                return
            if outcome.week is not None:
                forecast = unzipped(result, flat=False).get("forecast.csv")
                _draft(connection, self.row, outcome.week, outcome.shifts, forecast)
        LOG.info("job done")

    def _stopped(self, stopped: StoppedError) -> None:
        """Cancelled: the best roster becomes a draft. Or the worker stops: it is saved, and the job put back."""
        found = stopped.result
        if found is not None and found.roster is not None:
            with self.engine.begin() as connection:
                jobs.save_best(connection, self.job_id, self.attempt, found.roster.shifts, found.objective)
        if not self.cancelled.is_set():
            self._put_back()
        self._end_cancelled()

    def _end_cancelled(self) -> None:
        self._save()
        with self.engine.begin() as connection:
            if not jobs.end(connection, self.job_id, self.attempt, "cancelled", {}):
                return
            keep_best(connection, self.row)
        LOG.info("job cancelled")

    def _put_back(self) -> None:
        with self.engine.begin() as connection:
            jobs.put_back(connection, self.job_id, self.attempt)
        LOG.info("job put back")
        raise PutBackError

    def _end(self, state: str, values: dict[str, Any]) -> None:
        with self.engine.begin() as connection:
            if jobs.end(connection, self.job_id, self.attempt, state, values):
                keep_best(connection, self.row)
        LOG.info("job ended", state=state)


def keep_best(connection: Connection, row: dict[str, Any]) -> None:
    """Make a draft of the best roster that a plan had saved before it ended without a result, if any."""
    best = jobs.best_of(connection, row["id"])
    if best is not None and row["kind"] == "plan":
        _draft(connection, row, week_start(row["options"]["week"]), best, None)


def _draft(
    connection: Connection, row: dict[str, Any], week: date, shifts: tuple[Shift, ...], forecast: bytes | None
) -> None:
    who, centre_id = row["created_by"], row["centre_id"]
    roster_id = rosters.add_draft(connection, centre_id, week, who, shifts, forecast)
    jobs.made_roster(connection, row["id"], roster_id)
    note_change(connection, who, "create", "roster", str(roster_id), centre_id=centre_id, after={"week": str(week)})


def _problems(error: WfmError) -> dict[str, Any]:
    """A refusal in every language: whoever asks later reads it in theirs."""
    return {language: problem_of(error, language).model_dump(mode="json", exclude_none=True) for language in LANGUAGES}


def _zipped_folder(folder: Path) -> bytes:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return zipped({path.relative_to(folder).as_posix(): path.read_bytes() for path in files})
