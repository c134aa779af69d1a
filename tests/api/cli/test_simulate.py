"""``wfm simulate`` from outside."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from tests.api.cli.commands import wfm
from tests.department import WEEK, write_department


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_latest_plan_is_replayed_as_it_was_planned(ready: Path) -> None:
    """Same roster, forecast and seed: the service.csv of the plan again."""
    ran = wfm("simulate", ready)

    assert ran.code == 0, ran
    assert "Service level, replayed 200 times" in ran.out
    written = ready / "out" / f"{WEEK}-simulated" / "service.csv"
    assert written.read_bytes() == (ready / "out" / WEEK / "service.csv").read_bytes()


def test_actuals_are_replayed_as_they_came(ready: Path) -> None:
    """Twice the contacts that were expected: the level falls, and offered is what the file says."""
    lines = ["queue,interval_start,offered,aht_s"]
    for day in range(23, 30):
        lines += [f"phone,2026-11-{day}T{half // 2:02d}:{half % 2 * 30:02d},30,300" for half in range(16, 40)]
    (ready / "came.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")

    ran = wfm("simulate", ready, "--actuals", ready / "came.csv", "--out", ready / "came", "--lang", "zh-CN")

    assert ran.code == 0, ran
    assert "将达不到 phone 的目标" in ran.out
    assert {row["offered"] for row in _rows(ready / "came" / "service.csv")} == {"30"}


def test_a_roster_can_be_named(ready: Path, tmp_path: Path) -> None:
    """A roster that lies elsewhere is replayed against today's forecast."""
    shutil.copy(ready / "out" / WEEK / "roster.csv", tmp_path / "mine.csv")

    ran = wfm("simulate", ready, "--roster", tmp_path / "mine.csv", "--out", tmp_path / "out", "--replications", 5)

    assert ran.code == 0, ran
    assert {row["queue"] for row in _rows(tmp_path / "out" / "service.csv")} == {"phone"}


def test_without_a_plan_there_is_nothing_to_replay(tmp_path: Path) -> None:
    """One sentence, exit code 2, nothing written."""
    folder = write_department(tmp_path / "department")

    ran = wfm("simulate", folder)

    assert ran.code == 2, ran
    assert "--roster" in ran.err
    assert not (folder / "out").exists()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("queue,interval_start,offered\nfone,2026-11-23T08:00,3\n", "came.csv line 2"),
        ("queue,interval_start,offered\nphone,2026-11-23T08:00,three\n", "three"),
        ("queue,interval_start,offered\n", "came.csv"),
        ("queue,interval_start,offered\nphone,2026-11-23T08:00,3\n", "lacks 167 open interval(s)"),
    ],
)
def test_actuals_that_cannot_be_read_are_refused(ready: Path, text: str, word: str) -> None:
    """The file, the line and the value are named; nothing is written."""
    (ready / "came.csv").write_text(text, encoding="utf-8")

    ran = wfm("simulate", ready, "--actuals", ready / "came.csv")

    assert ran.code == 2, ran
    assert word in ran.err
    assert not (ready / "out" / f"{WEEK}-simulated").exists()
