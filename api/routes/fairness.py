"""Who works weekends, late shifts and holidays, and whose wishes are met: by what is published, beside the mean of the group."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from api import departments
from api.kept import centre_at_hand
from api.routes.centres import CentreId
from api.security import Principal, needs
from api.store import rosters
from api.store.database import Db
from api.transaction import TransactionRoute
from wfm.errors import InputError
from wfm.messages import say
from wfm.reports.ledger import LedgerRow, as_planned, fairness_ledger
from wfm.timegrid import days_from

router = APIRouter(prefix="/v1/centres/{centre}", tags=["schedule"], route_class=TransactionRoute)

MOST_DAYS = 400


@router.get("/fairness")
def fairness(
    centre: CentreId, connection: Db, who: Annotated[Principal, needs("rosters:read", "own:read")],
    from_day: Annotated[date, Query(examples=["2026-11-02"])], to_day: Annotated[date, Query(examples=["2026-11-29"])],
) -> list[LedgerRow]:  # fmt: skip
    """Of everybody in some days, both inclusive; agents see their own part and the mean."""
    days = (to_day - from_day).days + 1
    if not 1 <= days <= MOST_DAYS:
        raise InputError(say("days_out_of_range", first=from_day, last=to_day, most=MOST_DAYS))
    found = centre_at_hand(connection, departments.centre_for(connection, who, centre))
    shifts = rosters.shifts_in_force(connection, centre, from_day, to_day)
    rows = fairness_ledger(found, as_planned(shifts), days_from(from_day, days))
    return [row for row in rows if who.may("rosters:read") or row.agent_id == who.agent_id]
