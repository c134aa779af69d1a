"""The independent check: silent on what a plan wrote, and naming whatever was changed afterwards."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.department import CENTRE, MONDAY, Planned, write_department
from wfm.errors import InputError
from wfm.reports.check import CheckReport, check_output

Row = dict[str, str]


@pytest.fixture
def out(planned: Planned, tmp_path: Path) -> Path:
    """A copy of the written plan, to be changed."""
    return Path(shutil.copytree(planned.out, tmp_path / "copy"))


def change_rows(file: Path, change: Callable[[list[Row]], list[Row]]) -> None:
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(change(rows))


def change_first(file: Path, where: Callable[[Row], bool], **values: str) -> None:
    def change(rows: list[Row]) -> list[Row]:
        next(row for row in rows if where(row)).update(values)
        return rows

    change_rows(file, change)


def change_proof(out: Path, **values: Any) -> dict[str, Any]:
    proof: dict[str, Any] = json.loads((out / "proof.json").read_text(encoding="utf-8"))
    (out / "proof.json").write_text(json.dumps(proof | values), encoding="utf-8")
    return proof


def keys(report: CheckReport) -> set[str]:
    return {finding.key for finding in report.findings}


def named(report: CheckReport, key: str) -> set[str]:
    """What the sentences of one key name: the file of a table, the name of a claim."""
    return {str(f.values.get("file", f.values.get("name"))) for f in report.findings if f.key == key}


def test_a_plan_as_written_passes(planned: Planned) -> None:
    """Nothing is found, and the report counts what it looked at."""
    report = check_output(planned.out)

    assert report.findings == ()
    assert report.passed
    assert (report.shifts, report.segments) == (
        len(planned.plan.roster.shifts),
        sum(len(shift.segments) for shift in planned.plan.roster.shifts),
    )


def test_an_unchanged_department_gives_no_note(planned: Planned) -> None:
    """Checked against its own folder, nothing has changed since."""
    report = check_output(planned.out, planned.folder)

    assert report.passed
    assert report.notes == ()


def test_a_meal_moved_is_found(out: Path) -> None:
    """A meal that begins a quarter of an hour later overlaps the work after it."""
    change_rows(
        out / "roster.csv", lambda rows: [moved(row, minutes=15) if row["activity"] == "meal" else row for row in rows]
    )

    assert "template_gap" in keys(check_output(out))


def test_a_break_left_out_is_found(out: Path) -> None:
    """Without its break a shift has a gap."""
    change_rows(out / "roster.csv", without_first(lambda row: row["activity"] == "break"))

    assert "template_gap" in keys(check_output(out))


def test_a_break_worked_through_is_found(out: Path) -> None:
    """A break turned into work is a pause too few, and coverage that no longer agrees."""
    change_first(out / "roster.csv", lambda row: row["activity"] == "break", activity="on_queue", queues="phone")

    report = check_output(out)

    assert "template_pauses" in keys(report)
    assert named(report, "table_value") == {"coverage.csv", "service.csv", "service_week.csv"}


def test_a_shift_into_leave_is_found(out: Path) -> None:
    """A shift of A2 put on the day of leave is named with the person and the day."""
    leave = MONDAY + timedelta(days=2)

    def change(rows: list[Row]) -> list[Row]:
        first = next(row["shift_date"] for row in rows if row["agent_id"] == "A2")
        days = (leave - date.fromisoformat(first)).days
        return [moved(row, days=days) if (row["agent_id"], row["shift_date"]) == ("A2", first) else row for row in rows]

    change_rows(out / "roster.csv", change)

    [violation] = [found for found in check_output(out).violations if found.key == "leave_worked"]
    assert ("A2", leave) == (violation.values["agent"], violation.values["day"])


def test_a_shift_outside_the_week_is_found(out: Path) -> None:
    """A shift moved to the next week is no part of this roster."""
    change_rows(
        out / "roster.csv", lambda rows: [moved(row, days=7) if row["agent_id"] == "A3" else row for row in rows]
    )

    assert {"shift_outside_days", "weekly_hours_below"} <= keys(check_output(out))


def test_a_stranger_is_found(out: Path) -> None:
    """Shifts of somebody whom the team sheet does not know are named."""
    change_rows(
        out / "roster.csv", lambda rows: [row | {"agent_id": row["agent_id"].replace("A3", "X3")} for row in rows]
    )

    assert "service_dates_unknown" in keys(check_output(out))


def test_a_shift_left_out_is_found(out: Path) -> None:
    """Without one of its shifts a roster covers less and costs more than is written."""
    change_rows(
        out / "roster.csv",
        lambda rows: [
            r for r in rows if (r["agent_id"], r["shift_date"]) != (rows[0]["agent_id"], rows[0]["shift_date"])
        ],
    )

    report = check_output(out)

    assert "coverage.csv" in named(report, "table_value")
    assert "objective" in named(report, "proof_value")


@pytest.mark.parametrize(
    ("file", "column"),
    [
        ("coverage.csv", "rostered"),
        ("coverage.csv", "shortage"),
        ("requirement.csv", "scheduled_staff"),
        ("requirement.csv", "expected_service_level"),
        ("compliance.csv", "observed"),
        ("service.csv", "simulated_service_level"),
        ("service.csv", "erlang_service_level"),
        ("service.csv", "asa_s"),
        ("service_week.csv", "simulated"),
    ],
)
def test_a_figure_changed_is_found(out: Path, file: str, column: str) -> None:
    """One figure of one row is named with its file, line and column."""
    change_first(out / file, lambda row: row[column] not in ("", "77"), **{column: "77"})

    [difference] = check_output(out).findings

    assert ("table_value", file, column) == (difference.key, difference.values["file"], difference.values["field"])


def test_a_status_changed_is_found(out: Path) -> None:
    """A row of the compliance report that says something else is named."""
    change_first(out / "compliance.csv", lambda row: row["status"] == "excepted", status="ok")

    assert named(check_output(out), "table_value") == {"compliance.csv"}


@pytest.mark.parametrize(
    "file", ["coverage.csv", "requirement.csv", "compliance.csv", "service.csv", "service_week.csv"]
)
def test_a_row_left_out_is_found(out: Path, file: str) -> None:
    """A table with a row less is named."""
    change_rows(out / file, lambda rows: rows[:-1])

    assert named(check_output(out), "table_length") == {file}


def test_another_forecast_is_found(out: Path) -> None:
    """The requirement no longer follows from a forecast that was changed."""
    change_rows(
        out / "forecast.csv", lambda rows: [row | {"offered": str(2 * float(row["offered"]) + 9)} for row in rows]
    )

    assert "requirement.csv" in named(check_output(out), "table_value")


def test_a_replay_that_cannot_be_repeated_is_found(out: Path) -> None:
    """Without the number of replications nobody can say whether service.csv is true."""
    change_proof(out, replications=None)

    assert "proof_lacks" in keys(check_output(out))


def test_another_objective_is_found(out: Path) -> None:
    """An objective one point off is named."""
    proof = change_proof(out)
    change_proof(out, objective=proof["objective"] + 1)

    assert named(check_output(out), "proof_value") == {"objective"}


def test_a_bound_above_the_objective_is_found(out: Path) -> None:
    """No roster may cost less than the bound, this one included."""
    proof = change_proof(out)
    change_proof(out, bound=proof["objective"] + 1)

    assert "proof_bound" in keys(check_output(out))


@pytest.mark.parametrize("bound", [-1, None, "0", True])
def test_a_bound_that_is_none_is_found(out: Path, bound: object) -> None:
    """A negative bound, text or nothing is no bound."""
    change_proof(out, bound=bound)

    assert "proof_bound" in keys(check_output(out))


@pytest.mark.parametrize("name", ["gap", "gap_agent_hours", "gap_share_of_required"])
def test_another_gap_is_found(out: Path, name: str) -> None:
    """Each way to state the gap is computed again."""
    change_proof(out, **{name: 0.5})

    assert named(check_output(out), "proof_value") == {name}


def test_another_status_is_found(out: Path) -> None:
    """`optimal` means that objective and bound meet, and `feasible` that they do not."""
    proof = change_proof(out)
    change_proof(out, status="feasible" if proof["status"] == "optimal" else "optimal")

    assert keys(check_output(out)) == {"proof_status"}


def test_points_moved_between_goals_are_found(out: Path) -> None:
    """The same sum with other parts is another claim."""
    parts = dict(change_proof(out)["by_goal"])
    parts["shortage"], parts["overstaffing"] = parts["shortage"] + 1, parts["overstaffing"] - 1
    change_proof(out, by_goal=parts)

    assert named(check_output(out), "proof_value") == {"by_goal"}


def test_a_shortage_kept_quiet_is_found(out: Path) -> None:
    """The list of what is short is a claim like any other."""
    shortages = change_proof(out)["shortages"]
    change_proof(out, shortages=shortages[1:])

    assert named(check_output(out), "proof_value") == {"shortages"}


def test_another_input_is_found(out: Path) -> None:
    """A copied input that was changed no longer has the hash it had, even where it changes nothing else."""
    path = out / "inputs" / "leave.csv"
    path.write_text(path.read_text(encoding="utf-8") + "A3,2027-01-04,2027-01-04,annual,approved\n", encoding="utf-8")

    assert keys(check_output(out)) == {"inputs_changed"}


def test_an_input_left_out_is_found(out: Path) -> None:
    """A copied input that was removed changes the hash."""
    (out / "inputs" / "leave.csv").unlink()

    assert "inputs_changed" in keys(check_output(out))


def test_a_rule_changed_since_is_applied_and_noted(planned: Planned, tmp_path: Path) -> None:
    """Against the department's own folder, today's rules count; the changed file is noted."""
    folder = write_department(tmp_path / "department", centre=CENTRE.replace("max_h = 40", "max_h = 31"))

    report = check_output(planned.out, folder)

    assert [note.values["file"] for note in report.notes] == ["centre.toml"]
    assert "weekly_hours_above" in {violation.key for violation in report.violations}


def test_a_folder_without_a_plan_is_refused(out: Path) -> None:
    """Nothing to check is no success."""
    (out / "proof.json").unlink()

    with pytest.raises(InputError, match=re.escape("proof.json or inputs/ is missing")):
        check_output(out)


def test_a_proof_without_its_days_is_refused(out: Path) -> None:
    """A proof that does not say which days it is about cannot be checked."""
    change_proof(out, first_day=None)

    with pytest.raises(InputError, match="first_day"):
        check_output(out)


@pytest.mark.parametrize(
    "file",
    [
        "roster.csv",
        "coverage.csv",
        "requirement.csv",
        "compliance.csv",
        "forecast.csv",
        "service.csv",
        "service_week.csv",
    ],
)
def test_a_missing_file_is_refused(out: Path, file: str) -> None:
    """A plan without one of its files is named as such."""
    (out / file).unlink()

    with pytest.raises(InputError, match=file):
        check_output(out)


def moved(row: Row, *, days: int = 0, minutes: int = 0) -> Row:
    """A row of roster.csv at another time; the shift keeps its day unless days are given."""
    later = timedelta(days=days, minutes=minutes)
    return row | {
        "shift_date": str(date.fromisoformat(row["shift_date"]) + timedelta(days=days)),
        "start": (datetime.fromisoformat(row["start"]) + later).isoformat(timespec="minutes"),
        "end": (datetime.fromisoformat(row["end"]) + later).isoformat(timespec="minutes"),
    }


def without_first(where: Callable[[Row], bool]) -> Callable[[list[Row]], list[Row]]:
    def change(rows: list[Row]) -> list[Row]:
        at = next(index for index, row in enumerate(rows) if where(row))
        return rows[:at] + rows[at + 1 :]

    return change
