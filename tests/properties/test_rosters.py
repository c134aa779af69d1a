"""The crown: over random small departments both engines return legal rosters, a valid bound, and the price the files recompute."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from solver import RosterProblem, RosterResult, RosterStatus, SolverConfig, solve_roster
from solver.decode import encode
from solver.engines.exact import ExactModel
from solver.engines.weeks.calm import calmed
from solver.engines.weeks.search import construct
from solver.engines.weeks.state import Desk
from solver.frame import Frame
from solver.team import Team
from tests.worlds import MONDAY, PHONE, centre, on, requirement
from wfm.centre import Centre
from wfm.demand import StaffingRequirement
from wfm.goals import objective_by_goal
from wfm.timetable import Timetable

SEEDS = range(5)
BUDGET = 40
EXACT_BUDGET = 32


def department(seed: int) -> tuple[Centre, StaffingRequirement]:
    """Three to five people, one or two pools, meals and breaks, every rule that has parameters; the demand moves over the day."""
    draw = random.Random(seed)
    queues: list[dict[str, Any]] = [PHONE, {**PHONE, "id": "chat", "priority": 2}][: draw.choice((1, 2))]
    skills = [("phone",), tuple(queue["id"] for queue in queues)]
    template = {
        "id": "day", "starts": "08:00-12:00", "start_every_min": 120, "paid_h": [6, 8],
        "meal": {"min": 60, "after_h": 3, "before_h": 4}, "breaks": [{"min": 30, "after_h": 1, "before_h": 2}],
    }  # fmt: skip
    of = centre(
        interval_min=30,
        open={"mon-sun": "08:00-21:00"},
        queues=tuple(queues),
        templates=(template,),
        agents=tuple(
            {
                "agent_id": f"A{number}", "skills": draw.choice(skills), "lead": number < 3,
                "probation_done_h": 30 if number == 4 else None, "contract": "c" if number == 2 else None,
                "cost_per_h": None if number == 3 else 30 + number,
            }
            for number in range(draw.randrange(3, 6))
        ),
        rules={
            "weekly_hours": {"min_h": draw.choice((12, 30)), "max_h": 40}, "daily_rest": {"min_h": 11},
            "max_consecutive_days": {"max_days": 5}, "weekly_days_off": {"min_days": 2}, "probation": {"hours": 40},
            "max_late_shifts": {"max_per_week": 2, "ends_after": "19:00"}, "preferences": {"weight": 1},
            "start_time_stability": {"max_change_min": 120, "weight": 0.5}, "paired_days_off": {"weight": 0.5},
            "weekly_overtime": {"after_h": 24, "max_h": 2, "weight": 0.5},
        },
        goals={"pay": 0.25, "overstaffing": 1.5} if seed % 2 else {},
        contracts=({"id": "c", "overtime_after_h": 20, "overtime_rate": 1.5, "holiday_rate": 2},),
        special_days=({"date": on(3), "name": "founding day", "acts_like": "holiday"},),
        availability=({"agent_id": "A1", "days": "fri", "from_time": "08:00", "to_time": "24:00", "kind": "avoid"},),
        leave=({"agent_id": "A0", "from_day": on(2), "to_day": on(2), "kind": "k", "status": "approved"},),
    )  # fmt: skip
    base = requirement(of, 1.0)
    random_ = np.random.RandomState(seed)
    pools = tuple(
        type(pool)(
            pool.skill, pool.queues, pool.priority, pool.anyone, pool.is_open, pool.base_staff,
            np.ceil(load).astype(np.int64), load,
        )
        for pool in base.pools
        for load in (random_.uniform(0.2, 2.2, len(base.grid)),)
    )  # fmt: skip
    return of, StaffingRequirement(base.grid, (), pools)


def solved(of: Centre, required: StaffingRequirement, **config: Any) -> RosterResult:
    return solve_roster(RosterProblem(of, required, MONDAY), SolverConfig(**config))


def assert_sound(of: Centre, required: StaffingRequirement, result: RosterResult) -> None:
    """Every checker is silent, the objective is the one the roster's own segments give, the bound is below it."""
    assert result.roster is not None
    timetable = Timetable(of, result.roster)
    said = [v.sentence.text() for rule in of.rules if not rule.is_soft for v in rule.check(timetable)]
    assert said == []
    assert objective_by_goal(of, required, result.roster) == result.by_goal
    assert sum(result.by_goal.values()) == result.objective
    assert 0 <= result.bound <= result.objective
    assert (result.status is RosterStatus.OPTIMAL) == (result.bound == result.objective)


@pytest.mark.parametrize("seed", SEEDS)
def test_both_engines_return_legal_rosters_and_valid_bounds(seed: int) -> None:
    """The bound of `weeks` is below every roster `exact` finds, and the other way round."""
    of, required = department(seed)

    weeks = solved(of, required, engine="weeks", budget=BUDGET)
    exact = solved(of, required, engine="exact", budget=EXACT_BUDGET)

    for result in (weeks, exact):
        assert_sound(of, required, result)
    assert weeks.bound <= exact.objective
    assert exact.bound <= weeks.objective


def test_exact_proves_a_small_department_optimal() -> None:
    """Four people, whole-hour shifts, a day of eight hours: the complete search ends, and `weeks` is never below it."""
    template = {"id": "day", "starts": "09:00-13:00", "start_every_min": 240, "paid_h": [4, 8]}
    of = centre(
        open={"mon-sat": "09:00-17:00"},
        templates=(template,),
        agents=tuple({"agent_id": f"A{number}"} for number in range(4)),
        rules={"weekly_hours": {"min_h": 20, "max_h": 32}, "max_consecutive_days": {"max_days": 4}},
    )
    required = requirement(of, 2.4)

    exact = solved(of, required, engine="exact", time_limit_s=60)
    weeks = solved(of, required, engine="weeks", budget=BUDGET)

    assert exact.status is RosterStatus.OPTIMAL
    assert weeks.bound <= exact.objective <= weeks.objective


def test_the_same_seed_and_budget_give_the_same_roster() -> None:
    """Two runs agree to the segment, whatever the machine's load."""
    of, required = department(1)

    first, second = (solved(of, required, engine="weeks", budget=25, seed=5) for _ in range(2))

    assert first.roster == second.roster
    assert (first.objective, first.bound, first.budget) == (second.objective, second.bound, second.budget)


@pytest.mark.parametrize("engine", ["weeks", "exact"])
def test_a_run_stopped_by_time_is_repeated_by_the_budget_it_names(engine: str) -> None:
    """Wherever the clock cuts a search, the whole steps made until then give the same roster and bound again."""
    of, required = department(2)

    stopped = solved(of, required, engine=engine, time_limit_s=6)
    repeated = solved(of, required, engine=engine, budget=stopped.budget)

    assert repeated.roster == stopped.roster
    assert (repeated.objective, repeated.bound, repeated.budget) == (stopped.objective, stopped.bound, stopped.budget)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_search_may_begin_from_a_roster(seed: int) -> None:
    """Begun from a good roster with hardly a step to go, a search is no worse; the shifts are found again one for one."""
    of, required = department(seed)
    problem = RosterProblem(of, required, MONDAY)
    good = solved(of, required, engine="weeks", budget=BUDGET)
    assert good.roster is not None

    again = solve_roster(problem, SolverConfig(engine="weeks", budget=3), start=good.roster)

    assert_sound(of, required, again)
    assert again.objective <= good.objective
    frame = Frame.of(problem)
    assert (encode(frame, good.roster).chosen >= 0).sum() == len(good.roster.shifts)


def test_what_is_not_legal_in_the_beginning_is_planned_anew() -> None:
    """A roster of another department, with people and rules that are not these, is a beginning all the same."""
    of, required = department(3)
    other, its_required = department(4)
    foreign = solved(other, its_required, engine="weeks", budget=5)

    found = solve_roster(
        RosterProblem(of, required, MONDAY), SolverConfig(engine="weeks", budget=5), start=foreign.roster
    )

    assert_sound(of, required, found)


@pytest.mark.parametrize("seed", SEEDS)
def test_calm_changes_who_serves_and_nothing_else(seed: int) -> None:
    """The same people in every pool at every step, nobody in a pool the skills forbid, and no more changes of pool than before."""
    of, required = department(seed)
    desk = Desk(Team.of(Frame.of(RosterProblem(of, required, MONDAY))))
    weeks = construct(desk, np.zeros(desk.frame.pools.shape), np.zeros(desk.frame.steps), np.arange(desk.team.size))

    calm = calmed(desk, weeks)

    assert np.array_equal(np.sort(calm.serve, axis=0), np.sort(weeks.serve, axis=0))
    assert np.array_equal(calm.serve < 0, weeks.serve < 0)
    for agent in range(desk.team.size):
        served = set(calm.serve[agent][calm.serve[agent] >= 0].tolist())
        assert served <= set(desk.kind_pools[desk.team.kind_of[agent]].tolist())
    assert _changes(calm.serve) <= _changes(weeks.serve)


def _changes(serve: np.ndarray) -> int:
    """How often people serve another pool than the last they served."""
    return sum(int((np.diff(own[own >= 0]) != 0).sum()) for own in serve)


def test_nobody_need_be_there_between_two_shifts() -> None:
    """People of several skills work early or late and nobody in between: the complete model deals its counts out all the same."""
    of = centre(
        open={"mon": "06:00-18:00"},
        queues=(PHONE, {**PHONE, "id": "chat"}),
        templates=({"id": "day", "starts": "06:00-14:00", "start_every_min": 480, "paid_h": [4]},),
        agents=tuple({"agent_id": f"A{number}", "skills": ("phone", "chat")} for number in range(4)),
        rules={"weekly_hours": {"min_h": 4, "max_h": 4}},
    )
    desk = Desk(Team.of(Frame.of(RosterProblem(of, requirement(of, 1.0), MONDAY))))

    found = ExactModel(desk).solve(seed=1, workers=1, limit_s=30, effort=5)

    assert found.complete
    assert found.weeks is not None
    assert sorted(desk.frame.shifts.start[found.weeks.chosen[:, 0]].tolist()) == [6, 6, 14, 14]
