"""Jobs as rows: a job is claimed for an attempt, and only that attempt may say how far it is and what came out."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import BigInteger, ColumnElement, Connection, cast, func, select, update

from api.store.tables import job, roster
from wfm.shifts import Shift

SHIFTS: TypeAdapter[tuple[Shift, ...]] = TypeAdapter(tuple[Shift, ...])
ACTIVE = ("queued", "running")
LARGE = ("inputs", "best", "result", "ground")
"""Columns that are read only where they are needed."""
ENDED: Mapping[str, Any] = {"ended_at": func.now(), "inputs": None, "ground": None}
"""What becomes of every job that ends: nobody continues it."""
TOLD = tuple(column for column in job.c if column.name not in LARGE)


def add_job(connection: Connection, **values: Any) -> uuid.UUID:
    """A new job, queued."""
    job_id = uuid.uuid4()
    defaults = {
        "state": "queued", "attempts": 0, "cancel_asked": False, "phase": "", "step": 0, "searched_s": 0.0,
        "created_at": func.now(),
    }  # fmt: skip
    connection.execute(job.insert().values(id=job_id, **(defaults | values)))
    return job_id


def queued_as(connection: Connection, job_id: uuid.UUID, queue_id: int) -> None:
    """Remember the number the job engine knows it by."""
    connection.execute(update(job).where(job.c.id == job_id).values(queue_id=queue_id))


def job_row(connection: Connection, job_id: uuid.UUID, *, for_change: bool = False) -> dict[str, Any] | None:
    """One job without its large columns."""
    query = select(*TOLD).where(job.c.id == job_id)
    row = connection.execute(query.with_for_update() if for_change else query).mappings().one_or_none()
    return None if row is None else dict(row)


def jobs_of(connection: Connection, centre_id: str, limit: int) -> list[dict[str, Any]]:
    """The jobs of a department, the newest first."""
    query = select(*TOLD).where(job.c.centre_id == centre_id).order_by(job.c.created_at.desc()).limit(limit)
    return [dict(row) for row in connection.execute(query).mappings()]


def results_of(
    connection: Connection, centre_id: str, kinds: Collection[str], version: int | None, limit: int,
    job_id: uuid.UUID | None = None,
) -> list[dict[str, Any]]:  # fmt: skip
    """
    Jobs of some kinds that have ended with a result, the newest first.

    `roster_id` is the draft a job made, or else the roster it was about, `version` as which version that is published, if it is.
    """
    about = func.coalesce(job.c.roster_id, cast(job.c.options["roster_id"].astext, BigInteger))
    told = (column for column in TOLD if column.name != "roster_id")
    query = select(*told, about.label("roster_id"), roster.c.version).outerjoin(roster, roster.c.id == about)
    query = query.where((job.c.centre_id == centre_id) & job.c.kind.in_(kinds) & job.c.result.is_not(None))
    query = query if version is None else query.where(roster.c.version == version)
    query = query if job_id is None else query.where(job.c.id == job_id)
    return [dict(row) for row in connection.execute(query.order_by(job.c.ended_at.desc()).limit(limit)).mappings()]


def active_of(connection: Connection, who: str) -> int:
    """How many jobs of an account wait or run."""
    query = select(func.count()).where((job.c.created_by == who) & job.c.state.in_(ACTIVE))
    count: int = connection.execute(query).scalar_one()
    return count


def attempts_of(connection: Connection, job_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many attempts there have been at each of some jobs; jobs that are not there are left out."""
    query = select(job.c.id, job.c.attempts).where(job.c.id.in_(job_ids))
    return {row.id: row.attempts for row in connection.execute(query)}


def large(connection: Connection, job_id: uuid.UUID, name: str) -> Any:
    """One of the large columns."""
    return connection.execute(select(job.c[name]).where(job.c.id == job_id)).scalar_one_or_none()


def best_of(connection: Connection, job_id: uuid.UUID) -> tuple[Shift, ...] | None:
    """The best roster saved."""
    saved = large(connection, job_id, "best")
    return None if saved is None else SHIFTS.validate_python(saved)


def claim(connection: Connection, job_id: uuid.UUID) -> dict[str, Any] | None:
    """Begin an attempt at a job that has not ended; None where there is nothing to do any more."""
    begin = update(job).where((job.c.id == job_id) & job.c.state.in_(ACTIVE))
    begin = begin.values(
        state="running", attempts=job.c.attempts + 1, started_at=func.coalesce(job.c.started_at, func.now())
    )
    row = connection.execute(begin.returning(*TOLD)).mappings().one_or_none()
    return None if row is None else dict(row)


def attempt_at(job_id: uuid.UUID, attempt: int) -> ColumnElement[bool]:
    """Whether it is still that attempt's turn."""
    return (job.c.id == job_id) & (job.c.attempts == attempt) & (job.c.state == "running")


def keep_inputs(connection: Connection, job_id: uuid.UUID, inputs: bytes) -> None:
    """Remember what the job works on: a later attempt continues with the same."""
    connection.execute(update(job).where(job.c.id == job_id).values(inputs=inputs))


def tell_progress(connection: Connection, job_id: uuid.UUID, attempt: int, **values: Any) -> bool | None:
    """Say how far an attempt is; whether it has been asked to stop, None where it is no longer its turn."""
    tell = update(job).where(attempt_at(job_id, attempt)).values(**{"attempts": attempt} | values)
    asked: bool | None = connection.execute(tell.returning(job.c.cancel_asked)).scalar_one_or_none()
    return asked


def save_best(
    connection: Connection, job_id: uuid.UUID, attempt: int, shifts: tuple[Shift, ...], objective: int
) -> None:
    """Save a roster, if it is better than the one saved."""
    better = job.c.best_objective.is_(None) | (job.c.best_objective > objective)
    saved = SHIFTS.dump_python(shifts, mode="json")
    connection.execute(
        update(job).where(attempt_at(job_id, attempt) & better).values(best=saved, best_objective=objective)
    )


def end(connection: Connection, job_id: uuid.UUID, attempt: int, state: str, values: Mapping[str, Any]) -> bool:
    """End a job; False, and nothing is changed, where another attempt has taken it over."""
    ended = update(job).where(attempt_at(job_id, attempt))
    ended = ended.values(**{"state": state, **ENDED, **values})
    return connection.execute(ended).rowcount == 1


def made_roster(connection: Connection, job_id: uuid.UUID, roster_id: int) -> None:
    """Remember the draft a job made."""
    connection.execute(update(job).where(job.c.id == job_id).values(roster_id=roster_id))


def put_back(connection: Connection, job_id: uuid.UUID, attempt: int) -> None:
    """Back into the queue: the worker stops, another continues."""
    connection.execute(update(job).where(attempt_at(job_id, attempt)).values(state="queued"))


def ask_to_cancel(connection: Connection, job_id: uuid.UUID) -> str | None:
    """Ask for a job's end: at once where nobody works on it yet; its state, None where it has ended."""
    row = job_row(connection, job_id, for_change=True)
    if row is None or row["state"] not in ACTIVE:
        return None
    values: dict[str, Any] = {"cancel_asked": True}
    if row["state"] == "queued":
        values |= {"state": "cancelled", **ENDED}
    connection.execute(update(job).where(job.c.id == job_id).values(values))
    return str(values.get("state", row["state"]))
