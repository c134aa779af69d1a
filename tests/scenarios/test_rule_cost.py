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


def test_shorter_days_cost_more_than_longer_ones(centre: Centre) -> None:
    """Six hours a day at most are dearer than eight, beyond what the gaps leave open; two hours leave no roster, and say so."""
    axis = RuleAxis.of("max_daily_hours.max_h=[2,6,9]")

    cost = rule_cost(centre, MONDAY, axis, OPTIONS, processes=1)

    none, six, nine = cost.points
    assert cost.without.name == "rules.max_daily_hours=off"
    assert none.extra is None
    assert none.sentence.key == "rule_cost_impossible"
    assert six.extra is not None
    assert nine.extra is not None
    assert six.extra.low_h > nine.extra.low_h >= 0
    assert (six.sentence.key, nine.sentence.key) == ("rule_cost_real", "rule_cost_noise")
    assert nine.extra.low_h <= nine.extra.high_h
    assert [figures.name for figures in cost.scenarios] == [
        "rules.max_daily_hours=off", *(f"rules.max_daily_hours.max_h={value}" for value in (2, 6, 9)),
    ]  # fmt: skip


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
