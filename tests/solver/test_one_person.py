"""One person's best week beside the others': what trying every week finds."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver import RosterProblem
from solver.one_person import OnePerson
from tests.worlds import centre, on, requirement, roster, shift
from wfm.centre import Centre
from wfm.goals import pool_coverage
from wfm.roster import Roster
from wfm.rules import Rule
from wfm.shifts import Shift
from wfm.timetable import Timetable

DAYS, CHANGE_H = 3, 0.1
TEMPLATE = {"id": "day", "starts": "08:00-12:00", "start_every_min": 240, "paid_h": [4, 8]}
STARTS_H, PAID_H = (8.0, 12.0), (4.0, 8.0)
OFF = (-1, -1)


def of_two(least_h: float = 9.0) -> Centre:
    """Days of four or eight hours from eight or twelve on, fourteen hours of rest, and a least of three sevenths of these hours."""
    rules = {"weekly_hours": {"min_h": least_h, "max_h": 40}, "daily_rest": {"min_h": 14}}
    return centre(agents=({"agent_id": "A1"}, {"agent_id": "A2"}), templates=(TEMPLATE,), rules=rules)


def shift_on(of: Centre, day: int, choice: tuple[int, int], agent_id: str) -> list[Shift]:
    start, paid = choice
    return [] if choice == OFF else [shift(of, day, STARTS_H[start], PAID_H[paid], agent_id=agent_id)]


def week(of: Centre, choices: tuple[tuple[int, int], ...], agent_id: str) -> list[Shift]:
    return [each for day, choice in enumerate(choices) for each in shift_on(of, day, choice, agent_id)]


def missing_h(problem: RosterProblem, whole: Roster) -> float:
    [pool] = pool_coverage(problem.centre, problem.requirement, whole)
    return float(np.maximum(pool.pool.fractional - pool.rostered, 0.0).sum())


def is_lawful(of: Centre, whole: Roster, agent_id: str) -> bool:
    rules: tuple[Rule, ...] = of.rules
    return not any(v.agent_id == agent_id for rule in rules for v in rule.check(Timetable(of, whole)))


CHOICES = [OFF, *product(range(2), range(2))]
WEEK = st.tuples(*[st.sampled_from(CHOICES)] * DAYS)


@given(
    own=WEEK, other=WEEK, need=st.lists(st.sampled_from([0.0, 1.0, 2.0]), min_size=9, max_size=9), day=st.integers(0, 2)
)
@settings(max_examples=25)
def test_no_week_leaves_less_uncovered(
    own: tuple[tuple[int, int], ...], other: tuple[tuple[int, int], ...], need: list[float], day: int
) -> None:
    """Of all weeks that begin otherwise on a day and are paid no more: the least missing, to what a change is worth."""
    of = of_two(0.0)
    hourly = np.zeros((DAYS, 24))
    hourly[:, 8:20] = np.repeat(np.array(need).reshape(DAYS, 3), 4, axis=1)
    asked = requirement(of, 0.0, days=DAYS)
    pool = replace(asked.pools[0], fractional=hourly.ravel(), required=hourly.ravel().astype(np.int64))
    problem = RosterProblem(of, replace(asked, pools=(pool,)), on(0), DAYS)
    held, others = week(of, own, "A1"), week(of, other, "A2")
    one = OnePerson(problem, roster(*held, *others, days=DAYS))
    old, paid_min = own[day], sum(each.paid_min for each in held)
    old_start = [each.start_min for each in shift_on(of, day, old, "A1")]
    possible = [each.day != day or one.frame.instant(each.start) not in old_start for each in one.frame.shifts.all]

    found = one.best(0, day, np.array(possible), change_h=CHANGE_H)

    weeks = [
        week(of, choices, "A1")
        for choices in product(CHOICES, repeat=DAYS)
        if OFF in (old, choices[day]) or choices[day][0] != old[0]
    ]
    tried = [
        missing_h(problem, roster(*mine, *others, days=DAYS))
        for mine in weeks
        if sum(each.paid_min for each in mine) <= paid_min and is_lawful(of, roster(*mine, *others, days=DAYS), "A1")
    ]
    assert found is not None
    assert sum(each.paid_min for each in found) <= paid_min
    assert is_lawful(of, roster(*found, *others, days=DAYS), "A1")
    assert missing_h(problem, roster(*found, *others, days=DAYS)) <= min(tried) + DAYS * CHANGE_H


def test_the_other_days_stay_where_nothing_is_gained() -> None:
    """As many are missing at any time: her Monday's four hours go to Wednesday, and Tuesday stays as it is."""
    of = of_two()
    problem = RosterProblem(of, requirement(of, 5.0, days=DAYS), on(0), DAYS)
    held = week(of, ((0, 0), (1, 1), OFF), "A1")
    one = OnePerson(problem, roster(*held, days=DAYS))

    found = one.best(0, 0, np.array([each.day != 0 for each in one.frame.shifts.all]), change_h=CHANGE_H)

    assert found is not None
    tuesday, wednesday = found
    assert (tuesday.start, tuesday.end) == (held[1].start, held[1].end)
    assert (wednesday.shift_date, wednesday.paid_min) == (on(2), 240)


def test_where_the_own_rules_leave_no_week_there_is_none() -> None:
    """Some hours at least, and no day left to work them on."""
    of = of_two()
    problem = RosterProblem(of, requirement(of, 1.0, days=DAYS), on(0), DAYS)
    one = OnePerson(problem, roster(*week(of, ((0, 1), OFF, OFF), "A1"), days=DAYS))

    assert one.best(0, 0, np.zeros(len(one.frame.shifts.all), dtype=np.bool_), change_h=CHANGE_H) is None


@pytest.mark.parametrize("team_rule", [{"lead_on_duty": {"min_leads": 1}}])
def test_a_rule_of_the_team_is_broken_only_where_every_week_breaks_it(team_rule: dict[str, object]) -> None:
    """She is the only lead where the queue is open eight to sixteen: of the weeks she may work, the one with fewest gaps."""
    of = centre(
        agents=({"agent_id": "A1", "lead": True}, {"agent_id": "A2"}), templates=(TEMPLATE,), rules=team_rule,
        open={"mon": "08:00-16:00"},
    )  # fmt: skip
    problem = RosterProblem(of, requirement(of, 0.0, days=DAYS), on(0), DAYS)
    one = OnePerson(problem, roster(*week(of, ((0, 1), OFF, OFF), "A1"), days=DAYS))

    free = one.best(0, 0, np.ones(len(one.frame.shifts.all), dtype=np.bool_), change_h=CHANGE_H)
    bound = one.best(0, 0, np.array([each.paid_min == 240 for each in one.frame.shifts.all]), change_h=CHANGE_H)

    assert free is not None
    assert [(each.start.hour, each.paid_min) for each in free] == [(8, 480)]
    assert bound is not None
    assert len(bound) == 1


def test_who_is_to_come_comes_though_nobody_is_missed_and_is_paid_for_it() -> None:
    """Nobody is needed and she has no hours yet: asked to come on Tuesday she has the shortest shift there is, and no other day."""
    of = of_two(0.0)
    problem = RosterProblem(of, requirement(of, 0.0, days=DAYS), on(0), DAYS)
    one = OnePerson(problem, roster(days=DAYS))
    possible = np.ones(len(one.frame.shifts.all), dtype=np.bool_)

    [came] = one.best(0, 1, possible, change_h=CHANGE_H, comes=True) or ()

    assert (came.shift_date, came.paid_min) == (on(1), 240)
    assert one.best(0, 1, possible, change_h=CHANGE_H) == ()


def test_beside_another_roster_it_is_the_same_as_made_anew() -> None:
    """What the others cover by then is seen, and the roster it was made with stays."""
    of = of_two(0.0)
    problem = RosterProblem(of, requirement(of, 1.0, days=DAYS), on(0), DAYS)
    before, then = roster(days=DAYS), roster(*week(of, ((0, 1), (0, 1), OFF), "A2"), days=DAYS)
    one = OnePerson(problem, before)
    possible = np.ones(len(one.frame.shifts.all), dtype=np.bool_)

    moved = one.beside(then).best(0, 0, possible, change_h=CHANGE_H, comes=True)

    assert moved == OnePerson(problem, then).best(0, 0, possible, change_h=CHANGE_H, comes=True)
    assert one.roster is before
