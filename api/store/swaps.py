"""Offers of shifts in the database."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, func, or_, select, update

from api.store.tables import swap_offer

OPEN = ("offered", "accepted")
"""States in which something may still become of an offer."""


def offers_of(connection: Connection, centre_id: str, first: date) -> list[dict[str, Any]]:
    """Offers of shifts of a department from a day on, by day."""
    query = select(swap_offer).where((swap_offer.c.centre_id == centre_id) & (swap_offer.c.day >= first))
    return [dict(row) for row in connection.execute(query.order_by(swap_offer.c.day, swap_offer.c.id)).mappings()]


def offer_row(connection: Connection, centre_id: str, offer_id: int) -> dict[str, Any] | None:
    """One offer, locked until the end of the transaction."""
    query = select(swap_offer).where((swap_offer.c.centre_id == centre_id) & (swap_offer.c.id == offer_id))
    row = connection.execute(query.with_for_update()).mappings().one_or_none()
    return None if row is None else dict(row)


def open_offer_of(connection: Connection, centre_id: str, agent_id: str, day: date) -> int | None:
    """The offer of a person's day of which something may still become."""
    of_day = (swap_offer.c.centre_id == centre_id) & (swap_offer.c.agent_id == agent_id) & (swap_offer.c.day == day)
    found: int | None = connection.execute(
        select(swap_offer.c.id).where(of_day & swap_offer.c.state.in_(OPEN))
    ).scalar()
    return found


def add_offer(connection: Connection, centre_id: str, agent_id: str, day: date, to: str | None) -> dict[str, Any]:
    """A new offer."""
    values: dict[str, Any] = {"centre_id": centre_id, "agent_id": agent_id, "day": day, "to_agent_id": to}
    new = swap_offer.insert().values(**values, state="offered", version=1, made_at=func.now(), changed_at=func.now())
    return dict(connection.execute(new.returning(swap_offer)).mappings().one())


def change_offer(connection: Connection, offer_id: int, **values: Any) -> dict[str, Any]:
    """Something has become of an offer; its row then."""
    change = update(swap_offer).where(swap_offer.c.id == offer_id)
    change = change.values(**values, version=swap_offer.c.version + 1, changed_at=func.now())
    return dict(connection.execute(change.returning(swap_offer)).mappings().one())


def drop_offers_of(connection: Connection, centre_id: str, agent_id: str) -> None:
    """Every offer in which a person has a part."""
    connection.execute(delete(swap_offer).where(_about(centre_id, agent_id)))


def offers_about(connection: Connection, centre_id: str, agent_id: str) -> list[dict[str, Any]]:
    """Every offer in which a person has a part."""
    query = select(swap_offer).where(_about(centre_id, agent_id)).order_by(swap_offer.c.id)
    return [dict(row) for row in connection.execute(query).mappings()]


def _about(centre_id: str, agent_id: str) -> Any:
    named = (column == agent_id for column in (swap_offer.c.agent_id, swap_offer.c.to_agent_id, swap_offer.c.taken_by))
    return (swap_offer.c.centre_id == centre_id) & or_(*named)
