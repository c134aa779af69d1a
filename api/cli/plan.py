"""``wfm plan``: forecast, requirement, roster, checks and report of one week or several."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from api.cli.console import OUT, Language, tell, tell_notes, working
from api.cli.departments import Folder, Out, Weeks, department
from api.cli.summary import tell_plan
from forecasting.methods import LIBRARY_METHODS, METHODS, method_of
from scenarios.folder import write_plan
from scenarios.plan import PlanOptions, plan, with_published
from solver import SolverConfig
from wfm.formats.roster import published_csv
from wfm.timegrid import iso_week, week_start

NAME = "plan"
Week = Annotated[str, typer.Option("--week", help="ISO week such as 2026-W48, or any date in it.")]
TimeLimit = Annotated[float, typer.Option("--time-limit", metavar="S", min=1, help="Seconds for the roster search.")]
Budget = Annotated[
    int | None, typer.Option("--budget", metavar="N", min=1, help="Search steps instead of seconds: repeatable.")
]
Seed = Annotated[int, typer.Option("--seed", min=0, help="Seed of the search.")]
Method = Annotated[
    str, typer.Option("--method", help=f"Forecasting method: auto, {', '.join((*METHODS, *LIBRARY_METHODS))}.")
]


def run(
    folder: Folder,
    week: Week,
    weeks: Weeks = 1,
    out: Out = None,
    time_limit: TimeLimit = 50.0,
    budget: Budget = None,
    seed: Seed = 1,
    method: Method = "auto",
    lang: Language = None,
) -> None:
    """Plan a week: forecast, requirement, roster, checks and report."""
    monday = week_start(week)
    known_method(method)
    read, language = department(folder, monday)
    options = PlanOptions(method, SolverConfig(time_limit_s=time_limit, budget=budget, seed=seed))
    tell_notes(read.notes)
    centre, files = read.centre, dict(read.files)
    failed = False
    for ahead in range(weeks):
        first_day = monday + timedelta(weeks=ahead)
        name = iso_week(first_day)
        target = folder / "out" / name if out is None else out if weeks == 1 else out / name
        with working("progress_roster", None if budget else time_limit) as show:
            planned = plan(centre, first_day, options, show)
        report = write_plan(planned, files, target, language, read.notes)
        tell_plan(planned, report, target)
        failed = failed or not report.passed
        # The next week is planned, and can be checked, as if this one were published.
        centre = with_published(centre, planned.roster)
        version = read.published_version + 1 + ahead
        files[f"published-{name}.csv"] = published_csv(planned.roster.shifts, centre.time_zone, version)
        if ahead + 1 < weeks:
            OUT.print()
    if failed:
        tell("plan_check_failed")
        raise typer.Exit(1)


def known_method(method: str) -> None:
    """A refusal unless there is a forecasting method of that name, and its library."""
    if method != "auto":
        method_of(method)
