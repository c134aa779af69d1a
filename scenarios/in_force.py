"""The roster in force of a week, published or, before that, planned, and the forecast behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from scenarios.demand import expected_volumes
from wfm.centre import Centre
from wfm.demand import VolumeForecast
from wfm.errors import InputError
from wfm.formats.roster import read_roster
from wfm.formats.series import read_forecast
from wfm.messages import say
from wfm.roster import Roster
from wfm.shifts import Shift
from wfm.timegrid import DAYS_A_WEEK, iso_week


@dataclass(frozen=True, eq=False)
class WeekInForce:
    """One ISO week as it stands: its roster, and the volumes it was made for."""

    roster: Roster
    forecast: VolumeForecast


def week_in_force(centre: Centre, folder: Path, day: date) -> WeekInForce:
    """
    The week of `day` in a department's folder.

    What was published wins over what is planned in ``out/WEEK``; without the forecast kept beside it, a new one is made.

    Raises
    ------
    InputError
        If the week is neither published nor planned.
    """
    monday = day - timedelta(days=day.weekday())
    roster = Roster(monday, DAYS_A_WEEK, published_week(centre, monday))
    forecasts = _kept_forecasts(folder / "forecasts", iso_week(monday))
    if not roster.shifts:
        planned = folder / "out" / iso_week(monday)
        if not (planned / "roster.csv").is_file():
            raise InputError(say("week_not_in_force", week=iso_week(monday), folder=planned))
        roster = Roster(monday, DAYS_A_WEEK, read_roster(planned / "roster.csv", centre.time_zone))
        forecasts = [planned / "forecast.csv"]
    for file in forecasts:
        if file.is_file():
            return WeekInForce(roster, read_forecast(file, centre.grid(monday, DAYS_A_WEEK)))
    return WeekInForce(roster, expected_volumes(centre, monday, DAYS_A_WEEK))


def published_week(centre: Centre, monday: date) -> tuple[Shift, ...]:
    """The shifts published for a week."""
    return tuple(shift for shift in centre.published if monday <= shift.shift_date < monday + timedelta(weeks=1))


def _kept_forecasts(folder: Path, week: str) -> list[Path]:
    """The forecasts behind a week's published versions, the newest first."""
    files = folder.glob(f"{week}-v*.csv")
    numbered = [(int(version), file) for file in files if (version := file.stem.rpartition("-v")[2]).isdecimal()]
    return [file for _, file in sorted(numbered, reverse=True)]
