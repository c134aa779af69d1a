"""What a roster amounts to: coverage as the files have it, everybody's hours and reasons, who could help, who may be called."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Engine

from api import kept
from tests.api.service.people import Caller, Cast
from tests.api.service.test_rosters import planned, published
from tests.department import WEEK

WEEK_DAY = "2026-11-24"
DAYS = {"from_day": "2026-11-23", "to_day": "2026-11-29"}


def test_coverage_is_that_of_the_plan(admin: Caller, dept: str, engine: Engine) -> None:
    """Row by row the coverage.csv of the job, and its shortages, the largest loss first."""
    draft = planned(admin, engine)
    told = admin("GET", f"{dept}/rosters/{draft['id']}/coverage", 200).json()
    [job] = admin("GET", f"{dept}/jobs", 200).json()
    file = admin("GET", f"{dept}/jobs/{job['id']}/result/coverage.csv", 200).text.splitlines()
    rows = [line.split(",") for line in file[1:]]
    flat = [
        (pool["skill"], required, rostered)
        for pool in told["pools"]
        for required, rostered in zip(pool["required"], pool["rostered"], strict=True)
    ]

    assert flat == [(row[0], int(row[2]), pytest.approx(float(row[3]))) for row in rows]
    losses = [short["agent_hours"] for short in told["shortages"]]
    assert losses == sorted(losses, reverse=True)
    assert losses


def test_a_draft_of_nobody_is_short_of_everybody(admin: Caller, dept: str) -> None:
    """A draft without a forecast of its own is measured against what is expected now."""
    draft = admin("POST", f"{dept}/rosters", 201, json={"week": WEEK_DAY}).json()
    told = admin("GET", f"{dept}/rosters/{draft['id']}/coverage", 200).json()
    expected = admin("GET", f"{dept}/rosters/{draft['id']}/forecast", 200).json()

    assert all(rostered == 0 for pool in told["pools"] for rostered in pool["rostered"])
    assert sum(sum(pool["required"]) for pool in told["pools"]) > 0
    assert [each["queue"] for each in expected] == ["phone"]
    assert all(
        low <= value <= high
        for low, value, high in zip(*(expected[0][k] for k in ("lo80", "offered", "hi80")), strict=True)
    )


def test_a_change_of_the_department_is_seen_at_once(admin: Caller, dept: str, engine: Engine) -> None:
    """What is kept between requests goes with the revision it was made from."""
    draft = planned(admin, engine)
    roster = f"{dept}/rosters/{draft['id']}"
    assert admin("GET", f"{roster}/check", 200).json() == []
    shift = draft["shifts"][0]
    leave = {
        "agent_id": shift["agent_id"], "from_day": shift["shift_date"], "to_day": shift["shift_date"], "kind": "annual",
        "status": "approved",
    }  # fmt: skip
    admin("POST", f"{dept}/leave", 201, json=leave)
    broken = {(each["rule"], each["agent_id"]) for each in admin("GET", f"{roster}/check", 200).json()}

    assert ("leave", shift["agent_id"]) in broken


@pytest.mark.parametrize("is_at_hand", [True, False])
def test_the_roster_of_a_group_is_that_part_of_the_whole(
    admin: Caller, dept: str, engine: Engine, monkeypatch: pytest.MonkeyPatch, is_at_hand: bool
) -> None:
    """Shifts and hours of each group are those of its people, at the same revision, also where nobody has read the whole yet."""
    draft = planned(admin, engine)
    roster = f"{dept}/rosters/{draft['id']}"
    hours = admin("GET", f"{roster}/hours", 200).json()
    groups = {"front": {"A1", "A2", "A3"}, "back": {"A4", "A5", "A6"}, "": set(), "nobody": set()}

    def sorted_shifts(shifts: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return sorted(shifts, key=lambda each: (each["agent_id"], each["shift_date"]))

    for group, people in groups.items():
        if not is_at_hand:
            monkeypatch.setattr(kept, "_OF", {})
        part = admin("GET", f"{roster}?group={group}", 200)
        own = [each for each in draft["shifts"] if each["agent_id"] in people]
        assert part.headers["ETag"] == draft["etag"] == part.json()["etag"]
        assert sorted_shifts(part.json()["shifts"]) == sorted_shifts(own)
        told = admin("GET", f"{roster}/hours?group={group}", 200).json()
        assert told == [row for row in hours if row["agent_id"] in people]


def test_hours_and_reasons_of_a_person(admin: Caller, dept: str, engine: Engine) -> None:
    """Paid hours are those of the shifts; the reasons name every rule once, in the language asked for."""
    draft = planned(admin, engine)
    roster = f"{dept}/rosters/{draft['id']}"
    hours = {row["agent_id"]: row for row in admin("GET", f"{roster}/hours", 200).json()}
    why = admin("GET", f"{roster}/people/A6/why", 200, headers={"Accept-Language": "zh-CN"}).json()
    admin("GET", f"{roster}/people/A99/why", 404)

    assert hours["A3"]["low_h"] == 30
    assert hours["A3"]["shifts"] == sum(shift["agent_id"] == "A3" for shift in draft["shifts"])
    assert hours["A3"]["paid_h"] == pytest.approx(sum(paid_h(s) for s in draft["shifts"] if s["agent_id"] == "A3"))
    assert {reason["status"] for reason in why} <= {"ok", "excepted"}
    assert any("工时" in reason["sentence"] for reason in why)


def paid_h(shift: dict[str, Any]) -> float:
    return sum(
        (datetime.fromisoformat(part["end"]) - datetime.fromisoformat(part["start"])).total_seconds() / 3600
        for part in shift["segments"]
        if part["paid"]
    )


def test_who_could_help_says_what_keeps_the_others(admin: Caller, dept: str, engine: Engine) -> None:
    """Everybody with the skill, once; who is on leave is kept by it, who serves is said to."""
    draft = planned(admin, engine)
    roster = f"{dept}/rosters/{draft['id']}"
    at = {"skill": "phone", "day": "2026-11-25", "at": "2026-11-25T10:30:00+08:00"}
    told = {row["agent_id"]: row for row in admin("GET", f"{roster}/who-could", 200, params=at).json()}
    refused = admin("GET", f"{roster}/who-could", 422, params={**at, "skill": "cooking"})

    assert set(told) == {"A1", "A2", "A3", "A4", "A5", "A6"}
    assert told["A2"]["state"] == "off"
    assert any("leave" in reason for reason in told["A2"]["reasons"])
    assert "serving" in {row["state"] for row in told.values()}
    assert "cooking" in refused.json()["detail"]


def test_phones_are_for_who_may_see_them(admin: Caller, cast: Cast, dept: str, engine: Engine) -> None:
    """The call-in list of a day, with and without them."""
    draft = planned(admin, engine)
    path = f"{dept}/rosters/{draft['id']}/call-in?day=2026-11-28"
    with_phones = admin("GET", path, 200).json()
    without = cast.of("lead")("GET", path, 200).json()

    assert [row["agent_id"] for row in with_phones] == [row["agent_id"] for row in without]
    assert all(row["phone"] for row in with_phones)
    assert all(row["phone"] is None and row["emergency_phone"] is None for row in without)


def test_fair_shares_of_what_is_published(admin: Caller, cast: Cast, dept: str, engine: Engine) -> None:
    """Weekend shifts as published; agents see their own part alone; a time turned round is refused."""
    draft = planned(admin, engine)
    published(admin, draft)
    shares = {row["agent_id"]: row for row in admin("GET", f"{dept}/fairness", 200, params=DAYS).json()}
    own = cast.of("agent", person=("dept", "A2"))("GET", f"{dept}/fairness", 200, params=DAYS).json()
    backwards = {"from_day": "2026-11-29", "to_day": "2026-11-23"}

    for agent, row in shares.items():
        weekend = [s for s in draft["shifts"] if s["agent_id"] == agent and s["shift_date"] >= "2026-11-28"]
        assert row["weekends"] == len(weekend)
    assert own == [shares["A2"]]
    admin("GET", f"{dept}/fairness", 422, params=backwards)


def test_facts_are_open_to_every_member(cast: Cast, dept: str) -> None:
    """Clock, groups, queues and shifts; titles of limits in the language asked for."""
    facts = cast.of("agent", person=("dept", "A2"))(
        "GET", f"{dept}/facts", 200, headers={"Accept-Language": "zh-CN"}
    ).json()

    assert (facts["time_zone"], facts["groups"], WEEK) == ("Asia/Shanghai", ["front", "back"], "2026-W48")
    assert {queue["id"]: queue["skill"] for queue in facts["queues"]} == {"phone": "phone", "desk": "desk"}
    assert "weekly_hours.min_h" in {limit["key"] for limit in facts["limits"]}
