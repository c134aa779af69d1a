"""``wfm cost``: what granting a leave or an exception would cost the roster: shortage and service with it and without."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.console import Language, tell, tell_notes, working
from api.cli.departments import Folder, Out, department
from api.cli.plan import Budget, Method, Seed, to_plan
from api.cli.whatif import TimeLimit
from scenarios.decision_cost import Request, decision_cost, exception_of, leave_of
from scenarios.folder import tables_beside
from scenarios.swap import Turn
from scenarios.whatif_page import write_decision
from wfm.centre import Centre
from wfm.errors import InputError
from wfm.messages import say
from wfm.timegrid import iso_week

NAME = "cost"
LeaveName = Annotated[
    str | None, typer.Option("--leave", metavar="A07:2026-11-24", help="A person, and the first day of the leave.")
]
ExceptionName = Annotated[str | None, typer.Option("--exception", metavar="E07", help="The id of an exception.")]


def run(
    folder: Folder,
    leave: LeaveName = None,
    exception: ExceptionName = None,
    out: Out = None,
    time_limit: TimeLimit = 15.0,
    budget: Budget = None,
    seed: Seed = 1,
    method: Method = "auto",
    lang: Language = None,
) -> None:
    """Ask what granting a leave or an exception would cost the roster."""
    known, _ = department(folder)
    request = request_of(known.centre, leave, exception)
    read, language, options = to_plan(folder, request.from_day, method, time_limit, budget, seed)
    with working("progress_base", None if budget else time_limit) as show:
        weeks = decision_cost(read.centre, request, options, on_progress=show)
    target = out or folder / "out" / f"{iso_week(weeks[0].monday)}-cost"
    with tables_beside(target) as new:
        write_decision(new, weeks, read.centre, language)
    tell_notes([sentence for week in weeks for sentence in week.sentences])
    tell("cost_done", folder=target)


def request_of(centre: Centre, leave: str | None, exception: str | None) -> Request:
    """What is asked about: one leave, or one exception; InputError otherwise."""
    if exception is not None and leave is None:
        return exception_of(centre, exception)
    if leave is None or exception is not None:
        raise InputError(say("cost_one_request"))
    turn = Turn.read(leave)
    if turn.day is None:
        raise InputError(say("swap_unreadable", value=leave))
    return leave_of(centre, turn.agent_id, turn.day)
