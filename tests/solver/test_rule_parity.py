"""
The twins agree: pin a small random roster, post one rule and solve; feasible if and only if the checker is silent.

In every engine. For a soft rule the engine's price equals the summed size of the breaches.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from solver.decode import decode
from solver.encodings import BUILT_IN, ENCODINGS
from solver.engines.exact import ExactModel
from solver.engines.weeks.bench import Weeks
from solver.engines.weeks.state import Desk
from solver.frame import Frame, Layout
from solver.problem import RosterProblem
from solver.team import Team
from tests.worlds import MONDAY, centre, on, requirement, shift
from wfm.rules import RULES, Rule
from wfm.rules.probation import Probation
from wfm.timetable import Timetable

TEMPLATE = {"id": "day", "starts": "06:00-22:00", "start_every_min": 240, "paid_h": [4, 8]}
NIGHT = {"id": "night", "starts": "20:00", "paid_h": [6], "days": "mon-sat", "groups": ["g"]}
DRAWS, FEWER_DRAWS = 60, 25

PARAMETERS: dict[str, list[dict[str, Any]]] = {
    "weekly_hours": [{"min_h": 12, "max_h": 28}, {"min_h": 20, "max_h": 40}],
    "max_daily_hours": [{"max_h": 7}],
    "daily_rest": [{"min_h": 11}, {"min_h": 16}],
    "max_consecutive_days": [{"max_days": 2}, {"max_days": 3}],
    "weekly_rest": [{"min_h": 35}, {"min_h": 45}, {"min_h": 60}],
    "weekly_days_off": [{"min_days": 3}, {"min_days": 2, "consecutive": True}],
    "max_late_shifts": [{"max_per_week": 1, "ends_after": "20:00"}],
    "min_shift_length": [{"min_h": 5}],
    "max_nights": [{"max_in_row": 1, "night_min": 120}, {"max_in_row": 3, "max_per_week": 2, "night": "22:00-05:00"}],
    "rest_after_nights": [{"min_h": 24, "night_min": 60}, {"min_h": 40, "night": "22:00-06:00"}],
    "weekends_off": [{"min_off": 2, "weeks": 2}, {"min_off": 2, "weeks": 3, "days": "fri-sun"}],
    "monthly_overtime": [{"max_h": 6, "after_h": 14}, {"max_h": 20, "after_h": 0}],
    "lead_on_duty": [{"min_leads": 1}],
    "start_time_stability": [{"max_change_min": 240}, {"max_change_min": 120, "weight": 1.5}],
    "weekend_fairness": [{"weight": 2, "look_back_weeks": 1}],
    "late_fairness": [{"weight": 0.5, "ends_after": "19:00"}],
    "preferences": [{"weight": 1}],
    "weekly_overtime": [{"max_h": 2, "after_h": 14, "weight": 1}, {"after_h": 0, "weight": 0.25}],
    "paired_days_off": [{"weight": 1}],
}
STRUCTURAL = (
    "one_shift_a_day",
    "shift_templates",
    "service_dates",
    "leave",
    "availability",
    "locks",
    "patterns",
    "pairs",
    "absent_at_once",
    "seats",
)
CASES = [(name, given) for name, several in PARAMETERS.items() for given in several]
CASES += [(name, {}) for name in STRUCTURAL]


def world(draw: random.Random, rule: Rule) -> Any:
    """A department of two people with history, leave, wishes, pins and exceptions drawn at random, and one rule."""
    plain = centre(templates=(TEMPLATE, NIGHT))
    history = [shift(plain, day, draw.choice((6, 14)), draw.choice((4, 8))) for day in (-2, -1) if draw.random() < 0.6]
    history += [shift(plain, -1, 22, 8, agent_id="A2")] if draw.random() < 0.3 else []
    limits = [f"{rule.name}.{key}" for key in rule.limits]
    exceptions = [
        {
            "exception_id": "E1", "agent_id": "A1", "rule": draw.choice(limits), "from_day": on(draw.randrange(7)),
            "to_day": on(6), "value": draw.choice((1, 2, 10)), "reason": "r", "approved_by": "a",
        }
    ] if limits and draw.random() < 0.4 else []  # fmt: skip
    leave = {"agent_id": "A2", "from_day": on(draw.randrange(4)), "to_day": on(4), "kind": "k", "status": "approved",
             "part": draw.choice((None, "am", "pm"))}  # fmt: skip
    kinds = ("available", "unavailable") if rule.name == "availability" else ("prefer", "avoid")
    wish = {"agent_id": "A1", "days": draw.choice(("mon-wed", "fri", "sat-sun")), "kind": draw.choice(kinds),
            "from_time": "08:00", "to_time": draw.choice(("18:00", "04:00"))}  # fmt: skip
    pair = {"agent_a": "A1", "agent_b": "A2", "kind": draw.choice(("together", "apart"))}
    away = {**leave, "agent_id": "A1", "part": draw.choice((None, "am"))}
    most = {"kind": rule.name, "group": draw.choice((None, "g")), "value": draw.choice((1, 1, 2)),
            "from_day": on(draw.choice((-3, 1))), "to_day": on(draw.choice((3, 9)))}  # fmt: skip
    rota = [{"pattern": "rota", "week": draw.choice((1, 2)), "day": day, "shift_id": draw.choice(("day", None))}
            for day in draw.sample(("mon", "tue", "sat", "sun"), 2)]  # fmt: skip
    pin = {"agent_id": "A2", "shift_date": on(draw.randrange(7)), "shift_id": draw.choice(("day", None))}
    return centre(
        agents=(
            {"agent_id": "A1", "group": "g", "lead": True, "hired_on": on(draw.choice((-400, 1))), "pattern": "rota"},
            {"agent_id": "A2", "group": draw.choice(("g", "h")), "lead": True},
        ),
        templates=(TEMPLATE, NIGHT),
        open={"mon-tue": "06:00-14:00"} if rule.name == "lead_on_duty" else {"mon-sun": "00:00-24:00"},
        rules=(rule,),
        published=tuple(history),
        exceptions=tuple(exceptions),
        leave=(leave, away) if rule.name == "absent_at_once" else (leave,),
        pairs=(pair,),
        patterns=tuple(rota),
        limits=(most,) if rule.name in ("absent_at_once", "seats") else (),
        availability=(wish,),
        locks=(pin,),
    )


def pinned(draw: random.Random, desk: Desk) -> Weeks:
    """Random weeks for everybody, as a state of the search."""
    weeks = desk.empty()
    share = draw.choice((0.55, 0.55, 0.1))
    gains, lead = np.zeros(desk.frame.pools.shape), np.zeros(desk.frame.steps)
    for agent in range(desk.team.size):
        chosen = np.full(desk.frame.days, -1, dtype=np.int32)
        for day in range(desk.frame.days):
            today = desk.frame.shifts.of_day(day)
            open_all_along = [k for k in range(today.start, today.stop) if _is_open(desk.frame, k)]
            if open_all_along and draw.random() < share:
                chosen[day] = draw.choice(open_all_along)
        _, offsets, pool_at = desk.shift_values(int(desk.team.kind_of[agent]), gains, lead)
        desk.put(weeks, agent, chosen, offsets, offsets, pool_at)
    return weeks


def _is_open(frame: Layout, k: int) -> bool:
    return bool(frame.demand_steps[frame.shifts.start[k] : frame.shifts.end[k]].all())


def draws(name: str, given: dict[str, Any], days: int = 7) -> Iterator[tuple[Desk, Weeks, Rule, Timetable]]:
    """Seeded worlds under one rule, a roster in each, and the roster as the checker sees it."""
    rule = RULES[name](**given)
    for seed in range(DRAWS):
        draw = random.Random(f"{name}{given}{seed}")
        of = world(draw, rule)
        frame = Frame.of(RosterProblem(of, requirement(of, days=days), MONDAY, days))
        own = [] if name in BUILT_IN else list(ENCODINGS[name](rule, frame))
        desk = Desk(Team.under(frame, own))
        weeks = pinned(draw, desk)
        yield desk, weeks, rule, Timetable(of, decode(frame, weeks))


def silent(rule: Rule, timetable: Timetable) -> bool:
    return not list(rule.check(timetable))


def test_every_rule_has_its_twin() -> None:
    """RULES and ENCODINGS name the same rules."""
    assert set(RULES) == set(ENCODINGS)


@pytest.mark.parametrize(("name", "given"), [case for case in CASES if "weight" not in case[1]])
def test_weeks_allows_what_the_checker_allows(name: str, given: dict[str, Any]) -> None:
    """The one-person week accepts a pinned roster exactly where the checker is silent; both answers occur."""
    answers = set()
    for desk, weeks, rule, timetable in draws(name, given):
        legal = all(desk.week_is_legal(agent, week) for agent, week in enumerate(weeks.chosen))
        legal = legal and desk.faults(weeks) == 0

        assert legal == silent(rule, timetable)
        answers.add(legal)
    assert answers == ({True} if name in ("one_shift_a_day",) else {True, False})


@pytest.mark.parametrize(("name", "given"), [case for case in CASES if "weight" not in case[1]])
def test_two_weeks_in_one_problem_allow_what_the_checker_allows(name: str, given: dict[str, Any]) -> None:
    """Over two weeks and a half too; the overtime left in a month may be shared out more strictly, never less."""
    for desk, weeks, rule, timetable in itertools.islice(draws(name, given, days=17), FEWER_DRAWS):
        legal = all(desk.week_is_legal(agent, week) for agent, week in enumerate(weeks.chosen))
        legal = legal and desk.faults(weeks) == 0

        assert legal == silent(rule, timetable) or (name == "monthly_overtime" and not legal)


@pytest.mark.parametrize(("name", "given"), [case for case in CASES if "weight" not in case[1]])
def test_exact_allows_what_the_checker_allows(name: str, given: dict[str, Any]) -> None:
    """The complete CP-SAT model, its shifts pinned, is feasible exactly where the checker is silent."""
    for desk, weeks, rule, timetable in list(draws(name, given))[:20]:
        model = ExactModel(desk)
        model.pin(weeks)
        for key, missing in model.coverage.variables.items():
            if key[0] in ("no_lead", "too_many"):
                model.model.add(missing == 0)
        found = model.solve(seed=1, workers=1, limit_s=60, effort=30)

        assert found.infeasible != silent(rule, timetable)
        assert found.complete


@pytest.mark.parametrize(("name", "given"), [case for case in CASES if "weight" in case[1]])
def test_the_price_of_a_soft_rule_is_the_size_of_its_breaches(name: str, given: dict[str, Any]) -> None:
    """Both engines price a pinned roster with the points of the summed breaches; some draw has one."""
    prices = []
    for number, (desk, weeks, rule, timetable) in enumerate(draws(name, given)):
        expected = sum(rule.points(violation.size) for violation in rule.check(timetable))
        own = sum(desk.own_cost(agent, week) for agent, week in enumerate(weeks.chosen))

        assert own == expected
        if number < 20:
            model = ExactModel(desk)
            model.pin(weeks)
            found = model.solve(seed=1, workers=1, limit_s=60, effort=30)
            assert found.weeks is not None
            assert sum(desk.own_cost(agent, week) for agent, week in enumerate(found.weeks.chosen)) == expected
        prices.append(expected)
    assert any(prices)


@pytest.mark.parametrize(("name", "given"), [case for case in CASES if "weight" in case[1]])
def test_two_weeks_in_one_problem_have_the_price_of_their_breaches(name: str, given: dict[str, Any]) -> None:
    """Both engines; the complete model also finds it for itself where it has to."""
    for number, (desk, weeks, rule, timetable) in enumerate(itertools.islice(draws(name, given, days=14), FEWER_DRAWS)):
        expected = sum(rule.points(violation.size) for violation in rule.check(timetable))

        assert sum(desk.own_cost(agent, week) for agent, week in enumerate(weeks.chosen)) == expected
        if number < 3:
            model = ExactModel(desk)
            model.pin(weeks)
            found = model.solve(seed=1, workers=1, limit_s=60, effort=30)
            assert found.weeks is not None
            assert round(found.bound) == desk.coverage_cost(found.weeks) + expected or not found.complete


def test_a_trainee_covers_nothing_until_the_hours_are_done() -> None:
    """Under the rule the engine's own weeks keep the checker silent; without its encoding they do not."""
    rule = Probation(hours=12)
    of = centre(agents=({"agent_id": "A1", "probation_done_h": 0},), templates=(TEMPLATE,), rules=(rule,))
    frame = Frame.of(RosterProblem(of, requirement(of), MONDAY))
    with_rule = Desk(Team.under(frame, ENCODINGS["probation"](rule, frame)))
    without = Desk(Team.under(frame, []))

    answers = []
    for desk in (with_rule, without):
        weeks = pinned(random.Random(7), desk)
        answers.append(silent(rule, Timetable(of, decode(frame, weeks))))

    assert answers == [True, False]
