"""``wfm require``: how many people each queue needs, interval by interval."""

from __future__ import annotations

from api.cli.console import Language, tell, tell_notes
from api.cli.departments import Folder, From, Out, Weeks, day_of, department
from api.cli.plan import Method, known_method
from scenarios.demand import expected_volumes
from scenarios.folder import tables_beside
from wfm.formats.series import write_forecast, write_requirement
from wfm.staffing.requirement import required_staff
from wfm.timegrid import iso_week

NAME = "require"


def run(
    folder: Folder,
    first: From,
    weeks: Weeks = 1,
    out: Out = None,
    method: Method = "auto",
    lang: Language = None,  # noqa: ARG001 - read by its callback
) -> None:
    """Forecast, and turn contacts into people required."""
    first_day = day_of(first)
    known_method(method)
    read, _ = department(folder, first_day)
    tell_notes(read.notes)
    forecast = expected_volumes(read.centre, first_day, 7 * weeks, method=method)
    requirement = required_staff(read.centre, forecast)
    target = out or folder / "out" / iso_week(first_day)
    with tables_beside(target) as new:
        write_forecast(new / "forecast.csv", forecast)
        write_requirement(new / "requirement.csv", requirement)
    tell_notes((*forecast.notes, *requirement.notes))
    hours = requirement.grid.interval_min / 60
    for pool in requirement.pools:
        required_h = float(pool.required[pool.is_open].sum()) * hours
        tell("require_pool", skill=pool.skill, hours=f"{required_h:.1f}", most=int(pool.required.max(initial=0)))
    tell("require_done", file=target / "requirement.csv")
