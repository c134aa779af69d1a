"""
What is worked out of a department and its rosters, kept between requests for as long as nothing of it changes.

Everything is kept under the revisions it was made from, so that a change makes it anew; the least recently used goes first.
"""

from __future__ import annotations

import functools
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

from api import departments
from api.store import rosters
from scenarios.changes import Judge, broken
from scenarios.demand import expected_volumes
from scenarios.plan import DAYS_A_WEEK
from wfm.centre import Centre
from wfm.demand import VolumeForecast
from wfm.formats.series import forecast_of
from wfm.reports.coverage import CoverageReport, coverage_report
from wfm.roster import Roster
from wfm.rules import Violation
from wfm.staffing.requirement import required_beside

MOST = 24
"""Things kept: a department of 1,000 people and a roster of it take some megabytes each."""
WITHOUT_VOLUMES = ("volumes",)
WITHOUT_ROSTERS = ("published",)

Made = TypeVar("Made")


@dataclass(frozen=True, eq=False)
class WeekAtHand:
    """A roster as it is at a revision, in its department, and who says what a change of it breaks."""

    centre: Centre
    roster: Roster

    @functools.cached_property
    def judge(self) -> Judge:
        """Knows what was broken before, of everybody it has been asked about."""
        return Judge(self.centre, self.roster)

    @functools.cached_property
    def broken(self) -> tuple[Violation, ...]:
        """Everything the roster breaks of the hard rules."""
        return broken(self.centre, self.roster)


class Kept:
    """A few things by key; what two requests ask for at once is made twice rather than waited for."""

    def __init__(self, most: int = MOST) -> None:
        self._most, self._lock = most, threading.Lock()
        self._things: OrderedDict[Hashable, Any] = OrderedDict()

    def of(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What is kept under a key, made where nothing is."""
        with self._lock:
            if key in self._things:
                self._things.move_to_end(key)
                found: Made = self._things[key]
                return found
        made = make()
        with self._lock:
            self._things[key] = made
            while len(self._things) > self._most:
                self._things.popitem(last=False)
        return made


_OF: WeakKeyDictionary[Engine, Kept] = WeakKeyDictionary()
"""One for each database."""


def _kept(connection: Connection) -> Kept:
    return _OF.setdefault(connection.engine, Kept())


def _revision(centre: dict[str, Any]) -> tuple[Hashable, ...]:
    return centre["id"], centre["created_at"], centre["revision"]


def centre_at_hand(connection: Connection, centre: dict[str, Any]) -> Centre:
    """The department of a row, without its volumes."""
    return _kept(connection).of(
        ("centre", *_revision(centre)),
        lambda: departments.department(connection, centre["id"], WITHOUT_VOLUMES).centre,
    )


def week_at_hand(connection: Connection, centre: dict[str, Any], row: dict[str, Any]) -> WeekAtHand:
    """The roster of a row in its department."""

    def make() -> WeekAtHand:
        shifts = rosters.shifts_in(connection, row["id"])
        return WeekAtHand(centre_at_hand(connection, centre), Roster(row["week"], DAYS_A_WEEK, shifts))

    return _kept(connection).of(("week", *_revision(centre), row["id"], row["revision"]), make)


def coverage_at_hand(connection: Connection, centre: dict[str, Any], row: dict[str, Any]) -> CoverageReport:
    """Required and rostered people, with deferred work placed where the roster does it best."""

    def make() -> CoverageReport:
        week = week_at_hand(connection, centre, row)
        requirement = required_beside(week.centre, forecast_at_hand(connection, centre, row), week.roster)
        return coverage_report(week.centre, requirement, week.roster)

    return _kept(connection).of(("coverage", *_revision(centre), row["id"], row["revision"]), make)


def forecast_at_hand(connection: Connection, centre: dict[str, Any], row: dict[str, Any]) -> VolumeForecast:
    """The forecast a roster was made from; of one that was made from none, what is expected now."""
    if row["forecast"] is not None:
        return forecast_of(row["forecast"], centre_at_hand(connection, centre).grid(row["week"], DAYS_A_WEEK))

    def make() -> VolumeForecast:
        known = departments.department(connection, centre["id"], WITHOUT_ROSTERS).centre
        return expected_volumes(known, row["week"], DAYS_A_WEEK)

    return _kept(connection).of(("forecast", *_revision(centre), row["week"]), make)
