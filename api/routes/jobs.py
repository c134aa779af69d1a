"""Jobs: started, watched, cancelled, and what came out of them."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Header, Path, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import Field
from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool
from starlette.status import HTTP_202_ACCEPTED

from api import departments
from api.archive import unzipped, zipped
from api.errors import NotFoundError, Problem, TakenError, TooManyError, language_of
from api.queue import enqueue
from api.routes.centres import ZIP, AcceptLanguage, CentreId
from api.security import Principal, needs
from api.store import jobs, rosters, scenarios
from api.store.database import Database, Db
from api.store.jobs import add_job
from api.tasks import TASKS, SimulateJob
from api.transaction import TransactionRoute
from api.working import keep_best
from wfm.messages import LANGUAGES, say
from wfm.model import Model

router = APIRouter(prefix="/v1/centres/{centre}/jobs", tags=["jobs"], route_class=TransactionRoute)

MOST_ACTIVE = 20
"""Jobs of one account that may wait or run at a time."""
LOOK_S = 0.5
"""Seconds between two looks at a job whose events are sent."""
EVENTS = "text/event-stream"
PRIVATE_FILES = ("call_in.csv",)
"""Files of a result that hold phone numbers."""
BYTES = "application/octet-stream"

State = Literal["queued", "running", "done", "failed", "cancelled"]
Runner = Annotated[Principal, needs("jobs:run")]
Watcher = Annotated[Principal, needs("jobs:read")]
JobId = Annotated[uuid.UUID, Path()]
Priority = Annotated[int, Query(ge=-100, le=100, description="The higher, the sooner.")]
Limit = Annotated[int, Query(ge=1, le=1000)]


class Job(Model):
    """
    A job: how far it is, and once it has ended, what came of it.

    `gap` is how far the best roster is at most from the best there can be, as a share of its points; None before there is one.
    """

    id: uuid.UUID
    centre_id: str
    kind: str
    options: dict[str, Any]
    state: State
    priority: int
    created_by: str
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    attempts: int
    phase: str
    objective: int | None
    bound: int | None
    gap: float | None
    step: int
    roster_id: int | None = Field(description="The draft it made.")
    problem: Problem | None = None


def told(row: dict[str, Any], language: str) -> Job:
    """A row of jobs in a language."""
    objective, bound = row["objective"], row["bound"]
    gap = None if objective is None or bound is None else (objective - bound) / objective if objective else 0.0
    problems = row["problems"]
    problem = None if problems is None else Problem(**problems[language])
    return Job(**{name: row[name] for name in Job.model_fields if name in row}, gap=gap, problem=problem)


def found_job(connection: Db, who: Principal, centre: str, job_id: uuid.UUID) -> dict[str, Any]:
    """The row of a job of a department that the one signed in may see; NotFoundError where there is none."""
    departments.centre_for(connection, who, centre)
    row = jobs.job_row(connection, job_id)
    if row is None or row["centre_id"] != centre:
        raise NotFoundError(say("thing_missing", thing="job", name=job_id))
    return row


def _submit(kind: str) -> Callable[..., Job]:
    task = TASKS[kind]

    def submit(
        centre: CentreId, options: Any, connection: Db, who: Runner, priority: Priority = 0,
        accept_language: AcceptLanguage = None,
    ) -> Job:  # fmt: skip
        who.must(task.scope)
        row = departments.centre_for(connection, who, centre)
        if task.check is not None:
            task.check(options)
        if isinstance(options, SimulateJob) and rosters.roster_row(connection, centre, options.roster_id) is None:
            raise NotFoundError(say("thing_missing", thing="roster", name=options.roster_id))
        if (count := jobs.active_of(connection, who.name)) >= MOST_ACTIVE:
            raise TooManyError(say("jobs_too_many", name=who.name, count=count), 10)
        own = departments.department(connection, row["id"]).centre.language
        language = language_of(accept_language) if accept_language else own if own in LANGUAGES else language_of(None)
        job_id = add_job(
            connection, centre_id=centre, kind=kind, options=options.model_dump(mode="json"), language=language,
            priority=priority, created_by=who.name,
        )  # fmt: skip
        enqueue(connection, job_id, priority)
        return told(found_job(connection, who, centre, job_id), language_of(accept_language))

    submit.__annotations__["options"] = Annotated[task.options, Body()]
    submit.__doc__ = task.options.__doc__
    return submit


for _kind in TASKS:
    router.add_api_route(
        f"/{_kind}", _submit(_kind), methods=["POST"], status_code=HTTP_202_ACCEPTED, name=f"start {_kind}"
    )


@router.get("")
def every(
    centre: CentreId, connection: Db, who: Watcher, limit: Limit = 100, accept_language: AcceptLanguage = None
) -> list[Job]:
    """The jobs of a department, the newest first."""
    departments.centre_for(connection, who, centre)
    return [told(row, language_of(accept_language)) for row in jobs.jobs_of(connection, centre, limit)]


@router.get("/{job_id}")
def one(centre: CentreId, job_id: JobId, connection: Db, who: Watcher, accept_language: AcceptLanguage = None) -> Job:
    """How far a job is."""
    return told(found_job(connection, who, centre, job_id), language_of(accept_language))


@router.get("/{job_id}/events", response_class=StreamingResponse, responses={200: {"content": {EVENTS: {}}}})
async def events(
    centre: CentreId, job_id: JobId, request: Request, connection: Db, engine: Database, who: Watcher,
    accept_language: AcceptLanguage = None,
) -> StreamingResponse:  # fmt: skip
    """Server-sent events: ``progress`` whenever something changed, ``scenario`` for each of a sweep, ``end`` at the end."""
    await run_in_threadpool(found_job, connection, who, centre, job_id)
    stream = _events(engine, job_id, language_of(accept_language), request)
    return StreamingResponse(stream, media_type=EVENTS, headers={"Cache-Control": "no-store"})


async def _events(engine: Engine, job_id: uuid.UUID, language: str, request: Request) -> AsyncIterator[str]:
    last, told_parts = None, 0
    while not await request.is_disconnected():
        row, parts = await run_in_threadpool(_look, engine, job_id, told_parts)
        if row is None:
            return
        for part in parts:
            yield f"event: scenario\ndata: {json.dumps(part, ensure_ascii=False)}\n\n"
        told_parts += len(parts)
        job = told(row, language)
        text = job.model_dump_json()
        ended = job.state not in jobs.ACTIVE
        if ended or text != last:
            yield f"event: {'end' if ended else 'progress'}\ndata: {text}\n\n"
        if ended:
            return
        last = text
        await asyncio.sleep(LOOK_S)


def _look(engine: Engine, job_id: uuid.UUID, told_parts: int) -> tuple[dict[str, Any] | None, list[Any]]:
    """The job, and the parts of it that have not been told; what had ended before the job did is among them."""
    with engine.connect() as connection:
        row = jobs.job_row(connection, job_id)
        return row, scenarios.parts_of(connection, job_id, told_parts)


@router.post("/{job_id}/cancel", status_code=HTTP_202_ACCEPTED)
def cancel(centre: CentreId, job_id: JobId, connection: Db, who: Runner, accept_language: AcceptLanguage = None) -> Job:
    """Ask a job to end; the best roster it has found becomes a draft."""
    row = found_job(connection, who, centre, job_id)
    state = jobs.ask_to_cancel(connection, job_id)
    if state is None:
        raise TakenError(say("job_has_ended", name=job_id))
    if state == "cancelled":
        keep_best(connection, row)
    return told(found_job(connection, who, centre, job_id), language_of(accept_language))


def _result(connection: Db, who: Principal, centre: str, job_id: uuid.UUID) -> dict[str, bytes]:
    row = found_job(connection, who, centre, job_id)
    who.must(TASKS[row["kind"]].scope)
    content = jobs.large(connection, job_id, "result")
    if content is None:
        key = "job_not_ended" if row["state"] in jobs.ACTIVE else "job_no_result"
        raise NotFoundError(say(key, name=job_id))
    hidden = () if who.may("people:private") else PRIVATE_FILES
    return {name: each for name, each in unzipped(content, flat=False).items() if name not in hidden}


@router.get("/{job_id}/result", response_class=Response, responses={200: {"content": {ZIP: {}}}})
def result(centre: CentreId, job_id: JobId, connection: Db, who: Watcher) -> Response:
    """The folder that came out, as a ZIP archive; without phone numbers for whom they are not meant."""
    return Response(zipped(_result(connection, who, centre, job_id)), media_type=ZIP)


@router.get("/{job_id}/result/{file:path}", response_class=Response, responses={200: {"content": {BYTES: {}}}})
def result_file(
    centre: CentreId, job_id: JobId, file: Annotated[str, Path(max_length=200)], connection: Db, who: Watcher,
    _accept: Annotated[str | None, Header(alias="accept")] = None,
) -> Response:  # fmt: skip
    """One file of it, such as ``proof.json`` or ``report.html``."""
    files = _result(connection, who, centre, job_id)
    if file not in files:
        raise NotFoundError(say("thing_missing", thing="file", name=file))
    headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
    return Response(files[file], media_type=BYTES, headers=headers)
