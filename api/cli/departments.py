"""Reading the department a command works on: its files, the language it speaks, and what was repaired."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from api.cli.console import speak_as
from wfm.errors import InputError
from wfm.formats.cells import CellError, Conventions, read_instant
from wfm.formats.department import Department, read_department
from wfm.messages import say

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The department's folder, with centre.toml.")]
From = Annotated[str, typer.Option("--from", metavar="DATE", help="First day, such as 2026-11-23.")]
Weeks = Annotated[int, typer.Option("--weeks", min=1, max=53, help="How many weeks.")]
Out = Annotated[Path | None, typer.Option("--out", help="Where to write; absent: DIR/out/...")]


def now_or_after(day: date | None) -> datetime:
    """The present, or the end of a day that has not ended: rows of the history that are later belong to the future."""
    if day is None:
        return datetime.now(UTC)
    return max(datetime.now(UTC), datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1))


def department(
    folder: Path, before: date | None = None, needed: Collection[str] = ("people",)
) -> tuple[Department, str]:
    """
    The department in `folder`, and the language to speak.

    Rows of the history that are later than the present, and than `before` if given, are of the future: left out, and noted.
    """
    read = read_department(folder, needed=needed, now=now_or_after(before))
    return read, speak_as(read.centre.language)


def day_of(text: str) -> date:
    """A date of the command line; InputError where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(say("date_unreadable", value=text)) from None


def instant_of(text: str, time_zone: str) -> datetime:
    """An aware instant of the command line, local where it names no offset; InputError where it is none or does not exist."""
    try:
        return read_instant(text, Conventions(time_zone))
    except CellError as error:
        raise InputError(say("instant_unreadable", value=text, expected=error.expected)) from None
