"""A person's data: handed out, and erased."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Response
from starlette.status import HTTP_204_NO_CONTENT

from api import personal
from api.errors import ForbiddenError
from api.routes.centres import CentreId
from api.routes.rosters import AgentId
from api.security import Principal, needs
from api.store.database import Db
from api.transaction import TransactionRoute
from wfm.messages import say
from wfm.model import Model

router = APIRouter(prefix="/v1/centres/{centre}/people/{agent_id}", tags=["people"], route_class=TransactionRoute)


class PersonalData(Model):
    """Everything that is kept about a person."""

    tables: dict[str, list[dict[str, Any]]]
    shifts: list[dict[str, Any]]
    accounts: list[dict[str, Any]]
    changes: list[dict[str, Any]]


@router.get("/personal-data")
def data(
    centre: CentreId, agent_id: AgentId, connection: Db, who: Annotated[Principal, needs("personal:erase", "own:read")]
) -> PersonalData:
    """Everything that is kept about a person; agents may have their own."""
    if not who.may("personal:erase") and not who.is_person(centre, agent_id):
        raise ForbiddenError(say("only_ones_own", name=who.name))
    return PersonalData(**personal.data_of(connection, who, centre, agent_id))


@router.delete("/personal-data", status_code=HTTP_204_NO_CONTENT)
def erase(
    centre: CentreId, agent_id: AgentId, connection: Db, who: Annotated[Principal, needs("personal:erase")]
) -> Response:
    """Erase who a person was; the id stays where totals need it."""
    personal.erase(connection, who, centre, agent_id)
    return Response(status_code=HTTP_204_NO_CONTENT)
