"""The attendance rules of a department: ``[rules]`` of centre.toml, read and replaced as a whole."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Response
from pydantic import create_model

from api import departments
from api.etag import IfMatch, etag
from api.routes.centres import CentreId, Reader, Writer
from api.store.database import Db
from api.transaction import TransactionRoute
from wfm.model import Model
from wfm.rules import PRESETS, RULES, write_rules

router = APIRouter(prefix="/v1/centres/{centre}/rules", tags=["centre.toml"], route_class=TransactionRoute)

EXAMPLE = {"weekly_hours": {"min_h": 30, "max_h": 40}, "daily_rest": {"min_h": 11}}
_FIELDS: dict[str, Any] = {
    "preset": (Literal[tuple(PRESETS)] | None, None),
    **{name: (rule | None, None) for name, rule in RULES.items() if not rule.structural},
}
_DOC = "The rules that hold, each with its parameters; `preset` brings those of a country."
Rules: Any = create_model("Rules", __base__=Model, __doc__=_DOC, **_FIELDS)


def _told(connection: Db, who: Reader, centre: str, response: Response) -> Model:
    row = departments.centre_for(connection, who, centre)
    response.headers["ETag"] = etag(row["toml_version"])
    found: Model = Rules(**write_rules(departments.department(connection, centre).centre.rules))
    return found


@router.get("", response_model=Rules, response_model_exclude_none=True)
def read(centre: CentreId, connection: Db, who: Reader, response: Response) -> Any:
    """Every rule that holds, those of a preset written out."""
    return _told(connection, who, centre, response)


@router.put("", response_model=Rules, response_model_exclude_none=True)
def replace(
    centre: CentreId, connection: Db, who: Writer, response: Response, if_match: IfMatch,
    body: Annotated[Rules, Body(examples=[EXAMPLE])],
) -> Any:  # fmt: skip
    """Replace them all, in place in centre.toml; a rule that is not sent no longer holds."""
    departments.set_rules(connection, who, centre, body.model_dump(mode="json", exclude_none=True), if_match)
    return _told(connection, who, centre, response)
