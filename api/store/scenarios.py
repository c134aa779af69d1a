"""
The scenarios of a sweep as rows that workers take: each is lent to one at a time, and only that one may say what came of it.

Who does not renew its lease in time is taken for dead, and the scenario is lent again.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Function, delete, func, select, update

from api.store.jobs import ACTIVE, attempt_at
from api.store.tables import job, job_part, job_scenario

LEASE_S = 10.0
"""Seconds after which a scenario whose lease was not renewed is lent to another."""

_IS_WANTED = job.c.state.in_(ACTIVE) & ~job.c.cancel_asked
_IS_OPEN = job_scenario.c.part.is_(None)


@dataclass(frozen=True)
class Lease:
    """One scenario in the hands of one worker; `levers` as they are written."""

    key: uuid.UUID
    job_id: uuid.UUID
    levers: tuple[str, ...]


def begin(
    connection: Connection, job_id: uuid.UUID, attempt: int, ground: Any, scenarios: Sequence[Sequence[str]]
) -> bool:
    """Lay out the scenarios of a sweep, once; False where it is not that attempt's turn, or somebody else has."""
    begun = update(job).where(attempt_at(job_id, attempt) & job.c.ground.is_(None)).values(ground=ground)
    if connection.execute(begun).rowcount == 0:
        return False
    connection.execute(delete(job_part).where(job_part.c.job_id == job_id))
    rows = [{"job_id": job_id, "place": place, "levers": list(levers)} for place, levers in enumerate(scenarios)]
    if rows:
        connection.execute(job_scenario.insert(), rows)
    return True


def take(connection: Connection, job_id: uuid.UUID, most: int) -> Lease | None:
    """Lend the first scenario that nobody works on; None where there is none, or `most` are lent already."""
    if not _locked(connection, job_id):
        return None
    of_job = (job_scenario.c.job_id == job_id) & _IS_OPEN
    is_lent = job_scenario.c.lease_until > func.clock_timestamp()
    lent = select(func.count()).select_from(job_scenario).where(of_job & is_lent)
    if connection.execute(lent).scalar_one() >= most:
        return None
    free = of_job & (job_scenario.c.lease.is_(None) | ~is_lent)
    place = select(func.min(job_scenario.c.place)).where(free).scalar_subquery()
    key = uuid.uuid4()
    taken = update(job_scenario).where((job_scenario.c.job_id == job_id) & (job_scenario.c.place == place))
    taken = taken.values(lease=key, lease_until=_lease_end())
    levers = connection.execute(taken.returning(job_scenario.c.levers)).scalar_one_or_none()
    return None if levers is None else Lease(key, job_id, tuple(levers))


def renew(connection: Connection, lease: Lease) -> bool:
    """Hold on to a scenario; False where it is somebody else's by now, or is not wanted any more."""
    is_wanted = select(job.c.id).where((job.c.id == lease.job_id) & _IS_WANTED).exists()
    held = update(job_scenario).where(_of(lease) & is_wanted).values(lease_until=_lease_end())
    return connection.execute(held).rowcount == 1


def give_back(connection: Connection, lease: Lease) -> None:
    """Let another take it at once."""
    connection.execute(update(job_scenario).where(_of(lease)).values(lease=None, lease_until=None))


def end(connection: Connection, lease: Lease, value: Any) -> None:
    """Keep what came of a scenario; nothing where it is somebody else's by now, or is not wanted any more."""
    if not _locked(connection, lease.job_id):
        return
    if connection.execute(select(job_scenario.c.place).where(_of(lease))).scalar_one_or_none() is None:
        return
    ended = select(func.count()).select_from(job_part).where(job_part.c.job_id == lease.job_id)
    number: int = connection.execute(ended).scalar_one()
    connection.execute(job_part.insert().values(job_id=lease.job_id, number=number, value=value))
    connection.execute(update(job_scenario).where(_of(lease)).values(part=number, lease=None, lease_until=None))


def is_any_open(connection: Connection, job_id: uuid.UUID) -> bool:
    """Whether some scenario of a job has not ended, though it is still wanted."""
    query = select(job_scenario.c.place).join(job, job.c.id == job_scenario.c.job_id)
    found = connection.execute(query.where((job_scenario.c.job_id == job_id) & _IS_OPEN & _IS_WANTED).limit(1))
    return found.first() is not None


def values_of(connection: Connection, job_id: uuid.UUID) -> list[Any]:
    """What came of every scenario, in the order laid out; None for those that have not ended."""
    part = (job_part.c.job_id == job_scenario.c.job_id) & (job_part.c.number == job_scenario.c.part)
    query = select(job_part.c.value).select_from(job_scenario.outerjoin(job_part, part))
    query = query.where(job_scenario.c.job_id == job_id).order_by(job_scenario.c.place)
    return list(connection.execute(query).scalars())


def parts_of(connection: Connection, job_id: uuid.UUID, first: int = 0) -> list[Any]:
    """What came of those that have ended, in the order they did, from a number on."""
    query = select(job_part.c.value).where((job_part.c.job_id == job_id) & (job_part.c.number >= first))
    return list(connection.execute(query.order_by(job_part.c.number)).scalars())


def _locked(connection: Connection, job_id: uuid.UUID) -> bool:
    """Of all who would change the scenarios of a job one at a time; False where it is not wanted any more."""
    query = select(job.c.id).where((job.c.id == job_id) & _IS_WANTED).with_for_update()
    return connection.execute(query).scalar_one_or_none() is not None


def _of(lease: Lease) -> ColumnElement[bool]:
    return (job_scenario.c.job_id == lease.job_id) & (job_scenario.c.lease == lease.key)


def _lease_end() -> Function[Any]:
    return func.clock_timestamp() + func.make_interval(0, 0, 0, 0, 0, 0, LEASE_S)  # type: ignore[return-value]
