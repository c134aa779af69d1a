"""Agents' swaps: a shift is offered, a colleague takes it, the rules are asked, and somebody confirms it where that is wanted."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection

from api import departments
from api.audit import note_change
from api.errors import ForbiddenError, NotFoundError, TakenError
from api.etag import etag, must_match
from api.kept import WeekAtHand, centre_at_hand, week_at_hand
from api.security import Principal
from api.store import centres, rosters, swaps
from api.store.rosters import monday_of
from api.today import today
from scenarios.swap import Swapped, Turn, swapped
from wfm.errors import CheckError, InputError
from wfm.messages import say


def offers_for(connection: Connection, who: Principal, centre_id: str) -> list[dict[str, Any]]:
    """Offers of days to come: all for the staff; for agents their own, those they have a part in, and what is open to them."""
    row = departments.centre_for(connection, who, centre_id)
    found = swaps.offers_of(connection, centre_id, today(centre_at_hand(connection, row).time_zone))
    if who.may("rosters:read"):
        return found
    return [each for each in found if _may_see(who, each)]


def _may_see(who: Principal, offer: dict[str, Any]) -> bool:
    is_open = offer["state"] == "offered" and offer["to_agent_id"] in (None, who.agent_id)
    return is_open or who.agent_id in (offer["agent_id"], offer["to_agent_id"], offer["taken_by"])


def offer(connection: Connection, who: Principal, centre_id: str, day: date, to: str | None) -> dict[str, Any]:
    """
    Offer one's own shift of a day to a colleague, or to anyone.

    Raises
    ------
    InputError
        Where there is no such shift or colleague, or the day has begun.
    TakenError
        Where it is offered already.
    """
    row = departments.centre_for(connection, who, centre_id, for_change=True)
    agent_id = _own_id(who, centre_id)
    centre = centre_at_hand(connection, row)
    if day <= today(centre.time_zone):
        raise InputError(say("swap_past", day=day))
    if to is not None and (to == agent_id or centre.agent(to) is None):
        raise InputError(say("swap_same_person" if to == agent_id else "agent_unknown", agent=to))
    if not rosters.shifts_in_force(connection, centre_id, day, day, agent_id):
        raise InputError(say("swap_no_shift", agent=agent_id, day=day))
    if swaps.open_offer_of(connection, centre_id, agent_id, day) is not None:
        raise TakenError(say("swap_offered_already", agent=agent_id, day=day))
    made = swaps.add_offer(connection, centre_id, agent_id, day, to)
    _note(connection, who, made, "create")
    return made


def accept(
    connection: Connection, who: Principal, centre_id: str, offer_id: int, in_return: date | None, if_match: str
) -> dict[str, Any]:
    """
    Take an offered shift, and give one of one's own of the same week in return, or none; done at once where nobody has to confirm.

    Raises
    ------
    CheckError
        Where a rule forbids it; in the words of the rule.
    """
    row = departments.centre_for(connection, who, centre_id, for_change=True)
    made = _open_offer(connection, centre_id, offer_id, "offered", if_match)
    agent_id = _own_id(who, centre_id)
    if made["to_agent_id"] not in (None, agent_id):
        raise ForbiddenError(say("swap_not_for_you", agent=made["to_agent_id"]))
    centre = centre_at_hand(connection, row)
    if min(made["day"], in_return or made["day"]) <= today(centre.time_zone):
        raise InputError(say("swap_past", day=min(made["day"], in_return or made["day"])))
    made |= {"taken_by": agent_id, "taken_day": in_return}
    week, roster_id = _week(connection, row, made["day"])
    _must_be_allowed(week, made)
    taken = {"taken_by": agent_id, "taken_day": in_return}
    if centre.confirm_swaps:
        return _became(connection, who, made, state="accepted", **taken)
    return _done(connection, who, made, taken, roster_id, week)


def confirm(connection: Connection, who: Principal, centre_id: str, offer_id: int, if_match: str) -> dict[str, Any]:
    """Make a swap that two people have agreed on: a new version of the week is published; the rules are asked once more."""
    row = departments.centre_for(connection, who, centre_id, for_change=True)
    made = _open_offer(connection, centre_id, offer_id, "accepted", if_match)
    _must_not_be_ones_own(who, made)
    week, roster_id = _week(connection, row, made["day"])
    return _done(connection, who, made, {"decided_by": who.name}, roster_id, week)


def end(connection: Connection, who: Principal, centre_id: str, offer_id: int, if_match: str) -> dict[str, Any]:
    """Take one's own offer back; or refuse it, as the one it is meant for or as one who may decide."""
    departments.centre_for(connection, who, centre_id, for_change=True)
    made = _open_offer(connection, centre_id, offer_id, None, if_match)
    if who.is_person(centre_id, made["agent_id"]):
        return _became(connection, who, made, state="withdrawn")
    addressed = made["to_agent_id"] if made["state"] == "offered" else made["taken_by"]
    if not who.is_person(centre_id, addressed or ""):
        who.must("swaps:decide")
    return _became(connection, who, made, state="refused", decided_by=who.name)


def _done(
    connection: Connection,
    who: Principal,
    made: dict[str, Any],
    change: dict[str, Any],
    in_force: int,
    week: WeekAtHand,
) -> dict[str, Any]:
    """Publish the week with the swap in it, from the same forecast as before."""
    found = _must_be_allowed(week, made)
    centre_id = made["centre_id"]
    forecast = rosters.forecast_behind(connection, in_force)
    roster_id = rosters.add_draft(connection, centre_id, week.roster.first_day, who.name, found.roster.shifts, forecast)
    version = rosters.publish(connection, roster_id, who.name)
    note_change(
        connection, who.name, "publish", "roster", str(roster_id), centre_id=centre_id,
        after={"week": str(week.roster.first_day), "version": version, "swap": made["id"]},
    )  # fmt: skip
    centres.touched(connection, centre_id)
    return _became(connection, who, made, state="done", roster_id=roster_id, **change)


def _must_be_allowed(week: WeekAtHand, made: dict[str, Any]) -> Swapped:
    """The swap judged as ``wfm swap`` judges it; a refusal with each rule it would break."""
    turns = Turn(made["agent_id"], made["day"]), Turn(made["taken_by"], made["taken_day"])
    if week.roster.on(made["agent_id"], made["day"]) is None:
        raise InputError(say("swap_shift_gone", agent=made["agent_id"], day=made["day"]))
    found = swapped(week.centre, week.roster, week.judge, *turns)
    if not found.allowed:
        raise CheckError([say("swap_refused", reason=reason) for reason in found.reasons])
    return found


def _week(connection: Connection, row: dict[str, Any], day: date) -> tuple[WeekAtHand, int]:
    """The week in force of a day, and the roster that is."""
    roster_id = rosters.roster_in_force(connection, row["id"], monday_of(day))
    found = None if roster_id is None else rosters.roster_row(connection, row["id"], roster_id)
    if found is None or roster_id is None:
        raise NotFoundError(say("thing_missing", thing="roster", name=monday_of(day)))
    return week_at_hand(connection, row, found), roster_id


def _open_offer(
    connection: Connection, centre_id: str, offer_id: int, state: str | None, if_match: str
) -> dict[str, Any]:
    made = swaps.offer_row(connection, centre_id, offer_id)
    if made is None:
        raise NotFoundError(say("thing_missing", thing="swap", name=offer_id))
    current = {"state": made["state"], "etag": etag(made["version"])}
    must_match(if_match, made["version"], f"swap {offer_id}", current)
    if made["state"] not in (swaps.OPEN if state is None else (state,)):
        raise TakenError(say("swap_not_open", state=say(f"swap_state_{made['state']}")))
    return made


def _own_id(who: Principal, centre_id: str) -> str:
    if who.agent_id is None or who.centre_id != centre_id:
        raise ForbiddenError(say("only_ones_own", name=who.name))
    return who.agent_id


def _must_not_be_ones_own(who: Principal, made: dict[str, Any]) -> None:
    if any(who.is_person(made["centre_id"], made[name] or "") for name in ("agent_id", "taken_by")):
        raise ForbiddenError(say("swap_of_ones_own", name=who.name))


def _became(connection: Connection, who: Principal, made: dict[str, Any], **values: Any) -> dict[str, Any]:
    changed = swaps.change_offer(connection, made["id"], **values)
    _note(connection, who, changed, "change")
    return changed


def _note(connection: Connection, who: Principal, made: dict[str, Any], action: str) -> None:
    said = {name: made[name] for name in ("agent_id", "to_agent_id", "taken_by", "state")}
    days = {name: None if made[name] is None else str(made[name]) for name in ("day", "taken_day")}
    note_change(connection, who.name, action, "swap", str(made["id"]), centre_id=made["centre_id"], after=said | days)
