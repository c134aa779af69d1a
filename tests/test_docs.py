"""The pages say what is there: every rule with every parameter and its default."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wfm.formats.columns import INPUT_TABLES, ROSTER_COLUMNS, TABLES, VOLUME_COLUMNS
from wfm.rules import RULES, Rule

DOCS = Path(__file__).parent.parent / "docs"
NAMED = [rule for rule in RULES.values() if not rule.structural]


def row_of(rule: type[Rule]) -> str:
    [row] = re.findall(rf"^\| `{rule.name}`.*$", (DOCS / "rules.md").read_text(encoding="utf-8"), re.MULTILINE)
    return str(row)


def written(default: object) -> str:
    """A default as centre.toml would say it."""
    match default:
        case bool():
            return str(default).lower()
        case str():
            return f'"{default}"'
        case float():
            return f"{default:g}"
    return str(default)


@pytest.mark.parametrize("rule", NAMED, ids=lambda rule: rule.name)
def test_every_rule_has_a_row_with_its_parameters(rule: type[Rule]) -> None:
    """Parameters stand there with their defaults, a soft rule is marked, and so is what an exception may replace."""
    row = row_of(rule)
    parameters, replaceable = row.split("|")[2], row.split("|")[5]

    for name, field in rule.model_fields.items():
        if name != "weight" or rule.may_be_soft:
            assert f"`{name}" in parameters or field.default is None
            assert field.default is None or f"`{name} = {written(field.default)}`" in parameters
    assert ("*soft*" in row) == rule.may_be_soft
    assert set(re.findall(r"`(\w+)`", replaceable)) == set(rule.limits)


def test_every_structural_rule_is_named() -> None:
    """Those that hold everywhere are listed."""
    text = (DOCS / "rules.md").read_text(encoding="utf-8")

    assert all(f"`{rule.name}`" in text for rule in RULES.values())


@pytest.mark.parametrize("name", INPUT_TABLES)
def test_every_table_has_a_row_with_its_columns(name: str) -> None:
    """In the order of the reader; the needed ones stand out."""
    [row] = re.findall(rf"^\| `{name}` \|([^|]*)\|", (DOCS / "files.md").read_text(encoding="utf-8"), re.MULTILINE)
    said = [column.strip() for column in row.split(",")]

    if name == "volumes":
        wanted = [f"**{column}**" if at < 3 else column for at, column in enumerate(VOLUME_COLUMNS)]
    elif name == "published":
        wanted = [*ROSTER_COLUMNS, "version"]
    else:
        wanted = [f"**{column.name}**" if column.needed else column.name for column in TABLES[name].columns]
    assert said == wanted
