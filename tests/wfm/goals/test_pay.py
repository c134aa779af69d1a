"""Pay as a goal: its points from first principles, and a pair of rosters in which it alone decides."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from solver import RosterProblem, SolverConfig, solve_roster
from tests.worlds import MONDAY, centre, on, requirement, roster, shift
from wfm.centre import Centre
from wfm.goals import objective_by_goal
from wfm.goals.pay import points_of_pay

CONTRACT = {"id": "c", "overtime_after_h": 12, "overtime_rate": 1.5, "holiday_rate": 3}
HOLIDAY = {"date": on(0), "name": "founding day", "acts_like": "holiday"}
TWO = ({"agent_id": "A1", "cost_per_h": 20}, {"agent_id": "A2", "cost_per_h": 60})


def department(**changes: Any) -> Centre:
    return centre(**{"goals": {"pay": 1}, **changes})


def test_an_hour_at_the_mean_pay_costs_a_tenth_of_a_missing_interval() -> None:
    """20 and 60 an hour: half and one and a half of 6,000 points."""
    of = department(agents=TWO)

    assert points_of_pay(of, roster(shift(of, 0))) == 8 * 3_000
    assert points_of_pay(of, roster(shift(of, 0, agent_id="A2"))) == 8 * 9_000


def test_without_rates_every_hour_counts_the_same() -> None:
    """And who has none counts as the mean of the others."""
    nobody = department()
    some = department(agents=({"agent_id": "A1"}, TWO[1]))

    assert points_of_pay(nobody, roster(shift(nobody, 0))) == 8 * 6_000
    assert points_of_pay(some, roster(shift(some, 0))) == 8 * 6_000


def test_overtime_and_holidays_cost_their_rates() -> None:
    """Eight hours on a holiday, eight the day after, four of the sixteen overtime."""
    of = department(agents=({"agent_id": "A1", "contract": "c"},), contracts=(CONTRACT,), special_days=(HOLIDAY,))

    assert points_of_pay(of, roster(shift(of, 0), shift(of, 1))) == 6_000 * (8 * 3 + 8 + 2)


def test_pay_is_no_goal_unless_asked_for() -> None:
    """No key of by_goal, and no points."""
    of = centre(agents=TWO)

    assert "pay" not in objective_by_goal(of, requirement(of), roster(shift(of, 0)))
    assert points_of_pay(of, roster(shift(of, 0))) == 0


def test_pay_alone_decides_who_works() -> None:
    """One person is needed for a day, two could come: the cheaper one does, and it is proven."""
    for cheaper, rates in (("A1", (20, 60)), ("A2", (60, 20))):
        of = department(
            agents=tuple({"agent_id": f"A{n}", "cost_per_h": rate} for n, rate in enumerate(rates, 1)),
            open={"mon": "08:00-16:00"},
            templates=({"id": "day", "starts": "08:00", "paid_h": [8]},),
        )

        found = solve_roster(RosterProblem(of, requirement(of), MONDAY), SolverConfig(budget=20))

        assert found.roster is not None
        assert [each.agent_id for each in found.roster.shifts] == [cheaper]
        assert found.objective == found.bound == 8 * 3_000


@given(days=st.sets(st.integers(0, 6)), more=st.integers(0, 6))
def test_another_day_of_work_never_costs_less(days: set[int], more: int) -> None:
    """Pay grows with every shift."""
    of = department(agents=({"agent_id": "A1", "contract": "c"},), contracts=(CONTRACT,), special_days=(HOLIDAY,))
    few, many = (roster(*(shift(of, day) for day in sorted(own))) for own in (days, days | {more}))

    assert points_of_pay(of, few) <= points_of_pay(of, many)
