"""Calendars: read back by a calendar library, ids that stay, everybody's own file."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from tests.worlds import MONDAY, centre, on, roster, shift
from wfm.centre import Centre
from wfm.formats.calendars import calendar_of, write_calendars
from wfm.roster import Roster

MEAL = {
    "id": "day",
    "starts": "06:00-14:00",
    "start_every_min": 60,
    "paid_h": [4, 8],
    "meal": {"min": 60, "after_h": 3, "before_h": 5},
}


@pytest.fixture
def of() -> Centre:
    return centre(name="Süd; Nord, 中心", agents=[{"agent_id": "A1"}, {"agent_id": "A2"}], templates=(MEAL,))


def events(of: Centre, planned: Roster, agent_id: str = "A1", language: str = "en") -> list[Any]:
    agent = of.agent(agent_id)
    assert agent is not None
    return list(Calendar.from_ical(calendar_of(of, planned, agent, language)).walk("VEVENT"))


def test_an_event_is_the_shift(of: Centre) -> None:
    """Begin and end are the shift's instants, the meal included; its segments stand in the description."""
    worked = shift(of, 0, 8, 8)

    [event] = events(of, roster(worked))

    assert (event.decoded("dtstart"), event.decoded("dtend")) == (worked.start, worked.end)
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(hours=9)
    assert str(event["description"]).splitlines() == [
        "08:00-11:00 on the queue (phone)", "11:00-12:00 meal", "12:00-17:00 on the queue (phone)",
    ]  # fmt: skip
    assert str(event["summary"]) == "Shift day, 8 h (Süd; Nord, 中心)"


def test_instants_are_utc(of: Centre) -> None:
    """08:00 in Shanghai is midnight UTC: no application has to know the time zone."""
    [event] = events(of, roster(shift(of, 0, 8, 8)))

    assert str(event["dtstart"].to_ical().decode()) == "20261123T000000Z"


def test_the_id_stays_when_the_shift_moves(of: Centre) -> None:
    """A later version that moves Monday's shift has the same id for it, so the entry moves; another day has another id."""
    [before] = events(of, roster(shift(of, 0, 8, 8)))
    after = events(of, roster(shift(of, 0, 12, 4), shift(of, 1, 8, 8)))

    assert before["uid"] == after[0]["uid"]
    assert before["dtstart"].dt != after[0]["dtstart"].dt
    assert after[1]["uid"] != after[0]["uid"]


def test_ids_are_of_one_person(of: Centre) -> None:
    """Two people on the same day never share an id."""
    both = roster(shift(of, 0), shift(of, 0, agent_id="A2"))

    assert events(of, both)[0]["uid"] != events(of, both, "A2")[0]["uid"]


def test_the_same_roster_gives_the_same_bytes(of: Centre) -> None:
    """No clock is read: the stamp is made of the week."""
    agent = of.agents[0]

    assert calendar_of(of, roster(shift(of, 0)), agent, "en") == calendar_of(of, roster(shift(of, 0)), agent, "en")


def test_the_language_is_asked_for(of: Centre) -> None:
    """In Chinese the meal is 用餐."""
    [event] = events(of, roster(shift(of, 0, 8, 8)), language="zh-CN")

    assert "用餐" in str(event["description"])


def test_everybody_has_a_file(of: Centre, tmp_path: Path) -> None:
    """Who has no shift gets an empty calendar, which clears an old one."""
    write_calendars(tmp_path / "calendar", of, roster(shift(of, 0)), "en")

    found = {
        path.name: len(Calendar.from_ical(path.read_bytes()).walk("VEVENT"))
        for path in (tmp_path / "calendar").iterdir()
    }
    assert found == {"A1.ics": 1, "A2.ics": 0}


def test_the_autumn_hour_keeps_its_length() -> None:
    """A shift over the hour that comes twice lasts as long in the calendar as it does in life."""
    of = centre(time_zone="America/New_York", templates=({"id": "night", "starts": "22:00", "paid_h": 8},))
    autumn = Roster(on(-23), 1, (shift(of, -23, 22, 8, shift_id="night"),))
    [event] = events(of, autumn)

    assert MONDAY - timedelta(days=23) == autumn.first_day
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(hours=8)
    assert (event.decoded("dtstart").hour, event.decoded("dtend").hour) == (2, 10)
