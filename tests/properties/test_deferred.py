"""Deferred work over random small departments: placed between its curves, never dearer than spread evenly, the bound below all."""

from __future__ import annotations

import dataclasses
import random
from typing import Any

import numpy as np
import pytest

from solver import RosterProblem, RosterResult, RosterStatus, SolverConfig, solve_roster
from tests.worlds import MONDAY, PHONE, centre
from wfm.centre import Centre
from wfm.demand import StaffingRequirement, VolumeForecast
from wfm.goals import objective_by_goal
from wfm.staffing.requirement import required_staff
from wfm.timetable import Timetable

SEEDS = (1, 2, 3)
BUDGET = 25


def department(seed: int, *, mail: bool = True, **changes: Any) -> tuple[Centre, VolumeForecast]:
    """Three or four people for calls, mail and letters in one pool, open eight hours on four days."""
    draw = random.Random(seed)
    queues = [PHONE]
    if mail:
        queues += [
            {"id": "mail", "channel": "deferred", "skill": "phone", "due_within_h": draw.choice((4, 10)), "aht_s": 300},
            {"id": "letters", "channel": "deferred", "skill": "phone", "due_within_h": 16, "aht_s": 300,
             "open": {"mon-thu": "09:00-15:00"}},
        ]  # fmt: skip
    of = centre(
        open={"mon-thu": "09:00-17:00"},
        queues=tuple(queues),
        templates=({"id": "day", "starts": "09:00-13:00", "start_every_min": 120, "paid_h": [4, 6]},),
        agents=tuple({"agent_id": f"A{number}"} for number in range(draw.choice((3, 4)))),
        rules={"weekly_hours": {"min_h": 8, "max_h": 20}, "max_consecutive_days": {"max_days": 3}},
        shrinkage={"in_shift": 0.1},
        **changes,
    )
    grid = of.grid(MONDAY, 7)
    names = tuple(queue.id for queue in of.queues)
    random_ = np.random.RandomState(seed)
    load = np.array([[4.0], [6.0], [3.0]])[: len(names)]
    volumes = random_.uniform(0.2, 2.0, (len(names), len(grid))) * load
    unknown = np.full(volumes.shape, np.nan)
    return of, VolumeForecast(grid, names, volumes, unknown, unknown, unknown, unknown, unknown)


def solved(of: Centre, required: StaffingRequirement, **config: Any) -> RosterResult:
    return solve_roster(RosterProblem(of, required, MONDAY), SolverConfig(**config))


def kept_even(required: StaffingRequirement) -> StaffingRequirement:
    """The same need, with work that cannot be moved."""
    pools = tuple(
        dataclasses.replace(
            pool,
            deferred=tuple(
                dataclasses.replace(work, released=np.cumsum(work.even), due=np.cumsum(work.even))
                for work in pool.deferred
            ),
        )
        for pool in required.pools
    )
    return dataclasses.replace(required, pools=pools)


def assert_sound(of: Centre, forecast: VolumeForecast, result: RosterResult) -> None:
    """Legal by every rule, the work between its curves and all of it done, and the cost the one the files give."""
    assert result.roster is not None
    assert [v for rule in of.rules for v in rule.check(Timetable(of, result.roster))] == []
    required = required_staff(of, forecast, result.placed)
    for pool in required.pools:
        for work in pool.deferred:
            assert work.allows(work.placed)
            assert work.placed.sum() == work.even.sum()
    assert objective_by_goal(of, required, result.roster) == result.by_goal
    assert sum(result.by_goal.values()) == result.objective
    assert 0 <= result.bound <= result.objective


@pytest.mark.parametrize("seed", SEEDS)
def test_no_bound_is_above_any_roster_and_moving_work_never_costs(seed: int) -> None:
    """Bound of `weeks` <= optimum of `exact` <= roster of `weeks`; and that optimum <= the one with the work spread evenly."""
    of, forecast = department(seed)
    required = required_staff(of, forecast)

    weeks = solved(of, required, engine="weeks", budget=BUDGET)
    exact = solved(of, required, engine="exact", time_limit_s=20)
    evenly = solved(of, kept_even(required), engine="exact", time_limit_s=20)

    for result in (weeks, exact):
        assert_sound(of, forecast, result)
    assert exact.placed
    assert not evenly.placed
    assert weeks.bound <= exact.objective
    assert exact.bound <= weeks.objective
    assert exact.status is RosterStatus.OPTIMAL
    assert exact.objective <= min(weeks.objective, evenly.objective)
