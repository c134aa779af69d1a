"""Departments: centre.toml, and the whole folder in and out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Header, Path, Request, Response
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.status import HTTP_201_CREATED, HTTP_204_NO_CONTENT

from api import departments
from api.archive import unzipped, zipped
from api.audit import note_change
from api.errors import language_of
from api.etag import IfMatch, etag, must_match
from api.security import Principal, needs
from api.store import centres
from api.store.database import Db
from api.transaction import TransactionRoute
from wfm.formats.centre_toml import FILE as CENTRE_TOML
from wfm.model import Model

router = APIRouter(prefix="/v1/centres", tags=["centres"], route_class=TransactionRoute)

CENTRE_ID = r"^[a-z0-9][a-z0-9-]{0,62}$"
CentreId = Annotated[str, Path(pattern=CENTRE_ID, examples=["team-of-50"])]
Reader = Annotated[Principal, needs("department:read")]
Member = Annotated[Principal, needs("department:read", "own:read")]
Writer = Annotated[Principal, needs("department:write")]
AcceptLanguage = Annotated[str | None, Header()]
ZIP = "application/zip"
TOML = "application/toml"
ARCHIVE = {"requestBody": {"required": True, "content": {ZIP: {"schema": {"type": "string", "format": "binary"}}}}}
EXAMPLE_TOML = """[centre]
time_zone = "Asia/Shanghai"
interval_min = 30
open = { mon-fri = "09:00-18:00" }
"""


class CentreName(Model):
    """A department's id and name."""

    id: str
    name: str


class NewCentre(Model):
    """A new department: its id and centre.toml."""

    id: Annotated[str, Field(pattern=CENTRE_ID, examples=["small-office"])]
    toml: Annotated[str, Field(examples=[EXAMPLE_TOML])]


class TakenIn(Model):
    """The department's revision, and what was repaired on reading."""

    revision: int
    notes: tuple[str, ...]

    @classmethod
    def of(cls, taken: departments.Taken, accept_language: str | None) -> TakenIn:
        """In the language asked for."""
        language = language_of(accept_language)
        return cls(revision=taken.revision, notes=tuple(note.text(language) for note in taken.notes))


@router.get("")
def all_centres(connection: Db, who: Member) -> list[CentreName]:
    """Every department there is for the one who asks."""
    return [
        CentreName(id=centre_id, name=name)
        for centre_id, name in centres.centre_ids(connection)
        if who.centre_id in (None, centre_id)
    ]


@router.post("", status_code=HTTP_201_CREATED)
def add(body: NewCentre, connection: Db, who: Writer, response: Response) -> CentreName:
    """A new department."""
    centre = departments.create(connection, who, body.id, body.toml.encode())
    response.headers["ETag"] = etag(1)
    return CentreName(id=body.id, name=centre.name)


@router.delete("/{centre}", status_code=HTTP_204_NO_CONTENT)
def drop(
    centre: CentreId, connection: Db, who: Annotated[Principal, needs("accounts:manage")], if_match: IfMatch
) -> None:
    """Delete a department with everything in it; for administrators."""
    row = departments.centre_for(connection, who, centre, for_change=True)
    must_match(if_match, row["revision"], centre, {"revision": row["revision"]})
    centres.drop_centre(connection, centre)
    note_change(connection, who.name, "delete", "centre", centre, centre_id=centre)


@router.get("/{centre}/centre.toml", response_class=Response, responses={200: {"content": {TOML: {}}}})
def toml(centre: CentreId, connection: Db, who: Member) -> Response:
    """The file as it was sent."""
    row = departments.centre_for(connection, who, centre)
    return Response(row["toml"], media_type=TOML, headers={"ETag": etag(row["toml_version"])})


@router.put("/{centre}/centre.toml", status_code=HTTP_204_NO_CONTENT)
def set_toml(
    centre: CentreId, connection: Db, who: Writer, response: Response, if_match: IfMatch,
    body: Annotated[bytes, Body(media_type=TOML, examples=[EXAMPLE_TOML])],
) -> None:  # fmt: skip
    """Replace it, if everything else still agrees with it."""
    row = departments.centre_for(connection, who, centre, for_change=True)
    must_match(if_match, row["toml_version"], CENTRE_TOML, row["toml"].decode("utf-8", errors="replace"))
    response.headers["ETag"] = etag(departments.set_toml(connection, who, centre, body))


@router.get("/{centre}/folder", response_class=Response, responses={200: {"content": {ZIP: {}}}})
def folder(centre: CentreId, connection: Db, who: Reader) -> Response:
    """The department as a ZIP archive of its folder: every table and column that the one who asks may see."""
    row = departments.centre_for(connection, who, centre)
    headers = {"ETag": etag(row["revision"]), "Content-Disposition": f'attachment; filename="{centre}.zip"'}
    return Response(zipped(departments.files_for(connection, who, centre)), media_type=ZIP, headers=headers)


@router.put("/{centre}/folder", openapi_extra=ARCHIVE)
async def take_folder(
    centre: CentreId, request: Request, connection: Db, who: Writer, response: Response,
    if_match: Annotated[str | None, Header(description="Absent for a department that is not there yet.")] = None,
    accept_language: AcceptLanguage = None,
) -> TakenIn:  # fmt: skip
    """Take in a whole department from a ZIP archive of its folder; published versions that are there already stay."""
    files = unzipped(await request.body())
    taken = await run_in_threadpool(departments.take_folder, connection, who, centre, files, if_match)
    response.headers["ETag"] = etag(taken.revision)
    return TakenIn.of(taken, accept_language)
