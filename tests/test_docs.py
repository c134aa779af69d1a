"""The pages say what is there: every rule, table and key of centre.toml, with its default."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from wfm.capacity import Assumptions, ContractPay, HiringClass, Scenario
from wfm.centre import Centre, Evaluation
from wfm.demand import Queue, Shrinkage
from wfm.formats.centre_toml import HEAD_KEYS
from wfm.formats.columns import INPUT_TABLES, ROSTER_COLUMNS, TABLES, VOLUME_COLUMNS
from wfm.people import Contract
from wfm.rules import RULES, Rule
from wfm.shifts import Break, Meal, PlacedActivity, ShiftTemplate

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
        case tuple():
            each = [written(part) for part in default]
            return each[0] if len(set(each)) == 1 else f"[{', '.join(each)}]"
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


KEYS: dict[str, tuple[type[BaseModel], tuple[str, ...] | None]] = {
    "`[centre]`": (Centre, HEAD_KEYS),
    "`[[queue]]`": (Queue, None),
    "`[[contract]]`": (Contract, None),
    "`[shrinkage]`": (Shrinkage, None),
    "`[[shift]]`": (ShiftTemplate, None),
    "`meal` of a shift": (Meal, None),
    "`breaks` of a shift": (Break, None),
    "`[[activity]]`": (PlacedActivity, None),
    "`[evaluation]`": (Evaluation, None),
}
YEAR_KEYS: dict[str, tuple[type[BaseModel], tuple[str, ...] | None]] = {
    "`[assumptions]`": (Assumptions, None),
    "`[[hiring_class]]`": (HiringClass, None),
    "`[[contract]]`": (ContractPay, None),
    "`[[scenario]]`": (Scenario, None),
}
SECTIONS = [("files.md", section, *of) for section, of in KEYS.items()]
SECTIONS += [("capacity.md", section, *of) for section, of in YEAR_KEYS.items()]


@pytest.mark.parametrize(("page", "section", "model", "names"), SECTIONS)
def test_every_key_of_our_toml_files_stands_there_with_its_default(
    page: str, section: str, model: type[BaseModel], names: tuple[str, ...] | None
) -> None:
    """Needed keys, then the optional ones in the order of the model; no default is shown for what is then not in force."""
    text = (DOCS / page).read_text(encoding="utf-8")
    [row] = [line for line in text.splitlines() if line.startswith(f"| {section} |")]
    needed, optional = (re.findall(r"`([^`]+)`", cell) for cell in row.split("|")[2:4])
    fields = {name: model.model_fields[name] for name in names or model.model_fields}

    assert set(needed) == {name for name, field in fields.items() if field.is_required()}
    assert set(optional) == {
        name if field.default in (None, "", ()) else f"{name} = {written(field.default)}"
        for name, field in fields.items()
        if not field.is_required()
    }
