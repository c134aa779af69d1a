"""What a roster amounts to: people required and rostered per pool, what is short, and everybody's hours with the reasons."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Query

from api import departments, rostering
from api.errors import NotFoundError, language_of
from api.kept import coverage_at_hand, week_at_hand
from api.rostering import Some
from api.routes.centres import AcceptLanguage, CentreId
from api.routes.rosters import AgentId, Group, RosterId, Viewer
from api.store.database import Db
from api.transaction import TransactionRoute
from scenarios.who_could import who_could
from wfm.messages import say
from wfm.model import Model
from wfm.reports.compliance import compliance

router = APIRouter(prefix="/v1/centres/{centre}/rosters/{roster_id}", tags=["rosters"], route_class=TransactionRoute)


class PoolSeries(Model):
    """One pool, interval by interval while it is open: people required, in whole numbers, and the mean number rostered."""

    skill: str
    interval_starts: tuple[datetime, ...]
    required: tuple[int, ...]
    rostered: tuple[float, ...]


class Short(Model):
    """Neighbouring intervals in which a pool lacks people: `agents` at the worst, `agent_hours` in all."""

    skill: str
    start: datetime
    end: datetime
    agents: float
    agent_hours: float


class Coverage(Model):
    """Coverage of every pool over the week, and where people are missing, the largest loss first."""

    interval_min: int
    pools: tuple[PoolSeries, ...]
    shortages: tuple[Short, ...]


class Hours(Model):
    """A person's week in hours: paid, and what it must hold after leave, contract and exceptions; null where no rule says."""

    agent_id: str
    paid_h: float
    shifts: int
    low_h: float | None
    high_h: float | None
    credited_h: float
    contract: str | None
    exception_id: str | None


class Reason(Model):
    """One rule on a person's week: kept, broken or excepted, in a sentence."""

    rule: str
    title: str
    status: str
    sentence: str


class Could(Model):
    """What keeps one person from helping out at a time: nothing where `reasons` is empty."""

    agent_id: str
    state: str
    reasons: tuple[str, ...]


@router.get("/coverage")
def coverage(centre: CentreId, roster_id: RosterId, connection: Db, who: Viewer) -> Coverage:
    """People required and rostered in each open interval of each pool."""
    row = rostering.roster_for(connection, who, centre, roster_id)
    report = coverage_at_hand(connection, departments.centre_for(connection, who, centre), row)
    series: dict[str, list[tuple[datetime, int, float]]] = {pool.pool.skill: [] for pool in report.pools}
    for each in report.rows():
        series[each.skill].append((each.interval_start, each.required, each.rostered))
    pools = []
    for skill, rows in series.items():
        starts, required, rostered = zip(*rows, strict=True) if rows else ((), (), ())
        pools.append(PoolSeries(skill=skill, interval_starts=starts, required=required, rostered=rostered))
    shortages = tuple(Short(**vars(stretch)) for stretch in report.short_stretches())
    return Coverage(interval_min=report.grid.interval_min, pools=tuple(pools), shortages=shortages)


@router.get("/hours")
def hours(centre: CentreId, roster_id: RosterId, connection: Db, who: Viewer, group: Group = None) -> list[Hours]:
    """Everybody's hours of the week beside what they must be, or those of a group."""
    row = rostering.roster_for(connection, who, centre, roster_id)
    found = rostering.hours_of(connection, who, centre, row, Some(group=group))
    return [Hours(**{name: getattr(each, name) for name in Hours.model_fields}) for each in found]


@router.get("/people/{agent_id}/why")
def why_person(
    centre: CentreId, roster_id: RosterId, agent_id: AgentId, connection: Db, who: Viewer,
    accept_language: AcceptLanguage = None,
) -> list[Reason]:  # fmt: skip
    """Every rule on one person's week, and what an exception or a contract allows."""
    row = rostering.roster_for(connection, who, centre, roster_id)
    week = week_at_hand(connection, departments.centre_for(connection, who, centre), row)
    agent = week.centre.agent(agent_id)
    if agent is None:
        raise NotFoundError(say("thing_missing", thing="people", name=agent_id))
    alone = week.centre.model_copy(update={"agents": (agent,)})
    language = language_of(accept_language)
    return [
        Reason(
            rule=each.rule,
            title=say(f"rule_{each.rule}").text(language),
            status=each.status,
            sentence=each.sentence.text(language),
        )
        for each in compliance(alone, week.roster)
        if each.agent_id == agent_id
    ]


@router.get("/who-could")
def why_short(
    centre: CentreId, roster_id: RosterId, connection: Db, who: Viewer,
    skill: Annotated[str, Query(max_length=100)], day: date, at: Annotated[datetime, Query(examples=["2026-11-24T09:00+08:00"])],
    accept_language: AcceptLanguage = None,
) -> list[Could]:  # fmt: skip
    """Why nobody else serves a pool at a time: what each person with the skill does then, or what keeps them from coming."""
    row = rostering.roster_for(connection, who, centre, roster_id)
    week = week_at_hand(connection, departments.centre_for(connection, who, centre), row)
    language = language_of(accept_language)
    return [
        Could(agent_id=each.agent_id, state=each.state, reasons=tuple(said.text(language) for said in each.reasons))
        for each in who_could(week.centre, week.roster, week.judge, skill, day, at)
    ]
