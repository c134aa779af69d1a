"""``wfm swap`` from outside."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.api.cli.commands import wfm
from tests.department import WEEK
from wfm.formats.columns import OUTPUT_COLUMNS
from wfm.formats.roster import read_roster, write_published
from wfm.shifts import Shift

ZONE = "Asia/Shanghai"
DAY = "2026-11-23"


def shifts_in(path: Path) -> set[Shift]:
    return set(read_roster(path, ZONE))


def working_alike(folder: Path) -> tuple[Shift, Shift]:
    """Two people of one skill who work on the same day for as long."""
    shifts = read_roster(folder / "out" / WEEK / "roster.csv", ZONE)
    return next(
        (a, b)
        for a in shifts
        for b in shifts
        if {a.agent_id, b.agent_id} == {"A2", "A3"} and a.shift_date == b.shift_date and a.paid_min == b.paid_min
    )


def test_an_allowed_swap_is_written(ready: Path) -> None:
    """Exit 0; changes.csv has who, from, to and why; roster.csv is the week with the two exchanged; the plan stays."""
    a, b = working_alike(ready)
    before = shifts_in(ready / "out" / WEEK / "roster.csv")

    ran = wfm("swap", ready, f"{a.agent_id}:{a.shift_date}", f"{b.agent_id}:{b.shift_date}")

    assert ran.code == 0, ran
    assert ran.out.startswith("Yes")
    assert "agent-hours missing" in ran.out
    out = ready / "out" / f"{WEEK}-swap"
    with (out / "changes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == OUTPUT_COLUMNS["changes.csv"]
    assert [row["agent_id"] for row in rows] == [a.agent_id, b.agent_id]
    after = shifts_in(out / "roster.csv")
    assert before - after <= {a, b}
    assert {(s.shift_date, s.start, s.end) for s in after} == {(s.shift_date, s.start, s.end) for s in before}
    assert shifts_in(ready / "out" / WEEK / "roster.csv") == before


def test_a_forbidden_swap_writes_nothing(ready: Path) -> None:
    """Exit 1, in Chinese: A5 is not available on a Sunday."""
    taken = next(s for s in read_roster(ready / "out" / WEEK / "roster.csv", ZONE) if s.shift_date.weekday() == 6)

    ran = wfm("swap", ready, f"{taken.agent_id}:{taken.shift_date}", "A5:", "--lang", "zh-CN")

    assert ran.code == 1, ran
    assert ran.out.startswith("不可以")
    assert "A5" in ran.out
    assert not (ready / "out" / f"{WEEK}-swap").exists()


def test_what_was_published_wins_over_the_plan(ready: Path) -> None:
    """A person who was given off in the published version has no shift to give away."""
    a, b = working_alike(ready)
    kept = [s for s in read_roster(ready / "out" / WEEK / "roster.csv", ZONE) if s != a]
    write_published(ready / "published.csv", kept, ZONE)

    ran = wfm("swap", ready, f"{a.agent_id}:{a.shift_date}", f"{b.agent_id}:{b.shift_date}")

    assert ran.code == 2, ran
    assert "no shift" in ran.err


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [
        ("A1:2026-11-23", "A1:2026-11-24", "both sides"),
        ("A77:2026-11-23", "A1:2026-11-24", "A77"),
        ("A1", "A2:2026-11-24", "PERSON:DATE"),
        ("A1:", "A2:", "gives a shift away"),
        ("A1:2027-03-01", "A2:2027-03-02", "neither published nor planned"),
    ],
)
def test_bad_words_are_refused(ready: Path, first: str, second: str, word: str) -> None:
    """Exit 2, one sentence, nothing written."""
    ran = wfm("swap", ready, first, second)

    assert ran.code == 2, ran
    assert word in ran.err
    assert not (ready / "out" / f"{WEEK}-swap").exists()


def test_an_allowed_swap_can_be_published(ready: Path) -> None:
    """The changed week becomes the newest version, its forecast kept beside it."""
    a, b = working_alike(ready)
    assert wfm("publish", ready, "--week", WEEK).code == 0
    assert wfm("swap", ready, f"{a.agent_id}:{a.shift_date}", f"{b.agent_id}:{b.shift_date}").code == 0
    changed = ready / "out" / f"{WEEK}-swap" / "roster.csv"

    ran = wfm("publish", ready, "--week", WEEK, "--roster", changed)

    assert ran.code == 0, ran
    assert shifts_in(ready / "published.csv") == shifts_in(changed)
    assert (ready / "forecasts" / f"{WEEK}-v2.csv").read_bytes() == (
        ready / "forecasts" / f"{WEEK}-v1.csv"
    ).read_bytes()


def test_a_change_that_breaks_a_rule_is_not_published(ready: Path) -> None:
    """A shift of somebody unknown, and a second shift on a day, are named; published.csv stays as it was."""
    assert wfm("publish", ready, "--week", WEEK).code == 0
    before = (ready / "published.csv").read_bytes()
    lines = (ready / "out" / WEEK / "roster.csv").read_text(encoding="utf-8").splitlines()
    stranger = [line.replace("A2,", "Z9,", 1) for line in lines]
    (ready / "stranger.csv").write_text("\n".join(stranger) + "\n", encoding="utf-8")
    halved = [line for line in lines if not line.startswith("A3,")]
    (ready / "halved.csv").write_text("\n".join(halved) + "\n", encoding="utf-8")

    unknown = wfm("publish", ready, "--week", WEEK, "--roster", ready / "stranger.csv")
    idle = wfm("publish", ready, "--week", WEEK, "--roster", ready / "halved.csv")

    assert (unknown.code, idle.code) == (1, 1), (unknown, idle)
    assert "Z9" in unknown.err
    assert "A3" in idle.err
    assert (ready / "published.csv").read_bytes() == before
