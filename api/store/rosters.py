"""Rosters in the database: drafts and published versions, and where everybody is by what is published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import Range

from api.store.tables import placement, roster, shift
from wfm.formats.roster import SegmentRow, shifts_of, versions_csv
from wfm.shifts import Segment, Shift

HEAD = tuple(column for column in roster.c if column.name != "forecast")
"""A roster's row without its forecast, which is long."""
FORECAST_DIGEST = func.md5(roster.c.forecast).label("forecast_digest")
"""Tells forecasts apart without sending them; null where the roster was made from none."""
SEGMENTS: TypeAdapter[tuple[Segment, ...]] = TypeAdapter(tuple[Segment, ...])


def monday_of(day: date) -> date:
    """The Monday of a day's ISO week."""
    return day - timedelta(days=day.weekday())


def _during(each: Shift) -> Range[Any]:
    return Range(each.start, each.end)


def _shift_row(roster_id: int, each: Shift) -> dict[str, Any]:
    segments = SEGMENTS.dump_python(each.segments, mode="json")
    return {
        "roster_id": roster_id, "agent_id": each.agent_id, "shift_date": each.shift_date, "shift_id": each.shift_id,
        "during": _during(each), "segments": segments,
    }  # fmt: skip


def add_shifts(connection: Connection, roster_id: int, shifts: Iterable[Shift]) -> None:
    """Put shifts into a draft; the database refuses anybody in two places."""
    rows = [_shift_row(roster_id, each) for each in shifts]
    if rows:
        connection.execute(insert(shift), rows)


def drop_shift(connection: Connection, roster_id: int, agent_id: str, shift_date: date) -> None:
    """Take a person's shift of a day out of a draft."""
    named = (shift.c.roster_id == roster_id) & (shift.c.agent_id == agent_id) & (shift.c.shift_date == shift_date)
    connection.execute(delete(shift).where(named))


def shifts_in(connection: Connection, roster_id: int, agent_ids: Collection[str] | None = None) -> tuple[Shift, ...]:
    """The shifts of a roster, of some people or of all, in time order."""
    query = select(shift).where(shift.c.roster_id == roster_id).order_by(func.lower(shift.c.during), shift.c.agent_id)
    if agent_ids is not None:
        query = query.where(shift.c.agent_id.in_(agent_ids))
    return tuple(_shift(row) for row in connection.execute(query).mappings())


def _shift(row: Any) -> Shift:
    segments = SEGMENTS.validate_python(row["segments"])
    return Shift(agent_id=row["agent_id"], shift_date=row["shift_date"], shift_id=row["shift_id"], segments=segments)


def add_draft(
    connection: Connection,
    centre_id: str,
    week: date,
    who: str,
    shifts: Iterable[Shift],
    forecast: bytes | None = None,
) -> int:
    """A new draft of a week, with the forecast.csv it was made from; its number."""
    values: dict[str, Any] = {
        "centre_id": centre_id, "week": week, "state": "draft", "revision": 1, "created_by": who, "forecast": forecast,
    }  # fmt: skip
    new = roster.insert().values(**values, created_at=func.now()).returning(roster.c.id)
    roster_id: int = connection.execute(new).scalar_one()
    add_shifts(connection, roster_id, shifts)
    return roster_id


def publish(connection: Connection, roster_id: int, who: str, version: int | None = None) -> int:
    """
    Make a draft the newest published version of its week; its version.

    What was in force before is superseded, never changed. The database refuses it where somebody would be in two places.
    """
    row = connection.execute(select(roster).where(roster.c.id == roster_id).with_for_update()).mappings().one()
    of_centre = roster.c.centre_id == row["centre_id"]
    if version is None:
        newest = connection.execute(select(func.max(roster.c.version)).where(of_centre)).scalar()
        version = 1 + (newest or 0)
    connection.execute(
        update(roster)
        .where(roster.c.id == roster_id)
        .values(
            state="published",
            version=version,
            published_by=who,
            published_at=func.now(),
            revision=roster.c.revision + 1,
        )
    )
    in_force = roster_in_force(connection, row["centre_id"], row["week"])
    if in_force == roster_id:
        same_week = select(roster.c.id).where(of_centre & (roster.c.week == row["week"]))
        connection.execute(delete(placement).where(placement.c.roster_id.in_(same_week)))
        columns = select(roster.c.centre_id, shift.c.roster_id, shift.c.agent_id, shift.c.during)
        own = columns.join(roster, roster.c.id == shift.c.roster_id).where(shift.c.roster_id == roster_id)
        connection.execute(insert(placement).from_select(["centre_id", "roster_id", "agent_id", "during"], own))
    return version


def roster_in_force(connection: Connection, centre_id: str, week: date) -> int | None:
    """The newest published roster of a week."""
    of_week = (roster.c.centre_id == centre_id) & (roster.c.week == week) & (roster.c.state == "published")
    query = select(roster.c.id).where(of_week).order_by(roster.c.version.desc()).limit(1)
    found: int | None = connection.execute(query).scalar()
    return found


def rosters_in_force(connection: Connection, centre_id: str) -> list[int]:
    """The newest published roster of every week that has one, in the order of the weeks."""
    published = select(roster.c.week, roster.c.id)
    published = published.where((roster.c.centre_id == centre_id) & (roster.c.state == "published"))
    newest = {row.week: row.id for row in connection.execute(published.order_by(roster.c.version))}
    return [roster_id for _, roster_id in sorted(newest.items())]


def rosters_of(
    connection: Connection, centre_id: str, week: date | None = None, state: str | None = None
) -> list[dict[str, Any]]:
    """The rosters of a department, the newest first."""
    query = select(*HEAD).where(roster.c.centre_id == centre_id).order_by(roster.c.id.desc())
    query = query if week is None else query.where(roster.c.week == week)
    query = query if state is None else query.where(roster.c.state == state)
    return [dict(row) for row in connection.execute(query).mappings()]


def roster_row(
    connection: Connection, centre_id: str, roster_id: int, *, for_change: bool = False
) -> dict[str, Any] | None:
    """One roster without its shifts and its forecast, but for a digest of the latter."""
    query = select(*HEAD, FORECAST_DIGEST).where((roster.c.centre_id == centre_id) & (roster.c.id == roster_id))
    row = connection.execute(query.with_for_update() if for_change else query).mappings().one_or_none()
    return None if row is None else dict(row)


def shifts_in_force(
    connection: Connection, centre_id: str, first: date, last: date, agent_id: str | None = None
) -> tuple[Shift, ...]:
    """The shifts of the newest published versions that begin on some days, both inclusive, in time order."""
    query = select(shift).join(
        placement,
        (placement.c.roster_id == shift.c.roster_id)
        & (placement.c.agent_id == shift.c.agent_id)
        & (placement.c.during == shift.c.during),
    )
    query = query.where((placement.c.centre_id == centre_id) & shift.c.shift_date.between(first, last))
    if agent_id is not None:
        query = query.where(shift.c.agent_id == agent_id)
    rows = connection.execute(query.order_by(func.lower(shift.c.during), shift.c.agent_id)).mappings()
    return tuple(_shift(row) for row in rows)


def forecast_behind(connection: Connection, roster_id: int) -> bytes | None:
    """The forecast.csv a roster was made from, if any."""
    found: bytes | None = connection.execute(select(roster.c.forecast).where(roster.c.id == roster_id)).scalar()
    return found


def forecasts_of(connection: Connection, centre_id: str) -> list[tuple[date, int, bytes]]:
    """Week, version and forecast.csv of the published rosters that were made from one."""
    query = select(roster.c.week, roster.c.version, roster.c.forecast)
    query = query.where(
        (roster.c.centre_id == centre_id) & roster.c.version.is_not(None) & roster.c.forecast.is_not(None)
    )
    return [(row.week, row.version, row.forecast) for row in connection.execute(query)]


def roster_file(connection: Connection, roster_id: int) -> bytes:
    """A roster as roster.csv; its instants in UTC."""
    return versions_csv([(0, shifts_in(connection, roster_id))], "UTC")


def touched(connection: Connection, roster_id: int) -> int:
    """Count a change of a draft; its revision."""
    count = update(roster).where(roster.c.id == roster_id).values(revision=roster.c.revision + 1)
    revision: int = connection.execute(count.returning(roster.c.revision)).scalar_one()
    return revision


def drop_draft(connection: Connection, roster_id: int) -> None:
    """Delete a draft."""
    connection.execute(delete(roster).where(roster.c.id == roster_id))


def published_versions(connection: Connection, centre_id: str) -> list[tuple[int, tuple[Shift, ...]]]:
    """The shifts of every published version, the oldest first."""
    query = select(shift, roster.c.version).join(roster, roster.c.id == shift.c.roster_id)
    query = query.where((roster.c.centre_id == centre_id) & (roster.c.state == "published"))
    found: dict[int, list[Shift]] = defaultdict(list)
    for row in connection.execute(query.order_by(roster.c.version, shift.c.agent_id, shift.c.during)).mappings():
        found[row["version"]].append(_shift(row))
    return [(version, tuple(shifts)) for version, shifts in found.items()]


def take_published(
    connection: Connection, centre_id: str, who: str, rows: Sequence[SegmentRow]
) -> list[tuple[date, int]]:
    """
    Keep the published versions of a file; those that are there already stay as they are.

    Returns
    -------
    list
        Week and version of those that are there with other shifts: a published roster never changes.
    """
    there = {(row["week"], row["version"]): row["id"] for row in rosters_of(connection, centre_id, state="published")}
    sent: dict[tuple[date, int], list[SegmentRow]] = defaultdict(list)
    for row in rows:
        sent[monday_of(row.shift_date), row.version].append(row)
    different = []
    for (week, version), segments in sorted(sent.items(), key=lambda item: (item[0][1], item[0][0])):
        shifts = shifts_of(segments)
        if (week, version) not in there:
            publish(connection, add_draft(connection, centre_id, week, who, shifts), who, version)
        elif set(shifts_in(connection, there[week, version])) != set(shifts):
            different.append((week, version))
    return different
