"""A calendar's address opens one person's shifts and nothing else, until another is asked for."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from icalendar import Calendar
from sqlalchemy import Engine

from tests.api.service.people import Caller, Cast
from tests.api.service.test_rosters import planned, published

pytestmark = pytest.mark.usefixtures("dept")


def test_the_address_opens_the_shifts_in_force(admin: Caller, cast: Cast, client: TestClient, engine: Engine) -> None:
    """An event for each published shift of the person, without signing in."""
    draft = planned(admin, engine)
    published(admin, draft)
    cy = cast.of("agent", person=("dept", "A2"))
    path = cy("POST", "/v1/me/calendar", 201).json()["path"]
    answer = client.get(path)
    events = Calendar.from_ical(answer.content).walk("VEVENT")

    assert answer.headers["content-type"].startswith("text/calendar")
    assert len(events) == sum(shift["agent_id"] == "A2" for shift in draft["shifts"]) > 0


def test_the_address_is_good_for_nothing_else(cast: Cast, client: TestClient) -> None:
    """Its key signs nobody in; a new address ends the old one; a key that signs in opens no calendar."""
    cy = cast.of("agent", person=("dept", "A2"))
    first = cy("POST", "/v1/me/calendar", 201).json()["path"]
    key = first.removeprefix("/v1/feeds/").removesuffix(".ics")
    assert client.get("/v1/me", headers={"Authorization": f"Bearer {key}"}).status_code == 401
    assert client.get(f"/v1/feeds/{cy.key}.ics").status_code == 404
    assert {each["purpose"] for each in cy("GET", "/v1/keys", 200).json()} == {"everything", "calendar"}
    second = cy("POST", "/v1/me/calendar", 201).json()["path"]

    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    cast.of("hr")("POST", "/v1/me/calendar", 403)
