"""``wfm whatif`` from outside."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.api.cli.commands import wfm
from tests.department import WEEK

QUICK = ("--week", WEEK, "--budget", 3, "--processes", 1)


def test_scenarios_stand_beside_the_base(folder: Path) -> None:
    """A table in long form and a page; every scenario has every measure, and the base comes first."""
    ran = wfm("whatif", folder, *QUICK, "--lever", "volume*[1.2,2]", "--lever", "headcount:phone+1")

    assert ran.code == 0, ran
    out = folder / "out" / f"{WEEK}-whatif"
    with (out / "whatif.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = list(dict.fromkeys(row["scenario"] for row in rows))
    assert names == ["", "volume*1.2 headcount:phone+1", "volume*2 headcount:phone+1"]
    assert len({sum(row["scenario"] == name for row in rows) for name in names}) == 1
    level = {row["scenario"]: row for row in rows if row["measure"] == "service_level"}
    assert level[names[2]]["verdict"] == "worse"
    assert "2/2" in ran.out
    assert "volume*2 headcount:phone+1" in (out / "whatif.html").read_text(encoding="utf-8")


def test_a_grid_has_a_heat_map(folder: Path) -> None:
    """Two levers of two values: four scenarios, a map of missing hours and one of the queue's level."""
    ran = wfm(
        "whatif", folder, *QUICK, "--grid", "--lang", "zh-CN", "--out", folder / "grid",
        "--lever", "volume*[1,1.5]", "--lever", "headcount:phone+[0..1]",
    )  # fmt: skip

    assert ran.code == 0, ran
    page = (folder / "grid" / "whatif.html").read_text(encoding="utf-8")
    assert page.count("color-mix(") == 8
    assert "缺口工时" in page
    assert "phone 的服务水平" in page


def test_an_impossible_scenario_says_why(folder: Path) -> None:
    """The clash stands in its row; the exit code is that of a finished what-if."""
    ran = wfm("whatif", folder, *QUICK, "--lever", "rules.max_daily_hours.max_h=2")

    assert ran.code == 0, ran
    assert "no roster exists" in ran.out
    assert "A2" in (folder / "out" / f"{WEEK}-whatif" / "whatif.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ((), "--lever"),
        (("--lever", "volumes*2"), "volume*1.15"),
        (("--lever", "volume:fone*2"), "fone"),
        (("--lever", "volume*[1,2]", "--lever", "aht*[1,2]"), "--grid"),
        (("--grid", "--lever", "volume*[0..40]", "--lever", "aht*[1..40]"), "1640"),
    ],
)
def test_what_cannot_be_planned_is_refused(folder: Path, given: tuple[str, ...], word: str) -> None:
    """One sentence, exit code 2, nothing written."""
    ran = wfm("whatif", folder, *QUICK, *given)

    assert ran.code == 2, ran
    assert word in ran.err
    assert not (folder / "out").exists()
