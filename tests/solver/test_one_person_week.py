"""The one-person week against all weeks there are: the dynamic programme misses none and invents none."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest

from solver.engines.weeks.kernels import NEVER
from solver.engines.weeks.state import Desk
from solver.frame import Frame
from solver.problem import RosterProblem
from solver.team import Team
from tests.worlds import centre, on, requirement, shift

LONG = {"id": "long", "starts": "08:00-12:00", "start_every_min": 240, "paid_h": [6, 8]}
SHORT = {"id": "short", "starts": "08:00-16:00", "start_every_min": 480, "paid_h": [4], "days": "mon-wed"}
DAYS = 4


def desk(seed: int, first: int = 0) -> Desk:
    """Four days from a day of the week on, two templates that share a start, rules and history drawn at random."""
    draw = random.Random(seed)
    plain = centre(templates=(LONG, SHORT))
    of = centre(
        templates=(LONG, SHORT),
        rules={
            "weekly_hours": {"min_h": draw.choice((0, 21)), "max_h": draw.choice((28, 42))},
            "daily_rest": {"min_h": draw.choice((11, 17))},
            "max_consecutive_days": {"max_days": draw.choice((2, 3))},
            "start_time_stability": {"max_change_min": 60, "weight": 1},
            "weekly_overtime": {"after_h": draw.choice((7, 12)), "weight": 0.3},
            "paired_days_off": {"weight": draw.choice((0.5, 2))},
            "preferences": {"weight": 1},
        },
        availability=({"agent_id": "A1", "days": "tue", "from_time": "08:00", "to_time": "13:00", "kind": "avoid"},),
        published=(shift(plain, first - 1, 12, 8, shift_id="long"),) if draw.random() < 0.5 else (),
        locks=({"agent_id": "A1", "shift_date": on(first + 2), "shift_id": "short"},) if draw.random() < 0.3 else (),
    )
    return Desk(Team.of(Frame.of(RosterProblem(of, requirement(of, first_day=on(first), days=DAYS), on(first), DAYS))))


@pytest.mark.parametrize("first", [0, 5], ids=["one week", "two weeks"])
@pytest.mark.parametrize("seed", range(12))
def test_the_best_week_is_the_best_of_all_weeks(seed: int, first: int) -> None:
    """Its worth is that of the best legal week among all combinations of shifts and days off; Saturday to Tuesday too."""
    bench = desk(seed, first)
    shifts = bench.frame.shifts
    value = np.random.RandomState(seed).uniform(-20_000, 20_000, len(shifts.all)).round()

    worth, chosen = bench.best_week(0, value, value)

    options = [[-1, *range(shifts.of_day(day).start, shifts.of_day(day).stop)] for day in range(DAYS)]
    legal = [
        sum(value[k] for k in week if k >= 0) - bench.own_cost(0, np.array(week, dtype=np.int32))
        for week in itertools.product(*options)
        if bench.week_is_legal(0, np.array(week, dtype=np.int32))
    ]
    assert worth == pytest.approx(max(legal, default=NEVER))
    if legal:
        assert bench.week_is_legal(0, chosen)
        assert sum(value[k] for k in chosen if k >= 0) - bench.own_cost(0, chosen) == pytest.approx(worth)
