"""``capacity.toml``: what it says is what is planned with; every mistake named with its line and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from wfm.capacity import Assumptions, CapacityAssumptions, HiringClass, Scenario
from wfm.errors import InputError
from wfm.formats.capacity_toml import read_capacity

TEXT = """[assumptions]
attrition_per_month = 0.03
leave_share = [0.05, 0.05, 0.05, 0.05, 0.08, 0.08, 0.2, 0.2, 0.08, 0.05, 0.05, 0.1]

[[hiring_class]]
id = "phone"
contracts = ["full-time"]
min_size = 4
ramp_up = [0.4, 0.8]

[[contract]]
id = "full-time"
cost_per_h = 40

[[scenario]]
id = "growth"
levers = ["volume*1.1"]

[[scenario]]
id = "slow"
attrition_per_month = 0.0

[[scenario.hiring_class]]
id = "phone"
lead_weeks = 20
"""


def read(folder: Path, text: str) -> CapacityAssumptions:
    path = folder / "capacity.toml"
    path.write_text(text, encoding="utf-8")
    return read_capacity(path)


def test_a_scenario_replaces_what_it_says_and_nothing_else(tmp_path: Path) -> None:
    """Numbers one by one, lists as a whole, 0 as well as any other figure."""
    cases = read(tmp_path, TEXT).cases()

    base, growth, slow = cases[""], cases["growth"], cases["slow"]
    assert list(cases) == ["", "growth", "slow"]
    assert base.assumptions.attrition_per_month == (0.03,) * 12
    assert base.assumptions.leave_share[6] == 0.2
    assert (growth.assumptions.levers, growth.hiring_class) == (("volume*1.1",), base.hiring_class)
    assert slow.assumptions.attrition_per_month == (0.0,) * 12
    assert slow.assumptions.leave_share == base.assumptions.leave_share
    assert (slow.hiring_class[0].lead_weeks, slow.hiring_class[0].min_size) == (20, 1)
    assert slow.contract == base.contract


def test_an_empty_file_is_the_defaults(tmp_path: Path) -> None:
    """Nothing need be said."""
    assert read(tmp_path, "") == CapacityAssumptions()


def test_what_travels_as_json_comes_back(tmp_path: Path) -> None:
    """The file's model is the body of a request: written and read, it is the same."""
    said = read(tmp_path, TEXT)

    assert CapacityAssumptions.model_validate(said.model_dump(mode="json")) == said


def test_every_assumption_may_differ_in_a_scenario() -> None:
    """A scenario knows every key of the base, each absent by default."""
    wanted = {*Assumptions.model_fields, "hiring_class", "contract"}

    assert set(Scenario.model_fields) == {"id", *wanted}
    assert all(Scenario.model_fields[name].default is None for name in wanted)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "= 0.03", "= 1.5",
            "capacity.toml line 2, [assumptions], attrition_per_month: '1.5' is neither a share of at least 0 and below 1, nor "
            "a list of twelve of them, January first.",
        ),
        ("0.2, 0.2, ", "0.2, ", "a list of twelve of them"),
        ("= 0.03", '= "much"', "line 2, [assumptions], attrition_per_month: 'much' is neither"),
        ("attrition_per_month = 0.03", "attrition = 0.03", "'attrition' is unknown; known: levers, attrition_per_month"),
        ("[assumptions]", "[assumption]", "Did you mean 'assumptions'?"),
        ("min_size = 4", "min_size = 40", "line 5, [[hiring_class]] phone: min_size 40 is above max_size 12"),
        ("min_size = 4", "min_size = 0", "line 8, [[hiring_class]] phone, min_size: '0' is wrong; expected a number of at"),
        ("min_size = 4", "min_size = 2.5", "expected a whole number"),
        ("[0.4, 0.8]", "[0.4, 1.8]", "line 9, [[hiring_class]] phone, ramp_up[2]: '1.8' is wrong; expected a number of at most 1."),
        ("cost_per_h = 40", "cost_per_h = -1", "line 13, [[contract]] full-time, cost_per_h: '-1' is wrong"),
        ("cost_per_h = 40", "min_h = 9\nmax_h = 8", "min_h 9 is above max_h 8"),
        ('id = "growth"', 'id = "slow"', "[[scenario]] slow, id"),
        ('id = "growth"\n', "", "[[scenario]] 1, id is missing"),
        ("lead_weeks = 20", "lead_week = 20", "hiring_class[1].lead_week: 'lead_week' is unknown"),
        ("lead_weeks = 20", "lead_weeks = -1", "[[scenario]] slow, hiring_class[1].lead_weeks: '-1' is wrong"),
        ("[[contract]]", "[contract]", "[[contract]]"),
        ("= 0.03", "=", "capacity.toml cannot be read"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    """Section, id, key and line, what stands there and what was expected."""
    assert old in TEXT

    with pytest.raises(InputError) as refused:
        read(tmp_path, TEXT.replace(old, new, 1))

    assert sentence in str(refused.value)
    assert refused.value.text("zh-CN") != refused.value.text("en")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """By its name."""
    with pytest.raises(InputError, match=r"year\.toml cannot be read"):
        read_capacity(tmp_path / "year.toml")


def test_a_class_larger_than_itself_is_none() -> None:
    """The least and the most may be the same."""
    assert HiringClass(id="phone", min_size=5, max_size=5).max_size == 5
