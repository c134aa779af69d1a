"""Who is off on a day and may be called in, and which limit that would pass."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Query

from api import departments, rostering
from api.errors import language_of
from api.kept import week_at_hand
from api.routes.centres import AcceptLanguage, CentreId
from api.routes.rosters import RosterId, Viewer
from api.store.database import Db
from api.transaction import TransactionRoute
from wfm.messages import say
from wfm.model import Model
from wfm.reports.call_in import call_in_list

router = APIRouter(prefix="/v1/centres/{centre}/rosters/{roster_id}", tags=["rosters"], route_class=TransactionRoute)


class Callable(Model):
    """One person: in which hours, in which order within the group, and what would need an exception; phones for who may."""

    group: str
    agent_id: str
    order: int
    phone: str | None
    emergency_phone: str | None
    free_from: datetime
    free_to: datetime
    needs_exception: tuple[str, ...]


@router.get("/call-in")
def call_in(
    centre: CentreId, roster_id: RosterId, connection: Db, who: Viewer,
    day: Annotated[date, Query(examples=["2026-11-24"])], accept_language: AcceptLanguage = None,
) -> list[Callable]:  # fmt: skip
    """By group, in the order in which to call."""
    row = rostering.roster_for(connection, who, centre, roster_id)
    week = week_at_hand(connection, departments.centre_for(connection, who, centre), row)
    language = language_of(accept_language)
    private = who.may("people:private")
    return [
        Callable(
            group=each.group, agent_id=each.agent_id, order=each.order, free_from=each.free_from, free_to=each.free_to,
            phone=each.phone if private else None, emergency_phone=each.emergency_phone if private else None,
            needs_exception=tuple(say(f"rule_{rule}").text(language) for rule in each.needs_exception),
        )
        for each in call_in_list(week.centre, week.roster, [day])
    ]  # fmt: skip
