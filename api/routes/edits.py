"""Edits of a draft: what each would do, shown while it is dragged, and making it; what was there before comes back for an undo."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Body, Response

from api import rostering
from api.errors import language_of
from api.etag import IfMatch, etag
from api.routes.centres import AcceptLanguage, CentreId
from api.routes.rosters import Editor, Finding, RosterId, Viewer
from api.store.database import Db
from api.transaction import TransactionRoute
from scenarios.by_hand import Edit, PersonDay
from wfm.model import Model

router = APIRouter(prefix="/v1/centres/{centre}/rosters/{roster_id}", tags=["rosters"], route_class=TransactionRoute)

EXAMPLE: dict[str, Any] = {
    "kind": "move", "agent_id": "A3", "day": "2026-11-24", "start": "2026-11-24T09:00+08:00", "end": "2026-11-24T18:00+08:00",
}  # fmt: skip
EditBody = Annotated[Edit, Body(examples=[EXAMPLE, {"kind": "off", "agent_id": "A3", "day": "2026-11-24"}])]


class Step(Model):
    """People more (or fewer) in one interval of a pool."""

    interval_start: datetime
    agents: float


class PoolChange(Model):
    """What becomes of one pool's coverage: the intervals in which it changes."""

    skill: str
    steps: tuple[Step, ...]


class Foreseen(Model):
    """What an edit would do: whose days it sets, which rules it newly breaks, and the coverage it changes."""

    days: tuple[PersonDay, ...]
    newly_broken: tuple[Finding, ...]
    coverage: tuple[PoolChange, ...]


class Done(Model):
    """An edit made: the days as they are now and as they were, and what it newly broke; `check` says all that is broken."""

    days: tuple[PersonDay, ...]
    before: tuple[PersonDay, ...]
    newly_broken: tuple[Finding, ...]


@router.post("/preview")
def preview(
    centre: CentreId, roster_id: RosterId, connection: Db, who: Viewer, body: EditBody,
    accept_language: AcceptLanguage = None,
) -> Foreseen:  # fmt: skip
    """What an edit would do; nothing is changed."""
    found = rostering.previewed(connection, who, centre, roster_id, body)
    language = language_of(accept_language)
    starts = found.grid.local_starts()
    coverage = tuple(
        PoolChange(
            skill=change.skill,
            steps=tuple(
                Step(interval_start=starts[at], agents=float(change.agents[at]))
                for at in np.flatnonzero(change.agents).tolist()
            ),
        )
        for change in found.changes
    )
    broken = tuple(Finding.of(each, language) for each in found.newly_broken)
    return Foreseen(days=found.days, newly_broken=broken, coverage=coverage)


@router.post("/edits")
def make(
    centre: CentreId, roster_id: RosterId, connection: Db, who: Editor, response: Response, if_match: IfMatch, body: EditBody,
    accept_language: AcceptLanguage = None,
) -> Done:  # fmt: skip
    """Move, stretch, swap, add a shift or give a day off in a draft; what that breaks is told, not refused."""
    edited = rostering.edit(connection, who, centre, roster_id, body, if_match)
    response.headers["ETag"] = etag(edited.revision)
    language = language_of(accept_language)
    newly = tuple(Finding.of(each, language) for each in edited.newly_broken)
    return Done(days=edited.days, before=edited.before, newly_broken=newly)
