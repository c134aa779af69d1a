"""``wfm plan``: forecast, requirement, roster, checks and report of one week or several."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from api.cli.console import OUT, Language, tell, tell_notes, working
from api.cli.departments import Folder, Out, Weeks, department
from api.cli.stopping import stoppable
from api.cli.summary import tell_plan
from forecasting.methods import LIBRARY_METHODS, METHODS, method_of
from scenarios.folder import write_plan
from scenarios.plan import PlanOptions, plan, with_published
from scenarios.weeks_together import SHARE_TOGETHER, drafts_of_weeks, span_weeks
from solver import SolverConfig
from wfm.errors import InputError
from wfm.formats.department import Department
from wfm.formats.roster import published_csv, read_roster
from wfm.messages import say
from wfm.roster import Roster
from wfm.timegrid import DAYS_A_WEEK, iso_week, week_start

NAME = "plan"
Week = Annotated[str, typer.Option("--week", help="ISO week such as 2026-W48, or any date in it.")]
TimeLimit = Annotated[float, typer.Option("--time-limit", metavar="S", min=1, help="Seconds for the roster search.")]
Budget = Annotated[
    int | None, typer.Option("--budget", metavar="N", min=1, help="Search steps instead of seconds: repeatable.")
]
Seed = Annotated[int, typer.Option("--seed", min=0, help="Seed of the search.")]
Start = Annotated[
    Path | None,
    typer.Option("--start", metavar="ROSTER", help="Go on from this roster of the week: a plan's folder, or a file."),
]
Keep = Annotated[bool, typer.Option("--keep", help="Keep the roster of --start, where it is legal, and only prove it.")]
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
    start: Start = None,
    keep: Keep = False,
    method: Method = "auto",
    lang: Language = None,
) -> None:
    """Plan a week: forecast, requirement, roster, checks and report. Ctrl+C ends the search with the best roster found."""
    monday = week_start(week)
    read, language, options = to_plan(folder, monday, method, time_limit, budget, seed)
    options = replace(options, keep_stopped=True)
    centre, files = read.centre, dict(read.files)
    if keep and start is None:
        raise InputError(say("keep_without_start"))
    begun = None if start is None else _roster_of(start, monday, centre.time_zone)
    drafts: Mapping[date, Roster] = {}
    if weeks > 1 and begun is None and span_weeks(centre):
        with (
            working("progress_weeks", None if budget else weeks * SHARE_TOGETHER * time_limit) as show,
            stoppable() as stop,
        ):
            drafts = drafts_of_weeks(centre, monday, weeks, options, show, stop=stop)
        tell("plan_weeks_together" if drafts else "plan_weeks_apart", weeks=weeks)
    failed = False
    for ahead in range(weeks):
        first_day = monday + timedelta(weeks=ahead)
        name = iso_week(first_day)
        target = folder / "out" / name if out is None else out if weeks == 1 else out / name
        with working("progress_roster", None if budget else time_limit) as show, stoppable() as stop:
            planned = plan(
                centre, first_day, options.kept_to(keep or first_day in drafts), show,
                start=drafts.get(first_day, begun if ahead == 0 else None), stop=stop,
            )  # fmt: skip
        report = write_plan(planned, files, target, language, read.notes)
        tell_plan(planned, report, target)
        failed = failed or not report.passed
        if planned.result.stopped_by == "request":
            break
        # The next week is planned, and can be checked, as if this one were published.
        centre = with_published(centre, planned.roster)
        version = read.published_version + 1 + ahead
        files[f"published-{name}.csv"] = published_csv(planned.roster.shifts, centre.time_zone, version)
        if ahead + 1 < weeks:
            OUT.print()
    if failed:
        tell("plan_check_failed")
        raise typer.Exit(1)


def _roster_of(start: Path, monday: date, time_zone: str) -> Roster:
    """The roster of a week in a file or a plan's folder; InputError if it has none of that week."""
    file = start / "roster.csv" if start.is_dir() else start
    last = monday + timedelta(days=DAYS_A_WEEK - 1)
    shifts = tuple(shift for shift in read_roster(file, time_zone) if monday <= shift.shift_date <= last)
    if not shifts:
        raise InputError(say("start_other_week", file=file, week=iso_week(monday)))
    return Roster(monday, DAYS_A_WEEK, shifts)


def to_plan(
    folder: Path, first_day: date, method: str, time_limit: float, budget: int | None, seed: int
) -> tuple[Department, str, PlanOptions]:
    """What every command that plans begins with: the department, its notes told; the language to speak; and how to plan."""
    known_method(method)
    read, language = department(folder, first_day)
    tell_notes(read.notes)
    return read, language, PlanOptions(method, SolverConfig(time_limit_s=time_limit, budget=budget, seed=seed))


def known_method(method: str) -> None:
    """A refusal unless there is a forecasting method of that name, and its library."""
    if method != "auto":
        method_of(method)
