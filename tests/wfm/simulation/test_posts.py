"""Posts that share their people with queues of contacts."""

from __future__ import annotations

import pytest

from tests.wfm.simulation.worlds import happened, interval, roster, team
from tests.wfm.staffing.departments import VOICE, department, queue
from wfm.shifts import Activity
from wfm.simulation import replay

BOTH = ("phone", "desk")
PHONE = queue("phone", VOICE)


def test_a_shared_post_takes_its_people_first() -> None:
    """Of five people on phone and desk, two hold the desk: three are at hand for calls."""
    centre = department(PHONE, queue("desk", {"channel": "position", "people": 2, "skill": "phone"}))

    result = replay(team(centre, 5, BOTH), centre, happened(centre, {"phone": 0}), replications=1)

    assert (result.present_s[0, 0] / 1800).tolist() == pytest.approx([3] * 20)


def test_a_dedicated_person_relieves_the_others() -> None:
    """While somebody is on the desk alone, nobody else need be; before and after, one of the two takes turns at it."""
    centre = department(PHONE, queue("desk", {"channel": "position", "people": 1, "skill": "phone"}))
    people = roster(
        centre,
        {"A1": [("08:00", "18:00", BOTH)], "A2": [("08:00", "12:00", BOTH)], "Desk": [("09:00", "11:00", ("desk",))]},
    )
    desk = people.shifts[2].segments[0].model_copy(update={"activity": Activity.POSITION})
    shifts = (*people.shifts[:2], people.shifts[2].model_copy(update={"segments": (desk,)}))

    result = replay(type(people)(people.first_day, 1, shifts), centre, happened(centre, {"phone": 0}), replications=1)

    present = result.present_s[0, 0] / 1800
    hours = {
        clock: present[interval(result, clock)] for clock in ("08:00", "09:00", "10:30", "11:00", "12:00", "17:30")
    }
    assert hours == {"08:00": 1, "09:00": 2, "10:30": 2, "11:00": 1, "12:00": 0, "17:30": 0}


def test_a_post_with_people_of_its_own_takes_nobody_from_the_phones() -> None:
    """A position that no segment names beside a queue changes nothing."""
    centre = department(PHONE, queue("desk", {"channel": "position", "people": 3}))

    result = replay(team(centre, 2, ("phone",)), centre, happened(centre, {"phone": 0}), replications=1)

    assert (result.present_s[0, 0] / 1800).tolist() == pytest.approx([2] * 20)


def test_a_department_of_positions_has_nothing_to_simulate() -> None:
    """Without queues of contacts there are no rows, and no error."""
    centre = department(queue("desk", {"channel": "position", "people": 1}))

    result = replay(team(centre, 1, ("desk",)), centre, happened(centre, {"other": 0}), replications=2)

    assert len(result.to_frame()) == len(result.to_frame("week")) == 0
