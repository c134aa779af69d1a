"""Folders are written beside and renamed: all of it or nothing, and never anything of somebody else's."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from scenarios.folder import tables_beside, write_plan, written_beside
from tests.department import Planned
from wfm.errors import InputError
from wfm.formats import write_requirement
from wfm.formats.proof import read_proof

FILES = {
    "forecast.csv", "requirement.csv", "roster.csv", "coverage.csv", "compliance.csv", "proof.json", "roster.xlsx",
    "report.html", "inputs", "calendar", "service.csv", "service_week.csv", "call_in.csv",
}  # fmt: skip


def contents(folder: Path) -> dict[str, str]:
    """Every file below a folder, hidden ones too."""
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


def plan_in(folder: Path, text: str) -> Path:
    """A folder that looks like a plan's."""
    (folder / "inputs").mkdir(parents=True)
    (folder / "proof.json").write_text(text)
    (folder / "inputs" / "people.csv").write_text(text)
    return folder


def test_a_new_folder_appears_at_the_end(tmp_path: Path) -> None:
    """While it is written nothing stands at its place, afterwards all of it; parents are made."""
    with written_beside(tmp_path / "a" / "out") as new:
        (new / "x.csv").write_text("x")
        assert not (tmp_path / "a" / "out").exists()

    assert contents(tmp_path) == {"a/out/x.csv": "x"}


@pytest.mark.parametrize("error", [RuntimeError("broken"), InputError("wrong"), KeyboardInterrupt()])
def test_an_error_leaves_the_folder_as_it_was(tmp_path: Path, error: BaseException) -> None:
    """Nothing changed, nothing left behind, whether the folder held a plan or did not exist."""
    plan_in(tmp_path / "out", "old")
    before = contents(tmp_path)

    def fail_in(folder: Path) -> None:
        with written_beside(folder) as new:
            (new / "proof.json").write_text("new")
            raise error

    for folder in (tmp_path / "out", tmp_path / "none"):
        with pytest.raises(type(error)):
            fail_in(folder)

    assert contents(tmp_path) == before
    assert not (tmp_path / "none").exists()


def test_an_earlier_plan_is_replaced_as_a_whole(tmp_path: Path) -> None:
    """No file of the old plan is left between those of the new one."""
    plan_in(tmp_path / "out", "old")
    (tmp_path / "out" / "leftover.csv").write_text("old")

    with written_beside(tmp_path / "out") as new:
        plan_in(new, "new")

    assert contents(tmp_path) == {"out/proof.json": "new", "out/inputs/people.csv": "new"}


def test_a_plan_that_cannot_take_its_place_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the last rename fails, the old plan stands where it stood."""
    plan_in(tmp_path / "out", "old")
    before = contents(tmp_path)
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.name == ".out.new":
            raise PermissionError(13, "no")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)

    with pytest.raises(InputError, match="cannot be written"), written_beside(tmp_path / "out") as new:
        plan_in(new, "new")

    assert contents(tmp_path) == before


def test_a_foreign_folder_keeps_what_it_holds(tmp_path: Path) -> None:
    """Files of other names stay, folders too; only files of the same name are replaced."""
    out = tmp_path / "out"
    (out / "mine").mkdir(parents=True)
    (out / "mine" / "letter.txt").write_text("mine")
    (out / "x.csv").write_text("old")

    with written_beside(out) as new:
        (new / "x.csv").write_text("new")
        (new / "inputs").mkdir()

    assert contents(tmp_path) == {"out/mine/letter.txt": "mine", "out/x.csv": "new"}
    assert (out / "inputs").is_dir()


def test_a_foreign_folder_of_the_same_name_is_not_touched(tmp_path: Path) -> None:
    """Where something else lies in the place of ``calendar/`` nothing is written at all."""
    out = tmp_path / "out"
    (out / "calendar").mkdir(parents=True)
    (out / "calendar" / "birthdays.ics").write_text("mine")

    with pytest.raises(InputError, match="calendar"), written_beside(out) as new:
        plan_in(new / "calendar", "new")

    assert contents(tmp_path) == {"out/calendar/birthdays.ics": "mine"}


def test_a_place_that_is_a_file_is_refused(tmp_path: Path) -> None:
    """``--out`` on a file, or below one, is a sentence."""
    (tmp_path / "file").write_text("mine")

    for folder in (tmp_path / "file", tmp_path / "file" / "out"):
        with pytest.raises(InputError, match="cannot be written"), written_beside(folder) as new:
            (new / "x.csv").write_text("x")

    assert contents(tmp_path) == {"file": "mine"}


def test_leftovers_of_a_run_that_was_killed_are_in_nobodys_way(tmp_path: Path) -> None:
    """A half written folder beside is thrown away by the next run."""
    (tmp_path / ".out.new").mkdir()
    (tmp_path / ".out.new" / "half.csv").write_text("half")

    with written_beside(tmp_path / "out") as new:
        (new / "x.csv").write_text("x")

    assert contents(tmp_path) == {"out/x.csv": "x"}


def test_single_tables_join_others_but_not_a_plan(tmp_path: Path) -> None:
    """A forecast may lie beside other tables; in a plan's folder it would no longer agree with the roster."""
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "other.csv").write_text("other")
    plan_in(tmp_path / "plan", "plan")
    before = contents(tmp_path / "plan")

    with tables_beside(tmp_path / "tables") as new:
        (new / "forecast.csv").write_text("forecast")
    with pytest.raises(InputError, match="holds a plan"), tables_beside(tmp_path / "plan"):
        pass

    assert contents(tmp_path / "tables") == {"other.csv": "other", "forecast.csv": "forecast"}
    assert contents(tmp_path / "plan") == before


def test_a_plan_writes_every_file_of_the_contract(planned: Planned) -> None:
    """Each file is there, a calendar for everybody, and nothing hidden is left beside."""
    assert {path.name for path in planned.out.iterdir()} == FILES
    assert {path.stem for path in (planned.out / "calendar").iterdir()} == {
        a.agent_id for a in planned.plan.centre.agents
    }
    assert [path.name for path in planned.out.parent.iterdir()] == [planned.out.name]


def test_a_plan_written_twice_is_the_same(planned: Planned, tmp_path: Path) -> None:
    """Byte by byte, but for the workbook, which holds the moment it was saved."""
    write_plan(planned.plan, planned.department.files, tmp_path / "out", "en", planned.department.notes)

    different = [
        path.name
        for path in planned.out.rglob("*")
        if path.is_file() and path.read_bytes() != (tmp_path / "out" / path.relative_to(planned.out)).read_bytes()
    ]
    assert set(different) <= {"roster.xlsx"}


def test_a_plan_whose_check_fails_says_so(planned: Planned, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is put in place all the same, and its proof and its page hold what was found."""
    fewer = replace(planned.plan.requirement, queues=())
    monkeypatch.setattr("scenarios.folder.write_requirement", lambda path, _: write_requirement(path, fewer))

    report = write_plan(planned.plan, planned.department.files, tmp_path / "out", "en")

    [finding] = report.findings
    assert read_proof(tmp_path / "out" / "proof.json")["violations"] == [finding.text()]
    assert finding.text() in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_the_language_is_that_of_the_reader(planned: Planned, tmp_path: Path) -> None:
    """In Chinese the page, the sentences and the calendars are Chinese; the proof and its check are the same."""
    report = write_plan(planned.plan, planned.department.files, tmp_path / "out", "zh-CN")

    assert report.passed
    assert "小时" in (tmp_path / "out" / "compliance.csv").read_text(encoding="utf-8")
    assert 'lang="zh-CN"' in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert read_proof(tmp_path / "out" / "proof.json") == read_proof(planned.out / "proof.json")
    assert json.loads((tmp_path / "out" / "proof.json").read_text(encoding="utf-8"))["violations"] == []
