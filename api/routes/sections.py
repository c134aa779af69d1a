"""Queues, contracts, shift templates and activities: the entries of centre.toml, changed in place in the file."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Response
from starlette.status import HTTP_204_NO_CONTENT

from api import departments
from api.errors import NotFoundError
from api.etag import IfMatch, etag
from api.routes.centres import CentreId, Reader, Writer
from api.store.database import Db
from api.transaction import TransactionRoute
from wfm.errors import InputError
from wfm.formats.centre_toml import LISTS
from wfm.messages import say

# No postponed annotations here: the routes of a section are annotated with its own model.

EntryId = Annotated[str, Path(min_length=1, max_length=100)]
EXAMPLES: dict[str, dict[str, Any]] = {
    "queue": {"id": "vip", "channel": "voice", "service_level": 0.9, "answer_within_s": 10, "aht_s": 300},
    "contract": {"id": "half", "min_h": 30, "max_h": 32},
    "shift": {"id": "late", "starts": "12:00-14:00", "paid_h": [8]},
    "activity": {
        "id": "briefing", "group": "phone", "duration_min": 30, "between": ["2026-11-24T09:00", "2026-11-24T12:00"],
    },
}  # fmt: skip
PLURALS = {"queue": "queues", "contract": "contracts", "shift": "shifts", "activity": "activities"}


def router_of(section: str) -> APIRouter:
    """List, read, set and delete the entries of a section; their ETag is that of the file."""
    router = APIRouter(
        prefix=f"/v1/centres/{{centre}}/{PLURALS[section]}", tags=["centre.toml"], route_class=TransactionRoute
    )
    field, entry_model = LISTS[section]
    model: Any = entry_model
    body = Annotated[model, Body(examples=[EXAMPLES[section]])]

    def entries(connection: Db, who: Reader, centre: str, response: Response) -> Any:
        row = departments.centre_for(connection, who, centre)
        response.headers["ETag"] = etag(row["toml_version"])
        return getattr(departments.department(connection, centre).centre, field)

    @router.get("", response_model=list[model], name=f"list {PLURALS[section]}")
    def every(centre: CentreId, connection: Db, who: Reader, response: Response) -> Any:
        return entries(connection, who, centre, response)

    @router.get("/{entry_id}", response_model=model, name=f"read {section}")
    def one(centre: CentreId, entry_id: EntryId, connection: Db, who: Reader, response: Response) -> Any:
        found = next((each for each in entries(connection, who, centre, response) if each.id == entry_id), None)
        if found is None:
            raise NotFoundError(say("thing_missing", thing=section, name=entry_id))
        return found

    @router.put("/{entry_id}", response_model=model, name=f"set {section}")
    def put(
        centre: CentreId, entry_id: EntryId, entry: body, connection: Db, who: Writer, response: Response,
        if_match: IfMatch,
    ) -> Any:  # fmt: skip
        if entry.id != entry_id:
            raise InputError(say("key_differs", name="id", key_=entry_id, value=entry.id))
        version = departments.set_entry(connection, who, centre, section, entry_id, entry, if_match)
        response.headers["ETag"] = etag(version)
        return next(each for each in entries(connection, who, centre, response) if each.id == entry_id)

    @router.delete("/{entry_id}", status_code=HTTP_204_NO_CONTENT, name=f"delete {section}")
    def drop(centre: CentreId, entry_id: EntryId, connection: Db, who: Writer, if_match: IfMatch) -> None:
        one(centre, entry_id, connection, who, Response())
        departments.set_entry(connection, who, centre, section, entry_id, None, if_match)

    return router


ROUTERS = tuple(router_of(section) for section in LISTS)
