"""What a rule costs: beside the roster without it, never less than nothing, and real only where the proof says so."""

from __future__ import annotations

import pytest

from scenarios.plan import PlanOptions
from scenarios.rule_cost import RuleAxis, rule_cost
from solver import SolverConfig
from tests.department import MONDAY, write_department
from wfm.centre import Centre
from wfm.errors import InputError
from wfm.formats import read_centre

OPTIONS = PlanOptions(solver=SolverConfig(budget=12, workers=1), replications=10)


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Centre:
    """The small department."""
    return read_centre(write_department(tmp_path_factory.mktemp("rule") / "department"))


def test_a_tighter_limit_costs_and_one_that_never_binds_does_not(centre: Centre) -> None:
    """Thirty hours at most are dear beyond what the gaps leave open; forty-eight are what six days of eight hours make anyway."""
    cost = rule_cost(centre, MONDAY, RuleAxis.of("weekly_hours.max_h=[30,48]"), OPTIONS, processes=1)

    tight, idle = (point.extra for point in cost.points)
    assert tight is not None
    assert idle is not None
    assert 0 == idle.low_h < tight.low_h <= tight.found_h <= tight.high_h
    assert [point.sentence.key for point in cost.points] == ["rule_cost_real", "rule_cost_noise"]
    assert [figures.name for figures in cost.scenarios] == [
        "rules.weekly_hours.max_h=168", "rules.weekly_hours.max_h=30", "rules.weekly_hours.max_h=48",
    ]  # fmt: skip


def test_a_value_without_a_roster_says_so(centre: Centre) -> None:
    """Two hours a day leave nobody at the floor."""
    cost = rule_cost(centre, MONDAY, RuleAxis.of("max_daily_hours.max_h=2"), OPTIONS, processes=1)

    [point] = cost.points
    assert (point.extra, point.sentence.key) == (None, "rule_cost_impossible")


def test_a_floor_is_taken_away_alone() -> None:
    """Of a rule that holds several limits, only the one asked about is taken away."""
    assert RuleAxis.of("weekly_hours.min_h=[24..36/4]").off.text == "rules.weekly_hours.min_h=0"
    assert RuleAxis.of("weekly_hours.max_h=30").off.text == "rules.weekly_hours.max_h=168"
    assert RuleAxis.of("max_nights.night_min=60").off.text == "rules.max_nights=off"
    assert RuleAxis.of("daily_rest.min_h=[10,11]").off.text == "rules.daily_rest=off"


def test_a_rule_the_department_has_not_is_compared_with_the_department(centre: Centre) -> None:
    """It is what there is without the rule."""
    cost = rule_cost(centre, MONDAY, RuleAxis.of("min_shift_length.min_h=4"), OPTIONS, processes=1)

    assert cost.without is cost.base
    assert [figures.name for figures in cost.scenarios] == ["rules.min_shift_length.min_h=4"]


@pytest.mark.parametrize(
    "text", ["weekly_hours=[1,2]", "hours.min_h=30", "weekly_hours.weight=3", "one_shift_a_day.x=1"]
)
def test_what_is_no_parameter_is_refused(text: str) -> None:
    """With those there are."""
    with pytest.raises(InputError, match=r"weekly_hours\.min_h"):
        RuleAxis.of(text)
