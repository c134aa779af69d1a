"""``wfm audit`` from outside."""

from __future__ import annotations

import csv
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.api.cli.commands import wfm
from tests.attendance import row, shift_of
from tests.department import MONDAY, write_department
from wfm.formats.columns import TABLES
from wfm.formats.records import records_text
from wfm.formats.roster import published_csv
from wfm.records import Attendance

SUNDAY = MONDAY + timedelta(days=6)
PERIOD = ("--from", MONDAY, "--to", SUNDAY)
EVERYBODY = ("A1", "A2", "A3", "A4", "A5", "A6")
DAYS = [MONDAY + timedelta(days=number) for number in range(4)]


def logged() -> list[Attendance]:
    """Everybody on four days of eight hours."""
    return [row(agent_id, day, 9, 18) for agent_id in EVERYBODY for day in DAYS]


def written(folder: Path, log: list[Attendance], **changed: str) -> Path:
    """The department with a published week and this log."""
    shifts = [shift_of(agent_id, day) for agent_id in EVERYBODY for day in DAYS]
    published = published_csv(shifts, "Asia/Shanghai", 1).decode()
    attendance = records_text(TABLES["attendance"], log)
    part_time = {"people": _full_time(), "availability": "agent_id,days,kind\n"}
    return write_department(folder, published=published, attendance=attendance, **{**part_time, **changed})


def _full_time() -> str:
    return "agent_id,name,group,skills\n" + "".join(f"{agent_id},,front,phone\n" for agent_id in EVERYBODY)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A week in which A3 was absent once, and late."""
    log = [each for each in logged() if each.agent_id != "A3"]
    log += [row("A3", DAYS[0], 9.5, 18), row("A3", DAYS[1], 9, 18), row("A3", DAYS[2], 9, 18)]
    return written(tmp_path / "department", log)


def test_a_breach_is_told_with_its_cause(folder: Path) -> None:
    """Exit code 1; the files; the sentence on the terminal is that of compliance.csv and of the Excel."""
    ran = wfm("audit", folder, *PERIOD)

    assert ran.code == 1, ran
    out = folder / "out" / f"audit-{MONDAY}-{SUNDAY}"
    tables = ["audit_evaluation.csv", "audit_findings.csv", "audit_weeks.csv", "compliance.csv"]
    assert sorted(path.name for path in out.iterdir()) == ["audit.html", "audit.xlsx", *tables, "wishes.csv"]
    sentence = "A3 has 23.5 hours in 2026-W48 that count, below the floor of 30 h; 32 h were planned. Cause: absent."
    assert sentence in ran.out
    assert "absent 1, late 1, left early 0" in ran.out
    assert "worst A3" in ran.out
    with (out / "compliance.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    [short] = [row for row in rows if row["agent_id"] == "A3" and row["rule"] == "weekly_hours"]
    assert (short["status"], short["observed"], short["limit"], short["cause"], short["sentence"]) == (
        "breach", "23.5", "30", "absent", sentence,
    )  # fmt: skip
    weeks = load_workbook(out / "audit.xlsx")["Weeks"]
    assert sentence in [weeks.cell(row, weeks.max_column).value for row in range(2, weeks.max_row + 1)]


def test_a_week_as_planned_ends_with_0(tmp_path: Path) -> None:
    """Nothing to say but that; the leave of A2 is none of the breaches, nor is the exception of A5."""
    ran = wfm("audit", written(tmp_path / "department", logged()), *PERIOD, "--out", tmp_path / "told")

    assert ran.code == 0, ran
    assert "Nobody is below the weekly floor" in ran.out
    assert (tmp_path / "told" / "audit.xlsx").is_file()


def test_in_chinese(folder: Path) -> None:
    """The terminal, the files and their causes."""
    ran = wfm("audit", folder, *PERIOD, "--lang", "zh-CN")

    assert "原因：旷工" in ran.out
    out = folder / "out" / f"audit-{MONDAY}-{SUNDAY}"
    assert "原因：旷工" in (out / "compliance.csv").read_text(encoding="utf-8")
    assert "每周考勤表" in (out / "audit.html").read_text(encoding="utf-8")
    assert load_workbook(out / "audit.xlsx").sheetnames[0] == "周工时"


def test_the_log_as_it_comes(folder: Path) -> None:
    """A stranger, a missing sign-out, wrong order and a doubled row are told, and nothing is refused."""
    with (folder / "attendance.csv").open("a", encoding="utf-8") as file:
        file.write("X9,2026-11-23 09:00,2026-11-23 18:00\nA1,2026-11-28 09:00,\nA2,2026-11-28 18:00,2026-11-28 09:00\n")
        file.write("A1,2026-11-23 09:00,2026-11-23 18:00\n")

    ran = wfm("audit", folder, *PERIOD)

    assert ran.code == 1, ran
    for told in ("team sheet does not know: 1", "without a sign-out: 1", "before the sign-in: 1", "sent twice: 1"):
        assert told in ran.out
    assert "missed sign-out 2" in ran.out


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ("2026-13-01", "2026-11-30", "2026-13-01"),
        ("2026-11-30", "2026-11-01", "exchange --from and --to"),
        ("2027-01-01", "2027-01-31", "No shift is published from 2027-01-01 to 2027-01-31"),
    ],
)
def test_bad_dates_are_refused_in_one_sentence(folder: Path, first: str, last: str, sentence: str) -> None:
    """Exit code 2, and nothing is written."""
    ran = wfm("audit", folder, "--from", first, "--to", last)

    assert ran.code == 2, ran
    assert sentence in ran.err
    assert len(ran.err.strip().splitlines()) == 1
    assert not (folder / "out").exists()


def test_without_a_log_there_is_nothing_to_audit(folder: Path) -> None:
    """The table is named."""
    (folder / "attendance.csv").unlink()

    ran = wfm("audit", folder, *PERIOD)

    assert (ran.code, "attendance" in ran.err) == (2, True)


def test_the_example_shows_what_an_audit_is(tmp_path: Path) -> None:
    """Every kind of finding that the example's log was made with, a contract and an exception that allow something."""
    folder = tmp_path / "centre"
    assert wfm("init", folder, "--example", "community-centre").code == 0

    ran = wfm("audit", folder, "--from", "2026-11-16", "--to", "2026-11-22")

    assert ran.code == 1, ran
    assert "absent 2, late 1, left early 1, missed sign-out 0, unplanned work 1" in ran.out
    with (folder / "out" / "audit-2026-11-16-2026-11-22" / "compliance.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["rule"] == "weekly_hours"]
    assert {row["agent_id"]: row["exception_id"] for row in rows if row["status"] == "excepted"} == {
        "A06": "", "A09": "", "A13": "E01",
    }  # fmt: skip
