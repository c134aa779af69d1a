"""``wfm simulate``: what a roster is worth, replayed against the forecast or against what came."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from api.cli.console import Language, tell, tell_notes
from api.cli.departments import Folder, Out, department
from api.cli.plan import Seed
from api.cli.summary import tell_service
from scenarios.demand import expected_volumes
from scenarios.folder import latest_plan, tables_beside
from scenarios.tables import write_service
from wfm.calendar import DAY_MIN
from wfm.centre import Centre
from wfm.demand import VolumeForecast, VolumeHistory
from wfm.errors import InputError
from wfm.formats.department import read_actuals
from wfm.formats.roster import read_roster
from wfm.formats.series import read_forecast
from wfm.messages import say
from wfm.roster import Roster
from wfm.simulation import replay
from wfm.timegrid import iso_week, local

NAME = "simulate"
WEEK_DAYS = 7
RosterFile = Annotated[
    Path | None, typer.Option("--roster", help="The roster; absent, that of the latest plan in DIR/out.")
]
Actuals = Annotated[Path | None, typer.Option("--actuals", help="Volumes that came, instead of the forecast.")]
Replications = Annotated[int, typer.Option("--replications", min=2, max=10_000, help="How often to replay it.")]


def run(
    folder: Folder,
    roster: RosterFile = None,
    actuals: Actuals = None,
    out: Out = None,
    replications: Replications = 200,
    seed: Seed = 1,
    lang: Language = None,
) -> None:
    """Replay a roster person by person: service level, waits, abandonment and occupancy with their intervals."""
    file = roster or latest_plan(folder / "out") / "roster.csv"
    read, _ = department(folder)
    tell_notes(read.notes)
    rostered = _roster(file, read.centre)
    volumes: VolumeForecast | VolumeHistory
    if actuals is None:
        volumes = _expected(file.parent / "forecast.csv", read.centre, rostered)
    else:
        end = read.centre.instant_of(rostered.first_day, rostered.days * DAY_MIN)
        volumes, notes = read_actuals(actuals, read, max(datetime.now(UTC), local(end, read.centre.time_zone)))
        tell_notes(notes)
        _refuse_gaps(volumes, actuals, read.centre, rostered)
    result = replay(rostered, read.centre, volumes, replications=replications, seed=seed)
    week = iso_week(rostered.first_day)
    target = out or folder / "out" / f"{week}-simulated"
    with tables_beside(target) as new:
        write_service(new, result)
    tell_service(result)
    tell("simulate_done", week=week, file=target / "service.csv")


def _refuse_gaps(volumes: VolumeHistory, file: Path, centre: Centre, roster: Roster) -> None:
    """What came must be known at every open interval of the roster: nothing is made up."""
    for queue in centre.queues:
        if queue.channel == "position":
            continue
        row = volumes.offered[volumes.queues.index(queue.id)] if queue.id in volumes.queues else np.empty(0)
        known = volumes.starts_min[~np.isnan(row)] if len(row) else volumes.starts_min[:0]
        open_min = centre.grid(roster.first_day, roster.days, queue).starts_min
        if len(missing := np.setdiff1d(open_min, known)):
            at = f"{local(int(missing[0]), centre.time_zone):%Y-%m-%d %H:%M}"
            raise InputError(say("actuals_missing", file=file.name, queue=queue.id, at=at, count=len(missing)))


def _roster(file: Path, centre: Centre) -> Roster:
    """Whole weeks that hold every shift of the file."""
    shifts = read_roster(file, centre.time_zone)
    if not shifts:
        raise InputError(say("simulate_no_shifts", file=file.name))
    first = min(shift.shift_date for shift in shifts)
    monday = first - timedelta(days=first.weekday())
    weeks = (max(shift.shift_date for shift in shifts) - monday).days // WEEK_DAYS + 1
    return Roster(monday, WEEK_DAYS * weeks, shifts)


def _expected(file: Path, centre: Centre, roster: Roster) -> VolumeForecast:
    """The forecast the roster was made from where it lies beside it, else today's."""
    if file.is_file():
        return read_forecast(file, centre.grid(roster.first_day, roster.days))
    return expected_volumes(centre, roster.first_day, roster.days)
