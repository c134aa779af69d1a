"""The commands from outside: what they write, what they say in either language, and their exit codes."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from api.cli import COMMANDS
from tests.api.cli.commands import contents, refused, wfm
from tests.department import CENTRE, WEEK, write_department
from wfm.examples import EXAMPLES

QUICK = ("--budget", 2)
IMPOSSIBLE = "agent_id,from,to,kind,status,credit_h_per_day\nA3,2026-11-23,2026-11-29,unpaid,approved,0\n"


def versions(folder: Path) -> list[int]:
    with (folder / "published.csv").open(encoding="utf-8", newline="") as file:
        return sorted({int(row["version"]) for row in csv.DictReader(file)})


# --- the walk of a week -----------------------------------------------------------------------------------------------


def test_a_week_from_plan_to_published(folder: Path) -> None:
    """Plan, check and publish each exit 0, and the published week holds every segment of the roster."""
    planned = wfm("plan", folder, "--week", WEEK, *QUICK)
    checked = wfm("check", folder / "out" / WEEK, "--centre", folder)
    published = wfm("publish", folder, "--week", WEEK)

    assert [ran.code for ran in (planned, checked, published)] == [0, 0, 0], (planned, checked, published)
    assert "Nothing is wrong" in checked.out
    roster = (folder / "out" / WEEK / "roster.csv").read_text(encoding="utf-8").splitlines()
    assert len((folder / "published.csv").read_text(encoding="utf-8").splitlines()) == len(roster)


def test_the_summary_says_what_a_scheduler_asks(folder: Path) -> None:
    """Coverage per pool, what is short, hours, rules, check, proof, how to repeat it, where the files are."""
    ran = wfm("plan", folder, "--week", WEEK, *QUICK)

    for word in ("Small & tidy", "phone", "desk", "agent-hours are short", "Rules: all hold", "exception E1",
                 "contract part-time", "Check:", "Proof:", "--seed 1 --budget", "report.html"):  # fmt: skip
        assert word in ran.out, word


def test_versions_count_up(ready: Path) -> None:
    """The first publication is version 1, the same week published again is 2, and the first stays in the file."""
    first, second = (wfm("publish", ready, "--week", WEEK) for _ in range(2))

    assert (first.code, second.code) == (0, 0), (first, second)
    assert "version 1" in first.out
    assert "version 2" in second.out
    assert versions(ready) == [1, 2]


def test_the_named_budget_repeats_the_roster(folder: Path, tmp_path: Path) -> None:
    """What the summary says repeats it, does."""
    for name in ("one", "two"):
        assert wfm("plan", folder, "--week", WEEK, *QUICK, "--seed", 3, "--out", tmp_path / name).code == 0

    assert (tmp_path / "one" / "roster.csv").read_bytes() == (tmp_path / "two" / "roster.csv").read_bytes()


def test_two_weeks_at_once(folder: Path) -> None:
    """Each week has its folder, the second follows the first as worked, and both pass the check."""
    ran = wfm("plan", folder, "--week", WEEK, "--weeks", 2, *QUICK)

    assert ran.code == 0, ran
    assert sorted(path.name for path in (folder / "out").iterdir()) == [WEEK, "2026-W49"]
    for week in (WEEK, "2026-W49"):
        assert wfm("check", folder / "out" / week).code == 0


def test_any_date_of_the_week_names_it(folder: Path) -> None:
    """``--week 2026-11-26`` plans the week of that Thursday."""
    assert wfm("plan", folder, "--week", "2026-11-26", *QUICK).code == 0
    assert (folder / "out" / WEEK / "roster.csv").is_file()


def test_forecast_and_require(folder: Path, tmp_path: Path) -> None:
    """Two weeks of tables: a row per queue and open interval, the requirement of every queue."""
    forecast = wfm("forecast", folder, "--from", "2026-11-23", "--weeks", 2, "--out", tmp_path / "f")
    require = wfm("require", folder, "--from", "2026-11-23", "--weeks", 2, "--out", tmp_path / "r")

    assert (forecast.code, require.code) == (0, 0), (forecast, require)
    assert sorted(path.name for path in (tmp_path / "f").iterdir()) == ["cleaning.csv", "forecast.csv", "why.csv"]
    assert sorted(path.name for path in (tmp_path / "r").iterdir()) == ["forecast.csv", "requirement.csv"]
    intervals = 14 * 24
    assert len((tmp_path / "f" / "forecast.csv").read_text().splitlines()) == 1 + intervals
    assert len((tmp_path / "r" / "requirement.csv").read_text().splitlines()) == 1 + 2 * intervals


@pytest.mark.parametrize("command", ["forecast", "require"])
def test_a_plan_is_not_overwritten_by_tables(ready: Path, command: str) -> None:
    """In the folder of a plan the tables would no longer agree with its roster."""
    before = contents(ready)

    refused(wfm(command, ready, "--from", "2026-11-23"), 2, "holds a plan")

    assert contents(ready) == before


@pytest.mark.parametrize("name", EXAMPLES)
def test_init_copies_an_example(tmp_path: Path, name: str) -> None:
    """The folder is a department, and the next step is named."""
    ran = wfm("init", tmp_path / "new", "--example", name)

    assert ran.code == 0, ran
    assert f"wfm plan {tmp_path / 'new'} --week {WEEK}" in ran.out
    assert {"centre.toml", "people.csv"} <= {path.name for path in (tmp_path / "new").iterdir()}


def test_the_demo_runs_to_the_published_roster(tmp_path: Path) -> None:
    """From nothing to a checked, published week; a second run plans it again and publishes the next version."""
    ran = [wfm("demo", "--out", tmp_path / "demo", "--time-limit", 2) for _ in range(2)]

    assert [each.code for each in ran] == [0, 0], ran
    assert (tmp_path / "demo" / "out" / WEEK / "report.html").is_file()
    proof = json.loads((tmp_path / "demo" / "out" / WEEK / "proof.json").read_text(encoding="utf-8"))
    assert proof["violations"] == []
    assert "Published" in ran[1].out


# --- languages --------------------------------------------------------------------------------------------------------


def test_every_command_speaks_chinese(folder: Path, tmp_path: Path) -> None:
    """``--lang zh-CN`` reaches every command: what it prints is Chinese."""
    ran = [
        wfm("init", tmp_path / "new", "--lang", "zh-CN"),
        wfm("forecast", folder, "--from", "2026-11-23", "--out", tmp_path / "f", "--lang", "zh-CN"),
        wfm("require", folder, "--from", "2026-11-23", "--out", tmp_path / "r", "--lang", "zh-CN"),
        wfm("plan", folder, "--week", WEEK, *QUICK, "--lang", "zh-CN"),
        wfm("check", folder / "out" / WEEK, "--lang", "zh-CN"),
        wfm("publish", folder, "--week", WEEK, "--lang", "zh-CN"),
    ]

    assert [each.code for each in ran] == [0] * 6, ran
    for each, word in zip(ran, ("下一步", "预计进线", "需求人数", "班表", "未发现问题", "已发布"), strict=True):
        assert word in each.out


def test_refusals_speak_chinese(folder: Path, tmp_path: Path) -> None:
    """A wrong week, an unknown folder and a clash are explained in Chinese."""
    (folder / "leave.csv").write_text(IMPOSSIBLE, encoding="utf-8")

    refused(wfm("plan", folder, "--week", "soon", "--lang", "zh-CN"), 2, "soon")
    refused(wfm("plan", tmp_path / "none", "--week", WEEK, "--lang", "zh-CN"), 2, "文件夹")
    refused(wfm("plan", folder, "--week", WEEK, "--lang", "zh-CN"), 3, "A3", "请假")


def test_the_department_speaks_unless_asked_otherwise(tmp_path: Path) -> None:
    """``language = "zh-CN"`` in centre.toml is spoken; ``--lang en`` wins over it, and a later run is not affected."""
    folder = write_department(tmp_path / "d", centre=CENTRE.replace('language = "en"', 'language = "zh-CN"'))
    arguments = ("forecast", folder, "--from", "2026-11-23", "--out", tmp_path / "f")

    own, asked, again = wfm(*arguments), wfm(*arguments, "--lang", "en"), wfm(*arguments)

    assert "预计进线" in own.out
    assert "contacts expected" in asked.out
    assert again.out == own.out


def test_an_unknown_language_is_a_usage_error(folder: Path) -> None:
    """Exit code 2, and the languages there are."""
    refused(wfm("plan", folder, "--week", WEEK, "--lang", "fr"), 2, "zh-CN")


# --- the command itself -----------------------------------------------------------------------------------------------


def test_help_lists_the_commands_in_their_order() -> None:
    """In the order of a scheduler's day."""
    ran = wfm("--help")

    places = [ran.out.index(f"  {command.NAME} ") for command in COMMANDS]
    assert ran.code == 0
    assert places == sorted(places)


@pytest.mark.parametrize("command", [command.NAME for command in COMMANDS])
def test_every_command_explains_itself(command: str) -> None:
    """Each has a help that names the language option."""
    ran = wfm(command, "--help")

    assert ran.code == 0
    assert "--lang" in ran.out


def test_an_unknown_command_is_a_usage_error() -> None:
    """Exit code 2 and no traceback."""
    refused(wfm("paln"), 2, "paln")


def test_the_command_as_a_process(tmp_path: Path) -> None:
    """Run as a program of its own, refusals go to the error stream and results to the other, whatever the terminal's encoding."""
    command = [sys.executable, "-c", "from api.cli import main; main()"]
    root = str(Path(__file__).parents[3])
    environment = {
        "PYTHONPATH": root,
        "PYTHONIOENCODING": "ascii",
        "PATH": "/usr/bin:/bin",
        "HOME": str(tmp_path / "home"),
    }

    made = subprocess.run([*command, "init", str(tmp_path / "new")], capture_output=True, env=environment, check=False)
    again = subprocess.run(
        [*command, "init", str(tmp_path / "new"), "--lang", "zh-CN"], capture_output=True, env=environment, check=False
    )

    assert (made.returncode, made.stderr) == (0, b"")
    assert again.returncode == 2
    assert again.stdout == b""
    assert b"Traceback" not in again.stderr
