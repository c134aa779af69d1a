"""The pages say what is there: every rule, table and key of centre.toml, with its default."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from wfm.capacity import Assumptions, ContractPay, HiringClass, Scenario
from wfm.centre import Centre, Evaluation, Goals
from wfm.demand import Queue, Shrinkage
from wfm.formats.centre_toml import HEAD_KEYS
from wfm.formats.columns import INPUT_TABLES, ROSTER_COLUMNS, TABLES, VOLUME_COLUMNS
from wfm.messages.en.rules import TEXTS
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


ROWS: dict[str, str] = {
    "one_shift_a_day": "always",
    "shift_templates": "`[[shift]]` of centre.toml",
    "opening": '`open = { mon-fri = "08:00-20:00" }`',
    "skills": "people.csv, `skills`: `phone;chat`",
    "service_dates": "people.csv, `hired_on`: `2026-11-25`",
    "leave": "leave.csv: `A07,2026-11-24,2026-11-26,annual,approved`",
    "availability": "availability.csv: `A07,mon-wed,08:00,17:00,available`",
    "locks": "locks.csv: `A07,2026-11-24,day`",
    "patterns": "patterns.csv: `four-shift,1,mon,night`",
    "pairs": "pairs.csv: `A07,A12,apart`",
    "absent_at_once": "limits.csv: `absent_at_once,phone,,,3`",
    "seats": "limits.csv: `seats,phone,,,12`",
    "activities": "`[[activity]]` of centre.toml",
}
"""Where a structural rule gets what it holds people to, by an example."""
SAID: dict[str, str] = {"shift_templates": "template"}
"""How the sentences of a rule begin, where it is not by its name."""
VALUES: dict[str, object] = {
    "agent": "A07", "other": "A12", "week": "2026-W48", "day": "2026-11-24", "month": "2026-11", "observed": 9, "limit": 8,
    "ends_after": "21:00", "weeks": 4, "at": "12:00", "hours": 40, "start": "08:00", "end": "17:00", "shift": "day",
    "activity": "meal", "queue": "phone", "queues": "phone", "pattern": "four-shift", "group": "phone", "length": 60,
}  # fmt: skip
REPORTS = ("weekly_hours_kept", "weekly_hours_credited")
"""Sentences of reports, about what is kept."""


def said_row(rule: type[Rule]) -> str:
    """The row of a rule in the table of sentences: where it gets what it asks for, and each way in which it is broken."""
    begin = f"{SAID.get(rule.name, rule.name)}_"
    said = [key for key in TEXTS if key.startswith(begin) and key not in REPORTS]
    fields = {name: field.default for name, field in rule.model_fields.items() if name != "weight" or rule.may_be_soft}
    line = ", ".join(f"{name} = {written(value)}" for name, value in fields.items() if value is not None)
    example = ROWS[rule.name] if rule.structural else f"`{rule.name} = {{ {line} }}`"
    sentences = " ".join(TEXTS[key].format(**VALUES) for key in said)
    return f"| {rule.title()} | {example} | {sentences} |"


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_every_rule_has_an_example_and_its_sentences(rule: type[Rule]) -> None:
    """With every sentence by which a breach of it is told."""
    assert said_row(rule).count(".") >= 1
    assert f"\n{said_row(rule)}\n" in (DOCS / "rules.md").read_text(encoding="utf-8")


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
    "`[goals]`": (Goals, None),
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
