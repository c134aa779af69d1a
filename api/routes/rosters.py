"""Rosters: drafts, edited shift by shift and checked at once; published versions, which never change."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Path, Query, Response
from pydantic import Field
from starlette.status import HTTP_201_CREATED, HTTP_204_NO_CONTENT

from api import departments, rostering
from api.errors import language_of
from api.etag import IfMatch, etag
from api.kept import centre_at_hand
from api.rostering import Some
from api.routes.centres import AcceptLanguage, CentreId
from api.security import Principal, needs
from api.store import rosters
from api.store.database import Db
from api.store.rosters import monday_of
from api.today import today
from api.transaction import TransactionRoute
from scenarios.by_hand import DayOff, PersonDay, Put
from wfm.model import Id, Model, Whole
from wfm.rules import Violation
from wfm.shifts import Shift

router = APIRouter(prefix="/v1/centres/{centre}", tags=["rosters"], route_class=TransactionRoute)

Viewer = Annotated[Principal, needs("rosters:read")]
Member = Annotated[Principal, needs("rosters:read", "own:read")]
Editor = Annotated[Principal, needs("rosters:write")]
Publisher = Annotated[Principal, needs("rosters:publish")]
Number = Annotated[Whole, Field(ge=1, le=2**63 - 1)]
Group = Annotated[str | None, Query(max_length=100, description="Only the people of this group; blank: of none.")]
RosterId = Annotated[int, Path(ge=1, le=2**63 - 1)]
AgentId = Annotated[str, Path(max_length=100, pattern=r"^[^;,\s]+$")]
Day = Annotated[date, Path(examples=["2026-11-24"])]
EXAMPLE_SHIFT: dict[str, Any] = {
    "agent_id": "A3",
    "shift_date": "2026-11-24",
    "shift_id": "day",
    "segments": [
        {
            "start": "2026-11-24T08:00+08:00",
            "end": "2026-11-24T12:00+08:00",
            "activity": "on_queue",
            "queues": ["phone"],
        },
        {"start": "2026-11-24T12:00+08:00", "end": "2026-11-24T13:00+08:00", "activity": "meal", "paid": False},
        {
            "start": "2026-11-24T13:00+08:00",
            "end": "2026-11-24T15:00+08:00",
            "activity": "on_queue",
            "queues": ["phone"],
        },
    ],
}


class RosterHead(Model):
    """A roster without its shifts."""

    id: int
    etag: str
    week: date
    state: Literal["draft", "published"]
    version: int | None
    created_by: str
    created_at: datetime
    published_by: str | None
    published_at: datetime | None


class RosterWhole(RosterHead):
    """A roster."""

    shifts: tuple[Shift, ...]


class NewRoster(Model):
    """A draft of the week of a day, of these shifts; or, with `copy_of`, a copy of another roster to be edited."""

    week: date | None = None
    copy_of: Number | None = Field(None, examples=[1])
    shifts: Annotated[tuple[Shift, ...], Field(max_length=50_000)] = ()


class Finding(Model):
    """A rule that is broken, by how much, in a sentence."""

    rule: str
    agent_id: str
    day: date
    observed: float
    limit: float
    unit: str
    sentence: str

    @classmethod
    def of(cls, violation: Violation, language: str) -> Finding:
        """In a language."""
        values = {name: getattr(violation, name) for name in cls.model_fields if name != "sentence"}
        return cls(**values, sentence=violation.sentence.text(language))


class Verdict(Model):
    """What an edit newly breaks, and everything that is broken now; a draft may, what is published may not."""

    newly_broken: tuple[Finding, ...]
    broken: tuple[Finding, ...]


def _head(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in RosterHead.model_fields if name != "etag"} | {"etag": etag(row["revision"])}


@router.get("/rosters")
def every(
    centre: CentreId, connection: Db, who: Viewer, week: Annotated[date | None, Query(description="Any day of it.")] = None,
    state: Literal["draft", "published"] | None = None,
) -> list[RosterHead]:  # fmt: skip
    """The rosters of a department, the newest first."""
    departments.centre_for(connection, who, centre)
    monday = None if week is None else monday_of(week)
    return [RosterHead(**_head(row)) for row in rosters.rosters_of(connection, centre, monday, state)]


@router.post("/rosters", status_code=HTTP_201_CREATED)
def add(centre: CentreId, body: NewRoster, connection: Db, who: Editor, response: Response) -> RosterHead:
    """A new draft."""
    found = centre_at_hand(connection, departments.centre_for(connection, who, centre))
    week = monday_of(body.week or today(found.time_zone))
    roster_id = rostering.add_draft(connection, who, centre, week, body.shifts, body.copy_of)
    head = RosterHead(**_head(rostering.roster_for(connection, who, centre, roster_id)))
    response.headers["ETag"] = head.etag
    return head


@router.get("/rosters/{roster_id}", response_model=RosterWhole)
def one(
    centre: CentreId, roster_id: RosterId, connection: Db, who: Viewer,
    agent_id: Annotated[str | None, Query(max_length=100, description="Only the shifts of this person.")] = None,
    group: Group = None,
) -> Response:  # fmt: skip
    """A roster with its shifts, of everybody or of some."""
    row = rostering.roster_for(connection, who, centre, roster_id)
    shifts = rostering.shifts_of(connection, who, centre, row, Some(agent_id, group))
    whole = RosterWhole.model_construct(
        **_head(row), shifts=shifts
    )  # thousands of shifts, checked when they were taken in
    return Response(whole.model_dump_json(), media_type="application/json", headers={"ETag": etag(row["revision"])})


@router.delete("/rosters/{roster_id}", status_code=HTTP_204_NO_CONTENT)
def drop(centre: CentreId, roster_id: RosterId, connection: Db, who: Editor, if_match: IfMatch) -> None:
    """Delete a draft."""
    rostering.drop(connection, who, centre, roster_id, if_match)


@router.get("/rosters/{roster_id}/check")
def check(
    centre: CentreId, roster_id: RosterId, connection: Db, who: Viewer, accept_language: AcceptLanguage = None
) -> list[Finding]:
    """Every hard rule that it breaks."""
    row = rostering.roster_for(connection, who, centre, roster_id)
    language = language_of(accept_language)
    return [Finding.of(each, language) for each in rostering.broken_by(connection, who, centre, row)]


@router.put("/rosters/{roster_id}/shifts/{agent_id}/{day}")
def set_shift(
    centre: CentreId, roster_id: RosterId, agent_id: AgentId, day: Day, connection: Db, who: Editor, response: Response,
    if_match: IfMatch, body: Annotated[Shift, Body(examples=[EXAMPLE_SHIFT])], accept_language: AcceptLanguage = None,
) -> Verdict:  # fmt: skip
    """Set a person's shift of a day in a draft, checked at once."""
    put = Put(put=(PersonDay(agent_id=agent_id, day=day, shift=body),))
    edited = rostering.edit(connection, who, centre, roster_id, put, if_match)
    return _verdict(edited, response, accept_language)


@router.delete("/rosters/{roster_id}/shifts/{agent_id}/{day}")
def drop_shift(
    centre: CentreId, roster_id: RosterId, agent_id: AgentId, day: Day, connection: Db, who: Editor, response: Response,
    if_match: IfMatch, accept_language: AcceptLanguage = None,
) -> Verdict:  # fmt: skip
    """Give a person the day off in a draft, checked at once."""
    edited = rostering.edit(connection, who, centre, roster_id, DayOff(agent_id=agent_id, day=day), if_match)
    return _verdict(edited, response, accept_language)


def _verdict(edited: rostering.Edited, response: Response, accept_language: str | None) -> Verdict:
    language = language_of(accept_language)
    response.headers["ETag"] = etag(edited.revision)
    newly, now = (
        tuple(Finding.of(each, language) for each in found) for found in (edited.newly_broken, edited.after.broken)
    )
    return Verdict(newly_broken=newly, broken=now)


@router.post("/rosters/{roster_id}/publish")
def publish(
    centre: CentreId, roster_id: RosterId, connection: Db, who: Publisher, response: Response, if_match: IfMatch
) -> RosterHead:
    """Publish a draft as the newest version of its week; refused where it breaks a rule that what is in force does not."""
    rostering.publish(connection, who, centre, roster_id, if_match)
    head = RosterHead(**_head(rostering.roster_for(connection, who, centre, roster_id)))
    response.headers["ETag"] = head.etag
    return head


@router.get("/schedule")
def schedule(
    centre: CentreId,
    connection: Db,
    who: Member,
    from_day: date,
    to_day: date,
    agent_id: Annotated[Id | None, Query()] = None,
) -> list[Shift]:
    """The shifts in force of some days, of everybody or of one; agents see their own."""
    departments.centre_for(connection, who, centre)
    if not who.may("rosters:read"):
        agent_id = who.agent_id
    return list(rosters.shifts_in_force(connection, centre, from_day, to_day, agent_id))
