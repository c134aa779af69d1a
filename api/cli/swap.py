"""``wfm swap``: may two people exchange shifts, or one take another's; yes or no, with the rule, and what it does."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from api.cli.console import OUT, Language, tell, tell_notes, text
from api.cli.departments import Folder, Out, department
from api.cli.plan import Seed
from scenarios.effect import Effect
from scenarios.folder import tables_beside
from scenarios.in_force import week_in_force
from scenarios.swap import SwapAnswer, Turn, swap_across
from scenarios.tables import write_changes
from wfm.errors import InputError
from wfm.messages import say
from wfm.timegrid import iso_week

NAME = "swap"
FORBIDDEN = 1
First = Annotated[str, typer.Argument(metavar="A07:2026-11-24", help="A person, and the day of the shift given away.")]
Second = Annotated[
    str, typer.Argument(metavar="A12:2026-11-25", help="The other; without a day, A12: takes over and gives nothing.")
]


def run(
    folder: Folder,
    first: First,
    second: Second,
    out: Out = None,
    seed: Seed = 1,
    lang: Language = None,
) -> None:
    """Ask whether two people may exchange shifts, and what that does to coverage and service."""
    turns = Turn.read(first), Turn.read(second)
    days = sorted(turn.day for turn in turns if turn.day is not None)
    if not days:
        raise InputError(say("swap_nothing", first=turns[0].agent_id, second=turns[1].agent_id))
    read, language = department(folder, days[-1])
    tell_notes(read.notes)
    mondays = sorted({day - timedelta(days=day.weekday()) for day in days})
    weeks = [week_in_force(read.centre, folder, monday) for monday in mondays]
    answers = swap_across(read.centre, weeks, *turns, seed=seed)
    tell("swap_yes" if answers[0].allowed else "swap_no")
    for reason in answers[0].reasons:
        OUT.print(f"  {text(reason)}", markup=False)
    for answer in answers:
        _tell(answer)
    if not answers[0].allowed:
        raise typer.Exit(FORBIDDEN)
    for monday, answer in zip(mondays, answers, strict=True):
        name = iso_week(monday)
        target = folder / "out" / f"{name}-swap" if out is None else out if len(mondays) == 1 else out / name
        with tables_beside(target) as new:
            write_changes(new, answer.changes, answer.roster, read.centre.time_zone, language)
        tell("changes_written", folder=target)


def tell_effect(effect: Effect) -> None:
    """Print what a change does to coverage and service."""
    for pool in effect.pools:
        tell("effect_pool", skill=pool.skill, before=f"{pool.before_h:.2f}", after=f"{pool.after_h:.2f}")
    for queue in effect.queues:
        if queue.target is not None:
            tell(
                "effect_queue", queue=queue.queue, before=f"{100 * (queue.level - queue.difference):.1f}",
                after=f"{100 * queue.level:.1f}", difference=f"{100 * queue.difference:+.2f}", low=f"{100 * queue.low:+.2f}",
                high=f"{100 * queue.high:+.2f}", verdict=say(f"verdict_{queue.verdict}"),
            )  # fmt: skip


def _tell(answer: SwapAnswer) -> None:
    for change in answer.changes:
        tell(
            "swap_change", agent=change.agent_id, day=change.shift_date, before=change.before or say("day_off"),
            after=change.after or say("day_off"),
        )  # fmt: skip
    tell_effect(answer.effect)
