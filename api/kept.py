"""
What is worked out of a department and its rosters, kept between requests for as long as nothing of it changes.

Everything is kept under the revisions it was made from, so that a change makes it anew; the least recently used goes first.
"""

from __future__ import annotations

import functools
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

from api import departments
from api.store import rosters
from api.transaction import once_committed
from scenarios.changes import Judge, broken, still_broken
from scenarios.demand import expected_volumes
from wfm.centre import Centre
from wfm.demand import VolumeForecast
from wfm.formats.roster import in_zone
from wfm.formats.series import forecast_of
from wfm.reports.coverage import CoverageReport, coverage_report
from wfm.reports.hours import WeekHours, week_hours
from wfm.roster import Roster
from wfm.rules import Violation
from wfm.shifts import Shift
from wfm.staffing.requirement import Requiring
from wfm.timegrid import DAYS_A_WEEK

MOST = 64
"""Things kept: a department of 1,000 people and a roster of it take some megabytes each; one looked at is six of them."""
WITHOUT_ROSTERS = ("published",)

Made = TypeVar("Made")


@dataclass(frozen=True, eq=False)
class WeekAtHand:
    """
    A roster as it is at a revision, in its department, and who says what a change of it breaks.

    Attributes
    ----------
    known
        What another roster of the week breaks, and whose shifts alone are others in this one, where that is known.
    """

    centre: Centre
    roster: Roster
    known: tuple[tuple[Violation, ...], frozenset[str]] | None = None

    @functools.cached_property
    def judge(self) -> Judge:
        """Knows what was broken before, of everybody it has been asked about."""
        return Judge(self.centre, self.roster)

    @functools.cached_property
    def broken(self) -> tuple[Violation, ...]:
        """Everything the roster breaks of the hard rules."""
        if self.known is None:
            return broken(self.centre, self.roster)
        before, people = self.known
        return still_broken(self.centre, before, self.roster, people)

    @functools.cached_property
    def hours(self) -> tuple[WeekHours, ...]:
        """Everybody's hours beside what they must be."""
        return tuple(week_hours(self.centre, self.roster))

    def changed(self, gone: Iterable[Shift], come: Iterable[Shift], people: Collection[str]) -> WeekAtHand:
        """The same week after an edit of the shifts of `people`; what is known of all others is taken along."""
        before = self.known
        if "broken" in vars(self):
            before = self.broken, frozenset()
        known = None if before is None else (before[0], before[1].union(people))
        after = WeekAtHand(self.centre, self.roster.changed(gone, come), known)
        vars(after)["judge"] = self.judge.of_changed(after.roster)  # where the cached property keeps it
        return after


class Kept:
    """
    A few things by key; what several requests ask for at once is made once, and the others wait for it.

    They wait for nobody who waits for them: what is made only reads, and needs nothing but what lies below it.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most, self._lock = most, threading.Lock()
        self._things: OrderedDict[Hashable, Any] = OrderedDict()
        self._making: dict[Hashable, threading.Event] = {}

    def of(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What is kept under a key, made where nothing is; where making it fails, each who waits tries it in turn."""
        while True:
            with self._lock:
                if key in self._things:
                    self._things.move_to_end(key)
                    found: Made = self._things[key]
                    return found
                others = self._making.get(key)
                if others is None:
                    ended = self._making[key] = threading.Event()
                    break
            others.wait()
        try:
            made = make()
            self.put(key, made)
        finally:
            with self._lock:
                del self._making[key]
            ended.set()
        return made

    def at_hand(self, key: Hashable) -> Any:
        """What is kept under a key; None where nothing is."""
        with self._lock:
            return self._things.get(key)

    def put(self, key: Hashable, thing: Any) -> None:
        """Keep something under a key; what has not been used for longest goes."""
        with self._lock:
            self._things[key] = thing
            self._things.move_to_end(key)
            while len(self._things) > self._most:
                self._things.popitem(last=False)


_OF: WeakKeyDictionary[Engine, Kept] = WeakKeyDictionary()
"""One for each database."""


def _kept(connection: Connection) -> Kept:
    return _OF.setdefault(connection.engine, Kept())


def centre_at_hand(connection: Connection, centre: dict[str, Any]) -> Centre:
    """The department of a row, without its volumes."""

    def make() -> Centre:
        found = departments.department(connection, centre["id"]).centre
        return found.model_copy(update={"published": _published_at_hand(connection, centre, found)})

    return _kept(connection).of(("centre", *_revision(centre)), make)


def _published_at_hand(connection: Connection, centre: dict[str, Any], known: Centre) -> tuple[Shift, ...]:
    """The shifts in force of the people of the department, in time order: what is published never changes, so it is read once."""
    read: dict[int, tuple[Shift, ...]] = _kept(connection).of(("published", *_identity(centre)), dict)
    in_force = rosters.rosters_in_force(connection, centre["id"])
    for roster_id in in_force:
        if roster_id not in read:
            read[roster_id] = tuple(in_zone(each, known.time_zone) for each in rosters.shifts_in(connection, roster_id))
    people = {agent.agent_id for agent in known.agents}
    shifts = (shift for roster_id in in_force for shift in read[roster_id] if shift.agent_id in people)
    return tuple(sorted(shifts, key=lambda shift: (shift.start_min, shift.agent_id, shift.shift_id)))


def week_at_hand(connection: Connection, centre: dict[str, Any], row: dict[str, Any]) -> WeekAtHand:
    """The roster of a row in its department."""

    def make() -> WeekAtHand:
        return WeekAtHand(centre_at_hand(connection, centre), roster_at_hand(connection, centre, row))

    return _kept(connection).of(_week_key(centre, row), make)


def roster_at_hand(connection: Connection, centre: dict[str, Any], row: dict[str, Any]) -> Roster:
    """The roster of a row with its shifts."""

    def make() -> Roster:
        return Roster(row["week"], DAYS_A_WEEK, rosters.shifts_in(connection, row["id"]))

    return _kept(connection).of(_roster_key(centre, row), make)


def roster_of(
    connection: Connection, centre: dict[str, Any], row: dict[str, Any], agent_ids: Collection[str]
) -> Roster:
    """The part of a roster that some people have in it; read alone where the whole is not at hand, for that takes longer."""
    whole: Roster | None = _kept(connection).at_hand(_roster_key(centre, row))
    if whole is None:
        shifts = rosters.shifts_in(connection, row["id"], agent_ids)
    else:
        shifts = tuple(shift for agent_id in agent_ids for shift in whole.of(agent_id))
    return Roster(row["week"], DAYS_A_WEEK, shifts)


def keep_edited(connection: Connection, centre: dict[str, Any], row: dict[str, Any], week: WeekAtHand) -> None:
    """Keep what has become of a roster, once it is sure; `row` as it was with its new revision."""
    kept = _kept(connection)

    def put() -> None:
        kept.put(_roster_key(centre, row), week.roster)
        kept.put(_week_key(centre, row), week)

    once_committed(connection, put)


def coverage_at_hand(connection: Connection, centre: dict[str, Any], row: dict[str, Any]) -> CoverageReport:
    """Required and rostered people, with deferred work placed where the roster does it best."""

    def require() -> Requiring:
        return Requiring(centre_at_hand(connection, centre), forecast_at_hand(connection, centre, row))

    def make() -> CoverageReport:
        week = week_at_hand(connection, centre, row)
        requiring = _kept(connection).of(("requiring", *_forecast_key(centre, row)), require)
        return coverage_report(week.centre, requiring.beside(week.roster), week.roster)

    return _kept(connection).of(("coverage", *_week_key(centre, row)), make)


def forecast_at_hand(connection: Connection, centre: dict[str, Any], row: dict[str, Any]) -> VolumeForecast:
    """The forecast a roster was made from; of one that was made from none, what is expected now."""

    def make() -> VolumeForecast:
        made_from = rosters.forecast_behind(connection, row["id"])
        if made_from is not None:
            return forecast_of(made_from, centre_at_hand(connection, centre).grid(row["week"], DAYS_A_WEEK))
        known = departments.department(connection, centre["id"], WITHOUT_ROSTERS).centre
        return expected_volumes(known, row["week"], DAYS_A_WEEK)

    return _kept(connection).of(("forecast", *_forecast_key(centre, row)), make)


def _identity(centre: dict[str, Any]) -> tuple[Hashable, ...]:
    """Of a department, however it changes; another of the same name is another."""
    return centre["id"], centre["created_at"]


def _revision(centre: dict[str, Any]) -> tuple[Hashable, ...]:
    return *_identity(centre), centre["revision"]


def _roster_key(centre: dict[str, Any], row: dict[str, Any]) -> tuple[Hashable, ...]:
    return "roster", *_identity(centre), row["id"], row["revision"]


def _week_key(centre: dict[str, Any], row: dict[str, Any]) -> tuple[Hashable, ...]:
    return "week", *_revision(centre), row["id"], row["revision"]


def _forecast_key(centre: dict[str, Any], row: dict[str, Any]) -> tuple[Hashable, ...]:
    return *_revision(centre), row["week"], row["forecast_digest"]
