"""``wfm publish``: a checked plan becomes the newest version of published.csv; the forecast behind it is kept beside."""

from __future__ import annotations

import shutil

from api.cli.check import pass_or_refuse
from api.cli.console import Language, tell, tell_notes
from api.cli.departments import Folder, department
from api.cli.plan import Week
from wfm.formats.roster import read_roster, write_published
from wfm.reports.check import check_output
from wfm.timegrid import iso_week, week_start

NAME = "publish"


def run(
    folder: Folder,
    week: Week,
    lang: Language = None,  # noqa: ARG001 - read by its callback
) -> None:
    """Publish a planned week; a plan that fails the check is refused."""
    monday = week_start(week)
    read, _ = department(folder, monday)
    planned = folder / "out" / iso_week(monday)
    report = check_output(planned, folder)
    tell_notes(report.notes)
    pass_or_refuse(report)
    zone = read.centre.time_zone
    file = folder / (f"published-{iso_week(monday)}.csv" if "published" in read.sheets else "published.csv")
    shifts = read_roster(planned / "roster.csv", zone)
    version = write_published(file, shifts, zone, at_least=read.published_version + 1)
    kept = folder / "forecasts" / f"{iso_week(monday)}-v{version}.csv"
    kept.parent.mkdir(exist_ok=True)
    shutil.copyfile(planned / "forecast.csv", kept)
    tell("publish_done", week=iso_week(monday), version=version, file=file)
