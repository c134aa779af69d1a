"""``wfm require``: how many people each queue needs, interval by interval."""

from __future__ import annotations

from api.cli.console import Language, tell, tell_notes
from api.cli.departments import Folder, From, Out, Weeks
from api.cli.forecast import expect
from api.cli.plan import Method
from scenarios.folder import tables_beside
from wfm.formats.series import write_forecast, write_requirement
from wfm.staffing.requirement import required_staff

NAME = "require"


def run(
    folder: Folder,
    first: From,
    weeks: Weeks = 1,
    out: Out = None,
    method: Method = "auto",
    lang: Language = None,
) -> None:
    """Forecast, and turn contacts into people required."""
    expected = expect(folder, first, weeks, out, method)
    requirement = required_staff(expected.centre, expected.forecast)
    with tables_beside(expected.target) as new:
        write_forecast(new / "forecast.csv", expected.forecast)
        write_requirement(new / "requirement.csv", requirement)
    tell_notes((*expected.forecast.notes, *requirement.notes))
    hours = requirement.grid.interval_min / 60
    for pool in requirement.pools:
        required_h = float(pool.required[pool.is_open].sum()) * hours
        tell("require_pool", skill=pool.skill, hours=f"{required_h:.1f}", most=int(pool.required.max(initial=0)))
    tell("require_done", file=expected.target / "requirement.csv")
