"""``wfm forecast``: expected volumes of some weeks, why they are expected, and what was odd in the history."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from api.cli.console import Language, tell, tell_notes
from api.cli.departments import Folder, From, Out, Weeks, day_of, department, instant_of
from api.cli.plan import Method, known_method
from scenarios.demand import expected_volumes, rest_of_today
from scenarios.folder import tables_beside
from scenarios.tables import write_expected
from wfm.centre import Centre
from wfm.demand import VolumeForecast
from wfm.timegrid import iso_week

NAME = "forecast"
Now = Annotated[
    str | None,
    typer.Option(
        "--now", metavar="INSTANT", help="Correct the rest of this day, such as 2026-11-24T11:00, by what came so far."
    ),
]


@dataclass(frozen=True)
class Expected:
    """What `wfm forecast` and `wfm require` begin with."""

    centre: Centre
    language: str
    forecast: VolumeForecast
    target: Path


def expect(folder: Path, first: str, weeks: int, out: Path | None, method: str, now: str | None = None) -> Expected:
    """Read the department, say what was repaired, and forecast."""
    first_day = day_of(first)
    known_method(method)
    read, language = department(folder, first_day if now is None else max(first_day, day_of(now[:10])))
    tell_notes(read.notes)
    forecast = expected_volumes(read.centre, first_day, 7 * weeks, method=method)
    if now is not None:
        forecast = rest_of_today(read.centre, forecast, instant_of(now, read.centre.time_zone))
    return Expected(read.centre, language, forecast, out or folder / "out" / iso_week(first_day))


def run(
    folder: Folder,
    first: From,
    weeks: Weeks = 1,
    out: Out = None,
    method: Method = "auto",
    now: Now = None,
    lang: Language = None,
) -> None:
    """Forecast volumes and handle times of some weeks."""
    expected = expect(folder, first, weeks, out, method, now)
    with tables_beside(expected.target) as new:
        odd = write_expected(new, expected.centre, expected.forecast, expected.language)
    tell_notes(expected.forecast.notes)
    if odd:
        tell("forecast_odd", count=odd, file=expected.target / "cleaning.csv")
    contacts = round(float(expected.forecast.offered.sum()))
    tell("forecast_done", file=expected.target / "forecast.csv", contacts=contacts, weeks=weeks)
