"""``wfm repair`` from outside."""

from __future__ import annotations

import csv
from datetime import timedelta
from pathlib import Path

import pytest

from tests.api.cli.commands import wfm
from tests.department import MONDAY, WEEK
from wfm.formats.columns import OUTPUT_COLUMNS
from wfm.formats.roster import read_roster, write_published
from wfm.timegrid import local

ZONE = "Asia/Shanghai"
TODAY, MORNING = MONDAY + timedelta(days=1), "2026-11-24T09:30"


def changes(folder: Path) -> list[dict[str, str]]:
    with (folder / "out" / f"{WEEK}-repair" / "changes.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        assert tuple(reader.fieldnames or ()) == OUTPUT_COLUMNS["changes.csv"]
        return list(reader)


def test_an_absence_is_answered_with_changes(ready: Path) -> None:
    """Exit 0: who is away, what to ask of whom, coverage and service before and after; the plan itself stays."""
    planned = (ready / "out" / WEEK / "roster.csv").read_bytes()
    today = [s for s in read_roster(ready / "out" / WEEK / "roster.csv", ZONE) if s.shift_date == TODAY]

    helped = []
    for shift in today:
        ran = wfm("repair", ready, "--now", MORNING, "--absent", shift.agent_id)

        assert ran.code == 0, ran
        start, end = (f"{local(minute, ZONE):%H:%M}" for minute in (shift.start_min, shift.end_min))
        assert f"{shift.agent_id} is absent for the rest of today (shift {start}-{end} day)." in ran.out
        assert "agent-hours missing before" in ran.out
        assert "served in time before" in ran.out
        rows = changes(ready)
        assert (rows[0]["agent_id"], rows[0]["from"], rows[0]["why"]) == (
            shift.agent_id, f"{start}-{end} day", "absent",
        )  # fmt: skip
        assert rows[0]["to"] == (f"{start}-09:30 day" if start < "09:30" else "")
        assert all(row["agent_id"] in ran.out for row in rows)
        helped += rows[1:]

    assert helped
    assert (ready / "out" / WEEK / "roster.csv").read_bytes() == planned


def test_the_published_roster_is_the_one_repaired(ready: Path) -> None:
    """A1 was given off in the published version: there is nothing to lose, and published.csv stays as it was."""
    kept = [s for s in read_roster(ready / "out" / WEEK / "roster.csv", ZONE) if s.agent_id != "A1"]
    write_published(ready / "published.csv", kept, ZONE)
    published = (ready / "published.csv").read_bytes()

    ran = wfm("repair", ready, "--now", MORNING, "--absent", "A1", "--lang", "zh-CN")

    assert ran.code == 0, ran
    assert "无需变更" in ran.out
    assert changes(ready) == []
    assert (ready / "published.csv").read_bytes() == published


def lively_volumes() -> str:
    """Ten weeks of days each of which is as busy as it begins: half, once or twice as many contacts all day long."""
    lines = ["queue,interval_start,offered"]
    for ahead in range(-70, 0):
        day = MONDAY + timedelta(days=ahead)
        level = (6, 12, 24)[(ahead * ahead + 2 * ahead) % 7 % 3]
        lines += [f"phone,{day}T{half // 2:02d}:{half % 2 * 30:02d},{level + half % 3}" for half in range(16, 40)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(("a_half_hour", "needed"), [(60, True), (3, False)])
def test_what_came_so_far_corrects_the_rest(ready: Path, a_half_hour: int, needed: bool) -> None:
    """Nobody is away: many contacts until half past nine ask for changes in the rest of the day, few ask for none."""
    (ready / "volumes.csv").write_text(lively_volumes(), encoding="utf-8")
    lines = [f"phone,2026-11-24T{half // 2:02d}:{half % 2 * 30:02d},{a_half_hour}" for half in range(16, 19)]
    (ready / "came.csv").write_text("\n".join(["queue,interval_start,offered", *lines]) + "\n", encoding="utf-8")

    ran = wfm("repair", ready, "--now", MORNING, "--actuals", ready / "came.csv")

    assert ran.code == 0, ran
    assert f"until 09:30 {3 * a_half_hour} contacts came" in ran.out
    assert ("No change is needed" not in ran.out) == needed


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--now", MORNING, "--absent", "A77"), "A77"),
        (("--now", "half past nine"), "half past nine"),
        (("--now", "2026-11-24T23:00"), "no queue is open"),
        (("--now", "2027-03-01T09:00"), "neither published nor planned"),
        (("--now", MORNING, "--actuals", "nowhere.csv"), "nowhere.csv"),
    ],
)
def test_bad_words_are_refused(ready: Path, arguments: tuple[str, ...], word: str) -> None:
    """Exit 2, one sentence, nothing written."""
    ran = wfm("repair", ready, *arguments)

    assert ran.code == 2, ran
    assert word in ran.err
    assert not (ready / "out" / f"{WEEK}-repair").exists()
