"""Volumes: a year of them in one file, both ways."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from api import departments
from api.etag import etag
from api.routes.centres import AcceptLanguage, CentreId, Reader, TakenIn, Writer
from api.store import volumes
from api.store.database import Db
from api.transaction import TransactionRoute
from wfm.errors import InputError
from wfm.formats.columns import VOLUME_COLUMNS
from wfm.formats.volumes import volumes_csv
from wfm.messages import say

router = APIRouter(prefix="/v1/centres/{centre}/volumes", tags=["volumes"], route_class=TransactionRoute)

CSV = "text/csv"
EXAMPLE = "queue,interval_start,offered\nphone,2026-11-23T09:00+08:00,31\n"
UPLOAD = {"requestBody": {"required": True, "content": {CSV: {"schema": {"type": "string"}, "example": EXAMPLE}}}}
IN_MEMORY = 1_000_000
"""Bytes of an upload that are held in memory; more go to a file until the last has come."""


@router.get("", response_class=Response, responses={200: {"content": {CSV: {"example": EXAMPLE}}}})
def read(
    centre: CentreId, connection: Db, who: Reader,
    queue: Annotated[str | None, Query(max_length=100)] = None,
    from_time: Annotated[datetime | None, Query(description="From this instant on.")] = None,
    to_time: Annotated[datetime | None, Query(description="Up to, not including, this instant.")] = None,
) -> Response:  # fmt: skip
    """The volumes as volumes.csv."""
    for name, moment in (("from_time", from_time), ("to_time", to_time)):
        if moment is not None and moment.tzinfo is None:
            raise InputError(say("instant_without_offset", name=name, value=moment.isoformat()))
    row = departments.centre_for(connection, who, centre)
    zone = departments.department(connection, centre).conventions.time_zone
    history = volumes.read_volumes(connection, centre, zone, queue, from_time, to_time)
    content = f"{','.join(VOLUME_COLUMNS[:3])}\n".encode() if history is None else volumes_csv(history)
    return Response(content, media_type=CSV, headers={"ETag": etag(row["revision"])})


@router.put("", openapi_extra=UPLOAD)
async def send(
    centre: CentreId, request: Request, connection: Db, who: Writer, response: Response,
    replace: Annotated[bool, Query(description="Forget the volumes that were there.")] = False,
    accept_language: AcceptLanguage = None,
) -> TakenIn:  # fmt: skip
    """Send a volumes.csv of any length; intervals that were there are replaced. Rows of the future are left out."""
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as kept:
        async for part in request.stream():
            kept.write(part)
        kept.seek(0)
        now = datetime.now(UTC)
        taken = await run_in_threadpool(
            departments.take_volumes, connection, who, centre, kept, replace=replace, now=now
        )
    response.headers["ETag"] = etag(taken.revision)
    return TakenIn.of(taken, accept_language)
