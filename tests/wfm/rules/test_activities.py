"""The checker of meetings and training: each way in which a roster can fail it, and nothing said where it does not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from tests.worlds import breaches, centre, on, shift
from wfm.activities import due_activities
from wfm.centre import Centre
from wfm.rules.activities import Activities
from wfm.shifts import Activity, Segment, Shift
from wfm.timegrid import local

TEAM = ({"agent_id": "A1", "group": "floor"}, {"agent_id": "A2", "group": "floor"})
MEETING: dict[str, Any] = {
    "id": "m", "group": "floor", "duration_min": 60, "between": ("2026-11-23T09:00+08:00", "2026-11-23T15:00+08:00"),
}  # fmt: skip


def department(leave: Sequence[dict[str, Any]] = (), **changes: Any) -> Centre:
    """Two people and a meeting on Monday."""
    approved = [{"kind": "k", "status": "approved", "from_day": on(0), "to_day": on(0), **each} for each in leave]
    return centre(agents=TEAM, activities=({**MEETING, **changes},), leave=tuple(approved))


def attending(of: Centre, agent_id: str, at_h: float, length_h: float = 1, kind: Activity = Activity.MEETING) -> Shift:
    """Monday from 8 to 16 with an activity at an hour."""
    plain = shift(of, 0, 8, 8, agent_id=agent_id)
    [whole] = plain.segments
    begin, until = (local(of.instant_of(on(0), round(60 * h)), of.time_zone) for h in (at_h, at_h + length_h))
    middle = Segment(start=begin, end=until, activity=kind)
    parts = (whole.model_copy(update={"end": begin}), middle, whole.model_copy(update={"start": until}))
    return plain.model_copy(update={"segments": parts})


def said(of: Centre, *shifts: Shift) -> list[tuple[str, str]]:
    """Who breaks it, and with which sentence."""
    return [(violation.agent_id, violation.sentence.key) for violation in breaches(Activities(), of, *shifts)]


def test_together_at_one_time_in_the_window_is_silent() -> None:
    """Both at ten o'clock for the hour asked."""
    of = department()

    assert said(of, attending(of, "A1", 10), attending(of, "A2", 10)) == []


@pytest.mark.parametrize(
    ("second", "key"),
    [
        ({"at_h": 11}, "activities_apart"),
        ({"at_h": 10, "length_h": 0.5}, "activities_missing"),
        ({"at_h": 14.5}, "activities_missing"),
        ({"at_h": 10, "kind": Activity.TRAINING}, "activities_missing"),
    ],
)
def test_another_time_length_window_or_kind_is_a_breach(second: dict[str, Any], key: str) -> None:
    """The first person attends at ten; what the second does is not that meeting."""
    of = department()

    assert said(of, attending(of, "A1", 10), attending(of, "A2", **second)) == [("A2", key)]


def test_each_at_an_own_time_where_it_is_not_together() -> None:
    """Ten and eleven will do; who has none at all is named."""
    of = department(together=False)

    assert said(of, attending(of, "A1", 10), attending(of, "A2", 11)) == []
    assert said(of, attending(of, "A1", 10), shift(of, 0, 8, 8, agent_id="A2")) == [("A2", "activities_missing")]


def test_one_segment_stands_for_one_activity() -> None:
    """Two meetings of an hour need two hours."""
    twice = ({**MEETING, "id": "m1"}, {**MEETING, "id": "m2"})
    of = centre(agents=TEAM[:1], activities=twice)

    assert said(of, attending(of, "A1", 10)) == [("A1", "activities_missing")]
    assert said(of, attending(of, "A1", 10, 2)) == []


@pytest.mark.parametrize(("part", "away"), [(None, ["A2"]), ("am", []), ("pm", [])])
def test_who_is_on_leave_all_along_is_not_missed(part: str | None, away: list[str]) -> None:
    """Half a day of leave leaves room in a window from nine to three; a whole one does not."""
    of = department([{"agent_id": "A2", "part": part}])
    [due] = due_activities(of, [on(0)])

    assert [agent.agent_id for agent in due.away] == away
    assert said(of, attending(of, "A1", 10)) == ([] if away else [("A2", "activities_missing")])


def test_a_window_that_begins_on_other_days_is_not_due() -> None:
    """The week before asks nothing of this one."""
    of = department(between=("2026-11-20T09:00+08:00", "2026-11-24T15:00+08:00"))

    assert said(of, shift(of, 0, 8, 8)) == []
    assert len(list(due_activities(of, [on(0) - timedelta(days=3)]))) == 1
