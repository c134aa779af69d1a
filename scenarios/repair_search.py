"""The search for the fewest moves: one that mends all, else the best by price, again and again; what is not needed goes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from scenarios.changes import Judge
from scenarios.repair_moves import KINDS, Move, Moves
from scenarios.rest_of_day import Floats, Points, RestOfDay
from wfm.centre import Centre
from wfm.goals.base import POINTS_PER_AGENT_INTERVAL, agent_hours
from wfm.people import Agent
from wfm.reports.call_in import OF_THE_WORK
from wfm.roster import Roster
from wfm.shifts import Segment, Shift

LEAST_GAIN_H = 0.25
"""Agent-hours of the first missing person of priority 1 that a change must be worth to be asked for."""
MOST_PEOPLE = 30
"""People asked at most."""


@dataclass(eq=False)
class _Day:
    """The day as it stands: the moves made, each touched person's shift, and the coverage (P + 1, T)."""

    covered: Floats
    made: list[Move] = field(default_factory=list)
    now: dict[str, Shift] = field(default_factory=dict)


class Search:
    """
    One search; what it finds breaks no rule that held in `base`, and changes `day` alone.

    `base` is the week with its absences; `covered` what it covers of the rest of the day, (P + 1, T).
    """

    def __init__(
        self, centre: Centre, rest: RestOfDay, moves: Moves, judge: Judge, base: Roster, covered: Floats, day: date
    ) -> None:
        self.centre, self.rest, self.moves, self.judge = centre, rest, moves, judge
        self.base, self.covered, self.day = base, covered, day
        self.offers: list[tuple[Move, Floats]] = []
        """Every change of every person as the day stood when `run` began."""
        self._covers: dict[tuple[tuple[Segment, ...], bool], Floats] = {}
        self._refused: set[Shift] = set()
        self._refused_spans: set[tuple[str, str, int, int]] = set()

    def run(self, target: int, on_duty: Iterable[tuple[Agent, Shift]], free: Collection[Agent]) -> list[Move]:
        """
        The moves to make, in the order found.

        Parameters
        ----------
        target
            Points of shortage at which the day is mended.
        on_duty, free
            Who works today and is not absent, and who may be called in.
        """
        day = _Day(self.covered.copy())
        own = {agent.agent_id: (agent, shift) for agent, shift in on_duty}
        listed = {
            agent_id: self._weighed((*self.moves.of(shift), *self.moves.moved(agent, shift)))
            for agent_id, (agent, shift) in own.items()
        }
        listed |= {agent.agent_id: self._weighed(self.moves.call_in(agent)) for agent in free}
        others = self._weighed(self.moves.reassigned(day.covered, own.values()))
        self.offers = [*(offer for each in listed.values() for offer in each), *others]
        while self.rest.shortage(day.covered) > target and len(day.now) < MOST_PEOPLE:
            elsewhere = self.moves.reassigned(day.covered, own.values())
            offers = [*(offer for each in listed.values() for offer in each), *self._weighed(elsewhere)]
            chosen = self._best(offers, day, target)
            if chosen is None:
                break
            move, change = chosen
            day.covered += change
            day.made.append(move)
            day.now[move.agent_id] = move.new
            agent = self.centre.agent(move.agent_id)
            assert agent is not None
            own[move.agent_id] = (agent, move.new)
            listed[move.agent_id] = self._weighed(self.moves.of(move.new))
        return self._needed(day, target)

    def time_off(self, made: Iterable[Move], on_duty: Iterable[tuple[Agent, Shift]]) -> list[Move]:
        """Who else could leave early once some moves are made, all of them at once, without anybody being missed."""
        made = list(made)
        day = _Day(self._covered_after(made), now={move.agent_id: move.new for move in made})
        asked = set(day.now)
        offers = self._weighed(m for agent, s in on_duty if agent.agent_id not in asked for m in self.moves.shorter(s))
        found: list[Move] = []
        while (chosen := self._best(offers, day, self.rest.shortage(day.covered), mends=True)) is not None:
            move, change = chosen
            day.covered += change
            day.now[move.agent_id] = move.new
            found.append(move)
            offers = [offer for offer in offers if offer[0].agent_id != move.agent_id]
        return found

    def may(self, move: Move) -> bool:
        """Whether one move alone newly breaks no rule."""
        return self._allowed(move, _Day(self.covered))

    def may_all(self, moves: Collection[Move]) -> bool:
        """Whether moves of different people, each allowed alone, newly break no rule of the team together."""
        return not self.judge.newly_broken_together(self.roster_with(moves), [move.agent_id for move in moves])

    def gains(self, changes: Floats) -> Points:
        """Points that each change gains as the day stands, shape (N,); `changes` (N, P + 1, T)."""
        gain, _ = self._priced(changes, self.covered)
        return gain

    def least_changes(self, offers: Collection[tuple[Move, Floats]], target: int) -> int:
        """
        How many changes of these it takes at least to come down to `target`.

        The shortage is convex and falls with what is covered, so several changes together take off at most the sum of what each
        takes off by what it adds alone.
        """
        missing = self.rest.shortage(self.covered) - target
        if not offers or missing <= 0:
            return 0
        now = [self.rest.short(row, own).sum() for row, own in enumerate(self.covered)]
        best: dict[str, int] = {}
        for move, change in offers:
            added = np.maximum(change, 0.0)
            gain = sum(
                int(now[row] - self.rest.short(row, own).sum())
                for row, own in enumerate(self.covered + added)
                if added[row].any()
            )
            best[move.agent_id] = max(best.get(move.agent_id, 0), gain)
        total = np.cumsum(sorted(best.values(), reverse=True))
        return int(np.searchsorted(total, missing)) + 1

    def roster_with(self, made: Iterable[Move]) -> Roster:
        """The week with some moves made."""
        return self._replaced({move.agent_id: move.new for move in made})

    def shortage_after(self, made: Iterable[Move]) -> int:
        """Points of shortage with some moves made."""
        return self.rest.shortage(self._covered_after(made))

    def worth_h(self, made: Iterable[Move]) -> list[float]:
        """What each move gains after those before it, in agent-hours at the price of the first missing one."""
        covered = self.covered.copy()
        found = []
        for move in made:
            change = self._change_of(move)
            gain, _ = self._priced(change[None], covered)
            found.append(agent_hours(float(gain[0]), self.rest.grid.interval_min))
            covered += change
        return found

    # --- one step -----------------------------------------------------------------------------------------------------

    def _weighed(self, moves: Iterable[Move]) -> list[tuple[Move, Floats]]:
        """Each move that changes coverage, with the agent-minutes it adds, (P + 1, T)."""
        return [(move, change) for move in moves if (change := self._change_of(move)).any()]

    def _change_of(self, move: Move) -> Floats:
        change = self._covered_by(move.new)
        return change if move.old is None else change - self._covered_by(move.old)

    def _covered_by(self, shift: Shift) -> Floats:
        """Kept: whoever does the same at the same time covers the same, but for the leads."""
        key = shift.segments, shift.agent_id in self.rest.leads
        if key not in self._covers:
            self._covers[key] = self.rest.covered([shift])
        return self._covers[key]

    def _best(
        self, offers: list[tuple[Move, Floats]], day: _Day, target: int, *, mends: bool = False
    ) -> tuple[Move, Floats] | None:
        """The allowed move that mends all, else (unless it must) that gains most; of equals the lightest."""
        if not offers:
            return None
        gain, short = self._priced(np.stack([change for _, change in offers]), day.covered)
        least = LEAST_GAIN_H * 60 / self.rest.grid.interval_min * POINTS_PER_AGENT_INTERVAL
        worth = np.flatnonzero((gain >= least) & ((short <= target) | (not mends))).tolist()
        worth.sort(
            key=lambda at: (short[at] > target, -gain[at], KINDS.index(offers[at][0].kind), offers[at][0].agent_id)
        )
        return next((offers[at] for at in worth if self._allowed(offers[at][0], day)), None)

    def _priced(self, changes: Floats, covered: Floats) -> tuple[Points, Points]:
        """Points each change gains, and the shortage it leaves, shape (N,)."""
        gain = np.zeros(len(changes), dtype=np.int64)
        short = np.full(len(changes), self.rest.shortage(covered), dtype=np.int64)
        for row, now in enumerate(covered):
            touching = np.flatnonzero(changes[:, row].any(axis=1))
            then = now + changes[touching, row]
            less_short = self.rest.short(row, now).sum() - self.rest.short(row, then).sum(axis=1)
            less_idle = self.rest.surplus(row, now).sum() - self.rest.surplus(row, then).sum(axis=1)
            gain[touching] += less_short + less_idle
            short[touching] -= less_short
        return gain, short

    def _allowed(self, move: Move, day: _Day) -> bool:
        """Whether no rule is newly broken; who may not work so long or so late is not asked for it again."""
        new = move.new
        span = (new.agent_id, new.shift_id, new.start_min, new.end_min)
        if span in self._refused_spans or new in self._refused:
            return False
        after = self._replaced({**day.now, new.agent_id: new})
        own = (new.agent_id,)
        broken = self.judge.newly_broken_alone(after, own) or self.judge.newly_broken_together(after, own)
        if any(violation.rule not in OF_THE_WORK and violation.agent_id for violation in broken):
            self._refused_spans.add(span)
        elif broken:
            self._refused.add(new)
        return not broken

    # --- in the end ---------------------------------------------------------------------------------------------------

    def _needed(self, day: _Day, target: int) -> list[Move]:
        """The moves without those of people who need not be asked after all."""
        reached = max(target, self.rest.shortage(day.covered))
        made = day.made
        for agent_id in list(day.now):
            left = [move for move in made if move.agent_id != agent_id]
            if self.shortage_after(left) <= reached and not self.judge.newly_broken_together(
                self.roster_with(left), day.now
            ):
                made = left
        return made

    def _covered_after(self, made: Iterable[Move]) -> Floats:
        covered = self.covered.copy()
        for move in made:
            covered += self._change_of(move)
        return covered

    def _replaced(self, now: Mapping[str, Shift]) -> Roster:
        kept = (s for s in self.base.shifts if not (s.agent_id in now and s.shift_date == self.day))
        return Roster(self.base.first_day, self.base.days, (*kept, *now.values()))
