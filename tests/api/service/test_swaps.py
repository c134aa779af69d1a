"""Shifts offered, taken and confirmed: by the rules, by whom it concerns, and never by half."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from api import swapping
from scenarios.changes import Judge
from scenarios.swap import Turn, swapped
from tests.api.service.departments import push
from tests.api.service.people import Caller, Cast
from tests.api.service.test_rosters import planned, published
from tests.department import CENTRE, MONDAY, write_department
from wfm.centre import Centre
from wfm.formats.department import read_centre
from wfm.roster import Roster
from wfm.shifts import Shift

SUNDAY_BEFORE = MONDAY - timedelta(days=1)
ANYTIME = {"If-Match": "*"}
UNCONFIRMED = CENTRE.replace('language = "en"', 'language = "en"\nconfirm_swaps = false')


@pytest.fixture(autouse=True)
def before_the_week(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the Sunday before the week of these tests."""
    monkeypatch.setattr(swapping, "today", lambda _: SUNDAY_BEFORE)


@pytest.fixture
def swaps(dept: str) -> str:
    """Their address."""
    return f"{dept}/swaps"


def in_force(admin: Caller, engine: Engine) -> list[dict[str, Any]]:
    draft = planned(admin, engine)
    published(admin, draft)
    shifts: list[dict[str, Any]] = draft["shifts"]
    return shifts


def allowed(centre: Centre, shifts: list[dict[str, Any]]) -> tuple[Turn, Turn]:
    """Two people's shifts that may be exchanged, by the very function of ``wfm swap``."""
    roster = Roster(MONDAY, 7, tuple(Shift.model_validate(each) for each in shifts))
    judge = Judge(centre, roster)
    for one, other in permutations(roster.shifts, 2):
        if one.agent_id != other.agent_id and one.start != other.start:
            turns = Turn(one.agent_id, one.shift_date), Turn(other.agent_id, other.shift_date)
            if swapped(centre, roster, judge, *turns).allowed:
                return turns
    raise AssertionError("nobody may swap with anybody")


def doubled(shifts: list[dict[str, Any]]) -> tuple[str, str, str]:
    """Two people who both work on a day: one cannot take the other's shift for nothing."""
    for one, other in permutations(shifts, 2):
        if one["shift_date"] == other["shift_date"]:
            return one["agent_id"], other["agent_id"], one["shift_date"]
    raise AssertionError("never two at work")


def agent(cast: Cast, agent_id: str) -> Caller:
    return cast.of("agent", f"agent-{agent_id}", person=("dept", agent_id))


def test_a_swap_is_offered_taken_and_confirmed(
    admin: Caller, cast: Cast, dept: str, swaps: str, engine: Engine, tmp_path: Path
) -> None:
    """The week is published anew with both shifts exchanged and nothing else changed; the version before stays as it was."""
    shifts = in_force(admin, engine)
    first, second = allowed(read_centre(tmp_path / "dept"), shifts)
    giver, taker, lead = agent(cast, first.agent_id), agent(cast, second.agent_id), cast.of("lead")
    made = giver("POST", swaps, 201, json={"day": str(first.day), "to_agent_id": second.agent_id}).json()
    assert [each["id"] for each in taker("GET", swaps, 200).json()] == [made["id"]]
    assert made["shift"]["agent_id"] == first.agent_id
    own = f"{swaps}/{made['id']}"
    agreed = taker("POST", f"{own}/accept", 200, json={"day": str(second.day)}, headers={"If-Match": made["etag"]})
    assert agreed.json()["state"] == "accepted"
    assert schedule(admin, dept) == days(shifts), "nothing is changed before it is confirmed"
    taker("POST", f"{own}/confirm", 403, headers=ANYTIME)
    done = lead("POST", f"{own}/confirm", 200, headers={"If-Match": agreed.headers["ETag"]}).json()
    after = schedule(admin, dept)

    assert (done["state"], done["decided_by"]) == ("done", "lead")
    gone = {(first.agent_id, str(first.day)), (second.agent_id, str(second.day))}
    come = {(second.agent_id, str(first.day)), (first.agent_id, str(second.day))}
    assert after == (days(shifts) - gone) | come
    heads = admin("GET", f"{dept}/rosters?state=published", 200).json()
    assert len(heads) == 2
    assert admin("GET", f"{dept}/rosters/{heads[0]['id']}/check", 200).json() == []
    lead("POST", f"{own}/confirm", 409, headers=ANYTIME)


def schedule(admin: Caller, dept: str) -> set[tuple[str, str]]:
    found = admin("GET", f"{dept}/schedule?from_day={MONDAY}&to_day={MONDAY + timedelta(days=6)}", 200).json()
    return days(found)


def days(shifts: list[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(each["agent_id"], each["shift_date"]) for each in shifts}


def test_a_swap_that_breaks_a_rule_is_refused_in_its_words(
    admin: Caller, cast: Cast, swaps: str, engine: Engine
) -> None:
    """And stays on offer."""
    giver, taker, day = doubled(in_force(admin, engine))
    made = agent(cast, giver)("POST", swaps, 201, json={"day": day}).json()
    refused = agent(cast, taker)("POST", f"{swaps}/{made['id']}/accept", 409, json={}, headers=ANYTIME)
    chinese = {**ANYTIME, "Accept-Language": "zh-CN"}
    again = agent_key(cast, taker)("POST", f"{swaps}/{made['id']}/accept", 409, json={}, headers=chinese)

    assert any("one shift a day" in each for each in refused.json()["errors"])
    assert all(each.startswith("换班会违反规则") for each in again.json()["errors"])
    assert [each["state"] for each in admin("GET", swaps, 200).json()] == ["offered"]


def agent_key(cast: Cast, agent_id: str) -> Caller:
    return cast.of("agent", f"again-{agent_id}", person=("dept", agent_id))


def test_where_nobody_confirms_a_swap_is_done_at_once(
    admin: Caller, cast: Cast, engine: Engine, tmp_path: Path
) -> None:
    """``confirm_swaps = false`` in centre.toml."""
    dept = push(admin, write_department(tmp_path / "free", centre=UNCONFIRMED))
    shifts = in_force(admin, engine)
    first, second = allowed(read_centre(tmp_path / "free"), shifts)
    made = agent(cast, first.agent_id)("POST", f"{dept}/swaps", 201, json={"day": str(first.day)}).json()
    body = {"day": str(second.day)}
    done = agent(cast, second.agent_id)("POST", f"{dept}/swaps/{made['id']}/accept", 200, json=body, headers=ANYTIME)

    assert done.json()["state"] == "done"
    assert (second.agent_id, str(first.day)) in schedule(admin, dept)


def test_who_may_do_what(admin: Caller, cast: Cast, swaps: str, engine: Engine) -> None:
    """An offer to one is no other's; one's own is taken back by oneself; no shift, no offer; two offers of one shift are one."""
    shifts = in_force(admin, engine)
    giver, taker, day = doubled(shifts)
    mine, other = agent(cast, giver), agent(cast, taker)
    third = agent(cast, next(each for each in ("A1", "A2", "A3") if each not in (giver, taker)))
    made = mine("POST", swaps, 201, json={"day": day, "to_agent_id": taker}).json()
    own = f"{swaps}/{made['id']}"
    mine("POST", swaps, 409, json={"day": day})
    third("POST", f"{own}/accept", 403, json={}, headers=ANYTIME)
    third("POST", f"{own}/end", 403, headers=ANYTIME)
    assert third("GET", swaps, 200).json() == []
    assert mine("POST", f"{own}/end", 200, headers={"If-Match": made["etag"]}).json()["state"] == "withdrawn"
    other("POST", f"{own}/accept", 409, json={}, headers=ANYTIME)
    second = mine("POST", swaps, 201, json={"day": day, "to_agent_id": taker}).json()
    other("POST", f"{swaps}/{second['id']}/end", 412, headers={"If-Match": '"9"'})
    assert other("POST", f"{swaps}/{second['id']}/end", 200, headers=ANYTIME).json()["state"] == "refused"

    free = {str(MONDAY + timedelta(days=at)) for at in range(7)} - {d for a, d in days(shifts) if a == giver}
    mine("POST", swaps, 422, json={"day": min(free)})
    mine("POST", swaps, 422, json={"day": str(SUNDAY_BEFORE)})
    mine("POST", swaps, 422, json={"day": day, "to_agent_id": "A99"})
    admin("POST", swaps, 403, json={"day": day})
    names = {each["agent_id"] for each in mine("GET", f"{swaps}/colleagues", 200).json()}
    assert names == {f"A{at}" for at in range(1, 7)}


def test_nobody_confirms_their_own(admin: Caller, cast: Cast, swaps: str, engine: Engine, tmp_path: Path) -> None:
    """A lead who works in the roster asks somebody else."""
    shifts = in_force(admin, engine)
    first, second = allowed(read_centre(tmp_path / "dept"), shifts)
    made = agent(cast, first.agent_id)("POST", swaps, 201, json={"day": str(first.day)}).json()
    body = {"day": str(second.day)}
    agent(cast, second.agent_id)("POST", f"{swaps}/{made['id']}/accept", 200, json=body, headers=ANYTIME)
    lead = cast.of("lead", person=("dept", second.agent_id))
    lead("POST", f"{swaps}/{made['id']}/confirm", 403, headers=ANYTIME)


def test_what_is_kept_of_offers_is_handed_out_and_erased(
    admin: Caller, cast: Cast, dept: str, swaps: str, engine: Engine
) -> None:
    """With all else that is kept about a person."""
    shifts = in_force(admin, engine)
    giver, day = shifts[0]["agent_id"], date.fromisoformat(shifts[0]["shift_date"])
    agent(cast, giver)("POST", swaps, 201, json={"day": str(day)})
    data = admin("GET", f"{dept}/people/{giver}/personal-data", 200).json()
    assert [each["day"] for each in data["tables"]["swaps"]] == [str(day)]
    admin("DELETE", f"{dept}/people/{giver}/personal-data", 204)

    assert admin("GET", swaps, 200).json() == []
