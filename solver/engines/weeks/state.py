"""A roster in the making: everyone's week in steps, the coverage it gives, and its exact cost."""

from __future__ import annotations

import copy
import functools
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from solver.engines.weeks import kernels, moves
from solver.engines.weeks.bench import Weeks, bench_of
from solver.engines.weeks.best_week import best_week, week_points
from solver.engines.weeks.coverage_price import price, price_corners, price_table
from solver.engines.weeks.free_work import FreeWork
from solver.engines.weeks.kernels import F64, I8, I16, I32, I64, Bools
from solver.engines.weeks.links import FORBIDDEN, Links
from solver.engines.weeks.one_day import Part, parts_of
from solver.frame import MOST_PAUSES
from solver.team import Kind, Team
from wfm.shifts import Activity, Shift

PAUSES = (Activity.MEAL, Activity.BREAK)

Placement = tuple[I64, ...]
"""Hundredths of agents of deferred work in each interval, (I,), one table for each of `Pools.deferred`."""


@dataclass(frozen=True, eq=False)
class Start:
    """
    What a search may begin from: `chosen` (A, D) possible shifts, -1 off; `pauses` (A, D, pauses) offsets; `pool_at` (A, T) the
    pool served at each step, -1 where none is.
    """

    chosen: I32
    pauses: I16
    pool_at: I8


class Desk:
    """
    What the engine works at: the arrays the kernels read, and what is asked of them.

    Deferred work lies where it was last placed: `need` and `whole` of the frame's pools and the prices follow.
    """

    def __init__(self, team: Team) -> None:
        frame = team.frame
        self.team, self.frame = team, frame
        self.links, self.relaxed_links = Links.of(team), Links.of(team, with_start=False)
        pools = frame.pools
        self.placed: Placement = tuple(work.placed for _, work in pools.deferred)
        self.reach = _reach(team)
        self.free_work = FreeWork(frame, self.reach) if pools.deferred else None
        self.price_at = price_table(pools, int((pools.covered + self.reach).max(initial=0)) + frame.steps_per_interval)
        self.lead_steps: Bools = frame.demand_steps & (team.min_leads > 0)
        self.kind_pools = [np.array(kind.pools, dtype=np.int32) for kind in team.kinds]
        self.bench = bench_of(team, self.links, self.lead_steps, self.price_at)

    def empty(self) -> Weeks:
        """Nobody works; published shifts that reach into the days cover what they cover."""
        people, days, steps = self.team.size, self.frame.days, self.frame.steps
        return Weeks(
            chosen=np.full((people, days), -1, dtype=np.int32),
            pauses=np.full((people, days, MOST_PAUSES), -1, dtype=np.int16),
            serve=np.full((people, steps), kernels.OFF, dtype=np.int8),
            z=self.frame.pools.covered.copy(),
            leads=self.published_leads.copy(),
            present=self.published_present.copy(),
        )

    @functools.cached_property
    def parts(self) -> tuple[Part, ...]:
        """What a move may be about: all days, and then each of them."""
        return parts_of(self.bench)

    @functools.cached_property
    def published_leads(self) -> I64:
        """Leads on duty per step from published shifts that reach into the days."""
        return self.leads_of(self.frame.people.reaching_in)

    def leads_of(self, working: Iterable[tuple[int, Shift]]) -> I64:
        """Leads on duty per step from some shifts of people, by index."""
        frame = self.frame
        leads = np.zeros(frame.steps, dtype=np.int64)
        for agent, shift in working:
            for segment in shift.segments if frame.people.lead[agent] else ():
                if segment.activity != "meal":
                    first = max(0, -(-(segment.start_min - frame.origin_min) // frame.step_min))
                    last = max(0, (segment.end_min - frame.origin_min) // frame.step_min)
                    leads[first:last] += 1
        return leads

    @functools.cached_property
    def published_present(self) -> I64:
        """How many are present at each step under each limit by published shifts that reach into the days, shape (L, T)."""
        return self.present_of(self.frame.people.reaching_in)

    def present_of(self, working: Iterable[tuple[int, Shift]]) -> I64:
        """The same by some shifts of people, by index."""
        frame, limits = self.frame, self.team.most_present
        count = np.zeros((len(limits), frame.steps), dtype=np.int64)
        for agent, shift in working:
            own = [row for row, limit in enumerate(limits) if agent in limit.agents]
            for segment in shift.segments:
                if segment.paid or segment.activity not in PAUSES:
                    first = max(0, (segment.start_min - frame.origin_min) // frame.step_min)
                    last = max(0, -(-(segment.end_min - frame.origin_min) // frame.step_min))
                    count[own, first:last] += 1
        return count

    def aside(self) -> Desk:
        """The same desk for a search of its own: the deferred work can be put elsewhere there."""
        return copy.copy(self)

    def place(self, placed: Placement) -> None:
        """Put the deferred work elsewhere."""
        pools = self.frame.pools
        change = np.zeros_like(pools.need)
        for (p, _), old, new in zip(pools.deferred, self.placed, placed, strict=True):
            change[p] += (new - old) * self.frame.steps_per_interval
        if change.any():
            pools = replace(pools, need=pools.need + change, whole=pools.whole + change)
            self.frame = replace(self.frame, pools=pools)
            self.price_at = price_table(pools, self.price_at.shape[-1] - 1)
            self.bench = self.bench._replace(price_at=self.price_at)
            self.__dict__.pop("corners", None)
            self.__dict__.pop("parts", None)
        self.placed = placed

    @functools.cached_property
    def corners(self) -> list[tuple[I64, I64]]:
        """Whole agent-steps (P, I) between which the price of coverage is linear, and the points there."""
        pools = self.frame.pools
        return [(z, price(pools, z)) for z in price_corners(pools, self.reach)]

    # --- cost ---------------------------------------------------------------------------------------------------------

    def coverage_cost(self, weeks: Weeks) -> int:
        """Points of the coverage, and of rules of the team that are broken."""
        return int(moves.coverage_points(self.bench, weeks))

    def own_cost(self, agent: int, chosen: I32) -> int:
        """Points of one person's week alone: shifts, what follows on what, paid time."""
        return round(moves.own_points(self.bench, agent, chosen))

    def relaxed_cost(self, agent: int, chosen: I32) -> float:
        """The same without changes of start: what weeks cost where the bound is proven."""
        links, team = self.relaxed_links, self.team
        return float(
            week_points(
                chosen, team.cost[agent], links.pair_cost[links.profile_of[agent]], links.group_of, links.class_of,
                links.class_after_off, int(links.start_class[agent]), links.units, self.frame.first_of_window,
                links.paid_points[links.paid_of[agent]],
            )
        )  # fmt: skip

    def cost(self, weeks: Weeks) -> int:
        """The objective, plus TEAM_POINTS for every breach of a rule of the team."""
        return self.coverage_cost(weeks) + sum(
            self.own_cost(agent, weeks.chosen[agent]) for agent in range(self.team.size)
        )

    def faults(self, weeks: Weeks) -> int:
        """Lead-steps missing, agent-steps too many, breaches of pairs; a roster is legal only at 0."""
        return int(moves.faults(self.bench, weeks))

    def pair_cost(self, agent: int) -> F64:
        """Points of each start group after each class, for one person."""
        own: F64 = self.links.pair_cost[self.links.profile_of[agent]]
        return own

    @functools.cached_property
    def alike(self) -> list[tuple[int, int]]:
        """One person of each sort, in the order of the sorts, and how many they are."""
        _, first, count = np.unique(self.sort_of, return_index=True, return_counts=True)
        return list(zip(first.tolist(), count.tolist(), strict=True))

    @functools.cached_property
    def sort_of(self) -> I64:
        """Sort of each person, shape (A,): one sort has the same best week at any prices, changes of start aside."""
        team, links = self.team, self.relaxed_links
        numbers = np.stack(
            [
                team.kind_of, team.trainee_kind_of, team.counts_after_min, team.pattern_of,
                links.profile_of, links.start_class, links.paid_of,
            ],
            axis=1,
        )  # fmt: skip
        sorts: dict[tuple[bytes, ...], int] = {}
        tables = (numbers, links.low, links.high, team.allowed, team.cost, team.off_allowed)
        return np.array(
            [
                sorts.setdefault(tuple(table[agent].tobytes() for table in tables), len(sorts))
                for agent in range(team.size)
            ],
            dtype=np.int64,
        )

    @functools.cached_property
    def week_effort(self) -> float:
        """
        About how many sums the best week of a person takes, on average: paid units, for each way on from a state by each sort of
        shift, as many times as there are ways; and the places of pauses of all shifts.
        """
        team, links = self.team, self.relaxed_links
        day, ways = self.frame.shifts.day, np.zeros(len(team.patterns))
        for number, pattern in enumerate(team.patterns):
            own = np.flatnonzero(links.first_like[number] == np.arange(len(day)))
            ways[number] = (pattern.moves >= 0).sum(axis=1)[day[own], pattern.letters[own]].sum()
        units = np.maximum(links.high, 1).mean(axis=1) / 2
        return float((ways[team.pattern_of] * units).mean()) if team.size else 0.0

    # --- one person ---------------------------------------------------------------------------------------------------

    def gains(self, weeks: Weeks) -> tuple[F64, F64]:
        """Points per step that one more person saves: in each pool and interval, and as a lead."""
        gains, lead = np.empty(self.frame.pools.shape), np.empty(self.frame.steps)
        moves.gains_now(self.bench, weeks.z, weeks.leads, gains, lead)
        return gains, lead

    def shift_values(self, kind: int, gains: F64, lead: F64) -> tuple[F64, I16, I8]:
        """The best pauses of every possible shift for a kind of person: value (K,), offsets (K, pauses), pool per step."""
        return self.values_of(self.team.kinds[kind], gains, lead)

    def values_of(self, own: Kind, gains: F64, lead: F64) -> tuple[F64, I16, I8]:
        """The same for any kind."""
        busy = np.array(own.busy, dtype=np.int32).reshape(-1, 2)
        found: tuple[F64, I16, I8] = moves.shift_values(
            self.bench, np.array(own.pools, dtype=np.int32), own.lead, busy, gains, lead, np.zeros(self.frame.steps)
        )
        return found

    def _paused(self, offsets: I16, first: int, last: int) -> Bools:
        """Possible shifts of which a pause, begun at these offsets, lies in the steps ``[first, last)``, shape (K,)."""
        shifts = self.frame.shifts
        begin = shifts.start[:, None] + offsets
        paused: Bools = np.any((offsets >= 0) & (begin < last) & (begin + shifts.pause_length > first), axis=1)
        return paused

    def best_week(
        self, agent: int, value: F64, trainee_value: F64, *, allowed: Bools | None = None, links: Links | None = None
    ) -> tuple[float, I32]:
        """The best week of one person for these values of possible shifts (K,), and what it is worth."""
        team, frame = self.team, self.frame
        links = links or self.links
        automaton = team.patterns[team.pattern_of[agent]]
        chosen = np.full(frame.days, -1, dtype=np.int32)
        gain = value - team.cost[agent]
        worth = best_week(
            frame.shifts.first_of_day,
            links.first_group_of_day,
            links.group_of,
            links.units,
            links.class_of,
            links.first_like[team.pattern_of[agent]],
            automaton.letters,
            automaton.moves,
            automaton.accepts,
            team.allowed[agent] if allowed is None else allowed,
            team.off_allowed[agent],
            gain,
            gain if trainee_value is value else trainee_value - team.cost[agent],
            int(links.counts_after[agent]),
            links.pair_cost[links.profile_of[agent]],
            links.class_after_off,
            int(links.start_class[agent]),
            frame.first_of_window,
            np.maximum(links.low[agent], 0),
            links.high[agent],
            links.paid_points[links.paid_of[agent]],
            chosen,
        )
        return float(worth), chosen

    def counted_week(self, agent: int, value: F64, trainee_value: F64, chosen: I32) -> I32:
        """A week that also keeps the counts of shifts outside the patterns, in place of the best one; that one where none does."""
        if all(each.agent != agent for each in self.team.counts):
            return chosen
        kept, cost = chosen.copy(), self.team.cost[agent]
        found = moves.counted_week(self.bench, agent, value - cost, trainee_value - cost, kept)
        return kept if found else chosen

    def put(
        self, weeks: Weeks, agent: int, chosen: I32, offsets: I16, trainee_offsets: I16, pool_at: I8, times: int = 1
    ) -> None:
        """Give one person a week, covering as so many people do; the coverage of the old one must have been taken away."""
        shifts, links = self.frame.shifts, self.links
        weeks.chosen[agent] = chosen
        kernels.fill_week(
            chosen, shifts.start, shifts.end, shifts.pause_count, shifts.pause_length, shifts.pause_is_meal, links.units,
            int(links.counts_after[agent]), offsets, trainee_offsets, pool_at, weeks.serve[agent], weeks.pauses[agent],
        )  # fmt: skip
        self.cover(weeks, agent, times)

    def put_back(self, weeks: Weeks, agent: int, start: Start) -> bool:
        """Give one person the week of a start as it is, if it is legal here and each pool served is open to the person."""
        chosen, pools = start.chosen[agent], start.pool_at[agent]
        steps = np.flatnonzero(pools >= 0)
        own = set(self.team.kinds[self.team.kind_of[agent]].pools)
        intervals = self.frame.pools.interval_of[steps]
        if not set(pools[steps].tolist()) <= own or (intervals < 0).any():
            return False
        if not self.frame.pools.is_open[pools[steps], intervals].all() or not self.week_is_legal(agent, chosen):
            return False
        offsets = np.full((len(self.frame.shifts.all), MOST_PAUSES), -1, dtype=np.int16)
        worked = chosen >= 0
        offsets[chosen[worked]] = start.pauses[agent][worked]
        pools = pools.copy()
        for first, last in self.team.kinds[self.team.kind_of[agent]].busy:
            if self._paused(offsets, first, last)[chosen[worked]].any():
                return False
            pools[first:last] = kernels.TRAINEE
        self.put(weeks, agent, chosen, offsets, offsets, pools)
        return True

    def cover(self, weeks: Weeks, agent: int, times: int) -> None:
        """Add what one person's week covers, so many times; take it away where that is negative."""
        moves.put_in(self.bench, weeks, agent, times)

    def week_is_legal(self, agent: int, chosen: I32) -> bool:
        """Whether a week keeps every rule of one person alone."""
        allowed = np.zeros(len(self.frame.shifts.all), dtype=np.bool_)
        allowed[chosen[chosen >= 0]] = True
        off = self.team.off_allowed[agent].copy()
        units = np.where(chosen >= 0, self.links.units[chosen], 0)
        paid = np.add.reduceat(units, self.frame.first_of_window[:-1])
        automaton = self.team.patterns[self.team.pattern_of[agent]]
        letters = [0 if k < 0 else int(automaton.letters[k]) for k in chosen.tolist()]
        return (
            bool((self.team.allowed[agent] | ~allowed).all())
            and bool((off | (chosen >= 0)).all())
            and bool(((self.links.low[agent] <= paid) & (paid <= self.links.high[agent])).all())
            and automaton.accepts_days(letters)
            and all(each.agent != agent or each.of[chosen[chosen >= 0]].sum() <= each.most for each in self.team.counts)
            and self._links_hold(agent, chosen)
        )

    def _links_hold(self, agent: int, chosen: I32) -> bool:
        last = int(self.links.start_class[agent])
        for day, k in enumerate(chosen.tolist()):
            if k < 0:
                last = int(self.links.class_after_off[day, last])
                continue
            if self.pair_cost(agent)[self.links.group_of[k], last] >= FORBIDDEN:
                return False
            last = int(self.links.class_of[k])
        return True


def _reach(team: Team) -> I64:
    """The most agent-steps of an interval that the people of each pool can add, shape (P, 1)."""
    people = np.zeros(team.frame.pools.shape[0], dtype=np.int64)
    for kind in team.kind_of.tolist():
        people[list(team.kinds[kind].pools)] += 1
    return people[:, None] * team.frame.steps_per_interval
