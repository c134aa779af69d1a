"""``wfm plan``, stopped by hand and continued."""

from __future__ import annotations

import importlib
import json
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from api.cli import plan as command
from solver import SolverConfig, solve_roster
from solver.problem import RosterProblem
from solver.result import Progress, RosterResult, RosterStatus
from tests.api.cli.commands import contents, refused, wfm
from tests.department import WEEK
from wfm.timegrid import iso_week, week_start


@contextmanager
def interrupted_at_the_first_roster(_key: str, _total_s: float | None = None) -> Iterator[Callable[[Progress], None]]:
    """A listener that presses Ctrl+C, once."""
    pressed: list[Progress] = []

    def show(moment: Progress) -> None:
        if moment.objective is not None and not pressed:
            pressed.append(moment)
            signal.raise_signal(signal.SIGINT)

    yield show


def proof(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "proof.json").read_text(encoding="utf-8"))
    return found


def test_ctrl_c_ends_the_search_with_the_best_roster_found(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr(command, "working", interrupted_at_the_first_roster)

    ran = wfm("plan", folder, "--week", WEEK)

    assert ran.code == 0, ran
    assert "Ctrl+C" in ran.err + ran.out
    assert proof(folder / "out" / WEEK)["stopped_by"] == "request"
    assert wfm("check", folder / "out" / WEEK).code == 0
    assert signal.getsignal(signal.SIGINT) is before


def test_a_search_goes_on_from_the_roster_of_an_earlier_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as stopped:
        stopped.setattr(command, "working", interrupted_at_the_first_roster)
        wfm("plan", folder, "--week", WEEK)
    first = folder / "out" / WEEK

    ran = wfm("plan", folder, "--week", WEEK, "--start", first, "--out", folder / "second", "--budget", 12)

    assert ran.code == 0, ran
    assert "--start" in ran.out
    assert proof(folder / "second")["objective"] <= proof(first)["objective"]
    again = wfm(
        "plan", folder, "--week", WEEK, "--start", folder / "second" / "start.csv", "--out", folder / "third",
        "--budget", proof(folder / "second")["budget"],
    )  # fmt: skip
    assert again.code == 0, again
    assert (folder / "third" / "roster.csv").read_bytes() == (folder / "second" / "roster.csv").read_bytes()


def test_a_roster_of_another_week_is_no_start(ready: Path) -> None:
    before = contents(ready)
    ran = wfm("plan", ready, "--week", "2027-W02", "--start", ready / "out" / WEEK)
    refused(ran, 2, "roster.csv", "2027-W02", "--start")
    assert contents(ready) == before


def test_ctrl_c_before_there_is_a_roster_leaves_nothing(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped_early(problem: RosterProblem, *_: object, **__: object) -> RosterResult:
        result = solve_roster(problem, SolverConfig(budget=3))
        return replace(result, roster=None, status=RosterStatus.TIMED_OUT, stopped_by="request")

    before = contents(ready)
    monkeypatch.setattr(importlib.import_module("scenarios.plan"), "solve_roster", stopped_early)
    refused(wfm("plan", ready, "--week", WEEK), 130, "stopped on request")
    assert contents(ready) == before


def test_weeks_that_share_a_rule_are_planned_together(folder: Path) -> None:
    """Each week has its folder, its draft, a bound and a passed check; without such a rule weeks follow one another."""
    asked = ("plan", folder, "--week", WEEK, "--weeks", 2, "--budget", 6)
    following = iso_week(week_start(WEEK) + timedelta(weeks=1))
    settings = folder / "centre.toml"

    apart = wfm(*asked, "--out", folder / "apart")
    text = settings.read_text(encoding="utf-8").replace(
        "[rules]\n", "[rules]\nweekends_off = { min_off = 1, weeks = 2 }\n"
    )
    settings.write_text(text, encoding="utf-8")
    together = wfm(*asked, "--out", folder / "together")

    assert (apart.code, together.code) == (0, 0), together
    assert "planned as one problem" not in apart.out + apart.err
    assert "planned as one problem" in together.out + together.err
    for week in (WEEK, following):
        assert proof(folder / "together" / week)["kept_start"] is True
        assert proof(folder / "apart" / week)["kept_start"] is False
        assert (folder / "together" / week / "start.csv").exists()
        assert wfm("check", folder / "together" / week).code == 0


def test_keep_asks_for_a_start(folder: Path) -> None:
    """What is to be kept has to be named; kept, it is the same roster with a proof."""
    refused(wfm("plan", folder, "--week", WEEK, "--keep"), 2, "--start")
    wfm("plan", folder, "--week", WEEK, "--budget", 3)
    first = contents(folder / "out" / WEEK)["roster.csv"]

    kept = wfm("plan", folder, "--week", WEEK, "--budget", 6, "--start", folder / "out" / WEEK, "--keep")

    assert kept.code == 0
    assert contents(folder / "out" / WEEK)["roster.csv"] == first
