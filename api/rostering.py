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
from api.kept import WeekAtHand, centre_at_hand, keep_edited, roster_at_hand, roster_of, week_at_hand
from api.security import Principal
from api.store import centres, rosters
from scenarios.by_hand import Edit, PersonDay, Preview, preview, replaced
from scenarios.changes import Judge
from scenarios.in_force import published_week
from wfm.centre import Centre
from wfm.errors import CheckError, InputError
from wfm.messages import say
from wfm.people import Agent
from wfm.reports.hours import WeekHours, week_hours
from wfm.roster import Roster
from wfm.rules import Violation
from wfm.shifts import Shift
from wfm.timegrid import DAYS_A_WEEK


@dataclass(frozen=True)
class Edited:
    """A draft after an edit: its revision, the days as they are and as they were, what is newly broken, and the whole."""

    revision: int
    days: tuple[PersonDay, ...]
    before: tuple[PersonDay, ...]
    newly_broken: tuple[Violation, ...]
    after: WeekAtHand


@dataclass(frozen=True)
class Some:
    """Some people of a department: one of them, those of a group, or, where neither is said, everybody."""

    agent_id: str | None = None
    group: str | None = None

    def of(self, agents: Sequence[Agent]) -> tuple[Agent, ...]:
        """Those among the people of a department, in its order."""
        return tuple(
            agent for agent in agents if self.agent_id in (None, agent.agent_id) and self.group in (None, agent.group)
        )


EVERYBODY = Some()


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


def _week(connection: Connection, who: Principal, centre_id: str, row: dict[str, Any]) -> WeekAtHand:
    return week_at_hand(connection, departments.centre_for(connection, who, centre_id), row)


def shifts_of(
    connection: Connection, who: Principal, centre_id: str, row: dict[str, Any], people: Some = EVERYBODY
) -> tuple[Shift, ...]:
    """The shifts of a roster that is kept, of everybody or of some."""
    of_centre = departments.centre_for(connection, who, centre_id)
    if people == EVERYBODY:
        return roster_at_hand(connection, of_centre, row).shifts
    if people.group is None:  # whoever it is, also who has left the team sheet
        return roster_of(connection, of_centre, row, [people.agent_id or ""]).shifts
    chosen = people.of(centre_at_hand(connection, of_centre).agents)
    return roster_of(connection, of_centre, row, [agent.agent_id for agent in chosen]).shifts


def hours_of(
    connection: Connection, who: Principal, centre_id: str, row: dict[str, Any], people: Some = EVERYBODY
) -> tuple[WeekHours, ...]:
    """The hours of the week of a roster that is kept, of everybody or of some; others are not worked out for these."""
    of_centre = departments.centre_for(connection, who, centre_id)
    if people == EVERYBODY:
        return week_at_hand(connection, of_centre, row).hours
    centre = centre_at_hand(connection, of_centre)
    alone = centre.model_copy(update={"agents": people.of(centre.agents)})
    part = roster_of(connection, of_centre, row, [agent.agent_id for agent in alone.agents])
    return tuple(week_hours(alone, part))


def broken_by(connection: Connection, who: Principal, centre_id: str, row: dict[str, Any]) -> tuple[Violation, ...]:
    """What a roster that is kept breaks of the hard rules."""
    return _week(connection, who, centre_id, row).broken


def add_draft(
    connection: Connection, who: Principal, centre_id: str, week: date, shifts: Sequence[Shift], copy_of: int | None
) -> int:
    """A draft of a week: of these shifts, or a copy of another roster of that week to be edited."""
    of_centre = departments.centre_for(connection, who, centre_id, for_change=True)
    forecast = None
    if copy_of is not None:
        row = roster_for(connection, who, centre_id, copy_of)
        week, shifts = row["week"], roster_at_hand(connection, of_centre, row).shifts
        forecast = rosters.forecast_behind(connection, copy_of)
    else:
        centre = centre_at_hand(connection, of_centre)
        for shift in shifts:
            _must_fit(centre, week, shift)
    roster_id = rosters.add_draft(connection, centre_id, week, who.name, shifts, forecast)
    after = {"week": str(week), "copy_of": copy_of, "shifts": len(shifts)}
    note_change(connection, who.name, "create", "roster", str(roster_id), centre_id=centre_id, after=after)
    return roster_id


def edit(connection: Connection, who: Principal, centre_id: str, roster_id: int, change: Edit, if_match: str) -> Edited:
    """
    Make an edit of a draft; what that breaks is told, not refused.

    Raises
    ------
    sqlalchemy.exc.IntegrityError
        Where a person would be in two places; the database holds that.
    """
    row = _draft(connection, who, centre_id, roster_id, if_match)
    week = _week(connection, who, centre_id, row)
    days = change.days(week.centre, week.roster)
    gone, come = _replaced(week, days)
    before = tuple(
        PersonDay(agent_id=each.agent_id, day=each.day, shift=week.roster.on(each.agent_id, each.day)) for each in days
    )
    for shift in gone:
        rosters.drop_shift(connection, roster_id, shift.agent_id, shift.shift_date)
    rosters.add_shifts(connection, roster_id, come)
    revision = rosters.touched(connection, roster_id)
    said = [tuple(each.model_dump(mode="json") for each in side) for side in (gone, come)]
    note_change(
        connection, who.name, "change", "roster", str(roster_id), centre_id=centre_id, before=said[0], after=said[1]
    )
    people = {each.agent_id for each in days}
    after = week.changed(gone, come, people)
    newly = week.judge.newly_broken(after.roster, people)
    keep_edited(connection, departments.centre_for(connection, who, centre_id), row | {"revision": revision}, after)
    return Edited(revision, days, before, newly, after)


def _replaced(week: WeekAtHand, days: Sequence[PersonDay]) -> tuple[list[Shift], list[Shift]]:
    """What goes and what comes; a refusal of what the week cannot hold."""
    gone, come = replaced(week.roster, days)
    for shift in come:
        _must_fit(week.centre, week.roster.first_day, shift)
    return gone, come


def previewed(connection: Connection, who: Principal, centre_id: str, roster_id: int, change: Edit) -> Preview:
    """What an edit would do, without making it."""
    row = roster_for(connection, who, centre_id, roster_id)
    week = _week(connection, who, centre_id, row)
    found = preview(week.centre, week.roster, week.judge, change)
    _replaced(week, found.days)
    return found


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
    week = _week(connection, who, centre_id, row)
    centre, after = week.centre, week.roster
    in_force = Roster(row["week"], DAYS_A_WEEK, published_week(centre, row["week"]))
    if in_force.shifts:
        known = {agent.agent_id for agent in centre.agents}
        moved = {agent for agent in known if in_force.of(agent) != after.of(agent)}
        found: Collection[Violation] = Judge(centre, in_force).newly_broken(after, moved)
    else:
        found = week.broken
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
