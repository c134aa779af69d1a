"""``wfm advise``: who should learn what – ranked by the prices of coverage, the first few planned anew and replayed."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.console import Language, tell, tell_notes, working
from api.cli.departments import Folder, Out
from api.cli.plan import Budget, Method, Seed, Week, to_plan
from api.cli.whatif import Processes, Teller, TimeLimit
from scenarios.advise import advise
from scenarios.advise_page import write_advice
from scenarios.folder import tables_beside
from scenarios.whatif_page import write_whatif
from wfm.timegrid import iso_week, week_start

NAME = "advise"
MOST_SHOWN = 12
Tried = Annotated[
    int, typer.Option("--try", min=0, max=50, help="How many of the first are planned anew and replayed.")
]


def run(
    folder: Folder,
    week: Week,
    tried: Tried = 3,
    out: Out = None,
    time_limit: TimeLimit = 15.0,
    budget: Budget = None,
    seed: Seed = 1,
    method: Method = "auto",
    processes: Processes = 2,
    lang: Language = None,
) -> None:
    """Say who would gain most by learning which skill, and try the first few."""
    monday = week_start(week)
    read, language, options = to_plan(folder, monday, method, time_limit, budget, seed)
    with working("progress_base", None if budget else time_limit) as show:
        found = advise(
            read.centre,
            monday,
            options,
            most_tried=tried,
            processes=processes,
            on_base=show,
            on_done=Teller(tried).tell,
        )
    target = out or folder / "out" / f"{iso_week(monday)}-advice"
    with tables_beside(target) as new:
        write_advice(new, found, read.centre, iso_week(monday), language)
        write_whatif(new, found.base, found.tried, [], read.centre, iso_week(monday), language)
    tell("advise_title", centre=read.centre.name, week=iso_week(monday))
    if not found.trainings:
        tell("advise_nothing")
    tell_notes([training.sentence for training in found.trainings[:MOST_SHOWN]])
    tell("advise_done", count=len(found.trainings), tried=len(found.tried), folder=target)
