"""``wfm backtest`` from outside."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.api.cli.commands import wfm
from tests.department import write_department


def test_it_writes_a_table_and_a_page_and_says_which_method_to_use(tmp_path: Path) -> None:
    """Every method of the table is measured, one of each queue is chosen, and the sentence names it."""
    folder = tmp_path / "department"
    assert wfm("init", folder, "--example", "small-office").code == 0

    ran = wfm("backtest", folder, "--origins", 2)

    assert ran.code == 0, ran
    with (folder / "out" / "backtest" / "backtest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {"day_profile", "mean_6", "median_8", "seasonal_naive"} <= {row["method"] for row in rows}
    for queue in {row["queue"] for row in rows}:
        (chosen,) = {row["method"] for row in rows if row["chosen"] == "yes" and row["queue"] == queue}
        assert f"Queue '{queue}': {chosen}" in ran.out
    page = (folder / "out" / "backtest" / "backtest.html").read_text(encoding="utf-8")
    assert page.count("<svg") == len({row["queue"] for row in rows})


def test_it_speaks_chinese(tmp_path: Path) -> None:
    """Words of the page and of the terminal follow --lang."""
    folder = write_department(tmp_path / "department")

    ran = wfm("backtest", folder, "--origins", 1, "--lang", "zh-CN", "--out", tmp_path / "out")

    assert "提前两周" in ran.out
    assert "预测偏差回测" in (tmp_path / "out" / "backtest.html").read_text(encoding="utf-8")


def test_too_short_a_history_is_refused_in_one_sentence(tmp_path: Path) -> None:
    """Nothing is written, the exit code is 2."""
    example = write_department(tmp_path / "department")
    lines = (example / "volumes.csv").read_text(encoding="utf-8").splitlines()
    (example / "volumes.csv").write_text("\n".join(lines[:60]) + "\n", encoding="utf-8")

    ran = wfm("backtest", example)

    assert ran.code == 2, ran
    assert "five weeks" in ran.err
    assert not (example / "out").exists()
