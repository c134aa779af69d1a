"""The volumes a roster was made for: contacts expected per queue and interval, with their bands."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter

from api import departments, rostering
from api.kept import forecast_at_hand
from api.routes.centres import CentreId
from api.routes.rosters import RosterId, Viewer
from api.store.database import Db
from api.transaction import TransactionRoute
from wfm.model import Model

router = APIRouter(prefix="/v1/centres/{centre}/rosters/{roster_id}", tags=["rosters"], route_class=TransactionRoute)


class Expected(Model):
    """One queue: contacts expected in each interval, and the bounds between which 80 % and 95 % of such intervals lie."""

    queue: str
    interval_starts: tuple[datetime, ...]
    offered: tuple[float, ...]
    lo80: tuple[float, ...]
    hi80: tuple[float, ...]


@router.get("/forecast")
def forecast(centre: CentreId, roster_id: RosterId, connection: Db, who: Viewer) -> list[Expected]:
    """Of every queue that is forecast, over the week of the roster."""
    row = rostering.roster_for(connection, who, centre, roster_id)
    found = forecast_at_hand(connection, departments.centre_for(connection, who, centre), row)
    starts = tuple(found.grid.local_starts())
    return [
        Expected(
            queue=queue, interval_starts=starts, offered=tuple(found.offered[at].tolist()),
            lo80=tuple(found.lo80[at].tolist()), hi80=tuple(found.hi80[at].tolist()),
        )
        for at, queue in enumerate(found.queues)
    ]  # fmt: skip
