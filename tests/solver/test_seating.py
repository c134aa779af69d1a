"""Times of meetings and training: where coverage is lost cheapest, never at a pause; and the clash where there is no time."""

from __future__ import annotations

import random
from typing import Any, Literal

import numpy as np
import pytest

from solver import RosterProblem, RosterResult, RosterStatus, SolverConfig, solve_roster
from solver.decode import decode
from solver.engines.weeks.state import Desk
from solver.frame import Frame
from solver.seating import seat_activities
from solver.team import Team
from tests.solver.test_rule_parity import silent
from tests.worlds import MONDAY, centre, on, requirement
from wfm.centre import Centre
from wfm.demand import StaffingRequirement
from wfm.rules.activities import Activities
from wfm.timetable import Timetable

TEMPLATE = {
    "id": "day", "starts": "08:00", "paid_h": [8], "meal": {"min": 60, "after_h": 3, "before_h": 5},
    "breaks": [{"min": 30, "after_h": 1, "before_h": 2}],
}  # fmt: skip
MEETING: dict[str, Any] = {
    "id": "m", "agents": ("A1", "A2"), "duration_min": 60, "between": ("2026-11-23T08:00+08:00", "2026-11-23T17:00+08:00"),
}  # fmt: skip
RULES = {"weekly_hours": {"min_h": 40, "max_h": 40}}


def department(*activities: dict[str, Any], **changes: Any) -> Centre:
    """Two people who work from eight to five with a meal and a break, Monday to Friday."""
    given: dict[str, Any] = {
        "agents": ({"agent_id": "A1"}, {"agent_id": "A2"}), "templates": (TEMPLATE,), "interval_min": 30, "rules": RULES,
        "open": {"mon-fri": "08:00-17:00"},
    }  # fmt: skip
    return centre(activities=activities, **{**given, **changes})


def peaked(of: Centre, quiet_h: int) -> StaffingRequirement:
    """Two people needed all day but in one hour of each."""
    base = requirement(of, 2.0)
    hours = np.array([local_hour(of, start) for start in base.grid.starts_min.tolist()])
    [pool] = base.pools
    load = np.where(hours == quiet_h, 0.0, 2.0)
    own = type(pool)(
        pool.skill, pool.queues, pool.priority, pool.anyone, pool.is_open, pool.base_staff, load.astype(np.int64), load
    )
    return StaffingRequirement(base.grid, (), (own,))


def local_hour(of: Centre, start_min: int) -> int:
    """Hour on the clock of an instant."""
    return (start_min - of.instant_of(MONDAY, 0)) // 60 % 24


def solved(of: Centre, required: StaffingRequirement, engine: Literal["weeks", "exact"] = "weeks") -> RosterResult:
    return solve_roster(RosterProblem(of, required, MONDAY), SolverConfig(engine=engine, budget=6))


@pytest.mark.parametrize("engine", ["weeks", "exact"])
def test_the_meeting_falls_into_the_quiet_hour(engine: Literal["weeks", "exact"]) -> None:
    """Of the whole day it takes the hour in which nobody is needed."""
    of = department(MEETING)

    found = solved(of, peaked(of, 15), engine)

    assert found.roster is not None
    begun = {
        segment.start.hour
        for shift in found.roster.shifts
        for segment in shift.segments
        if segment.activity == "meeting"
    }
    assert begun == {15}


def test_without_its_seats_the_checker_speaks() -> None:
    """A roster around the chosen times is silent, the same team's without them is not: the parity of rule and encoding."""
    of = department(MEETING, {**MEETING, "id": "t", "kind": "training", "together": False, "duration_min": 90})
    frame = Frame.of(RosterProblem(of, requirement(of), MONDAY))
    free = Desk(Team.of(frame))
    seats, left = seat_activities(free)
    seated = Desk(free.team.seated(seats))

    answers = []
    for desk in (seated, free):
        weeks = desk.empty()
        for agent in range(desk.team.size):
            value, offsets, pool_at = desk.shift_values(
                int(desk.team.kind_of[agent]), np.zeros(frame.pools.shape), np.zeros(frame.steps)
            )
            _, chosen = desk.best_week(agent, value, value)
            desk.put(weeks, agent, chosen, offsets, offsets, pool_at)
        answers.append(silent(Activities(), Timetable(of, decode(frame, weeks, desk.team.seats))))

    assert left is None
    assert answers == [True, False]


def test_no_pause_lies_in_taken_steps() -> None:
    """At random prices and times, every shift that has a value has its pauses beside the meeting."""
    of = department(MEETING)
    desk = Desk(Team.of(Frame.of(RosterProblem(of, requirement(of), MONDAY))))
    draw = random.Random(3)
    possible = []
    for _ in range(40):
        first = draw.randrange(16, 32)
        busy = ((first, first + draw.randrange(1, 5)),)
        gains = np.random.RandomState(first).uniform(-100, 1000, desk.frame.pools.shape)
        value, offsets, _ = desk.values_of(desk.team.kinds[0].at(busy), gains, np.zeros(desk.frame.steps))
        begin = desk.frame.shifts.start[:, None] + offsets
        inside = (offsets >= 0) & (begin < busy[0][1]) & (begin + desk.frame.shifts.pause_length > busy[0][0])
        possible.append(bool(value[0] > -1e12))
        assert not inside[value > -1e12].any()
    assert any(possible)


@pytest.mark.parametrize(
    ("activity", "changes", "key"),
    [
        ({"between": ("2026-11-23T18:00+08:00", "2026-11-23T20:00+08:00")}, {}, "clash_activity_people"),
        ({"between": ("2026-11-28T09:00+08:00", "2026-11-28T12:00+08:00")}, {}, "clash_activity_people"),
        (
            {},
            {"locks": ({"agent_id": "A1", "shift_date": on(0), "shift_id": None},), "rules": {}},
            "clash_activity_people",
        ),
    ],
)
def test_an_activity_nobody_can_attend_is_a_clash(activity: dict[str, Any], changes: dict[str, Any], key: str) -> None:
    """Outside the shifts, on a closed day, or on a day off that is pinned: said in words, no roster."""
    of = department({**MEETING, **activity}, **changes)

    found = solved(of, requirement(of))

    assert found.status is RosterStatus.INFEASIBLE
    assert [sentence.key for sentence in found.conflicting_rules] == [key]
