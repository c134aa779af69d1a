"""What every task of a job has to work with, what comes out of it, and the options that several kinds share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from api.cli.departments import now_or_after
from scenarios.sweep import Shared
from solver import Progress
from wfm.formats.department import Department, read_department
from wfm.model import Number, Whole
from wfm.roster import Roster
from wfm.shifts import Shift
from wfm.timegrid import DAYS_A_WEEK

Week = Annotated[str, Field(max_length=10, examples=["2026-W48"], description="ISO week, or any date in it.")]
Seconds = Annotated[Number, Field(ge=1, le=86_400)]
Budget = Annotated[Whole, Field(ge=1, le=10**9, description="Search steps instead of seconds: repeatable.")] | None
Seed = Annotated[Whole, Field(ge=0, le=2**31 - 1)]
Method = Annotated[str, Field(max_length=40)]
Processes = Annotated[
    Whole, Field(ge=1, le=64, description="Scenarios planned at the same time, each by a worker of its own.")
]


class PutBackError(Exception):
    """The worker stops; what it has in hand is to be continued by another."""


@dataclass(frozen=True)
class Work:
    """
    What a task has to work with.

    Attributes
    ----------
    folder
        The department's files; the forecast of a roster in question lies in ``forecasts/``.
    out
        An empty folder for what it gives.
    listen, stop
        Told how far a search is; says whether to end it.
    shared
        Where the scenarios of a sweep are taken from, by other workers too.
    start, searched_s, steps
        The best roster that an earlier attempt saved, and how long and how many steps that had searched.
    """

    folder: Path
    out: Path
    language: str
    listen: Callable[[Progress], None]
    stop: Callable[[], bool]
    shared: Shared
    start: tuple[Shift, ...] | None = None
    searched_s: float = 0.0
    steps: int = 0

    def read(self, before: date | None = None) -> Department:
        """The department, with what is known up to now, or up to a day that lies ahead."""
        return read_folder(self.folder, before)

    def start_of(self, monday: date) -> Roster | None:
        """The roster to begin from."""
        return None if self.start is None else Roster(monday, DAYS_A_WEEK, self.start)


def read_folder(folder: Path, before: date | None = None) -> Department:
    """The department in a folder, with what is known up to now, or up to a day that lies ahead."""
    return read_department(folder, now=now_or_after(before))


@dataclass(frozen=True)
class Outcome:
    """What comes out besides the folder: the roster of a week, to become a draft."""

    week: date | None = None
    shifts: tuple[Shift, ...] = ()
