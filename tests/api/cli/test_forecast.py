"""``wfm forecast`` from outside: volumes, why, what was odd, and the rest of today."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.api.cli.commands import wfm


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_day_says_why(folder: Path) -> None:
    """why.csv has a row per queue and day whose expected contacts are those of forecast.csv."""
    ran = wfm("forecast", folder, "--from", "2026-11-23", "--out", folder / "fc")

    assert ran.code == 0, ran
    why, forecast = _rows(folder / "fc" / "why.csv"), _rows(folder / "fc" / "forecast.csv")
    assert [row["date"] for row in why] == [f"2026-11-{day}" for day in range(23, 30)]
    assert sum(float(row["expected"]) for row in why) == pytest.approx(
        sum(float(row["offered"]) for row in forecast), abs=0.01
    )
    assert all(row["sentence"].startswith("Queue 'phone'") for row in why)


def test_the_list_of_oddities_can_be_handed_back(folder: Path) -> None:
    """The file written is an input of the next run, undecided rows and all, without a word against it."""
    assert wfm("forecast", folder, "--from", "2026-11-23", "--out", folder / "fc").code == 0
    (folder / "cleaning.csv").write_bytes((folder / "fc" / "cleaning.csv").read_bytes())

    ran = wfm("forecast", folder, "--from", "2026-11-23", "--out", folder / "again")

    assert ran.code == 0, ran
    assert "cleaning.csv:" not in ran.out
    assert (folder / "again" / "forecast.csv").read_bytes() == (folder / "fc" / "forecast.csv").read_bytes()


def test_the_rest_of_today_is_corrected(folder: Path) -> None:
    """--now changes that day's later intervals and says by how much."""
    plain = wfm("forecast", folder, "--from", "2026-11-16", "--out", folder / "fc")
    ran = wfm("forecast", folder, "--from", "2026-11-16", "--now", "2026-11-18T12:00", "--out", folder / "now")

    assert (plain.code, ran.code) == (0, 0), ran
    assert "until 12:00" in ran.out
    changed = {
        new["interval_start"][:13]
        for old, new in zip(_rows(folder / "fc" / "forecast.csv"), _rows(folder / "now" / "forecast.csv"), strict=True)
        if old != new
    }
    assert changed == {f"2026-11-18T{hour}" for hour in range(12, 20)}


@pytest.mark.parametrize(
    ("now", "word"), [("noon", "noon"), ("2026-12-24T12:00", "not within"), ("2026-11-18 morning", "instant")]
)
def test_an_instant_that_is_none_is_refused(folder: Path, now: str, word: str) -> None:
    """One sentence, exit code 2, nothing written."""
    ran = wfm("forecast", folder, "--from", "2026-11-16", "--now", now, "--out", folder / "now")

    assert ran.code == 2, ran
    assert word in ran.err
    assert not (folder / "now").exists()


def test_a_published_plan_keeps_its_forecast(folder: Path) -> None:
    """Each version of a week has the forecast it was made from beside it, unchanged by later ones."""
    assert wfm("plan", folder, "--week", "2026-W48", "--budget", 2).code == 0
    first = (folder / "out" / "2026-W48" / "forecast.csv").read_bytes()
    assert wfm("publish", folder, "--week", "2026-W48").code == 0
    (folder / "overrides.csv").write_text(
        "queue,from,to,kind,value,author,reason\nphone,2026-11-24T00:00,2026-11-25T00:00,percent,20,Li,mailing\n",
        encoding="utf-8",
    )
    assert wfm("plan", folder, "--week", "2026-W48", "--budget", 2).code == 0
    assert wfm("publish", folder, "--week", "2026-W48").code == 0

    kept = [(folder / "forecasts" / f"2026-W48-v{version}.csv").read_bytes() for version in (1, 2)]
    assert kept[0] == first
    assert kept[1] == (folder / "out" / "2026-W48" / "forecast.csv").read_bytes() != first
