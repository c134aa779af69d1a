"""The sentences on a requirement: shrinkage counted twice, minutes for seconds, and what impatience is worth."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.wfm.staffing.departments import CHAT, MAIL, VOICE, department, forecast, queue
from wfm.centre import Centre
from wfm.examples import EXAMPLES, copy_example
from wfm.formats import read_department
from wfm.messages import Sentence
from wfm.people import Agent
from wfm.shifts import Break, Meal, PlacedActivity, ShiftTemplate
from wfm.staffing import erlang
from wfm.staffing.requirement import required_staff

BREAKS = (Break(min=15, after_h=1, before_h=3), Break(min=15, after_h=5, before_h=7))
DAY = ShiftTemplate(id="day", starts="08:00", paid_h=(8,), breaks=BREAKS)  # 30 of 480 minutes: 6.25 %
PLAIN = ShiftTemplate(id="plain", starts="08:00", paid_h=(8,), meal=Meal(min=60, after_h=3, before_h=5))
TEAM = tuple(Agent(agent_id=f"a{at}", group="floor") for at in range(8))


def shrunk(in_shift: float, *templates: ShiftTemplate, **more: Any) -> Centre:
    return department(queue("phone", VOICE), shrinkage={"in_shift": in_shift}, templates=templates, **more)


def meeting(minutes: int, day: int = 23, **whom: Any) -> PlacedActivity:
    """On a day of November 2026; the forecast is of the 23rd."""
    between = (datetime(2026, 11, day, 9), datetime(2026, 11, day, 17))
    return PlacedActivity(id="meeting", duration_min=minutes, between=between, **whom)


def notes(centre: Centre, key: str, offered: Any = 20, aht_s: Any = 180) -> list[Sentence]:
    volumes = {each.id: offered for each in centre.queues if each.channel != "position"}
    return [note for note in required_staff(centre, forecast(centre, volumes, aht_s)).notes if note.key == key]


def test_shrinkage_that_holds_the_breaks_is_pointed_out_with_the_figure() -> None:
    """12 % with 6.25 % of breaks: what remains is 6.1 % of the time on the queue. With it the same people are on the queue."""
    [note] = notes(shrunk(0.12, DAY), "note_shrinkage_breaks")
    assert (note.values["percent"], note.values["placed"], note.values["rest"]) == ("12.0", "6.2", "0.061")
    assert (1 - float(str(note.values["rest"]))) * (1 - 0.0625) == pytest.approx(1 - 0.12, abs=5e-4)


@pytest.mark.parametrize(
    ("centre", "warned"),
    [
        (shrunk(0.10, DAY), True),
        (shrunk(0.09, DAY), False),  # without the breaks less would be left than a floor ever loses
        (shrunk(0.20), False),
        (shrunk(0.20, PLAIN), False),  # an unpaid meal is no part of paid time
        (shrunk(0.06, DAY, PLAIN), False),
        (shrunk(0.07, DAY, PLAIN), True),  # 3.1 % on average
        (shrunk(0.07, PLAIN, agents=TEAM, activities=(meeting(15, group="floor"),)), True),  # 2 h of 60 h
        (shrunk(0.07, PLAIN, agents=TEAM, activities=(meeting(15, day=24, group="floor"),)), False),
        (shrunk(0.07, PLAIN, agents=TEAM, activities=(meeting(15, group="another"),)), False),
        (shrunk(0.05, PLAIN, agents=TEAM, activities=(meeting(5, agents=("a1",)),)), True),
        (shrunk(0.04, PLAIN, agents=TEAM, activities=(meeting(5, agents=("a1",)),)), False),
    ],
)
def test_it_is_said_only_where_it_is_likely(centre: Centre, warned: bool) -> None:
    """Where the roster places something, and the rest would still be what floors lose besides; meetings by day and by people."""
    assert bool(notes(centre, "note_shrinkage_breaks")) == warned


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_are_silent(example: str, tmp_path: Path) -> None:
    """Their in_shift says what is lost besides the breaks."""
    copy_example(example, tmp_path / example)
    centre = read_department(tmp_path / example).centre
    assert notes(centre, "note_shrinkage_breaks") == []


def test_handle_times_in_minutes_are_pointed_out() -> None:
    """Four seconds a contact is most likely four minutes."""
    assert [note.values["aht_s"] for note in notes(shrunk(0.0), "note_aht_short", aht_s=4)] == [4.0]
    assert notes(shrunk(0.0), "note_aht_short", aht_s=20) == []


@pytest.mark.parametrize("model", ["erlang_c", "erlang_a"])
def test_impatience_is_weighed_whichever_model_drives(model: str) -> None:
    """Hours that Erlang A saves, and the level it leaves if nobody gives up, weighed by volume; the same figures either way."""
    volumes = np.array([20.0, 100.0] * 10)
    centre = department(queue("phone", VOICE, patience_s=180, model=model))
    [note] = notes(centre, "note_patience_level", offered=volumes)
    told = note.values["told"]
    assert isinstance(told, Sentence)

    asked: dict[str, Any] = {"service_level": 0.8, "answer_within_s": 20}
    patient = erlang.required_agents(volumes, 1800, 180, **asked)
    impatient = erlang.required_agents(volumes, 1800, 180, patience_s=180, **asked)
    levels = erlang.service_level(volumes / 10, 180, impatient, 20)
    assert told.values["hours"] == f"{(patient - impatient).sum() / 2:.1f}"
    assert told.values["percent"] == f"{100 * (1 - impatient.sum() / patient.sum()):.1f}"
    assert note.values["percent"] == f"{100 * np.average(levels, weights=volumes):.0f}"
    assert {"erlang_c": "by Erlang C", "erlang_a": "by Erlang A"}[model] in note.text()
    assert "Erlang A" in note.text("zh-CN")


def test_only_queues_with_patience_and_contacts_have_the_sentence() -> None:
    """Chat has it too, in conversations; a queue without a time to answer in has only the hours."""
    centre = department(
        queue("phone", VOICE),
        queue("chat", CHAT, patience_s=120),
        queue("mail", MAIL),
        queue("fast", {"channel": "voice", "max_asa_s": 20, "patience_s": 100}),
        queue("desk", {"channel": "position", "people": 1}),
    )
    [chat] = notes(centre, "note_patience_level", offered=60)
    assert chat.values["told"].values["queue"] == "chat"  # type: ignore[attr-defined]
    assert [note.values["queue"] for note in notes(centre, "note_patience", offered=60)] == ["fast"]
    assert notes(centre, "note_patience_level", offered=0) == notes(centre, "note_patience", offered=0) == []
