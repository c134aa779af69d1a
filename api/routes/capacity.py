"""What is assumed of a department's year ahead: its capacity.toml, and the hiring classes in it, changed in place."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Path, Response
from starlette.status import HTTP_204_NO_CONTENT

from api import departments
from api.errors import NotFoundError
from api.etag import IfMatch, etag
from api.routes.centres import CentreId, Reader, Writer
from api.store.database import Db
from api.transaction import TransactionRoute
from wfm.capacity import CapacityAssumptions, HiringClass
from wfm.errors import InputError
from wfm.messages import say

router = APIRouter(prefix="/v1/centres/{centre}/capacity", tags=["centres"], route_class=TransactionRoute)

ClassId = Annotated[str, Path(min_length=1, max_length=100)]
Class = Annotated[HiringClass, Body(examples=[{"id": "spring", "skills": ["phone"], "max_size": 8, "lead_weeks": 6}])]


@router.get("")
def capacity(centre: CentreId, connection: Db, who: Reader, response: Response) -> CapacityAssumptions:
    """As kept, or the defaults; a job may be given others."""
    row = departments.centre_for(connection, who, centre)
    response.headers["ETag"] = etag(departments.capacity_version(row))
    return departments.assumed(row)


@router.put("/classes/{entry_id}")
def put(
    centre: CentreId,
    entry_id: ClassId,
    entry: Class,
    connection: Db,
    who: Writer,
    response: Response,
    if_match: IfMatch,
) -> CapacityAssumptions:
    """Add a hiring class, or change the one of that id; the first one takes the place of a class for every skill."""
    if entry.id != entry_id:
        raise InputError(say("key_differs", name="id", key_=entry_id, value=entry.id))
    departments.set_class(connection, who, centre, entry_id, entry, if_match)
    return capacity(centre, connection, who, response)


@router.delete("/classes/{entry_id}", status_code=HTTP_204_NO_CONTENT)
def drop(centre: CentreId, entry_id: ClassId, connection: Db, who: Writer, if_match: IfMatch) -> None:
    """Strike a hiring class."""
    known = departments.assumed(departments.centre_for(connection, who, centre)).hiring_class
    if all(each.id != entry_id for each in known):
        raise NotFoundError(say("thing_missing", thing="hiring_class", name=entry_id))
    departments.set_class(connection, who, centre, entry_id, None, if_match)
