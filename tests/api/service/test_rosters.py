"""Rosters: drafts and edits checked at once, published versions that never change, nobody in two places."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from api.working import work_on
from tests.api.service.departments import DEPT
from tests.api.service.people import Caller, Cast
from tests.department import WEEK

TUESDAY = "2026-11-24"


def planned(admin: Caller, engine: Engine, kind: str = "plan", options: dict[str, Any] | None = None) -> dict[str, Any]:
    """A job done; its draft, with its ETag."""
    job = admin("POST", f"{DEPT}/jobs/{kind}", 202, json=options or {"week": WEEK, "budget": 3}).json()["id"]
    work_on(engine, uuid.UUID(job))
    ended = admin("GET", f"{DEPT}/jobs/{job}", 200).json()
    assert ended["state"] == "done", ended
    draft: dict[str, Any] = admin("GET", f"{DEPT}/rosters/{ended['roster_id']}", 200).json()
    return draft


def published(admin: Caller, draft: dict[str, Any]) -> dict[str, Any]:
    answer = admin("POST", f"{DEPT}/rosters/{draft['id']}/publish", 200, headers={"If-Match": draft["etag"]})
    found: dict[str, Any] = answer.json()
    return found


def shift_of(draft: dict[str, Any], agent: str | None = None) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in draft["shifts"] if agent in (None, each["agent_id"]))
    return found


def address(draft: dict[str, Any], shift: dict[str, Any]) -> str:
    return f"{DEPT}/rosters/{draft['id']}/shifts/{shift['agent_id']}/{shift['shift_date']}"


def test_a_plan_is_published_and_stays_as_it_is(admin: Caller, dept: str, engine: Engine) -> None:
    """Not by the API and not by SQL: an edit is refused, and so is every change of the row or its shifts."""
    draft = planned(admin, engine)
    assert admin("GET", f"{dept}/rosters/{draft['id']}/check", 200).json() == []
    head = published(admin, draft)
    admin("DELETE", address(draft, shift_of(draft)), 409, headers={"If-Match": head["etag"]})
    admin("DELETE", f"{dept}/rosters/{draft['id']}", 409, headers={"If-Match": head["etag"]})

    assert (head["state"], head["version"], head["published_by"]) == ("published", 1, "admin")
    for sql in (
        "update roster set state = 'draft', version = null",
        "delete from roster",
        "delete from shift",
        "update shift set segments = '[]'",
        "insert into shift select roster_id, agent_id, shift_date, 'more', '[2030-01-01, 2030-01-02)', segments from shift",
    ):
        with engine.connect() as connection, pytest.raises(IntegrityError, match="never changes"):
            connection.execute(text(sql))


def test_an_edit_is_checked_at_once(admin: Caller, dept: str, engine: Engine) -> None:
    """Taking a shift out leaves a person short of hours: told with the edit, refused on publishing, mended by putting it back."""
    draft = planned(admin, engine)
    etag, newly, out = draft["etag"], [], []
    for shift in (each for each in draft["shifts"] if each["agent_id"] == "A3"):
        edited = admin("DELETE", address(draft, shift), 200, headers={"If-Match": etag, "Accept-Language": "en"})
        etag, newly = edited.headers["ETag"], edited.json()["newly_broken"]
        out.append(shift)
        if newly:
            break
    refused = admin("POST", f"{dept}/rosters/{draft['id']}/publish", 409, headers={"If-Match": etag})

    assert {(each["rule"], each["agent_id"]) for each in newly} == {("weekly_hours", "A3")}
    assert newly[0]["observed"] < newly[0]["limit"]
    assert newly[0]["sentence"] in refused.json()["errors"]
    admin("PUT", address(draft, out[0]), 412, json=out[0], headers={"If-Match": draft["etag"]})
    for shift in out:
        mended = admin("PUT", address(draft, shift), 200, json=shift, headers={"If-Match": etag})
        etag = mended.headers["ETag"]
    assert mended.json() == {"newly_broken": [], "broken": []}
    published(admin, {**draft, "etag": etag})


def test_nobody_is_in_two_places(admin: Caller, dept: str, engine: Engine) -> None:
    """A second shift over the first is refused by the database, in a draft and between published weeks."""
    draft = planned(admin, engine)
    shift = shift_of(draft, "A3")
    day = "2026-11-23" if shift["shift_date"] != "2026-11-23" else TUESDAY
    moved = {**shift, "shift_date": day}
    off = admin("GET", f"{dept}/rosters/{draft['id']}", 200).json()
    if any((each["agent_id"], each["shift_date"]) == ("A3", day) for each in off["shifts"]):
        off = admin("DELETE", f"{dept}/rosters/{draft['id']}/shifts/A3/{day}", 200, headers={"If-Match": "*"})
    far = {"If-Match": "*", "Accept-Language": "en"}
    refused = admin("PUT", f"{dept}/rosters/{draft['id']}/shifts/A3/{day}", json=moved, headers=far)

    assert refused.status_code in (409, 422)
    with engine.begin() as connection, pytest.raises(IntegrityError, match="nobody_in_two_places"):
        connection.execute(
            text(
                "insert into shift select roster_id, agent_id, shift_date, 'twice', during, segments from shift limit 1"
            )
        )


def test_a_new_version_supersedes_the_old_one(admin: Caller, cast: Cast, dept: str, engine: Engine) -> None:
    """The old one is still there as it was; the schedule shows the new one, and to an agent their own shifts alone."""
    first = planned(admin, engine)
    published(admin, first)
    copy = admin("POST", f"{dept}/rosters", 201, json={"copy_of": first["id"]}).json()
    shift = shift_of(first, "A6")
    edited = admin("DELETE", address(copy, shift), 200, headers={"If-Match": copy["etag"]})
    second = admin("POST", f"{dept}/rosters/{copy['id']}/publish", headers={"If-Match": edited.headers["ETag"]})
    if second.status_code == 409:  # the floor of A6's contract: allow it, then publish
        row = {
            "exception_id": "E7", "agent_id": "A6", "rule": "weekly_hours.min_h", "from": None, "value": 0, "unit": "h",
            "from_day": "2026-11-23", "to_day": "2026-11-29", "reason": "ill", "approved_by": "admin",
        }  # fmt: skip
        row.pop("from")
        admin("POST", f"{dept}/exceptions", 201, json=row)
        second = admin(
            "POST", f"{dept}/rosters/{copy['id']}/publish", 200, headers={"If-Match": edited.headers["ETag"]}
        )
    days = {"from_day": "2026-11-23", "to_day": "2026-11-29"}
    schedule = admin("GET", f"{dept}/schedule", 200, params=days).json()
    own = cast.of("agent", person=("dept", "A2"))(
        "GET", f"{dept}/schedule", 200, params={**days, "agent_id": "A3"}
    ).json()

    assert second.json()["version"] == 2
    assert admin("GET", f"{dept}/rosters/{first['id']}", 200).json()["shifts"] == first["shifts"]
    assert len(schedule) == len(first["shifts"]) - 1
    assert {each["agent_id"] for each in own} == {"A2"}
    assert [each["version"] for each in admin("GET", f"{dept}/rosters?state=published&week={TUESDAY}", 200).json()] == [
        2,
        1,
    ]


def test_a_published_roster_is_simulated_and_repaired(admin: Caller, dept: str, engine: Engine) -> None:
    """Replayed against the forecast it was made from; repaired, it becomes a draft of the same week."""
    draft = planned(admin, engine)
    head = published(admin, draft)
    job = admin("POST", f"{dept}/jobs/simulate", 202, json={"roster_id": head["id"], "replications": 20}).json()["id"]
    work_on(engine, uuid.UUID(job))
    assert b"phone" in admin("GET", f"{dept}/jobs/{job}/result/service.csv", 200).content
    asked = {"skill": "phone", "start": f"{TUESDAY}T10:00", "end": f"{TUESDAY}T12:00"}
    job = admin("POST", f"{dept}/jobs/why", 202, json=asked).json()["id"]
    work_on(engine, uuid.UUID(job))
    assert TUESDAY.encode() in admin("GET", f"{dept}/jobs/{job}/result/answer.csv", 200).content
    away = next(
        each["agent_id"] for each in draft["shifts"] if each["shift_date"] == TUESDAY and each["shift_id"] == "day"
    )
    repaired = planned(admin, engine, "repair", {"now": f"{TUESDAY}T07:00", "absent": [away]})

    assert repaired["week"] == "2026-11-23"
    assert (away, TUESDAY) not in {(each["agent_id"], each["shift_date"]) for each in repaired["shifts"]}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"agent_id": "A2"}, "agent_id"),
        ({"segments": []}, "segments"),
        ({"segments": [{"start": "2026-11-24T08:00", "end": "2026-11-24T12:00", "activity": "on_queue"}]}, "offset"),
        ({"segments": [{"start": "2026-11-24T08:00Z", "end": "2026-11-24T07:00Z", "activity": "on_queue"}]}, "07:00"),
        (
            {
                "segments": [
                    {"start": "2026-11-24T08:00Z", "end": "2026-11-24T12:00Z", "activity": "on_queue"},
                    {"start": "2026-11-24T11:00Z", "end": "2026-11-24T13:00Z", "activity": "on_queue"},
                ]
            },
            "overlap",
        ),
        ({"segments": [{"start": "2027-11-24T08:00Z", "end": "2027-11-24T12:00Z", "activity": "on_queue"}]}, "2027"),
    ],
)
def test_a_shift_that_is_none_is_refused(admin: Caller, dept: str, change: dict[str, Any], words: str) -> None:
    """One clear sentence."""
    draft = admin("POST", f"{dept}/rosters", 201, json={"week": TUESDAY}).json()
    segment = {"start": "2026-11-24T08:00Z", "end": "2026-11-24T12:00Z", "activity": "on_queue", "queues": ["phone"]}
    shift = {"agent_id": "A3", "shift_date": TUESDAY, "shift_id": "day", "segments": [segment]} | change
    refused = admin(
        "PUT", f"{dept}/rosters/{draft['id']}/shifts/A3/{TUESDAY}", 422, json=shift, headers={"If-Match": draft["etag"]}
    )

    assert words in refused.json()["detail"]


def test_who_may_not_publish_does_not(cast: Cast, admin: Caller, dept: str) -> None:
    """A lead drafts and edits; publishing is the scheduler's."""
    lead = cast.of("lead")
    draft = lead("POST", f"{dept}/rosters", 201, json={"week": TUESDAY}).json()
    lead("POST", f"{dept}/rosters/{draft['id']}/publish", 403, headers={"If-Match": draft["etag"]})
    cast.of("hr")("POST", f"{dept}/rosters", 403, json={"week": TUESDAY})
    admin("DELETE", f"{dept}/rosters/{draft['id']}", 204, headers={"If-Match": draft["etag"]})
