"""``wfm cost`` and ``wfm why``: questions about a roster, answered from the prices and by planning."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.api.cli.commands import refused, wfm
from tests.department import WEEK


def test_a_leaves_cost_is_shortage_and_service_with_it_and_without(folder: Path) -> None:
    """Two rosters of the week; the one with the leave granted never misses fewer hours by more than the search's luck."""
    ran = wfm("cost", folder, "--leave", "A2:2026-11-25", "--budget", 2)

    assert ran.code == 0, ran
    out = folder / "out" / f"{WEEK}-cost"
    with (out / WEEK / "whatif.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["scenario"] for row in rows} == {"", "A2 2026-11-25"}
    assert {"missing_h", "service_level"} <= {row["measure"] for row in rows}
    assert "agent-hours missing with the request granted" in ran.out
    assert "phone: service level" in ran.out


def test_an_exception_that_is_only_requested_can_be_asked_about(folder: Path) -> None:
    """It binds nobody until it is approved, and its cost is known before."""
    rows = "exception_id,agent_id,rule,from,to,value,unit,reason,approved_by,status"
    row = "E9,A3,weekly_hours.min_h,2026-11-23,2026-11-29,20,h,exams,,requested"
    (folder / "exceptions.csv").write_text(f"{rows}\n{row}\n", encoding="utf-8")
    # Without the exception of A5 there is no week for them.
    (folder / "availability.csv").unlink()

    ran = wfm("cost", folder, "--exception", "E9", "--budget", 2, "--lang", "zh-CN")

    assert ran.code == 0, ran
    assert "批准则缺" in ran.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "one request"),
        (("--leave", "A2"), "A2"),
        (("--leave", "A2:2026-11-26"), "2026-11-26"),
        (("--exception", "E7"), "E7"),
        (("--exception", "E1", "--leave", "A2:2026-11-25"), "one request"),
    ],
)
def test_what_is_not_there_has_no_cost(folder: Path, arguments: tuple[str, ...], words: str) -> None:
    """Refused with a sentence."""
    refused(wfm("cost", folder, *arguments), 2, words)


def test_a_short_stretch_is_explained(ready: Path) -> None:
    """Every person with the skill is counted once: serving, kept away, or needed more elsewhere."""
    with (ready / "out" / WEEK / "coverage.csv").open(encoding="utf-8", newline="") as file:
        short = next(row for row in csv.DictReader(file) if row["skill"] == "phone" and int(row["shortage"]) > 0)
    start = short["interval_start"]
    end = f"{start[:14]}59{start[16:]}"

    ran = wfm("why", ready, "--skill", "phone", "--from", start, "--to", end)

    assert ran.code == 0, ran
    assert "agent-hours are missing" in ran.out
    assert "by the prices" in ran.out
    assert "people with the skill" in ran.out
    assert "more with the skill phone" in ran.out


def test_a_shift_is_explained_and_so_is_a_wish_refused(ready: Path) -> None:
    """What another shift would cost, in both languages."""
    with (ready / "out" / WEEK / "roster.csv").open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    person, day = row["agent_id"], row["shift_date"]
    with (ready / "availability.csv").open("a", encoding="utf-8") as file:
        file.write(f"{person},{day},00:00,24:00,avoid\n")

    ran = wfm("why", ready, "--agent", person, "--day", day)

    assert ran.code == 0, ran
    assert f"{person} works" in ran.out
    assert "against a wish" in ran.out
    assert "{" not in wfm("why", ready, "--agent", person, "--day", day, "--lang", "zh-CN").out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "one question"),
        (("--skill", "phone", "--from", "2026-11-24T12:00"), "one question"),
        (("--skill", "phone", "--from", "2026-11-24T12:00", "--to", "2026-11-24T11:00"), "does not end"),
        (("--skill", "tea", "--from", "2026-11-24T12:00", "--to", "2026-11-24T13:00"), "tea"),
        (("--skill", "phone", "--from", "2026-11-24T02:00", "--to", "2026-11-24T03:00"), "open"),
        (("--agent", "A99", "--day", "2026-11-24"), "A99"),
        (("--agent", "A2", "--day", "2026-11-25"), "A2"),
    ],
)
def test_a_question_that_has_no_answer_is_refused(ready: Path, arguments: tuple[str, ...], words: str) -> None:
    """With a sentence."""
    refused(wfm("why", ready, *arguments), 2, words)
