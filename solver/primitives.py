"""
The few shapes every engine understands. Rules compile to these, and only these are encoded for each engine.

People, days and possible shifts are indices into a `Frame`. Every primitive says which rule asked for it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class AllowShifts:
    """One person may work only these possible shifts, shape (K,), and be off only on these days, shape (D,)."""

    agent: int
    shifts: Bools
    days_off: Bools
    because: str


@dataclass(frozen=True, eq=False)
class PaidMinutes:
    """Paid minutes of one person's shifts in a window, by its first day, lie in [low_min, high_min]."""

    agent: int
    first_day: int
    low_min: int
    high_min: int
    because: str


@dataclass(frozen=True, eq=False)
class RestBefore:
    """At least this many minutes between the last shift of one person and a shift that begins on `day`."""

    agent: int
    day: int
    minutes: int
    because: str


@dataclass(frozen=True, eq=False)
class RestAfter:
    """
    Rest of one person after the last of a run of certain shifts, in minutes by the day on which the next shift begins, shape (D,).

    `of`, shape (K,), the same for everybody, are those shifts; one of them that begins on the day after another goes on with the
    run. `last_day` is the day, below 0, of the shift before the days if that was one of them.
    """

    agent: int
    of: Bools
    minutes: Ints
    last_day: int | None
    because: str


@dataclass(frozen=True, eq=False)
class DayPattern:
    """
    The days of one person, read as letters, are accepted by a finite automaton.

    Attributes
    ----------
    letters
        Letter of each possible shift, shape (K,), at least 1; a day without a shift reads 0.
    moves
        Next state, shape (D, S, L), -1 where the day would break the rule.
    start
        State before the first day.
    accepts
        Whether a state may end the days, shape (S,).
    """

    agent: int
    letters: NDArray[np.int8]
    moves: NDArray[np.int16]
    start: int
    accepts: Bools
    because: str


@dataclass(frozen=True, eq=False)
class AtMost:
    """One person works at most so many of these possible shifts, shape (K,)."""

    agent: int
    of: Bools
    most: int
    because: str


@dataclass(frozen=True, eq=False)
class ShiftCost:
    """Points that each possible shift costs one person, shape (K,)."""

    agent: int
    points: Ints
    because: str


@dataclass(frozen=True, eq=False)
class StartChange:
    """
    From one day to the next a start moves by at most `max_change_min` on the clock.

    Beyond it each minute costs ``points_per_hour / 60``, rounded per breach; None forbids.
    """

    max_change_min: int
    points_per_hour: float | None
    because: str


@dataclass(frozen=True, eq=False)
class DayOffAlone:
    """Points of a shift that follows on a single day off after another shift, for everybody."""

    points: int
    because: str


@dataclass(frozen=True, eq=False)
class PaidPoints:
    """Each paid minute of one person above `after_min` in a window, by its first day, costs points."""

    agent: int
    first_day: int
    after_min: int
    points_per_min: int
    because: str


@dataclass(frozen=True, eq=False)
class LeadCover:
    """At every step of an open interval at least so many leads are on shift and not at a meal."""

    min_leads: int
    because: str


@dataclass(frozen=True, eq=False)
class CountsAfter:
    """One person covers nothing before so many paid minutes were worked on the days before."""

    agent: int
    minutes: int
    because: str


@dataclass(frozen=True)
class PlaceActivity:
    """
    Some people are off their queues for `steps` steps in a row, on shift and at no pause, from a step to be chosen.

    The first step lies in [`first_start`, `last_start`]; `together` all begin at the same one.
    """

    id: str
    activity: str
    agents: tuple[int, ...]
    steps: int
    first_start: int
    last_start: int
    together: bool
    because: str


@dataclass(frozen=True, eq=False)
class PairShifts:
    """
    How the shifts of two people go together.

    `together`: on each of `days`, shape (D,), both are off or both begin at one step. Otherwise: no shift of the one shares a
    minute with a shift of the other, from begin to end, on whatever days.
    """

    agents: tuple[int, int]
    together: bool
    days: Bools
    because: str


@dataclass(frozen=True)
class MostPresent:
    """At every step of [`first_step`, `last_step`) at most `most` of these people are on shift and not at an unpaid pause."""

    agents: frozenset[int]
    first_step: int
    last_step: int
    most: int
    because: str


Primitive = (
    AllowShifts
    | PaidMinutes
    | RestBefore
    | RestAfter
    | DayPattern
    | AtMost
    | ShiftCost
    | StartChange
    | DayOffAlone
    | PaidPoints
    | LeadCover
    | CountsAfter
    | PlaceActivity
    | PairShifts
    | MostPresent
)
