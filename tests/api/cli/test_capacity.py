"""``wfm capacity`` from outside."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.api.cli.commands import wfm

QUICK = ("--from", "2026-11-25", "--weeks", 12)
TOML = """
[assumptions]
attrition_per_month = 0.05

[[hiring_class]]
id = "phone"
lead_weeks = 2

[[scenario]]
id = "growth"
levers = ["volume*1.3"]
"""


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_year_stands_side_by_side(folder: Path) -> None:
    """The week of the date is the first; tables, workbook with its pictures and page; both scenarios in each."""
    (folder / "capacity.toml").write_text(TOML, encoding="utf-8")

    ran = wfm("capacity", folder, *QUICK)

    assert ran.code == 0, ran
    out = folder / "out" / "capacity-2026-W48"
    hours, people = rows_of(out / "capacity.csv"), rows_of(out / "capacity_people.csv")
    assert {row["scenario"] for row in hours} == {row["scenario"] for row in people} == {"", "growth"}
    assert {row["monday"] for row in hours if row["week"] == "2026-W48"} == {"2026-11-23"}
    assert len(hours) == 2 * 2 * 12
    assert rows_of(out / "capacity_hires.csv")[0]["hiring_class"] == "phone"
    assert "growth" in (out / "capacity.html").read_text(encoding="utf-8")
    assert "decide by" in ran.out
    workbook = load_workbook(out / "capacity.xlsx")
    assert workbook.sheetnames == ["Scenarios", "Hours", "People", "Hires"]
    assert [len(sheet._charts) for sheet in workbook] == [1, 4, 0, 0]  # type: ignore[attr-defined]  # the stubs have no charts
    assert all(sheet.freeze_panes and sheet.auto_filter.ref for sheet in workbook)


def test_it_speaks_chinese(folder: Path) -> None:
    """The page, the workbook and the words; another file of assumptions is named by its option."""
    (folder / "year.toml").write_text(TOML, encoding="utf-8")

    ran = wfm(
        "capacity", folder, *QUICK, "--assumptions", folder / "year.toml", "--lang", "zh-CN", "--out", folder / "year"
    )

    assert ran.code == 0, ran
    assert "最迟" in ran.out
    assert "谁在何时入职" in (folder / "year" / "capacity.html").read_text(encoding="utf-8")
    assert load_workbook(folder / "year" / "capacity.xlsx").sheetnames[0] == "方案对比"


@pytest.mark.parametrize(
    ("toml", "word"),
    [
        ("[assumptions]\nusable_share = 2\n", "usable_share"),
        ('[[hiring_class]]\nid = "fone"\n', "fone"),
        ('[[scenario]]\nid = "x"\nlevers = ["moon+1"]\n', "moon+1"),
    ],
)
def test_bad_assumptions_are_refused(folder: Path, toml: str, word: str) -> None:
    """One sentence, exit code 2, nothing written."""
    (folder / "capacity.toml").write_text(toml, encoding="utf-8")

    ran = wfm("capacity", folder, *QUICK)

    assert ran.code == 2, ran
    assert word in ran.err
    assert not (folder / "out").exists()
