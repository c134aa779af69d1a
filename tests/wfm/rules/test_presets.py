"""Presets: every figure has its source in the code and on the page, and a rule written out wins."""

from __future__ import annotations

from pathlib import Path

import pytest

from wfm.rules import PRESETS, read_rules
from wfm.rules.presets import SOURCES
from wfm.rules.weekly_hours import WeeklyHours

PAGE = Path(__file__).parents[3] / "docs" / "rules.md"
NO_LIMIT = {"weekly_hours.min_h": 0}


@pytest.mark.parametrize("preset", PRESETS)
def test_every_figure_has_a_source_and_stands_on_the_page(preset: str) -> None:
    """Law and article of each, the same in both places."""
    figures = {f"{rule}.{key}": value for rule, keys in PRESETS[preset].items() for key, value in keys.items()}
    page = PAGE.read_text(encoding="utf-8")

    assert set(SOURCES[preset]) == set(figures) - set(NO_LIMIT)
    for key, source in SOURCES[preset].items():
        assert f"| `{preset}` | `{key} = {figures[key]}` | {source}" in page


@pytest.mark.parametrize("preset", PRESETS)
def test_a_rule_written_out_wins(preset: str) -> None:
    """The preset fills in the rest."""
    rules = {rule.name: rule for rule in read_rules({"preset": preset, "weekly_hours": {"min_h": 30, "max_h": 40}})}

    assert rules["weekly_hours"] == WeeklyHours(min_h=30, max_h=40)
    assert set(PRESETS[preset]) <= rules.keys()
