"""A person's calendar as a feed: an address of their own, which opens their shifts and nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from starlette.status import HTTP_201_CREATED

from api import departments
from api.audit import note_change
from api.errors import NotFoundError
from api.kept import centre_at_hand
from api.security import Principal, needs
from api.store import accounts, rosters
from api.store.database import Db
from api.store.rosters import monday_of
from api.today import today
from api.transaction import TransactionRoute
from wfm.formats.calendars import calendar_of
from wfm.messages import LANGUAGES, say
from wfm.model import Model
from wfm.roster import Roster

router = APIRouter(prefix="/v1", tags=["schedule"], route_class=TransactionRoute)
CALENDAR = "text/calendar"
WEEKS_BACK, WEEKS_AHEAD = 4, 26
FeedKey = Annotated[str, Path(max_length=100, pattern=r"^paiban_[A-Za-z0-9_-]+$")]


class Feed(Model):
    """Where a calendar application finds one's shifts; shown this once."""

    path: str


@router.post("/me/calendar", status_code=HTTP_201_CREATED)
def new_feed(connection: Db, who: Annotated[Principal, needs("own:read")], response: Response) -> Feed:
    """A new address of one's own calendar; the one given before is no longer good."""
    response.headers["Cache-Control"] = "no-store"
    accounts.drop_keys(connection, who.account_id, purpose="calendar")
    number, key = accounts.issue_key(connection, who.account_id, "calendar", None, purpose="calendar")
    note_change(connection, who.name, "create", "key", str(number), after={"name": "calendar"})
    return Feed(path=f"/v1/feeds/{key}.ics")


@router.get("/feeds/{key}.ics", response_class=Response, responses={200: {"content": {CALENDAR: {}}}})
def feed(key: FeedKey, connection: Db, lang: Annotated[str | None, Query(max_length=10)] = None) -> Response:
    """The shifts in force of the person to whom the address was given, from four weeks ago to half a year ahead."""
    row = accounts.account_of_key(connection, key, purpose="calendar")
    if row is None:
        raise NotFoundError(say("feed_unknown"))
    who = Principal.of(row)
    if who.centre_id is None or who.agent_id is None:
        raise NotFoundError(say("feed_unknown"))
    centre = centre_at_hand(connection, departments.centre_for(connection, who, who.centre_id))
    agent = centre.agent(who.agent_id)
    if agent is None:
        raise NotFoundError(say("feed_unknown"))
    first = monday_of(today(centre.time_zone)) - timedelta(weeks=WEEKS_BACK)
    days = 7 * (WEEKS_BACK + WEEKS_AHEAD)
    shifts = rosters.shifts_in_force(connection, who.centre_id, first, first + timedelta(days=days - 1), agent.agent_id)
    language = lang if lang is not None and lang in LANGUAGES else centre.language
    content = calendar_of(centre, Roster(first, days, shifts), agent, language)
    return Response(content, media_type=CALENDAR, headers={"Cache-Control": "no-store"})
