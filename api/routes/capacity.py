"""What is assumed of a department's year ahead: the capacity.toml that came with its folder."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter

from api import departments
from api.routes.centres import CentreId
from api.security import Principal, needs
from api.store.database import Db
from api.transaction import TransactionRoute
from wfm.capacity import CapacityAssumptions

router = APIRouter(prefix="/v1/centres/{centre}", tags=["centres"], route_class=TransactionRoute)


@router.get("/capacity")
def capacity(
    centre: CentreId, connection: Db, who: Annotated[Principal, needs("department:read")]
) -> CapacityAssumptions:
    """As kept, or the defaults; a job may be given others."""
    return departments.assumed(departments.centre_for(connection, who, centre))
