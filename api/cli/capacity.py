"""``wfm capacity``: a year of weeks – how many to hire, of which skill and contract and when, at least cost."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from api.cli.console import Language, tell, tell_notes, text, working
from api.cli.departments import Folder, From, Out, day_of, department
from api.cli.plan import Method, known_method
from scenarios.capacity import YearPlan, capacity
from scenarios.capacity.page import write_capacity
from scenarios.capacity.rows import figures, hire_rows
from scenarios.folder import tables_beside
from wfm.capacity import CapacityAssumptions
from wfm.formats.capacity_toml import FILE, read_capacity
from wfm.messages import say
from wfm.timegrid import iso_week

NAME = "capacity"
MOST_SHOWN = 12
Weeks = Annotated[int, typer.Option("--weeks", min=1, max=104, help="How many weeks.")]
AssumptionsFile = Annotated[
    Path | None, typer.Option("--assumptions", metavar="FILE", help="Absent: capacity.toml of DIR, if it is there.")
]
TimeLimit = Annotated[
    float, typer.Option("--time-limit", metavar="S", min=1, help="Seconds for each scenario, at most.")
]


def run(
    folder: Folder,
    from_: From,
    weeks: Weeks = 52,
    assumptions: AssumptionsFile = None,
    out: Out = None,
    time_limit: TimeLimit = 60.0,
    method: Method = "auto",
    lang: Language = None,
) -> None:
    """Plan the year: hiring classes by week, against people who leave, learn and are away, with a proven bound."""
    day = day_of(from_)
    monday = day - timedelta(days=day.weekday())
    known_method(method)
    read, language = department(folder, monday)
    tell_notes(read.notes)
    assumed = read_capacity(assumptions or folder / FILE) if assumptions or (folder / FILE).is_file() else None
    with working("progress_capacity"):
        plans = capacity(
            read.centre, monday, weeks, assumed or CapacityAssumptions(), method=method, time_limit_s=time_limit
        )
    target = out or folder / "out" / f"capacity-{iso_week(monday)}"
    with tables_beside(target) as new:
        write_capacity(new, plans, language)
    tell("capacity_title", centre=read.centre.name, weeks=weeks, first=monday)
    for plan in plans:
        _tell(plan)
    tell("capacity_done", folder=target)


def _tell(plan: YearPlan) -> None:
    """The figures of one scenario, and its first hires."""
    told, hires = figures(plan), hire_rows(plan)
    tell(
        "capacity_case", name=told.name or text(say("capacity_base")), cost=f"{told.cost:,.0f}",
        currency=plan.centre.currency, gap=f"{100 * told.gap:.2f}", hires=told.hires, classes=told.classes,
        short=f"{told.short_h:,.0f}", share=f"{100 * told.short_share:.1f}",
    )  # fmt: skip
    tell_notes(plan.notes[:MOST_SHOWN])
    if told.worst_week:
        tell("capacity_worst", week=told.worst_week)
    if not hires:
        tell("capacity_no_hires")
    tell_notes([row.sentence for row in hires[:MOST_SHOWN]])
    if len(hires) > MOST_SHOWN:
        tell("capacity_more", count=len(hires) - MOST_SHOWN, file="capacity_hires.csv")
