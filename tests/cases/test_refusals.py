"""
The catalogue of impossible worlds: each impossible in one known way, with the smallest clash as the refusal names it.

One row per world: what the department is, whom the refusal names, and which rules.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from solver import RosterProblem, RosterStatus, SolverConfig, solve_roster
from tests.worlds import MONDAY, centre, on, requirement, shift
from wfm.messages import Sentence

ONE = ({"agent_id": "A1"},)
TWO = ({"agent_id": "A1"}, {"agent_id": "A2"})
FREE = {"weekly_hours": {"min_h": 0, "max_h": 60}}
NIGHT = {"id": "night", "starts": "22:00", "paid_h": [8]}
MORNING = {"id": "day", "starts": "08:00", "paid_h": [8]}


def leave(agent_id: str, first: int, last: int, **changes: Any) -> dict[str, Any]:
    return {
        "agent_id": agent_id, "from_day": on(first), "to_day": on(last), "kind": "k", "status": "approved", **changes,
    }  # fmt: skip


def pinned(agent_id: str, *days: int, shift_id: str | None = "day", **changes: Any) -> tuple[dict[str, Any], ...]:
    return tuple({"agent_id": agent_id, "shift_date": on(day), "shift_id": shift_id, **changes} for day in days)


@dataclass(frozen=True)
class Impossible:
    """One world and its clash; `said` are further values the sentence must hold."""

    name: str
    people: set[str]
    rules: set[str]
    world: dict[str, Any]
    said: dict[str, Any] = field(default_factory=dict)


WORLDS = [
    Impossible(
        "two who work together are free on different days", {"A1", "A2"}, {"pairs", "weekly_hours", "availability"},
        {
            "agents": TWO,
            "pairs": ({"agent_a": "A1", "agent_b": "A2", "kind": "together"},),
            "rules": {"weekly_hours": {"min_h": 8, "max_h": 40}},
            "availability": (
                {"agent_id": "A1", "days": "mon-wed", "kind": "available"},
                {"agent_id": "A2", "days": "thu-sun", "kind": "available"},
            ),
        },
    ),
    Impossible(
        "two to be kept apart are pinned to one morning", {"A1", "A2"}, {"pairs", "locks"},
        {
            "agents": (*TWO, {"agent_id": "A3"}),
            "templates": (MORNING,),
            "pairs": ({"agent_a": "A1", "agent_b": "A2", "kind": "apart"},),
            "rules": FREE,
            "locks": (*pinned("A1", 2), *pinned("A2", 2)),
        },
    ),
    Impossible(
        "two on leave at once where one may be", {"A1", "A2"}, set(),
        {
            "agents": (*TWO, {"agent_id": "A3"}),
            "rules": FREE,
            "leave": (leave("A1", 1, 2), leave("A2", 2, 3)),
            "limits": ({"kind": "absent_at_once", "value": 1},),
        },
        {"day": on(2), "observed": 2, "limit": 1},
    ),
    Impossible(
        "two pinned to one morning with one seat", {"A1", "A3"}, {"seats", "locks"},
        {
            "agents": (*TWO, {"agent_id": "A3"}),
            "templates": (MORNING,),
            "rules": FREE,
            "locks": (*pinned("A1", 2), *pinned("A3", 2)),
            "limits": ({"kind": "seats", "value": 1},),
        },
    ),
    Impossible(
        "a rotation asks for a shift that the person is not there for", {"A1"}, {"patterns", "availability"},
        {
            "agents": ({"agent_id": "A1", "pattern": "rota"}, {"agent_id": "A2"}),
            "rules": FREE,
            "patterns": ({"pattern": "rota", "week": 1, "day": "tue", "shift_id": "day"},),
            "availability": ({"agent_id": "A1", "days": "tue", "kind": "unavailable"},),
        },
    ),
    Impossible(
        "pinned to two hours where four are the least", {"A1"}, {"min_shift_length", "locks"},
        {
            "templates": ({"id": "day", "starts": "08:00", "paid_h": [2]},),
            "rules": {**FREE, "min_shift_length": {"min_h": 4}},
            "locks": pinned("A1", 1),
        },
    ),
    Impossible(
        "pinned to more nights in a row than there may be", {"A1"}, {"max_nights", "locks"},
        {
            "templates": (NIGHT,),
            "rules": {**FREE, "max_nights": {"max_in_row": 2}},
            "locks": pinned("A1", 0, 1, 2, shift_id="night"),
        },
    ),
    Impossible(
        "pinned to the morning after a night", {"A1"}, {"rest_after_nights", "locks"},
        {
            "templates": (NIGHT, MORNING),
            "rules": {**FREE, "rest_after_nights": {"min_h": 30}},
            "locks": (*pinned("A1", 0, shift_id="night"), *pinned("A1", 2)),
        },
    ),
    Impossible(
        "pinned to the weekend after a weekend", {"A1"}, {"weekends_off", "locks"},
        {
            "published": (shift(centre(), -1),),
            "rules": {**FREE, "weekends_off": {"min_off": 1, "weeks": 2}},
            "locks": pinned("A1", 6),
        },
    ),
    Impossible(
        "forty hours at least in a month that has no overtime left above thirty-two", {"A1"}, {"monthly_overtime", "weekly_hours"},
        {
            "published": tuple(shift(centre(), day) for day in range(-7, -2)),
            "rules": {"weekly_hours": {"min_h": 40, "max_h": 48}, "monthly_overtime": {"max_h": 8, "after_h": 32}},
        },
    ),
]  # fmt: skip


@pytest.mark.parametrize("engine", ["weeks", "auto"])
@pytest.mark.parametrize("case", WORLDS, ids=lambda case: case.name)
def test_the_smallest_clash_is_named(case: Impossible, engine: str) -> None:
    """The people and the rules of the clash, neither more nor fewer, in both languages."""
    of = centre(**case.world)
    config = SolverConfig(engine=engine, budget=6)  # type: ignore[arg-type]

    result = solve_roster(RosterProblem(of, requirement(of), MONDAY), config)

    assert result.status is RosterStatus.INFEASIBLE
    assert result.roster is None
    [said, *_] = result.conflicting_rules
    assert people_of(said) == case.people
    assert {rule.key.removeprefix("rule_") for rule in said.values.get("rules", ())} == case.rules
    assert {key: said.values[key] for key in case.said} == case.said
    for language in ("en", "zh-CN"):
        assert "{" not in said.text(language)


def people_of(said: Sentence) -> set[str]:
    """Ids of the people a refusal names."""
    named = said.values.get("agents", [said.values.get("agent")])
    return {str(each).split(" ")[0] for each in named}
