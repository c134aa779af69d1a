"""What a person may work on a day, as compiled, against the rules of one person asked shift by shift."""

from __future__ import annotations

import numpy as np
import pytest

from solver.engines.weeks import search
from solver.engines.weeks.options import day_options
from solver.engines.weeks.state import Desk
from solver.frame import Frame
from solver.team import Team
from tests.benchmarks.rostering.department import Case, department


@pytest.mark.parametrize("seed", [1, 2])
def test_the_options_of_a_day_are_the_shifts_that_leave_a_legal_week(seed: int) -> None:
    desk = Desk(Team.of(Frame.of(department(Case(12, "short", seed)))))
    shape = desk.frame.pools.shape
    weeks = search.construct(desk, np.zeros(shape), np.zeros(desk.frame.steps), np.arange(12))
    found = 0
    for agent, chosen in enumerate(weeks.chosen):
        for day in np.flatnonzero(chosen >= 0).tolist():
            legal, points = day_options(desk.bench, agent, chosen, day)
            for k, (is_legal, cost) in enumerate(zip(legal, points, strict=True), desk.frame.shifts.first_of_day[day]):
                week = chosen.copy()
                week[day] = k
                assert is_legal == desk.week_is_legal(agent, week)
                assert not is_legal or round(cost) == desk.own_cost(agent, week)
                found += is_legal
    assert found > len(weeks.chosen)
