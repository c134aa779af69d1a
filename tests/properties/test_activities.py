"""Random small departments with meetings and training: placed by both engines, no checker speaks, bounds hold for any times."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import pytest

from solver import RosterProblem, SolverConfig, solve_roster
from tests.properties.test_rosters import BUDGET, EXACT_BUDGET, assert_sound, department
from tests.worlds import MONDAY
from wfm.activities import due_activities
from wfm.centre import Centre
from wfm.shifts import PlacedActivity
from wfm.timegrid import zone

SEEDS = range(3)


def activity(of: Centre, draw: random.Random, number: int) -> PlacedActivity:
    """A meeting or training of some people, whole days to choose from."""
    day = draw.randrange(4)
    begin = datetime.combine(MONDAY + timedelta(days=day), datetime.min.time(), zone(of.time_zone))
    ids = [agent.agent_id for agent in of.agents]
    return PlacedActivity(
        id=f"m{number}",
        agents=tuple(draw.sample(ids, draw.randrange(1, len(ids)))),
        duration_min=draw.choice((30, 60, 90)),
        between=(begin + timedelta(hours=8), begin + timedelta(days=draw.choice((1, 3)), hours=17)),
        together=draw.random() < 0.5,
        kind=draw.choice(("meeting", "training")),
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_both_engines_place_every_activity(seed: int) -> None:
    """
    Nobody is missing, alone or at a pause; the price is the one the files recompute, meetings covering nothing.

    The bound of either engine is below the roster of the other: it holds for any choice of times.
    """
    plain, required = department(seed)
    draw = random.Random(seed)
    of = plain.model_copy(update={"activities": tuple(activity(plain, draw, number) for number in range(2))})
    problem = RosterProblem(of, required, MONDAY)

    weeks = solve_roster(problem, SolverConfig(engine="weeks", budget=BUDGET))
    exact = solve_roster(problem, SolverConfig(engine="exact", budget=EXACT_BUDGET))

    for result in (weeks, exact):
        assert_sound(of, required, result)
        assert result.roster is not None
        for due in due_activities(of, problem.dates):
            for agent in due.attending:
                assert any(
                    segment.activity == due.activity.kind and segment.paid and not segment.queues
                    for shift in result.roster.of(agent.agent_id)
                    for segment in shift.segments
                )
    assert weeks.bound <= exact.objective
    assert exact.bound <= weeks.objective


def test_the_bound_holds_for_other_times_than_those_chosen() -> None:
    """With the window cut to each of several times in turn, the roster never costs less than what the wide window proved."""
    of, required = department(1)
    begin = datetime.combine(MONDAY + timedelta(days=1), datetime.min.time(), zone(of.time_zone))

    def bound_and_cost(first_h: float, last_h: float, budget: int) -> tuple[int, int]:
        meeting = PlacedActivity(
            id="m", agents=("A1", "A2"), duration_min=60,
            between=(begin + timedelta(hours=first_h), begin + timedelta(hours=last_h)),
        )  # fmt: skip
        problem = RosterProblem(of.model_copy(update={"activities": (meeting,)}), required, MONDAY)
        found = solve_roster(problem, SolverConfig(engine="weeks", budget=budget))
        assert_sound(problem.centre, required, found)
        return found.bound, found.objective

    bound, _ = bound_and_cost(9, 17, BUDGET)

    assert all(bound <= bound_and_cost(hour, hour + 1, 15)[1] for hour in (9, 12, 15))
