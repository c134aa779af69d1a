"""``wfm publish``: a checked plan, or a change of one, becomes published.csv's newest version; the forecast behind it is kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from api.cli.check import pass_or_refuse
from api.cli.console import Language, tell, tell_notes
from api.cli.departments import Folder, department
from api.cli.plan import Week
from scenarios.changes import Judge
from scenarios.in_force import week_in_force
from wfm.demand import VolumeForecast
from wfm.errors import CheckError
from wfm.formats.department import Department
from wfm.formats.roster import read_roster, write_published
from wfm.formats.series import read_forecast, write_forecast
from wfm.messages import Sentence, say
from wfm.reports.check import check_output
from wfm.roster import Roster
from wfm.shifts import Shift
from wfm.timegrid import DAYS_A_WEEK, iso_week, week_start

NAME = "publish"
Changed = Annotated[
    Path | None,
    typer.Option("--roster", help="A changed roster, as wfm swap and wfm repair write it; absent, the plan."),
]


def run(
    folder: Folder,
    week: Week,
    roster: Changed = None,
    lang: Language = None,
) -> None:
    """Publish a planned week, or a change of it; what fails the check is refused."""
    monday = week_start(week)
    read, _ = department(folder, monday)
    if roster is not None:
        in_force = week_in_force(read.centre, folder, monday)
        after = Roster(monday, DAYS_A_WEEK, read_roster(roster, read.centre.time_zone))
        if refused := list(_new_faults(read, in_force.roster, after)):
            raise CheckError(refused)
        _publish(folder, read, monday, after.shifts, in_force.forecast)
        return
    planned = folder / "out" / iso_week(monday)
    report = check_output(planned, folder)
    tell_notes(report.notes)
    pass_or_refuse(report)
    grid = read.centre.grid(monday, DAYS_A_WEEK)
    shifts = read_roster(planned / "roster.csv", read.centre.time_zone)
    _publish(folder, read, monday, shifts, read_forecast(planned / "forecast.csv", grid))


def _new_faults(read: Department, before: Roster, after: Roster) -> Iterable[Sentence]:
    """What a changed roster breaks that the one in force does not."""
    known = {agent.agent_id for agent in read.centre.agents}
    for shift in after.shifts:
        if shift.agent_id not in known:
            yield say("shift_of_unknown", agent=shift.agent_id, day=shift.shift_date)
        if not after.first_day <= shift.shift_date <= after.last_day:
            yield say("shift_outside_days", agent=shift.agent_id, day=shift.shift_date)
    moved = {agent for agent in known if before.of(agent) != after.of(agent)}
    for violation in Judge(read.centre, before).newly_broken(after, moved):
        yield violation.sentence


def _publish(folder: Path, read: Department, monday: date, shifts: Iterable[Shift], forecast: VolumeForecast) -> None:
    """Add the newest version of a week, and keep the forecast behind it."""
    week = iso_week(monday)
    file = folder / (f"published-{week}.csv" if "published" in read.sheets else "published.csv")
    version = write_published(file, shifts, read.centre.time_zone, at_least=read.published_version + 1)
    kept = folder / "forecasts" / f"{week}-v{version}.csv"
    kept.parent.mkdir(exist_ok=True)
    write_forecast(kept, forecast)
    tell("publish_done", week=week, version=version, file=file)
