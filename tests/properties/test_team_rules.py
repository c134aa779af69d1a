"""Pairs and seats in the search: over random small departments both engines keep them, and the bound stays below."""

from __future__ import annotations

from typing import Any

import pytest

from solver import RosterStatus
from tests.properties.test_rosters import assert_sound, department, solved
from wfm.centre import Centre
from wfm.people import Limit, Pair
from wfm.rules.weekly_hours import WeeklyHours

SEEDS = range(2)


def beside_each_other(of: Centre, seed: int) -> Centre:
    """The department with one pair of each kind that its number of people allows, and fewer seats than people."""
    people = [agent.agent_id for agent in of.agents]
    kinds: list[Any] = ["apart", "together"] if seed % 2 else ["together", "apart"]
    pairs = tuple(
        Pair(agent_a=one, agent_b=other, kind=kind)
        for kind, one, other in zip(kinds, people[0::2], people[1::2], strict=False)
    )
    rules = tuple(WeeklyHours(min_h=12, max_h=40) if rule.name == "weekly_hours" else rule for rule in of.rules)
    return of.model_copy(update={"pairs": pairs, "limits": (Limit(kind="seats", value=2),), "rules": rules})


@pytest.mark.parametrize("seed", SEEDS)
def test_both_engines_keep_pairs_and_seats(seed: int) -> None:
    """Every checker is silent on every roster found, and neither bound passes the other engine's roster."""
    of, required = department(seed)
    of = beside_each_other(of, seed)

    weeks = solved(of, required, engine="weeks", budget=10)
    exact = solved(of, required, engine="exact", budget=31)

    for result in (weeks, exact):
        assert result.status in (RosterStatus.OPTIMAL, RosterStatus.FEASIBLE)
        assert_sound(of, required, result)
    assert weeks.bound <= exact.objective
    assert exact.bound <= weeks.objective
