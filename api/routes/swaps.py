"""Swaps among agents: offered, taken, confirmed, refused; every step judged by the rules of ``wfm swap``."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Response
from pydantic import Field
from starlette.status import HTTP_201_CREATED

from api import departments, swapping
from api.etag import IfMatch, etag
from api.kept import centre_at_hand
from api.routes.centres import CentreId
from api.security import Principal, needs
from api.store import rosters
from api.store.database import Db
from api.transaction import TransactionRoute
from wfm.model import Id, Model
from wfm.shifts import Shift

router = APIRouter(prefix="/v1/centres/{centre}/swaps", tags=["swaps"], route_class=TransactionRoute)

Member = Annotated[Principal, needs("rosters:read", "own:read")]
Person = Annotated[Principal, needs("own:write")]
Decider = Annotated[Principal, needs("swaps:decide")]
Either = Annotated[Principal, needs("own:write", "swaps:decide")]
OfferId = Annotated[int, Path(ge=1, le=2**63 - 1)]


class NewOffer(Model):
    """One's own shift of a day, offered to a colleague, or to anyone."""

    day: date = Field(examples=["2026-11-24"])
    to_agent_id: Id | None = Field(None, examples=["A3"])


class Taken(Model):
    """The day of the same week whose shift is given in return; none: the shift is only taken over."""

    day: date | None = Field(None, examples=["2026-11-26"])


class Offer(Model):
    """
    A shift that somebody offers, and what became of it.

    `shift` as it stands in the week in force, for as long as it does; `taken_day` is what is given in return.
    """

    id: int
    etag: str
    agent_id: str
    day: date
    to_agent_id: str | None
    state: Literal["offered", "accepted", "done", "refused", "withdrawn"]
    taken_by: str | None
    taken_day: date | None
    decided_by: str | None
    made_at: datetime
    shift: Shift | None


class Colleague(Model):
    """Somebody of the department, as everybody in it may know them."""

    agent_id: str
    name: str
    group: str


def _told(connection: Db, row: dict[str, Any], response: Response | None = None) -> Offer:
    [*found] = rosters.shifts_in_force(connection, row["centre_id"], row["day"], row["day"], row["agent_id"])
    tag = etag(row["version"])
    if response is not None:
        response.headers["ETag"] = tag
    fields = {name: row[name] for name in Offer.model_fields if name in row}
    return Offer(**fields, etag=tag, shift=found[0] if found else None)


@router.get("")
def every(centre: CentreId, connection: Db, who: Member) -> list[Offer]:
    """Offers of days from today on; agents see their own, those meant for them, and those open to anyone."""
    return [_told(connection, row) for row in swapping.offers_for(connection, who, centre)]


@router.get("/colleagues")
def colleagues(centre: CentreId, connection: Db, who: Member) -> list[Colleague]:
    """Everybody of the department, oneself too, by name alone."""
    found = centre_at_hand(connection, departments.centre_for(connection, who, centre))
    return [
        Colleague(agent_id=agent.agent_id, name=agent.name, group=agent.group)
        for agent in found.agents
        if agent.left_on is None
    ]


@router.post("", status_code=HTTP_201_CREATED)
def add(centre: CentreId, body: NewOffer, connection: Db, who: Person, response: Response) -> Offer:
    """Offer one's own shift."""
    made = swapping.offer(connection, who, centre, body.day, body.to_agent_id)
    return _told(connection, made, response)


@router.post("/{offer_id}/accept")
def accept(
    centre: CentreId, offer_id: OfferId, body: Taken, connection: Db, who: Person, response: Response, if_match: IfMatch
) -> Offer:
    """Take an offered shift; refused with the rule where one forbids it."""
    made = swapping.accept(connection, who, centre, offer_id, body.day, if_match)
    return _told(connection, made, response)


@router.post("/{offer_id}/confirm")
def confirm(
    centre: CentreId, offer_id: OfferId, connection: Db, who: Decider, response: Response, if_match: IfMatch
) -> Offer:
    """Make a swap that two people have agreed on: the week is published anew with it."""
    return _told(connection, swapping.confirm(connection, who, centre, offer_id, if_match), response)


@router.post("/{offer_id}/end")
def end(
    centre: CentreId, offer_id: OfferId, connection: Db, who: Either, response: Response, if_match: IfMatch
) -> Offer:
    """Take one's own offer back, or refuse somebody else's."""
    return _told(connection, swapping.end(connection, who, centre, offer_id, if_match), response)
