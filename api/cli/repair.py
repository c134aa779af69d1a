"""``wfm repair``: people are away or more contacts come than expected; the fewest changes that mend the rest of today."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.console import Language, tell, tell_notes
from api.cli.departments import Folder, Out, department, instant_of
from api.cli.plan import Seed
from api.cli.simulate import Actuals
from api.cli.swap import tell_effect
from scenarios.demand import with_actuals
from scenarios.folder import tables_beside
from scenarios.in_force import week_in_force
from scenarios.repair import Repair, repair
from scenarios.tables import write_changes
from wfm.formats.department import read_actuals
from wfm.messages import say
from wfm.timegrid import iso_week

NAME = "repair"
MOST_NAMED = 3
"""People named who could come with an exception, the likeliest first."""
Now = Annotated[
    str, typer.Option("--now", metavar="INSTANT", help="Nothing before it moves, such as 2026-11-24T11:00.")
]
Absent = Annotated[
    list[str] | None, typer.Option("--absent", metavar="A07", help="Away for the rest of today; as often as wanted.")
]


def run(
    folder: Folder,
    now: Now,
    absent: Absent = None,
    actuals: Actuals = None,
    out: Out = None,
    seed: Seed = 1,
    lang: Language = None,
) -> None:
    """Find the fewest changes that bring the rest of today back to its plan."""
    day = instant_of(now, "UTC").date()
    read, language = department(folder, day)
    tell_notes(read.notes)
    centre = read.centre
    moment = instant_of(now, centre.time_zone)
    local_day = moment.date()
    if actuals is not None:
        came, notes = read_actuals(actuals, read, moment)
        tell_notes(notes)
        centre = with_actuals(centre, came)
    week = week_in_force(centre, folder, local_day)
    found = repair(centre, week.roster, week.forecast, moment, absent or (), seed=seed)
    _tell(found)
    target = out or folder / "out" / f"{iso_week(local_day)}-repair"
    with tables_beside(target) as new:
        write_changes(new, (*found.absences, *found.changes), found.roster, centre.time_zone, language)
    tell("changes_written", folder=target)


def _tell(found: Repair) -> None:
    tell_notes(found.notes)
    for lost in found.absences:
        tell("repair_absence", agent=lost.agent_id, before=lost.before)
    effect = found.effect
    hours = {
        "planned": f"{found.planned_h:.1f}",
        "before": f"{effect.missing_before_h:.1f}",
        "after": f"{effect.missing_after_h:.1f}",
    }
    if found.changes:
        tell("repair_changes", count=len(found.changes), people=len({change.agent_id for change in found.changes}))
    elif found.restored:
        tell("repair_not_needed")
    else:
        tell("repair_nothing_helps")
    for words, change in zip(found.words, found.changes, strict=True):
        tell("repair_line", words=words, why=change.why)
    if found.changes and found.is_fewest:
        tell("repair_fewest")
    tell("repair_shortage", **hours)
    if found.changes and not found.restored:
        tell("repair_in_part")
    for row in found.with_exception[:MOST_NAMED]:
        rules = [say(f"rule_{rule}") for rule in row.needs_exception]
        tell("repair_with_exception", agent=row.agent_id, phone=row.phone or row.emergency_phone or "–", rules=rules)
    if found.time_off:
        tell("repair_time_off")
    for words in found.time_off:
        tell("repair_offer", words=words)
    for violation in found.still_broken:
        tell("repair_still_broken", sentence=violation.sentence)
    tell_effect(effect)
