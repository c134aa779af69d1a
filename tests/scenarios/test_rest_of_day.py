"""What is left of a day, at the prices of the goals."""

from __future__ import annotations

import numpy as np
import pytest

from scenarios.rest_of_day import LEAD_FACTOR, RestOfDay
from tests import worlds
from tests.department import Planned
from tests.worlds import requirement, shift
from wfm.goals import objective_by_goal
from wfm.goals.base import POINTS_PER_AGENT_INTERVAL


def test_all_of_the_week_costs_what_the_goals_say(planned: Planned) -> None:
    """With every interval left, shortage and surplus are those of the objective."""
    plan = planned.plan
    whole = np.ones(len(plan.requirement.grid), dtype=np.bool_)
    rest = RestOfDay.of(plan.centre, plan.requirement, whole)

    covered = rest.covered(plan.roster.shifts)

    by_goal = objective_by_goal(plan.centre, plan.requirement, plan.roster)
    assert rest.shortage(covered) == by_goal["shortage"]
    assert sum(int(rest.surplus(row, own).sum()) for row, own in enumerate(covered)) == by_goal["overstaffing"]
    assert rest.missing_h(covered) == pytest.approx(sum(pool.missing_h for pool in plan.coverage.totals()))


def test_a_missing_lead_weighs_more_than_missing_people() -> None:
    """Two open hours without the one lead; a lead at a meal is missing too, anybody else is no lead."""
    of = worlds.centre(
        agents=({"agent_id": "A1", "lead": True}, {"agent_id": "A2"}), open={"mon": "08:00-10:00"},
        rules={"lead_on_duty": {"min_leads": 1}},
    )  # fmt: skip
    need = requirement(of, 1.0)
    rest = RestOfDay.of(of, need, np.ones(len(need.grid), dtype=np.bool_))

    without, with_lead = (rest.covered([shift(of, 0, 8, 2, agent_id=agent)]) for agent in ("A2", "A1"))

    assert rest.shortage(without) == 2 * LEAD_FACTOR * POINTS_PER_AGENT_INTERVAL
    assert rest.shortage(with_lead) == 0
