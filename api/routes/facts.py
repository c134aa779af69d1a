"""A department at a glance: what a page must know before it can show anything of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Response

from api import departments
from api.errors import language_of
from api.etag import etag
from api.kept import centre_at_hand
from api.routes.centres import AcceptLanguage, CentreId
from api.security import Principal, needs
from api.store.database import Db
from api.transaction import TransactionRoute
from wfm.calendar import clock_text
from wfm.messages import say
from wfm.model import Model
from wfm.rules import EXCEPTION_KEYS

router = APIRouter(prefix="/v1/centres/{centre}", tags=["centres"], route_class=TransactionRoute)


class QueueFacts(Model):
    """A queue, the skill that serves it, and what it promises: a share of contacts answered within seconds."""

    id: str
    skill: str
    channel: str
    service_level: float | None
    answer_within_s: float | None


class TemplateFacts(Model):
    """A kind of shift, when it may start and how long it may be."""

    id: str
    starts: tuple[str, ...]
    paid_h: tuple[float, ...]


class LimitFacts(Model):
    """A limit that an exception may replace, by its key and in words."""

    key: str
    title: str


class Facts(Model):
    """Name, clock, groups, queues and shifts of a department."""

    id: str
    name: str
    revision: int
    time_zone: str
    interval_min: int
    language: str
    currency: str
    groups: tuple[str, ...]
    queues: tuple[QueueFacts, ...]
    templates: tuple[TemplateFacts, ...]
    limits: tuple[LimitFacts, ...]


@router.get("/facts")
def facts(
    centre: CentreId, connection: Db, who: Annotated[Principal, needs("department:read", "own:read")], response: Response,
    accept_language: AcceptLanguage = None,
) -> Facts:  # fmt: skip
    """Of one department."""
    row = departments.centre_for(connection, who, centre)
    found = centre_at_hand(connection, row)
    response.headers["ETag"] = etag(row["revision"])
    language = language_of(accept_language)
    return Facts(
        id=centre, name=found.name, revision=row["revision"], time_zone=found.time_zone, interval_min=found.interval_min,
        language=found.language, currency=found.currency,
        groups=tuple(dict.fromkeys(agent.group for agent in found.agents)),
        queues=tuple(
            QueueFacts(
                id=queue.id, skill=queue.pool, channel=queue.channel, service_level=queue.service_level,
                answer_within_s=queue.answer_within_s,
            )
            for queue in found.queues
        ),
        templates=tuple(
            TemplateFacts(id=each.id, starts=tuple(map(clock_text, each.start_minutes)), paid_h=each.paid_h)
            for each in found.templates
        ),
        limits=tuple(
            LimitFacts(key=key, title=say("limit_title", rule=say(f"rule_{rule}"), bound=say(f"bound_{name}")).text(language))
            for key in EXCEPTION_KEYS
            for rule, _, name in [key.partition(".")]
            if found.rule(rule) is not None
        ),
    )  # fmt: skip
