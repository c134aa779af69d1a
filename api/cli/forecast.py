"""``wfm forecast``: expected volumes of some weeks."""

from __future__ import annotations

from api.cli.console import Language, tell, tell_notes
from api.cli.departments import Folder, From, Out, Weeks, day_of, department
from api.cli.plan import Method, known_method
from scenarios.demand import expected_volumes
from scenarios.folder import tables_beside
from wfm.formats.series import write_forecast
from wfm.timegrid import iso_week

NAME = "forecast"


def run(
    folder: Folder,
    first: From,
    weeks: Weeks = 1,
    out: Out = None,
    method: Method = "auto",
    lang: Language = None,  # noqa: ARG001 - read by its callback
) -> None:
    """Forecast volumes and handle times of some weeks."""
    first_day = day_of(first)
    known_method(method)
    read, _ = department(folder, first_day)
    tell_notes(read.notes)
    forecast = expected_volumes(read.centre, first_day, 7 * weeks, method=method)
    target = out or folder / "out" / iso_week(first_day)
    with tables_beside(target) as new:
        write_forecast(new / "forecast.csv", forecast)
    tell_notes(forecast.notes)
    tell("forecast_done", file=target / "forecast.csv", contacts=round(float(forecast.offered.sum())), weeks=weeks)
