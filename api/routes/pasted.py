"""The team sheet pasted from a spreadsheet."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from api import pasting
from api.routes.centres import CentreId, Writer
from api.store.database import Db
from api.transaction import TransactionRoute
from wfm.formats.columns import TABLES
from wfm.model import Model

router = APIRouter(prefix="/v1/centres/{centre}", tags=["people"], route_class=TransactionRoute)


class Paste(Model):
    """The text as a spreadsheet copies it, with its heading; `keep` makes the change, otherwise it is only looked at."""

    text: Annotated[
        str, Field(min_length=1, max_length=2_000_000, examples=["agent_id\tname\tgroup\nA51\tLin\tphone\n"])
    ]
    keep: Annotated[bool, Field(strict=True)] = False


class Pasted(Model):
    """Ids of the people added and changed."""

    added: tuple[str, ...]
    changed: tuple[str, ...]


@router.post("/people/paste")
def paste(centre: CentreId, body: Paste, connection: Db, who: Writer) -> Pasted:
    """Add people and change those who are there, column by column; all of it or nothing."""
    found = pasting.paste(connection, who, centre, TABLES["people"], body.text, keep=body.keep)
    return Pasted(added=found.added, changed=found.changed)
