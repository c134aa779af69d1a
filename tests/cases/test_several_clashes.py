"""Several clashes at once: all of them are told, those too that others hide, and the way out of all is shown to work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from scenarios.refusal import refusals
from solver import RosterProblem, SolverConfig, solve_roster
from tests.cases.catalogue import FREE, MORNING, TALK, TWO, leave, pinned
from tests.worlds import MONDAY, centre, requirement
from wfm.timetable import Timetable

CONFIG = SolverConfig(engine="weeks", budget=3)
LEAD = ({"agent_id": "A1", "lead": True}, {"agent_id": "A2"})
LED = {"lead_on_duty": {"min_leads": 1}}


@dataclass(frozen=True)
class Several:
    """One world: whom each clash names and how many others have to give way before, and the kinds of changes that end them all."""

    name: str
    people: list[tuple[set[str], int]]
    changes: int
    world: dict[str, Any]


WORLDS = [
    Several(
        "two people, each for a reason of their own", [({"A1"}, 0), ({"A2"}, 0)], 2,
        {"agents": TWO, "rules": FREE, "leave": (leave("A1", 1, 1), leave("A2", 2, 2)),
         "locks": (*pinned("A1", 1), *pinned("A2", 2))},
    ),
    Several(
        "one rule that nobody can keep", [({"A1"}, 0), ({"A2"}, 0)], 1,
        {"agents": TWO, "templates": (MORNING,),
         "rules": {"weekly_hours": {"min_h": 40, "max_h": 48}, "weekly_days_off": {"min_days": 3}}},
    ),
    Several(
        "a pin on a day of leave, and behind it a day without a lead", [({"A2"}, 0), ({"A1"}, 1)], 2,
        {"agents": LEAD, "templates": (MORNING,), "open": {"mon-sun": "08:00-16:00"}, "rules": {**FREE, **LED},
         "leave": (leave("A1", 3, 3), leave("A2", 4, 4)), "locks": pinned("A2", 4)},
    ),
    Several(
        "three pinned to one morning with one seat", [({"A2", "A3"}, 0), ({"A1", "A3"}, 1)], 2,
        {"agents": (*TWO, {"agent_id": "A3"}), "templates": (MORNING,), "rules": FREE,
         "locks": (*pinned("A1", 2), *pinned("A2", 2), *pinned("A3", 2)),
         "limits": ({"kind": "seats", "value": 1},)},
    ),
    Several(
        "two crowds under one limit", [({"A1", "A2"}, 0), ({"A1", "A3"}, 0)], 1,
        {"agents": (*TWO, {"agent_id": "A3"}, {"agent_id": "A4"}), "rules": FREE,
         "leave": (leave("A1", 1, 2), leave("A2", 1, 1), leave("A3", 2, 2)),
         "limits": ({"kind": "absent_at_once", "value": 1},)},
    ),
]  # fmt: skip


def problem_of(world: dict[str, Any]) -> RosterProblem:
    of = centre(**world)
    return RosterProblem(of, requirement(of), MONDAY)


@pytest.mark.parametrize("case", WORLDS, ids=lambda case: case.name)
def test_all_clashes_are_told_and_end_together(case: Several) -> None:
    """Each clash in its turn; with all the changes the whole department has a roster that breaks no hard rule, and a price."""
    problem = problem_of(case.world)

    told = refusals(problem, solve_roster(problem, CONFIG).clashes, CONFIG)

    assert [(set(each.clash.agents), each.met.layer) for each in told.each] == case.people
    assert told.together is not None
    assert len(told.together.way.changes) == case.changes
    changed = problem.changed(told.together.way.made(problem.centre))
    roster = solve_roster(changed, CONFIG).roster
    assert roster is not None
    table = Timetable(changed.centre, roster)
    assert [v for rule in changed.centre.rules if not rule.is_soft for v in rule.check(table)] == []
    assert told.together.missing_h is not None
    assert told.together.paid_h is not None


@pytest.mark.parametrize("case", WORLDS, ids=lambda case: case.name)
def test_it_reads_in_both_languages(case: Several) -> None:
    """What shows behind others is said to do so, and the way out of all is the last sentence."""
    problem = problem_of(case.world)

    said = refusals(problem, solve_roster(problem, CONFIG).clashes, CONFIG).sentences

    assert said[-1].key == "way_out_of_all_priced"
    assert sum(sentence.key == "clash_behind" for sentence in said) == max(layer for _, layer in case.people)
    for language in ("en", "zh-CN"):
        assert not any("{" in sentence.text(language) for sentence in said)
    if case.changes > 1:
        assert f"{case.changes} changes at once: (1) " in said[-1].text()


def test_more_people_than_are_named_are_met_behind_the_others() -> None:
    """Fourteen people who need an exception each: ten are named, then the four others, and all fourteen have to give way."""
    pins = tuple(row for n in range(1, 15) for row in pinned(f"A{n}", 1))
    problem = problem_of(
        {"agents": tuple({"agent_id": f"A{n}"} for n in range(1, 15)), "templates": (MORNING,), "rules": FREE,
         "locks": pins, "leave": tuple(leave(f"A{n}", 1, 1) for n in range(1, 15))}
    )  # fmt: skip

    told = refusals(problem, solve_roster(problem, CONFIG).clashes, CONFIG)

    assert [each.met.layer for each in told.each] == [0] * 11 + [1] * 4
    assert told.together is not None
    assert len(told.together.way.changes) == 14
    assert told.together.missing_h is not None


def test_a_clash_without_any_way_out_is_said_to_have_none() -> None:
    """A meeting of a group on a day on which there are no shifts, nor on the days around it."""
    talk = {key: value for key, value in TALK.items() if key != "agents"}
    agents = tuple({"agent_id": agent, "group": "desk"} for agent in ("A1", "A2"))
    problem = problem_of(
        {
            "agents": agents,
            "rules": FREE,
            "templates": ({**MORNING, "days": "mon"},),
            "activities": ({**talk, "group": "desk"},),
        }
    )

    told = refusals(problem, solve_roster(problem, CONFIG).clashes, CONFIG)

    assert [each.ways for each in told.each] == [()]
    assert told.together is None
    assert told.sentences[-1].key == "way_out_none"
