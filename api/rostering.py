"""Editing a draft by hand, checking it at once, and publishing it: judged by the same rules as every roster."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection

from api import departments
from api.audit import note_change
from api.errors import NotFoundError, TakenError
from api.etag import etag, must_match
from api.security import Principal
from api.store import centres, rosters
from scenarios.changes import Judge
from scenarios.in_force import published_week
from scenarios.plan import DAYS_A_WEEK
from wfm.centre import Centre
from wfm.errors import CheckError, InputError
from wfm.messages import say
from wfm.roster import Roster
from wfm.rules import Violation
from wfm.shifts import Shift
from wfm.timetable import Timetable

WITHOUT_VOLUMES = ("volumes",)


@dataclass(frozen=True)
class Edited:
    """A draft after an edit: its revision, what the edit newly breaks, and everything that is broken."""

    revision: int
    newly_broken: tuple[Violation, ...]
    broken: tuple[Violation, ...]


def roster_for(
    connection: Connection, who: Principal, centre_id: str, roster_id: int, *, for_change: bool = False
) -> dict[str, Any]:
    """A roster's row, if there is such a one."""
    departments.centre_for(connection, who, centre_id, for_change=for_change)
    row = rosters.roster_row(connection, centre_id, roster_id, for_change=for_change)
    if row is None:
        raise NotFoundError(say("thing_missing", thing="roster", name=roster_id))
    return row


def _draft(connection: Connection, who: Principal, centre_id: str, roster_id: int, if_match: str) -> dict[str, Any]:
    row = roster_for(connection, who, centre_id, roster_id, for_change=True)
    current = {"state": row["state"], "version": row["version"], "etag": etag(row["revision"])}
    must_match(if_match, row["revision"], f"roster {roster_id}", current)
    if row["state"] != "draft":
        raise TakenError(say("published_is_fixed"))
    return row


def _centre(connection: Connection, centre_id: str) -> Centre:
    return departments.department(connection, centre_id, WITHOUT_VOLUMES).centre


def _roster(connection: Connection, row: dict[str, Any]) -> Roster:
    return Roster(row["week"], DAYS_A_WEEK, rosters.shifts_in(connection, row["id"]))


def broken(centre: Centre, roster: Roster) -> tuple[Violation, ...]:
    """What a roster breaks of the hard rules."""
    table = Timetable(centre, roster)
    return tuple(violation for rule in centre.rules if not rule.is_soft for violation in rule.check(table))


def broken_by(connection: Connection, centre_id: str, row: dict[str, Any]) -> tuple[Violation, ...]:
    """What a roster that is kept breaks of the hard rules."""
    return broken(_centre(connection, centre_id), _roster(connection, row))


def add_draft(
    connection: Connection, who: Principal, centre_id: str, week: date, shifts: Sequence[Shift], copy_of: int | None
) -> int:
    """A draft of a week: of these shifts, or a copy of another roster of that week to be edited."""
    departments.centre_for(connection, who, centre_id, for_change=True)
    forecast = None
    if copy_of is not None:
        row = roster_for(connection, who, centre_id, copy_of)
        week, shifts, forecast = row["week"], rosters.shifts_in(connection, copy_of), row["forecast"]
    else:
        centre = _centre(connection, centre_id)
        for shift in shifts:
            _must_fit(centre, week, shift)
    roster_id = rosters.add_draft(connection, centre_id, week, who.name, shifts, forecast)
    after = {"week": str(week), "copy_of": copy_of, "shifts": len(shifts)}
    note_change(connection, who.name, "create", "roster", str(roster_id), centre_id=centre_id, after=after)
    return roster_id


def edit(
    connection: Connection, who: Principal, centre_id: str, roster_id: int, agent_id: str, day: date, shift: Shift | None,
    if_match: str,
) -> Edited:  # fmt: skip
    """
    Set a person's shift of a day in a draft, or take it out; what that breaks is told, not refused.

    Raises
    ------
    sqlalchemy.exc.IntegrityError
        Where the person would be in two places; the database holds that.
    """
    row = _draft(connection, who, centre_id, roster_id, if_match)
    centre = _centre(connection, centre_id)
    before = _roster(connection, row)
    old = before.on(agent_id, day)
    if shift is None and old is None:
        raise NotFoundError(say("no_shift", agent=agent_id, day=day))
    if shift is not None:
        if (shift.agent_id, shift.shift_date) != (agent_id, day):
            place = f"{shift.agent_id} {shift.shift_date}"
            raise InputError(say("key_differs", name="agent_id, shift_date", key_=f"{agent_id} {day}", value=place))
        _must_fit(centre, row["week"], shift)
    rosters.drop_shift(connection, roster_id, agent_id, day)
    rosters.add_shifts(connection, roster_id, [] if shift is None else [shift])
    revision = rosters.touched(connection, roster_id)
    note_change(
        connection, who.name, "change", "roster", str(roster_id), centre_id=centre_id,
        before=None if old is None else old.model_dump(mode="json"),
        after=None if shift is None else shift.model_dump(mode="json"),
    )  # fmt: skip
    after = _roster(connection, row)
    return Edited(revision, Judge(centre, before).newly_broken(after, {agent_id}), broken(centre, after))


def _must_fit(centre: Centre, week: date, shift: Shift) -> None:
    """A refusal of what no roster of the week can hold."""
    if centre.agent(shift.agent_id) is None:
        raise InputError(say("shift_of_unknown", agent=shift.agent_id, day=shift.shift_date))
    if not 0 <= (shift.shift_date - week).days < DAYS_A_WEEK:
        raise InputError(say("shift_outside_days", agent=shift.agent_id, day=shift.shift_date))
    for segment in shift.segments:
        for name, moment in (("start", segment.start), ("end", segment.end)):
            if moment.tzinfo is None:
                raise InputError(say("instant_without_offset", name=name, value=moment.isoformat()))
            if abs((moment.date() - shift.shift_date).days) > 2:
                raise InputError(
                    say("segment_far", agent=shift.agent_id, day=shift.shift_date, value=moment.isoformat())
                )
    if any(later.start < earlier.end for earlier, later in pairwise(shift.segments)):
        raise InputError(say("segments_overlap", agent=shift.agent_id, day=shift.shift_date))


def publish(connection: Connection, who: Principal, centre_id: str, roster_id: int, if_match: str) -> int:
    """
    Make a draft the newest published version of its week; its version.

    Raises
    ------
    CheckError
        Where it breaks a rule that what is in force does not break.
    """
    row = _draft(connection, who, centre_id, roster_id, if_match)
    centre = _centre(connection, centre_id)
    after = _roster(connection, row)
    in_force = Roster(row["week"], DAYS_A_WEEK, published_week(centre, row["week"]))
    if in_force.shifts:
        known = {agent.agent_id for agent in centre.agents}
        moved = {agent for agent in known if in_force.of(agent) != after.of(agent)}
        found: Collection[Violation] = Judge(centre, in_force).newly_broken(after, moved)
    else:
        found = broken(centre, after)
    if found:
        raise CheckError([violation.sentence for violation in found])
    version = rosters.publish(connection, roster_id, who.name)
    note_change(
        connection, who.name, "publish", "roster", str(roster_id), centre_id=centre_id,
        after={"week": str(row["week"]), "version": version},
    )  # fmt: skip
    centres.touched(connection, centre_id)
    return version


def drop(connection: Connection, who: Principal, centre_id: str, roster_id: int, if_match: str) -> None:
    """Delete a draft."""
    row = _draft(connection, who, centre_id, roster_id, if_match)
    rosters.drop_draft(connection, roster_id)
    before = {"week": str(row["week"])}
    note_change(connection, who.name, "delete", "roster", str(roster_id), centre_id=centre_id, before=before)
