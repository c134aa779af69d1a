"""``wfm advise`` and ``wfm whatif --rule-cost`` from outside."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.api.cli.commands import wfm
from tests.department import WEEK

QUICK = ("--week", WEEK, "--budget", 3, "--processes", 1)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_advice_is_a_table_with_sentences(folder: Path) -> None:
    """Ranked; the first was tried and stands among the scenarios as well."""
    ran = wfm("advise", folder, *QUICK, "--try", 1)

    assert ran.code == 0, ran
    out = folder / "out" / f"{WEEK}-advice"
    rows = rows_of(out / "advice.csv")
    assert [row["rank"] for row in rows] == [str(rank) for rank in range(1, len(rows) + 1)]
    assert [row["tried"] for row in rows] == ["yes", *["no"] * (len(rows) - 1)]
    first = f"skill:{rows[0]['agents'].split(';')[0]}+{rows[0]['skill']}"
    assert {row["scenario"] for row in rows_of(out / "whatif.csv")} == {"", first}
    assert rows[0]["sentence"] in ran.out
    assert "learns" in (out / "advice.html").read_text(encoding="utf-8")


def test_a_rules_cost_is_a_curve(folder: Path) -> None:
    """Without the rule, then each value: a table, a page with its curves, words; in Chinese as well."""
    ran = wfm("whatif", folder, *QUICK, "--rule-cost", "weekly_hours.min_h=[28,32]", "--lang", "zh-CN")

    assert ran.code == 0, ran
    out = folder / "out" / f"{WEEK}-whatif"
    rows = rows_of(out / "rule_cost.csv")
    assert [row["value"] for row in rows] == ["", "28", "32"]
    assert all(float(row["extra_low_h"]) <= float(row["extra_high_h"]) for row in rows[1:])
    page = (out / "rule_cost.html").read_text(encoding="utf-8")
    assert page.count("<circle") == 4
    assert "代价是多少" in page
    assert rows[1]["sentence"] in ran.out


def test_heat_maps_are_sheets_that_excel_shades(folder: Path) -> None:
    """A sheet of figures with its charts, one per map with a colour scale over its values."""
    ran = wfm(
        "whatif", folder, *QUICK, "--grid", "--lever", "volume*[1,1.5]", "--lever", "headcount:phone+[0..1]",
    )  # fmt: skip

    assert ran.code == 0, ran
    workbook = load_workbook(folder / "out" / f"{WEEK}-whatif" / "whatif.xlsx")
    assert workbook.sheetnames == ["Scenarios", "Map 1", "Map 2"]
    figures, missing, level = workbook
    assert len(figures._charts) == 2  # type: ignore[attr-defined]  # the stubs have no charts
    assert [cell.value for cell in figures["A"]][1] == "as it is"
    for sheet in (missing, level):
        assert [str(area.sqref) for area in sheet.conditional_formatting] == ["B2:C3"]
        assert all(isinstance(sheet.cell(row, column).value, int | float) for row in (2, 3) for column in (2, 3))


@pytest.mark.parametrize(
    ("given", "word"),
    [
        (("--rule-cost", "weekly_hour.min_h=3"), "weekly_hours.min_h"),
        (("--rule-cost", "weekly_hours.min_h=[1..2"), "weekly_hours.min_h"),
        (("--rule-cost", "weekly_hours.min_h=30", "--lever", "volume*2"), "--lever"),
        (("--rule-cost", "weekly_hours.min_h=many"), "many"),
    ],
)
def test_a_rule_that_cannot_be_priced_is_refused(folder: Path, given: tuple[str, ...], word: str) -> None:
    """One sentence, exit code 2, nothing written."""
    ran = wfm("whatif", folder, *QUICK, *given)

    assert ran.code == 2, ran
    assert word in ran.err
    assert not (folder / "out").exists()
