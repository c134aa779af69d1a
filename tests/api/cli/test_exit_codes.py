"""The exit codes of the commands, and that whatever happens there is a sentence and no traceback."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from api.cli import DEBUG
from solver import RosterProblem, RosterResult, RosterStatus, SolverConfig
from tests.api.cli.commands import contents, refused, wfm
from tests.department import CENTRE, LEAVE, PEOPLE, WEEK, write_department
from wfm.examples import EXAMPLES, VARIANTS

QUICK = ("--budget", 2)
IMPOSSIBLE = "agent_id,from,to,kind,status,credit_h_per_day\nA3,2026-11-23,2026-11-29,unpaid,approved,0\n"


def test_1_the_check_found_something(ready: Path) -> None:
    """A plan tampered with fails the check, which names the figure."""
    roster = ready / "out" / WEEK / "roster.csv"
    lines = roster.read_text(encoding="utf-8").splitlines()
    roster.write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")

    refused(wfm("check", ready / "out" / WEEK), 1, "coverage.csv")


def test_1_a_tampered_plan_is_not_published(ready: Path) -> None:
    """Nothing is published, and published.csv is not there afterwards."""
    proof = ready / "out" / WEEK / "proof.json"
    proof.write_text(proof.read_text(encoding="utf-8").replace('"objective": ', '"objective": 1'), encoding="utf-8")

    refused(wfm("publish", ready, "--week", WEEK), 1, "objective")

    assert not (ready / "published.csv").exists()


def test_1_a_plan_that_broke_a_rule_decided_since_is_not_published(ready: Path) -> None:
    """The rules of the day of publishing count, and the changed file is named."""
    (ready / "centre.toml").write_text(CENTRE.replace("max_h = 40", "max_h = 31"), encoding="utf-8")

    ran = wfm("publish", ready, "--week", WEEK)

    refused(ran, 1, "at most 31 h")
    assert "centre.toml" in ran.out


def test_1_a_plan_whose_own_check_failed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan is written, the finding is said, and the exit code tells a script not to go on."""
    monkeypatch.setattr("scenarios.folder.input_sha256", lambda _: "0" * 64)

    ran = wfm("plan", folder, "--week", WEEK, *QUICK)

    assert ran.code == 1
    assert "input_sha256" in ran.out
    assert "do not publish" in ran.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--week", "2026-W60"), ("2026-W60", "2026-W48")),
        (("--week", "next"), ("next",)),
        (("--week", ""), ("2026-W48",)),
        (("--week", WEEK, "--method", "tea-leaves"), ("tea-leaves", "day_profile")),
        (("--week", WEEK, "--time-limit", "0"), ("time-limit",)),
        (("--week", WEEK, "--budget", "many"), ("budget",)),
        ((), ("--week",)),
    ],
)
def test_2_wrong_arguments(folder: Path, arguments: tuple[str, ...], words: tuple[str, ...]) -> None:
    """A week that is none, a method nobody knows, a limit that is no number: nothing is written."""
    before = contents(folder)

    refused(wfm("plan", folder, *arguments), 2, *words)

    assert contents(folder) == before


@pytest.mark.parametrize("day", ["2026-13-01", "tomorrow", "23.11.2026"])
@pytest.mark.parametrize("command", ["forecast", "require"])
def test_2_a_day_that_is_none(folder: Path, command: str, day: str) -> None:
    """``--from`` takes a date that exists, and the sentence shows how one is written."""
    refused(wfm(command, folder, "--from", day), 2, day, "2026-11-23")


def test_2_an_unknown_folder(tmp_path: Path) -> None:
    """Every command that reads a folder names the one that is missing."""
    none = tmp_path / "none"

    refused(wfm("plan", none, "--week", WEEK), 2, "none")
    refused(wfm("forecast", none, "--from", "2026-11-23"), 2, "none")
    refused(wfm("require", none, "--from", "2026-11-23"), 2, "none")
    refused(wfm("check", none), 2, "none")
    refused(wfm("publish", none, "--week", WEEK), 2, "none")


def test_2_a_week_that_was_not_planned(folder: Path) -> None:
    """Neither to check nor to publish, and nothing is published."""
    refused(wfm("publish", folder, "--week", WEEK), 2, "holds no plan")
    refused(wfm("check", folder), 2, "holds no plan")

    assert not (folder / "published.csv").exists()


def test_2_an_unknown_example(tmp_path: Path) -> None:
    """Those there are stand in the sentence, the variants too; no folder is made."""
    refused(wfm("init", tmp_path / "new", "--example", "zoo"), 2, "zoo", *EXAMPLES, *VARIANTS)

    assert not (tmp_path / "new").exists()


def test_2_a_folder_that_is_not_empty(folder: Path) -> None:
    """An example is never copied over somebody's department."""
    before = contents(folder)

    refused(wfm("init", folder), 2, "not empty")

    assert contents(folder) == before


def test_2_mistakes_in_the_files_are_named_by_line(tmp_path: Path) -> None:
    """File, line, value: two mistakes are two sentences."""
    folder = write_department(
        tmp_path / "d",
        people=PEOPLE.replace("A2,Cy,front,phone", "A2,Cy,front,phonne"),
        leave=LEAVE + "A9,2026-11-25,2026-11-25,annual,approved\n",
    )

    refused(wfm("plan", folder, "--week", WEEK), 2, "people.csv line 3", "phonne", "leave.csv line 3", "A9")


def test_3_a_clash_leaves_the_earlier_plan(ready: Path) -> None:
    """No roster exists: the person and the rules are named, and the plan made before stands untouched."""
    (ready / "leave.csv").write_text(IMPOSSIBLE, encoding="utf-8")
    before = contents(ready)

    refused(wfm("plan", ready, "--week", WEEK, *QUICK), 3, "A3 (Di)", "weekly hours", "leave")

    assert contents(ready) == before


def test_4_no_roster_in_time_leaves_the_earlier_plan(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A search that found and proved nothing: the option that helps is named, the plan made before stands untouched."""

    def timed_out(problem: RosterProblem, config: SolverConfig, _: object, **_given: object) -> RosterResult:
        return RosterResult(
            status=RosterStatus.TIMED_OUT, roster=None, objective=0, bound=0, by_goal={},
            interval_min=problem.centre.interval_min, required_agent_hours=0.0, engine="weeks", seed=config.seed, workers=2,
            budget=1, stopped_by="time", wall_s=5.2,
        )  # fmt: skip

    monkeypatch.setattr(importlib.import_module("scenarios.plan"), "solve_roster", timed_out)
    before = contents(ready)

    refused(wfm("plan", ready, "--week", WEEK), 4, "5 s", "--time-limit")

    assert contents(ready) == before


# --- whatever happens, no traceback -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_what_nobody_foresaw_is_a_sentence(ready: Path, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    """Exit code 1, one line: what failed, that nothing was half written, and how to see where."""

    def fails(*_: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("scenarios.folder.write_workbook", fails)
    before = contents(ready)

    ran = wfm("plan", ready, "--week", WEEK, *QUICK, "--lang", language)

    refused(ran, 1, "ZeroDivisionError", "division by zero", f"{DEBUG}=1")
    assert len(ran.err.strip().splitlines()) == 1
    assert contents(ready) == before


def test_who_asks_sees_where(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the variable set the error itself comes through."""

    def fails(*_: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("scenarios.folder.write_workbook", fails)
    monkeypatch.setenv(DEBUG, "1")

    with pytest.raises(ZeroDivisionError):
        wfm("plan", ready, "--week", WEEK, *QUICK)


def test_an_interrupt_is_quiet(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends with 130, as the shell expects, and leaves nothing behind."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("api.cli.plan.plan", interrupted)
    before = contents(folder)

    ran = wfm("plan", folder, "--week", WEEK)

    assert "Traceback" not in ran.err
    assert ran.code == 130
    assert contents(folder) == before
