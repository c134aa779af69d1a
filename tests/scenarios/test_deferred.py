"""A week with mail through the whole pipeline: placed, written, checked, and found out where somebody moves it too far."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from scenarios.folder import write_plan
from scenarios.plan import Plan, PlanOptions, plan
from solver import SolverConfig
from wfm.examples import WEEK, copy_example
from wfm.formats.department import read_department
from wfm.formats.series import placed_in, read_table
from wfm.goals import objective_by_goal
from wfm.reports.check import check_output
from wfm.staffing.requirement import required_beside, required_staff
from wfm.timegrid import week_start

BUDGET = 6
BACKLOG = "queue,released_at,offered\nmessages,2026-11-22 15:00,30\nmessages,2026-11-21 10:00,12\n"
Row = dict[str, str]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> tuple[Plan, Path]:
    """The community centre with messages that lie there on Monday."""
    folder = tmp_path_factory.mktemp("mail") / "centre"
    copy_example("community-centre", folder)
    (folder / "backlog.csv").write_text(BACKLOG, encoding="utf-8")
    department = read_department(folder, now=datetime.combine(week_start(WEEK), datetime.min.time()))
    made = plan(department.centre, WEEK, PlanOptions(solver=SolverConfig(budget=BUDGET), replications=20))
    assert write_plan(made, department.files, folder / "out", "en", department.notes).findings == ()
    return made, folder / "out"


def changed(out: Path, to: Path, change: Callable[[list[Row]], None]) -> set[str]:
    """What the check finds once somebody has changed the messages' rows of requirement.csv."""
    shutil.copytree(out, to)
    with (to / "requirement.csv").open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    change([row for row in rows if row["queue"] == "messages"])
    with (to / "requirement.csv").open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return {finding.key for finding in check_output(to).findings}


def test_the_roster_has_the_work_where_its_files_say(out: tuple[Plan, Path]) -> None:
    """Read back from requirement.csv the placement is the solver's, and the objective is the one of that requirement."""
    made, folder = out
    evenly = required_staff(made.centre, made.forecast)

    found = placed_in(read_table(folder / "requirement.csv", made.centre.time_zone), made.centre, evenly)

    assert made.result.placed
    assert {queue: table.tolist() for queue, table in found.items()} == {
        queue: table.tolist() for queue, table in made.result.placed.items()
    }
    assert sum(objective_by_goal(made.centre, made.requirement, made.roster).values()) == made.result.objective
    assert made.result.objective < sum(objective_by_goal(made.centre, evenly, made.roster).values())


def test_the_backlog_is_said_and_planned(out: tuple[Plan, Path]) -> None:
    """42 messages of 5 minutes lie there; the 12 of Saturday are more than 6 open hours old."""
    made, _ = out

    [note] = [note for note in made.notes if note.key == "note_backlog"]
    assert (note.values["hours"], note.values["overdue"]) == ("3.5", "1.0")


def test_no_placement_is_better_beside_this_roster(out: tuple[Plan, Path]) -> None:
    """Placed anew beside the finished roster, the work costs as much."""
    made, _ = out
    again = required_beside(made.centre, made.forecast, made.roster)

    assert sum(objective_by_goal(made.centre, again, made.roster).values()) == made.result.objective


def test_work_before_it_came_is_found_out(out: tuple[Plan, Path], tmp_path: Path) -> None:
    """All of the week's work in its first hour is against the curves, however little it may cost."""

    def all_at_once(rows: list[Row]) -> None:
        total = sum(float(row["fractional_staff"]) for row in rows)
        for at, row in enumerate(rows):
            row["fractional_staff"] = f"{total:.2f}" if at == 0 else "0"

    assert "work_outside_curves" in changed(out[1], tmp_path / "copy", all_at_once)


def test_work_left_undone_is_found_out(out: tuple[Plan, Path], tmp_path: Path) -> None:
    """Nothing placed anywhere is no plan for it."""

    def nothing(rows: list[Row]) -> None:
        for row in rows:
            row["fractional_staff"] = "0"

    assert "work_outside_curves" in changed(out[1], tmp_path / "copy", nothing)


def test_blank_cells_are_found_out(out: tuple[Plan, Path], tmp_path: Path) -> None:
    """A placement that cannot be read is none."""

    def blank(rows: list[Row]) -> None:
        for row in rows:
            row["fractional_staff"] = ""

    assert "work_outside_curves" in changed(out[1], tmp_path / "copy", blank)
