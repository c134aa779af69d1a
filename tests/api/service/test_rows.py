"""The tables of a department, row by row: read, add, change, delete; locking; who may do it; the same checks as the files."""

from __future__ import annotations

from typing import Any

import pytest

from api.decisions import OWN
from api.routes.examples import EXAMPLES
from tests.api.service.people import Caller, Cast
from wfm.formats.columns import TABLES

LEAVE = {"agent_id": "A3", "from_day": "2026-12-01", "to_day": "2026-12-02", "kind": "annual", "status": "requested"}
EXCEPTION = {
    "exception_id": "E9", "agent_id": "A3", "rule": "weekly_hours.min_h", "from_day": "2027-01-04", "to_day": "2027-01-10",
    "value": 20, "unit": "h", "reason": "exams", "approved_by": "chief",
}  # fmt: skip


def test_every_table_has_its_routes(admin: Caller, dept: str) -> None:
    """Each table of the files is a resource, and each has an example."""
    assert set(EXAMPLES) == set(TABLES)
    for name in TABLES:
        admin("GET", f"{dept}/{name}", 200)


def test_a_row_is_added_read_changed_and_deleted(admin: Caller, dept: str) -> None:
    """Its ETag changes with it; people are found by their own id."""
    person = {"agent_id": "A9", "name": "Noa", "skills": ["phone"], "phone": "555-0109"}
    added = admin("POST", f"{dept}/people", 201, json=person)
    read = admin("GET", f"{dept}/people/A9", 200)
    changed = admin(
        "PUT", f"{dept}/people/A9", 200, json={**person, "lead": True}, headers={"If-Match": read.headers["ETag"]}
    )
    admin("DELETE", f"{dept}/people/A9", 204, headers={"If-Match": changed.headers["ETag"]})

    assert added.headers["ETag"] == read.headers["ETag"] != changed.headers["ETag"]
    assert changed.json()["value"]["lead"] is True
    admin("GET", f"{dept}/people/A9", 404)


def test_the_second_of_two_who_change_the_same_row_is_told(admin: Caller, dept: str) -> None:
    """412 with what stands there now; repeated with its ETag it goes through."""
    old = admin("GET", f"{dept}/people/A3", 200)
    body = old.json()["value"]
    admin("PUT", f"{dept}/people/A3", 200, json={**body, "name": "One"}, headers={"If-Match": old.headers["ETag"]})
    late = admin(
        "PUT", f"{dept}/people/A3", 412, json={**body, "name": "Two"}, headers={"If-Match": old.headers["ETag"]}
    )

    assert late.json()["current"]["name"] == "One"
    admin("PUT", f"{dept}/people/A3", 200, json={**body, "name": "Two"}, headers={"If-Match": late.headers["ETag"]})
    admin("PUT", f"{dept}/people/A3", 422, json=body)


@pytest.mark.parametrize(
    ("table", "row", "words"),
    [
        ("leave", {**LEAVE, "agent_id": "A99"}, "A99"),
        ("leave", {**LEAVE, "to_day": "2026-11-01"}, "2026-11-01"),
        ("people", {"agent_id": "A3", "skills": ["phone"]}, "A3"),
        ("people", {"agent_id": "A9", "skills": ["golf"]}, "golf"),
        ("overrides", {**EXAMPLES["overrides"].examples[0], "queue": "fax"}, "fax"),
        ("exceptions", {**EXCEPTION, "rule": "weekly_hours.most"}, "weekly_hours.most"),
        ("leave", {**LEAVE, "kind": ""}, "kind"),
        ("kpi", {"agent_id": "A3", "date": "2026-11-23", "handled": False}, "handled"),
    ],
)
def test_a_row_that_a_file_may_not_hold_is_refused(
    cast: Cast, dept: str, table: str, row: dict[str, Any], words: str
) -> None:
    """The reader's sentence, in the language asked for; nothing is kept."""
    chief = cast.of("admin", "chief")
    before = chief("GET", f"{dept}/{table}", 200).json()
    refused = chief("POST", f"{dept}/{table}", json=row, headers={"Accept-Language": "zh-CN"})

    assert refused.status_code in (409, 422)
    assert words in refused.json()["detail"]
    assert any("一" <= letter <= "鿿" for letter in refused.json()["detail"])
    assert chief("GET", f"{dept}/{table}", 200).json() == before


def test_a_person_others_speak_of_is_not_deleted(admin: Caller, dept: str) -> None:
    """What must agree between tables is checked on every change."""
    etag = admin("GET", f"{dept}/people/A2", 200).headers["ETag"]
    refused = admin("DELETE", f"{dept}/people/A2", 422, headers={"If-Match": etag})

    assert "leave.csv" in refused.json()["detail"]


def test_leave_is_decided_by_those_who_may_and_signed(cast: Cast, dept: str) -> None:
    """A scheduler records a request; the one who may decide does, and the record says who and when."""
    scheduler, chief = cast.of("scheduler"), cast.of("manager", "chief", grants=("requests:decide",))
    row = scheduler("POST", f"{dept}/leave", 201, json=LEAVE)
    approved = {**LEAVE, "status": "approved"}
    match = {"If-Match": row.headers["ETag"]}
    scheduler("PUT", f"{dept}/leave/{row.json()['id']}", 403, json=approved, headers=match)
    chief("PUT", f"{dept}/leave/{row.json()['id']}", 422, json={**approved, "decided_by": "somebody"}, headers=match)
    decided = chief("PUT", f"{dept}/leave/{row.json()['id']}", 200, json=approved, headers=match)

    assert decided.json()["value"]["decided_by"] == "chief"
    assert decided.json()["value"]["decided_on"] is not None
    scheduler("POST", f"{dept}/leave", 403, json={**approved, "agent_id": "A4"})
    scheduler("DELETE", f"{dept}/leave/{row.json()['id']}", 403, headers={"If-Match": decided.headers["ETag"]})
    scheduler("POST", f"{dept}/exceptions", 403, json=EXCEPTION)
    assert chief("POST", f"{dept}/exceptions", 201, json=EXCEPTION).json()["value"]["approved_by"] == "chief"


def test_an_exception_is_asked_for_and_waits_for_approval(cast: Cast, dept: str) -> None:
    """An agent files their own; it is nobody's until whoever may decide signs it, and a scheduler may not."""
    agent = cast.of("agent", person=("dept", "A3"))
    scheduler, chief = cast.of("scheduler"), cast.of("manager", "chief", grants=("requests:decide",))
    asked = {**EXCEPTION, "status": "requested", "approved_by": ""}
    agent("POST", f"{dept}/exceptions", 403, json={**asked, "agent_id": "A2"})
    row = agent("POST", f"{dept}/exceptions", 201, json=asked)
    path, match = f"{dept}/exceptions/{row.json()['id']}", {"If-Match": row.headers["ETag"]}
    approved = {**asked, "status": "approved"}
    scheduler("PUT", path, 403, json=approved, headers=match)
    decided = chief("PUT", path, 200, json=approved, headers=match)

    assert decided.json()["value"]["approved_by"] == "chief"
    assert decided.json()["value"]["approved_on"] is not None


def test_nobody_decides_for_themselves(cast: Cast, dept: str) -> None:
    """Not even the administrator, where the account belongs to the person."""
    for role in ("manager", "admin"):
        own = cast.of(role, f"own-{role}", person=("dept", "A3"), grants=("requests:decide",))
        refused = own("POST", f"{dept}/leave", 403, json={**LEAVE, "status": "approved"})
        assert "their own" in refused.json()["detail"]
        own("POST", f"{dept}/exceptions", 403, json={**EXCEPTION, "approved_by": own.name})


def test_an_agent_sees_and_asks_for_their_own_alone(cast: Cast, dept: str) -> None:
    """Own rows with own phone number; leave as a request, availability as a wish; nothing of anybody else."""
    agent = cast.of("agent", person=("dept", "A2"))
    [own] = agent("GET", f"{dept}/people", 200).json()
    request = agent("POST", f"{dept}/leave", 201, json={**LEAVE, "agent_id": "A2"})

    assert (own["id"], own["value"]["phone"]) == ("A2", "555-0102")
    assert {row["value"]["agent_id"] for row in agent("GET", f"{dept}/leave", 200).json()} == {"A2"}
    agent("GET", f"{dept}/people/A3", 404)
    agent("POST", f"{dept}/leave", 403, json=LEAVE)
    agent("POST", f"{dept}/leave", 403, json={**LEAVE, "agent_id": "A2", "status": "approved"})
    agent("POST", f"{dept}/availability", 403, json={"agent_id": "A2", "days": "mon", "kind": "unavailable"})
    agent("POST", f"{dept}/availability", 201, json={"agent_id": "A2", "days": "mon", "kind": "avoid"})
    agent("DELETE", f"{dept}/leave/{request.json()['id']}", 204, headers={"If-Match": request.headers["ETag"]})
    agent("DELETE", f"{dept}/leave/1", 403, headers={"If-Match": "*"})
    for name in set(TABLES) - set(OWN):
        agent("GET", f"{dept}/{name}", 403)
    for path in ("volumes", "folder", "queues"):
        agent("GET", f"{dept}/{path}", 403)


def test_an_agent_of_another_department_finds_nothing(cast: Cast, dept: str) -> None:
    """404, as if it were not there."""
    agent = cast.of("agent", person=("elsewhere", "A2"))

    agent("GET", f"{dept}/people", 404)
    assert agent("GET", "/v1/centres", 200).json() == []


def test_private_columns_are_seen_and_changed_by_those_who_may(cast: Cast, dept: str) -> None:
    """A scheduler changes a person without seeing or losing the phone number; not even a refusal shows it."""
    scheduler, hr = cast.of("scheduler"), cast.of("hr")
    row = scheduler("GET", f"{dept}/people/A3", 200)
    assert row.json()["value"]["phone"] is None
    late = scheduler("PUT", f"{dept}/people/A3", 412, json=row.json()["value"], headers={"If-Match": '"99"'})
    assert "555-" not in late.text
    match = {"If-Match": row.headers["ETag"]}
    scheduler("PUT", f"{dept}/people/A3", 403, json={**row.json()["value"], "phone": "555-9"}, headers=match)
    scheduler("PUT", f"{dept}/people/A3", 200, json={**row.json()["value"], "name": "Dee"}, headers=match)
    value = hr("GET", f"{dept}/people/A3", 200).json()["value"]

    assert (value["name"], value["phone"]) == ("Dee", "555-0103")


def test_the_sign_in_log_is_not_for_schedulers(cast: Cast, dept: str) -> None:
    """Attendance has scopes of its own."""
    row = {"agent_id": "A3", "signed_in": "2026-11-23T09:02", "signed_out": "2026-11-23T17:00"}
    cast.of("scheduler")("GET", f"{dept}/attendance", 403)
    kept = cast.of("hr")("POST", f"{dept}/attendance", 201, json=row)

    assert kept.json()["value"]["signed_in"] == "2026-11-23T09:02:00+08:00"


def test_the_database_keeps_the_order_of_the_file(admin: Caller, dept: str) -> None:
    """A row added comes last; one changed stays where it is."""
    admin("POST", f"{dept}/people", 201, json={"agent_id": "A0", "skills": ["phone"]})
    row = admin("GET", f"{dept}/people/A2", 200)
    match = {"If-Match": row.headers["ETag"]}
    admin("PUT", f"{dept}/people/A2", 200, json={**row.json()["value"], "name": "New"}, headers=match)

    assert [row["id"] for row in admin("GET", f"{dept}/people", 200).json()] == [
        "A1",
        "A2",
        "A3",
        "A4",
        "A5",
        "A6",
        "A0",
    ]
