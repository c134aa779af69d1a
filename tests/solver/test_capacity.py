"""The programme of the year: what brute force finds, a bound that is one, and laws that hold whatever the figures."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TypedDict, Unpack

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.capacity import GAP, solve_capacity
from solver.capacity_problem import CapacityProblem, CapacityResult, Crew, Hiring, PaidHours
from solver.result import RosterStatus

SHORT = 50.0


class Overtime(TypedDict, total=False):
    """What `crew_of` knows of it."""

    over_after: float
    rate: float
    most_over: float
    month: float


def staying(kept: float, weeks: int) -> np.ndarray:
    since = np.arange(weeks)[None, :] - np.arange(weeks)[:, None]
    return np.where(since >= 0, kept ** np.maximum(since, 0), 0.0)


def crew_of(
    pools: tuple[int, ...],
    present: np.ndarray,
    hours: tuple[float, float],
    *,
    over_after: float = np.inf,
    rate: float = 1.0,
    most_over: float = np.inf,
    month: float = np.inf,
) -> Crew:
    """Like people at 1 an hour, newcomers the same."""
    every = np.ones(len(present))
    one = PaidHours.of(hours[0] * every, hours[1] * every, over_after * every, most_over, month * every)
    return Crew(pools, present, one.times(present), one, 1.0, rate)


def problem(
    required: list[float],
    *,
    present: float = 2.0,
    kept: float = 0.9,
    sizes: tuple[int, int, int] = (1, 2, 1),
    worth: tuple[float, ...] = (0.0, 0.5),
    prices: tuple[float, float] = (3.0, 20.0),
    first_week: int = 0,
    hours: tuple[float, float] = (20.0, 20.0),
    **overtime: Unpack[Overtime],
) -> CapacityProblem:
    """One pool, one crew, one kind of class."""
    weeks = len(required)
    there = staying(kept, weeks)
    return CapacityProblem(
        np.array([required]),
        (crew_of((0,), present * there[0], hours, **overtime),),
        (Hiring((0,), first_week, *sizes, np.array([*worth, *[1.0] * weeks][:weeks]), *prices),),
        there,
        np.full(weeks, 0.8),
        np.arange(weeks) // 4,
        SHORT,
    )


def brute_force(asked: CapacityProblem) -> float:
    """The least cost over every number of classes and people in every week, each counted by hand."""
    [crew], [hiring] = asked.crews, asked.hirings
    assert not crew.newcomer.above.any()
    best = np.inf
    for people in product(range(hiring.most_a_week * hiring.max_size + 1), repeat=asked.weeks):
        cost, feasible = 0.0, True
        for week, count in enumerate(people):
            fitting = [n for n in range(hiring.most_a_week + 1) if n * hiring.min_size <= count <= n * hiring.max_size]
            if not fitting or (count and week < hiring.first_week):
                feasible = False
                break
            cost += count * hiring.cost_per_hire + fitting[0] * hiring.cost_per_class
        if not feasible:
            continue
        for week in range(asked.weeks):
            staff = agents = crew.present[week]
            for start in range(week + 1):
                left = people[start] * asked.staying[start, week]
                staff, agents = staff + left, agents + left * hiring.worth[week - start]
            least = crew.newcomer.least[week]
            missing = max(asked.required_h[0, week] - asked.usable[week] * least * agents, 0.0)
            cost += staff * least * crew.cost_per_h + SHORT * missing
        best = min(best, cost)
    return best


@pytest.mark.parametrize(
    "asked",
    [
        problem([60, 60, 60, 60]),
        problem([30, 90, 30, 90], sizes=(2, 3, 1)),
        problem([40, 40, 80, 80], first_week=1, prices=(0.0, 400.0)),
        problem([100, 20, 20, 100], worth=(0.0,), kept=0.7),
        problem([10, 10, 10, 10]),
        problem([120, 120, 120], sizes=(2, 2, 2), worth=()),
    ],
)
def test_no_plan_is_cheaper_than_the_one_found(asked: CapacityProblem) -> None:
    """On cases small enough to try every plan the cost is the least, and the bound is not above it."""
    least = brute_force(asked)

    found = solve_capacity(asked)

    assert found.status is RosterStatus.OPTIMAL
    assert found.cost == pytest.approx(least, rel=GAP)
    assert found.bound <= least + 1e-6
    assert 0 <= found.gap <= GAP


FIGURES = st.floats(0, 200).map(lambda value: round(value, 1))


@given(
    required=st.lists(FIGURES, min_size=3, max_size=8),
    present=st.floats(0, 5),
    kept=st.floats(0.5, 1.0),
    least=st.integers(1, 3),
    more=st.integers(0, 3),
    hours=st.tuples(st.floats(5, 20), st.floats(0, 20)),
    first_week=st.integers(0, 3),
    after=st.floats(0, 40),
    rate=st.floats(1, 3),
    month=st.floats(0, 40),
)
@settings(max_examples=40, deadline=None)
def test_every_plan_keeps_its_rules(
    required: list[float],
    present: float,
    kept: float,
    least: int,
    more: int,
    hours: tuple[float, float],
    first_week: int,
    after: float,
    rate: float,
    month: float,
) -> None:
    """Classes within their sizes and not too soon, hours within those paid, every required hour served or short; bound <= cost."""
    asked = problem(
        required,
        present=present,
        kept=kept,
        sizes=(least, least + more, 2),
        hours=(hours[0], sum(hours)),
        first_week=first_week,
        over_after=after,
        rate=rate,
        month=month,
    )

    found = solve_capacity(asked)

    kept_rules(asked, found)
    assert found.bound <= found.cost <= idle(asked) * (1 + GAP) + 1e-6


def kept_rules(asked: CapacityProblem, found: CapacityResult) -> None:
    for k, hiring in enumerate(asked.hirings):
        people = found.hires[k].sum(axis=0)
        assert (found.classes[k] * hiring.min_size <= people).all()
        assert (people <= found.classes[k] * hiring.max_size).all()
        assert (found.classes[k] <= hiring.most_a_week).all()
        assert not people[: hiring.first_week].any()
    least, above, over = (
        np.array([getattr(crew.newcomer, name) for crew in asked.crews]) for name in ("least", "above", "over")
    )
    worked = least * found.full_agents + found.extra_h + found.over_h
    assert (found.extra_h <= above * found.full_agents + 1e-4).all()
    assert (found.over_h <= over * found.full_agents + 1e-4).all()
    assert (found.served_h.sum(axis=1) <= asked.usable * worked + 1e-4).all()
    assert np.allclose(found.served_h.sum(axis=0) + found.short_h, asked.required_h, atol=1e-4)


def idle(asked: CapacityProblem) -> float:
    """What hiring nobody and paying nobody more than the least costs."""
    paid = sum(crew.least_pay(crew.team).sum() for crew in asked.crews)
    served = sum(asked.usable * crew.team.least for crew in asked.crews)
    return float(paid + SHORT * np.maximum(asked.required_h[0] - served, 0).sum())


@given(
    required=st.lists(st.floats(400, 600), min_size=3, max_size=6),
    kept=st.floats(0.6, 0.95),
    fewer=st.floats(0.5, 0.99),
)
@settings(max_examples=25, deadline=None)
def test_more_attrition_is_never_cheaper_where_people_are_wanted(
    required: list[float], kept: float, fewer: float
) -> None:
    """Where every hour that anybody can work is missing otherwise, more people who leave cost more, whatever is hired."""
    before, after = (solve_capacity(problem(required, kept=share)) for share in (kept, kept * fewer))

    assert after.cost >= before.bound - 1e-6
    assert before.bound <= before.cost


def test_a_dearer_shortage_is_never_short_of_more() -> None:
    """The price of a missing hour decides what is worth a hire."""
    asked = problem([60, 80, 90, 60, 80], kept=0.95)

    priced = [replace(asked, short_cost_per_h=price) for price in (0.5, 5.0, 50.0, 500.0)]
    short = [round(float(solve_capacity(each).short_h.sum()), 3) for each in priced]

    assert short == sorted(short, reverse=True)
    assert short[0] > short[-1]


def test_people_of_two_skills_help_where_it_is_short() -> None:
    """Hours of one crew go to both pools, none of them twice."""
    both = crew_of((0, 1), np.full(2, 4.0), (10.0, 10.0))
    required = np.array([[30.0, 0.0], [10.0, 50.0]])
    asked = CapacityProblem(required, (both,), (), staying(1.0, 2), np.ones(2), np.zeros(2, dtype=np.int64), SHORT)

    found = solve_capacity(asked)

    assert found.short_h.sum(axis=0).tolist() == pytest.approx([0.0, 10.0])
    assert found.served_h[0].sum(axis=0).tolist() == pytest.approx([40.0, 40.0])
    assert found.spare_h.sum() == pytest.approx(0.0)


def test_hours_above_the_least_are_paid_only_where_they_serve() -> None:
    """Between the least and the most of a contract the year breathes without a hire."""
    asked = problem([20.0, 40.0, 10.0], kept=1.0, hours=(10.0, 30.0), first_week=3)

    found = solve_capacity(asked)

    assert found.hires.sum() == 0
    assert found.paid_h[0].tolist() == pytest.approx([25.0, 50.0, 20.0])
    assert found.short_h.sum() == pytest.approx(0.0)


@pytest.mark.parametrize(
    ("overtime", "hours", "cost"),
    [
        ({"over_after": 20.0, "rate": 1.5}, [12.5], 40 + 1.5 * 12.5),
        ({"over_after": 24.0, "rate": 1.5}, [4.5], 40 + 8 + 1.5 * 4.5),
        ({"over_after": 20.0, "rate": 1.5, "most_over": 3.0}, [6.0], 40 + 1.5 * 6 + SHORT * (10 - 0.8 * 6)),
        ({"over_after": 20.0, "rate": 1.5, "most_over": 0.0}, [0.0], 40 + SHORT * 10),
        ({"over_after": 20.0, "rate": 99.0}, [0.0], 40 + SHORT * 10),
        ({"over_after": 15.0, "rate": 2.0, "most_over": 0.0}, [10.0], 40 + 10 + SHORT * 10),
    ],
)
def test_overtime_is_bought_where_it_is_cheaper_than_what_is_missing(
    overtime: Overtime, hours: list[float], cost: float
) -> None:
    """Two people of 20 to 40 hours, 42 required, of whose hours four fifths serve: ten are missing, 12.5 paid ones mend it."""
    found = solve_capacity(problem([42.0], kept=1.0, hours=(20.0, 40.0), first_week=1, **overtime))

    assert found.overtime_h[0].tolist() == pytest.approx(hours)
    assert found.cost == pytest.approx(cost)
    assert found.bound == pytest.approx(cost, rel=GAP)


def test_a_month_has_so_much_overtime_and_no_more() -> None:
    """Five hours each in a month of four weeks, wherever they serve; the next month has its own."""
    asked = problem(
        [0.0, 42.0, 0.0, 42.0, 42.0], kept=1.0, hours=(20.0, 40.0), first_week=5, over_after=20.0, month=5.0
    )

    found = solve_capacity(asked)

    assert found.overtime_h[0, :4].sum() == pytest.approx(10.0)
    assert found.overtime_h[0, 4] == pytest.approx(10.0)
    assert found.short_h.sum() == pytest.approx(3 * 10 - 0.8 * 20)


@pytest.mark.parametrize(("rate", "hires"), [(1.5, 0), (4.0, 1)])
def test_a_hire_instead_of_overtime_where_that_is_dearer(rate: float, hires: int) -> None:
    """Four weeks of 12.5 paid hours beside a hire of 4 x 20 hours and 23 for class and hire: 75 at one and a half, 200 at four."""
    asked = problem([42.0] * 4, kept=1.0, sizes=(1, 1, 1), worth=(), hours=(20.0, 40.0), over_after=20.0, rate=rate)

    found = solve_capacity(asked)

    assert found.hires.sum() == hires
    assert found.cost == pytest.approx(160 + min(rate * 50, 80 + 23))


@given(
    required=st.lists(st.floats(0, 200), min_size=2, max_size=6),
    present=st.floats(0, 5),
    after=st.floats(0, 40),
    rate=st.floats(1, 60),
    month=st.floats(0, 40),
)
@settings(max_examples=40, deadline=None)
def test_allowing_overtime_is_never_dearer(
    required: list[float], present: float, after: float, rate: float, month: float
) -> None:
    """Nobody has to make use of it: with it the best plan costs at most what the best without it does."""
    overtime: Overtime = {"over_after": after, "rate": rate, "month": month}
    with_it, without = (
        solve_capacity(problem(required, present=present, hours=(15.0, 40.0), **overtime | {"most_over": most}))
        for most in (np.inf, 0.0)
    )

    assert with_it.bound <= without.cost + 1e-6
    assert with_it.cost <= without.cost * (1 + GAP) + 1e-6
    assert without.overtime_h.sum() == pytest.approx(
        without.problem.crews[0].team.least_over.sum() + _newcomers(without)
    )


def _newcomers(found: CapacityResult) -> float:
    """Overtime within the least hours of newcomers."""
    crew = found.problem.crews[0]
    more = found.headcount[0] - crew.present
    return float((more * crew.newcomer.least_over).sum())
