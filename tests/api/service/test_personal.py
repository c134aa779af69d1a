"""A person's data is handed out whole, and erased wherever it lies."""

from __future__ import annotations

import uuid

from sqlalchemy import Engine, text

from api.working import work_on
from tests.api.service.people import Caller, Cast
from tests.department import WEEK

TABLES = ("account", "record", "audit", "job", "kept_answer", "shift", "roster", "centre")


def everything(engine: Engine) -> str:
    """All text there is in the database."""
    with engine.connect() as connection:
        return " ".join(str(row) for table in TABLES for row in connection.execute(text(f"select * from {table}")))


def test_a_person_is_handed_out_and_erased(cast: Cast, admin: Caller, dept: str, engine: Engine) -> None:
    """Everything about the person is in the export; afterwards neither name nor contacts are anywhere, the roster still is."""
    person = {"agent_id": "A2", "name": "Cynthia", "skills": ["phone"], "phone": "555-7788", "email": "cy@example.org"}
    etag = admin("GET", f"{dept}/people/A2", 200).headers["ETag"]
    admin("PUT", f"{dept}/people/A2", 200, json=person, headers={"If-Match": etag})
    leave = {
        "agent_id": "A2",
        "from_day": "2026-12-01",
        "to_day": "2026-12-01",
        "kind": "surgery",
        "status": "requested",
    }
    admin("POST", f"{dept}/leave", 201, json=leave, headers={"Idempotency-Key": "k"})
    agent = cast.of("agent", "cynthia", person=("dept", "A2"))
    job = admin("POST", f"{dept}/jobs/plan", 202, json={"week": WEEK, "budget": 2}).json()["id"]
    work_on(engine, uuid.UUID(job))
    told = agent("GET", f"{dept}/people/A2/personal-data", 200).json()
    agent("GET", f"{dept}/people/A3/personal-data", 403)
    agent("DELETE", f"{dept}/people/A2/personal-data", 403)

    assert told["tables"]["people"][0]["phone"] == "555-7788"
    assert [row["kind"] for row in told["tables"]["leave"]] == ["annual", "surgery"]
    assert told["accounts"] == [{"name": "cynthia", "role": "agent", "email": None, "subject": None}]
    assert any(change["after"] and change["after"].get("name") == "Cynthia" for change in told["changes"])
    cast.of("hr")("DELETE", f"{dept}/people/A2/personal-data", 204)
    left = everything(engine)

    assert [
        word for word in ("Cynthia", "555-7788", "555-0102", "cy@example", "surgery", "cynthia") if word in left
    ] == []
    assert "555-0103" in left
    agent("GET", "/v1/me", 401)
    roster = admin("GET", f"{dept}/jobs/{job}", 200).json()["roster_id"]
    assert "A2" in {shift["agent_id"] for shift in admin("GET", f"{dept}/rosters/{roster}", 200).json()["shifts"]}
    admin("GET", f"{dept}/people/A2", 200)
    assert admin("GET", "/v1/audit", 200).json()[0]["action"] == "erase"
