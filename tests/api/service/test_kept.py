"""What is kept between requests is what a service that has just started would work out."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import fastapi.routing
import pytest
from fastapi.dependencies.models import Dependant
from fastapi.dependencies.utils import get_dependant
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from api import kept, warm
from api.app import create_app
from tests.api.service.people import Caller
from tests.api.service.test_rosters import planned, published

ANYTIME = {"If-Match": "*"}
PARTS = ("", "/coverage", "/hours", "/check")


def later(shift: dict[str, Any], hours: int) -> dict[str, Any]:
    start, end = (
        datetime.fromisoformat(shift["segments"][at][key]) + timedelta(hours=hours)
        for at, key in ((0, "start"), (-1, "end"))
    )
    return {
        "kind": "move", "agent_id": shift["agent_id"], "day": shift["shift_date"], "start": start.isoformat(),
        "end": end.isoformat(),
    }  # fmt: skip


def looked_at(admin: Caller, roster: str) -> list[Any]:
    found = [admin("GET", f"{roster}{part}", 200).json() for part in PARTS]
    found[0]["shifts"].sort(key=lambda each: (each["agent_id"], each["shift_date"]))
    return found


def test_after_every_edit_all_is_as_if_read_anew(
    admin: Caller, dept: str, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Moves, a day off, what is refused on the way, and what a second person is shown."""
    draft = planned(admin, engine)
    roster = f"{dept}/rosters/{draft['id']}"
    looked_at(admin, roster)
    first, second, third = draft["shifts"][:3]
    off = {"kind": "off", "agent_id": second["agent_id"], "day": second["shift_date"]}
    for edit in (later(first, 1), off, later(third, -2), later(third, 5)):
        admin("POST", f"{roster}/preview", json=edit)
        admin("POST", f"{roster}/edits", json=edit, headers=ANYTIME)
        admin("POST", f"{roster}/edits", 412, json=edit, headers={"If-Match": '"999"'})
        known = looked_at(admin, roster)
        with monkeypatch.context() as anew:
            anew.setattr(kept, "_OF", {})
            assert looked_at(admin, roster) == known


def test_an_edit_that_the_database_refuses_is_not_kept(
    admin: Caller, dept: str, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Undone with its transaction, it is forgotten; the next edit of that revision is told as it is."""
    draft = planned(admin, engine)
    roster = f"{dept}/rosters/{draft['id']}"
    before = looked_at(admin, roster)
    shift = draft["shifts"][0]
    off = {"kind": "off", "agent_id": shift["agent_id"], "day": shift["shift_date"]}
    with monkeypatch.context() as failing:

        def fail(*_: Any, **__: Any) -> None:
            raise RuntimeError("the audit log is full")

        failing.setattr("api.rostering.note_change", fail)
        assert admin("POST", f"{roster}/edits", json=off, headers=ANYTIME).status_code == 500
    assert looked_at(admin, roster) == before
    admin("POST", f"{roster}/edits", 200, json=later(shift, 1), headers=ANYTIME)

    assert len(admin("GET", roster, 200).json()["shifts"]) == len(draft["shifts"])


def test_what_is_published_is_read_once_and_seen_by_all(admin: Caller, dept: str, engine: Engine) -> None:
    """The week after is judged by the published week before it, also by a service that knew the department before."""
    draft = planned(admin, engine)
    published(admin, draft)
    before = admin("GET", f"{dept}/fairness?from_day=2026-11-23&to_day=2026-11-29", 200).json()
    next_week = admin("POST", f"{dept}/rosters", 201, json={"week": "2026-11-30"}).json()
    admin("GET", f"{dept}/rosters/{next_week['id']}/check", 200)

    assert sum(row["shifts"] for row in before) == len(draft["shifts"])


def test_a_service_that_starts_has_its_departments_at_hand(dept: str, engine: Engine) -> None:
    """And says nothing where there is nothing wrong."""
    warm.warm_up(engine)
    things = kept._OF[engine]._things

    assert any(isinstance(key, tuple) and key[:2] == ("centre", "dept") for key in things), dept


def test_a_service_that_starts_has_its_routes_made(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first visitor finds them; without it they would be made while that visitor waits."""
    made: list[Any] = []

    def counted(**of: Any) -> Dependant:
        made.append(of["path"])
        return get_dependant(**of)

    monkeypatch.setattr(fastapi.routing, "get_dependant", counted)
    cold, ready = create_app(engine), create_app(engine)
    warm.make_routes(ready)
    before = len(made)
    with TestClient(ready) as client:
        assert client.get("/health").status_code == 200
    assert before > len(ready.openapi()["paths"])
    assert len(made) == before
    with TestClient(cold) as client:
        assert client.get("/health").status_code == 200
    assert len(made) > before


def test_what_several_ask_for_at_once_is_made_once() -> None:
    """The others wait for it; where making it fails the next of them makes it."""
    things, asked, goes = kept.Kept(), threading.Barrier(4), threading.Event()
    made: list[str] = []

    def make() -> str:
        goes.wait()
        made.append("made")
        if len(made) == 1:
            raise RuntimeError("the database was away for a moment")
        return "a department"

    def ask() -> str:
        asked.wait()
        return things.of("key", make)

    with ThreadPoolExecutor(3) as pool:
        answers = [pool.submit(ask) for _ in range(3)]
        asked.wait()
        goes.set()
        found = [each.exception() or each.result() for each in answers]

    assert sorted(map(str, found)) == ["a department", "a department", "the database was away for a moment"]
    assert len(made) == 2
    assert things.of("key", make) == "a department"


def test_long_answers_are_packed(admin: Caller, dept: str, engine: Engine) -> None:
    """A roster travels compressed; a short answer as it is."""
    draft = planned(admin, engine)
    packed = admin("GET", f"{dept}/rosters/{draft['id']}", 200, headers={"Accept-Encoding": "gzip"})
    short = admin("GET", "/health", 200, headers={"Accept-Encoding": "gzip"})

    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in short.headers
