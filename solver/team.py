"""The people in numbers: what the primitives allow and cost each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from solver.automaton import Automaton, product
from solver.encodings import encode
from solver.frame import I64, Bools, Frame, Layout
from solver.primitives import (
    AllowShifts,
    AtMost,
    CountsAfter,
    DayOffAlone,
    DayPattern,
    LeadCover,
    MostPresent,
    PaidMinutes,
    PaidPoints,
    PairShifts,
    PlaceActivity,
    Primitive,
    RestAfter,
    RestBefore,
    ShiftCost,
    StartChange,
)

MOST_COUNTED = 20
"""States that counts of shifts may add to a person's automaton; counts beyond that are kept outside it."""


@dataclass(frozen=True)
class Kind:
    """
    People who cover the same: the pools they can serve, by index, whether they count as a lead, and which of `Team.most_present`
    they count for.

    In the steps of `busy`, ``[from, to)``, they are at a meeting or training: on shift, at no pause, and covering nothing.
    """

    pools: tuple[int, ...]
    lead: bool
    counted: tuple[int, ...] = ()
    busy: tuple[tuple[int, int], ...] = ()

    def at(self, busy: tuple[tuple[int, int], ...]) -> Kind:
        """The same people with these steps taken."""
        return replace(self, busy=busy)

    def is_busy(self, step: int) -> bool:
        """Whether a step is taken."""
        return any(first <= step < last for first, last in self.busy)


@dataclass(frozen=True)
class Seat:
    """One person's place in an activity: the steps ``[start, end)``, inside the shift of a day."""

    agent: int
    day: int
    start: int
    end: int
    activity: str

    def leaves(self, frame: Layout) -> Bools:
        """Possible shifts that the seat leaves: of its day those around it, of other days those that do not touch it, (K,)."""
        shifts = frame.shifts
        around = (shifts.start <= self.start) & (shifts.end >= self.end)
        apart = (shifts.start >= self.end) | (shifts.end <= self.start)
        left: Bools = np.where(shifts.day == self.day, around, apart)
        return left


def spans_of(seats: Iterable[Seat]) -> tuple[tuple[int, int], ...]:
    """The steps that some seats of one person take, in order."""
    return tuple(sorted((seat.start, seat.end) for seat in seats))


@dataclass(frozen=True, eq=False)
class Team:
    """
    Everyone's week as numbers.

    Attributes
    ----------
    kind_of, trainee_kind_of
        Kind of each person once they count, and before, shape (A,).
    counts_after_min
        Paid minutes on earlier days after which a person counts, shape (A,); 0: always.
    allowed, cost
        Possible shifts of each person, and their points, shape (A, K).
    off_allowed
        Days that may be off, shape (A, D).
    low_min, high_min
        Bounds of the paid minutes in each window, shape (A, W).
    rest_min
        Minutes of rest before each day's shift, shape (A, D); -1: none asked for.
    runs, run_rest_min, last_run
        Possible shifts, shape (K,), the last of a run of which asks for so many minutes of rest before each day's shift, shape
        (A, D), -1: none; and whether the last shift before the days was one of them: 0 no, 1 the day before, 2 earlier, shape (A,).
    off_alone_points
        Points of a shift after a single day off.
    paid_points
        What paid minutes of a window cost beyond some number, several for one person added up.
    counts
        How many of certain shifts people may work, where `patterns` do not say it already.
    pairs, most_present
        What two people, or any number of them, may not work side by side.
    to_place
        Activities whose time is to be chosen.
    seats, free
        The times chosen, and the team before that: its weeks are worth no less, so bounds are proven on it.
    """

    frame: Layout
    kinds: tuple[Kind, ...]
    kind_of: NDArray[np.int32]
    trainee_kind_of: NDArray[np.int32]
    counts_after_min: I64
    allowed: Bools
    cost: I64
    off_allowed: Bools
    low_min: I64
    high_min: I64
    rest_min: I64
    runs: Bools
    run_rest_min: I64
    last_run: I64
    patterns: tuple[Automaton, ...]
    pattern_of: NDArray[np.int32]
    start_change: StartChange | None
    min_leads: int
    off_alone_points: int = 0
    paid_points: tuple[PaidPoints, ...] = ()
    counts: tuple[AtMost, ...] = ()
    pairs: tuple[PairShifts, ...] = ()
    most_present: tuple[MostPresent, ...] = ()
    to_place: tuple[PlaceActivity, ...] = ()
    seats: tuple[Seat, ...] = ()
    free: Team | None = None

    @property
    def size(self) -> int:
        """Number of people."""
        return len(self.kind_of)

    @classmethod
    def of(cls, frame: Frame, *, keep: Callable[[Primitive], bool] = lambda _: True) -> Team:
        """The team of a problem under the primitives of its rules, or under those that `keep` accepts."""
        return cls.under(frame, [primitive for primitive in encode(frame) if keep(primitive)])

    @classmethod
    def under(cls, frame: Layout, primitives: Iterable[Primitive]) -> Team:
        """The team under some primitives only."""
        people, shifts = len(frame.people.pools), len(frame.shifts.all)
        allowed = np.ones((people, shifts), dtype=np.bool_)
        cost = np.zeros((people, shifts), dtype=np.int64)
        off_allowed = np.ones((people, frame.days), dtype=np.bool_)
        window_of = {int(first): window for window, first in enumerate(frame.first_of_window[:-1])}
        most_min = np.diff(frame.first_of_window).astype(np.int64) * 24 * 60
        low, high = np.zeros((people, len(most_min)), dtype=np.int64), np.tile(most_min, (people, 1))
        rest = np.full((people, frame.days), -1, dtype=np.int64)
        runs, last_run = np.zeros(shifts, dtype=np.bool_), np.zeros(people, dtype=np.int64)
        run_rest = np.full((people, frame.days), -1, dtype=np.int64)
        counts_after = np.zeros(people, dtype=np.int64)
        patterns: list[list[DayPattern]] = [[] for _ in range(people)]
        at_most: list[AtMost] = []
        start_change: StartChange | None = None
        min_leads = 0
        to_place: list[PlaceActivity] = []
        pairs: list[PairShifts] = []
        most_present: list[MostPresent] = []
        off_alone_points, paid_points = 0, []
        for primitive in primitives:
            match primitive:
                case AllowShifts(agent=a):
                    allowed[a] &= primitive.shifts
                    off_allowed[a] &= primitive.days_off
                case PaidMinutes(agent=a):
                    window = window_of[primitive.first_day]
                    low[a, window] = max(low[a, window], primitive.low_min)
                    high[a, window] = min(high[a, window], primitive.high_min)
                case RestBefore(agent=a):
                    rest[a, primitive.day] = max(rest[a, primitive.day], primitive.minutes)
                case RestAfter(agent=a):
                    runs, run_rest[a] = primitive.of, primitive.minutes
                    last_run[a] = 0 if primitive.last_day is None else 1 if primitive.last_day == -1 else 2
                case DayPattern(agent=a):
                    patterns[a].append(primitive)
                case AtMost():
                    at_most.append(primitive)
                case ShiftCost(agent=a):
                    cost[a] += primitive.points
                case CountsAfter(agent=a):
                    counts_after[a] = max(counts_after[a], primitive.minutes)
                case PlaceActivity():
                    to_place.append(primitive)
                case PairShifts():
                    pairs.append(primitive)
                case MostPresent():
                    most_present.append(primitive)
                case StartChange():
                    start_change = primitive
                case DayOffAlone():
                    off_alone_points += primitive.points
                case PaidPoints():
                    paid_points.append(primitive)
                case LeadCover():
                    min_leads = max(min_leads, primitive.min_leads)
        counts = _counted(frame, at_most, patterns)
        kinds, kind_of, trainee_kind_of = _kinds(frame, most_present)
        automata, pattern_of = _automata(frame, patterns)
        return cls(
            frame=frame,
            kinds=kinds,
            kind_of=kind_of,
            trainee_kind_of=trainee_kind_of,
            counts_after_min=counts_after,
            allowed=allowed,
            cost=cost,
            off_allowed=off_allowed,
            low_min=low,
            high_min=high,
            rest_min=rest,
            runs=runs,
            run_rest_min=run_rest,
            last_run=last_run,
            patterns=automata,
            pattern_of=pattern_of,
            start_change=start_change,
            min_leads=min_leads,
            off_alone_points=off_alone_points,
            paid_points=tuple(paid_points),
            counts=counts,
            pairs=tuple(pairs),
            most_present=tuple(most_present),
            to_place=tuple(to_place),
        )

    def seated(self, seats: tuple[Seat, ...]) -> Team:
        """The team with the times of its activities chosen: who attends works around them that day."""
        kinds = {kind: index for index, kind in enumerate(self.kinds)}
        allowed, off_allowed = self.allowed.copy(), self.off_allowed.copy()
        kind_of, trainee_kind_of = self.kind_of.copy(), self.trainee_kind_of.copy()
        for seat in seats:
            allowed[seat.agent] &= seat.leaves(self.frame)
            off_allowed[seat.agent, seat.day] = False
        for agent in sorted({seat.agent for seat in seats}):
            busy = spans_of(seat for seat in seats if seat.agent == agent)
            for of in (kind_of, trainee_kind_of):
                of[agent] = kinds.setdefault(self.kinds[of[agent]].at(busy), len(kinds))
        return replace(
            self, kinds=tuple(kinds), kind_of=kind_of, trainee_kind_of=trainee_kind_of, allowed=allowed,
            off_allowed=off_allowed, seats=seats, free=self,
        )  # fmt: skip


def _kinds(
    frame: Layout, most_present: list[MostPresent]
) -> tuple[tuple[Kind, ...], NDArray[np.int32], NDArray[np.int32]]:
    kinds: dict[Kind, int] = {}
    counted, trainee = [], []
    for index, (pools, lead) in enumerate(zip(frame.people.pools, frame.people.lead.tolist(), strict=True)):
        limits = tuple(at for at, limit in enumerate(most_present) if index in limit.agents)
        counted.append(kinds.setdefault(Kind(pools, lead, limits), len(kinds)))
        trainee.append(kinds.setdefault(Kind((), lead, limits), len(kinds)))
    return tuple(kinds), np.array(counted, dtype=np.int32), np.array(trainee, dtype=np.int32)


def _counted(frame: Layout, at_most: list[AtMost], patterns: list[list[DayPattern]]) -> tuple[AtMost, ...]:
    """Counts as patterns of days, the smallest first, as long as these stay small; returns the others."""
    left, states = [], np.ones(len(patterns), dtype=np.int64)
    for each in sorted(at_most, key=lambda each: each.most):
        if states[each.agent] * (each.most + 1) > MOST_COUNTED:
            left.append(each)
            continue
        states[each.agent] *= each.most + 1
        moves = np.full((frame.days, each.most + 1, 3), -1, dtype=np.int16)
        moves[:, :, 0] = moves[:, :, 1] = np.arange(each.most + 1)
        moves[:, :-1, 2] = np.arange(1, each.most + 1)
        letters = np.where(each.of, 2, 1).astype(np.int8)
        accepts = np.ones(each.most + 1, dtype=np.bool_)
        patterns[each.agent].append(DayPattern(each.agent, letters, moves, 0, accepts, each.because))
    return tuple(left)


def _automata(frame: Layout, patterns: list[list[DayPattern]]) -> tuple[tuple[Automaton, ...], NDArray[np.int32]]:
    known: dict[tuple[bytes, ...], int] = {}
    automata: list[Automaton] = []
    pattern_of = []
    for own in patterns:
        key = tuple(
            part
            for each in own
            for part in (each.letters.tobytes(), each.moves.tobytes(), each.accepts.tobytes(), bytes([each.start]))
        )
        if key not in known:
            known[key] = len(automata)
            automata.append(product(own, frame.days, len(frame.shifts.all)))
        pattern_of.append(known[key])
    return tuple(automata), np.array(pattern_of, dtype=np.int32)
