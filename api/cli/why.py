"""``wfm why``: why a stretch is short, or why somebody has the shift they have, from the prices of coverage and the rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

import typer

from api.cli.console import Language, tell_notes, working
from api.cli.departments import Folder, day_of, department, instant_of
from scenarios.in_force import week_in_force
from scenarios.why import Why
from wfm.errors import InputError
from wfm.messages import Sentence, say

NAME = "why"
Skill = Annotated[str | None, typer.Option("--skill", help="The pool that is short; with --from and --to.")]
Start = Annotated[str | None, typer.Option("--from", metavar="INSTANT", help="Such as 2026-11-24T18:00.")]
End = Annotated[str | None, typer.Option("--to", metavar="INSTANT", help="Such as 2026-11-24T20:00.")]
Person = Annotated[str | None, typer.Option("--agent", metavar="A12", help="Whose shift; with --day.")]
Day = Annotated[str | None, typer.Option("--day", metavar="DATE", help="Such as 2026-11-24.")]


def run(
    folder: Folder,
    skill: Skill = None,
    start: Start = None,
    end: End = None,
    agent: Person = None,
    day: Day = None,
    lang: Language = None,
) -> None:
    """Ask why a time is short of people, or why somebody has this shift."""
    question = Question.of(skill, start, end, agent, None if day is None else day_of(day))
    read, _ = department(folder, question.day)
    tell_notes(read.notes)
    with working("progress_prices", None):
        told = question.answer(Why.of(read.centre, week_in_force(read.centre, folder, question.day)))
    tell_notes(told)


@dataclass(frozen=True)
class Question:
    """One question: a pool and a stretch as written, local where they name no offset, or a person's day."""

    day: date
    skill: str = ""
    start: str = ""
    end: str = ""
    agent_id: str = ""

    @classmethod
    def of(
        cls, skill: str | None, start: str | None, end: str | None, agent_id: str | None, day: date | None
    ) -> Question:
        """InputError unless it is just one question."""
        about_time, about_person = (skill, start, end), (agent_id, day)
        if all(about_time) == all(about_person) or (any(about_time) and any(about_person)):
            raise InputError(say("why_one_question"))
        if agent_id and day:
            return cls(day, agent_id=agent_id)
        first, last = (instant_of(text or "", "UTC") for text in (start, end))
        if last <= first:
            raise InputError(say("why_backwards", start=f"{first:%Y-%m-%d %H:%M}", end=f"{last:%Y-%m-%d %H:%M}"))
        return cls(first.date(), skill or "", start or "", end or "")

    def answer(self, why: Why) -> list[Sentence]:
        """The answer in sentences."""
        if self.agent_id:
            return why.shift(self.agent_id, self.day)
        first, last = (instant_of(text, why.centre.time_zone) for text in (self.start, self.end))
        return why.short(self.skill, first, last)
