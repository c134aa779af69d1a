"""
Coverage as rows of a model: people of one kind who work the same shift are counted, not named.

A pause of a group of people is a count per position; first in, first out keeps each person's pauses in order: the m-th person to
begin a pause is the m-th to have ended the one before. The same rows serve the linear prices, the day rotation and the exact model.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from solver.engines.weeks.bench import Weeks
from solver.engines.weeks.kernels import BREAK, I64, MEAL, TRAINEE
from solver.engines.weeks.moves import LEAD_POINTS
from solver.engines.weeks.state import Desk, Placement
from solver.frame import PossibleShift

Expression = Any  # a linear expression of whichever model is built
Key = tuple[Any, ...]


class CoverageModel:
    """Collects the shifts of some days, then writes coverage, its price and the leads into a model."""

    def __init__(
        self,
        desk: Desk,
        add: Callable[[Any], Any],
        new_count: Callable[[int, str], Expression],
        sum_of: Callable[[Iterable[Expression]], Expression],
    ) -> None:
        self.desk, self.add, self.new_count, self.sum_of = desk, add, new_count, sum_of
        self.variables: dict[Key, Expression] = {}
        self.groups: dict[tuple[int, tuple[Any, ...]], list[int]] = {}
        self.short_rows: dict[tuple[int, int], Any] = {}
        self.surplus_rows: dict[tuple[int, int], Any] = {}
        self.objective: list[Expression] = []
        self._moved: dict[tuple[int, int], list[Expression]] = defaultdict(list)
        self._moves: dict[Key, tuple[int, int, int, int]] = {}
        self._working: dict[tuple[int, int], list[Expression]] = defaultdict(list)
        self._at_meal: dict[tuple[int, int], list[Expression]] = defaultdict(list)
        self._on_shift: dict[tuple[int, int], list[Expression]] = defaultdict(list)

    def add_shifts(self, kind: int, counts: Mapping[int, Expression], people: int) -> None:
        """People of one kind: how many work each possible shift of one day, and how many they are at most."""
        shifts = self.desk.frame.shifts
        groups: dict[tuple[Any, ...], list[int]] = defaultdict(list)
        for k in counts:
            groups[_signature(shifts.all[k], self.desk.frame.step_min)].append(k)
            for t in range(int(shifts.start[k]), int(shifts.end[k])):
                self._working[kind, t].append(counts[k])
                self._on_shift[kind, t].append(counts[k])
        for signature, members in groups.items():
            self.groups[kind, signature] = members
            self._add_pauses(kind, signature, self.sum_of([counts[k] for k in members]), people)

    def _add_pauses(self, kind: int, signature: tuple[Any, ...], total: Expression, people: int) -> None:
        start, pauses = signature
        before: tuple[list[Expression], int, int] | None = None
        for j, (length, first, last, is_meal) in enumerate(pauses):
            if first == last:
                counts = [total]
            else:
                counts = [self._count(("pause", kind, signature, j, o), people) for o in range(first, last + 1)]
                self.add(self.sum_of(counts) == total)
            own = self.desk.team.kinds[kind]
            for index, count in enumerate(counts):
                if any(own.is_busy(t) for t in range(start + first + index, start + first + index + length)):
                    self.add(count == 0)
            if before is not None:
                earlier, earlier_first, earlier_length = before
                for o in range(first, min(last, earlier_first + len(earlier) - 1 + earlier_length - 1) + 1):
                    ended = earlier[: max(0, o - earlier_length - earlier_first + 1)]
                    begun = self.sum_of(counts[: o - first + 1])
                    self.add(begun <= self.sum_of(ended) if ended else begun <= 0)
            before = (counts, first, length)
            for index, count in enumerate(counts):
                for t in range(start + first + index, start + first + index + length):
                    self._working[kind, t].append(-1 * count)
                    if is_meal:
                        self._at_meal[kind, t].append(count)

    def finish(self, fixed: Weeks, people_of_kind: Mapping[int, int], steps: Iterable[int] | None = None) -> None:
        """Write coverage, its price and the leads, on top of what `fixed` covers, for the intervals of `steps` (all if None)."""
        team, frame = self.desk.team, self.desk.frame
        pools = frame.pools
        covering: dict[tuple[int, int], list[Expression]] = defaultdict(list)
        touched = set(range(frame.steps) if steps is None else steps) | {t for _, t in self._working}
        for (kind, t), terms in self._working.items():
            own = team.kinds[kind].pools
            if not own:
                continue
            i = int(pools.interval_of[t])
            open_pools = [p for p in own if i >= 0 and pools.is_open[p, i]]
            working = self.sum_of(terms)
            if not open_pools:
                self.add(working == 0)
            elif team.kinds[kind].is_busy(t):
                continue
            elif len(open_pools) == 1:
                covering[open_pools[0], i].append(working)
            else:
                serving = [self._count(("serve", kind, t, p), people_of_kind[kind]) for p in open_pools]
                self.add(self.sum_of(serving) == working)
                for p, each in zip(open_pools, serving, strict=True):
                    covering[p, i].append(each)
        intervals = sorted({int(pools.interval_of[t]) for t in touched} - {-1})
        self._move_deferred(set(intervals))
        for i in intervals:
            for p in range(pools.shape[0]):
                if pools.is_open[p, i] or covering.get((p, i)):
                    self._price(p, i, covering.get((p, i), []), int(fixed.z[p, i]))
        if team.min_leads:
            self._add_leads(fixed.leads, sorted(touched))

    def _move_deferred(self, intervals: set[int]) -> None:
        """
        Let deferred work be moved among these intervals, between its curves.

        A variable is what is done by the end of an interval above what is due by then, wherever the next interval of the queue is
        among them too; all other work stays where it was placed.
        """
        for row, ((p, work), placed) in enumerate(zip(self.desk.frame.pools.deferred, self.desk.placed, strict=True)):
            done, span = np.cumsum(placed), work.released - work.due
            changes: dict[int, list[Expression]] = defaultdict(list)
            for i, after in itertools.pairwise(np.flatnonzero(work.is_open).tolist()):
                if i in intervals and after in intervals and span[i]:
                    key, now = ("done", row, i), int(done[i] - work.due[i])
                    later = self._count(key, int(span[i])) - now
                    self._moves[key] = (row, i, after, now)
                    changes[i].append(later)
                    changes[after].append(-1 * later)
            for i, change in changes.items():
                self.add(self.sum_of(change) >= -int(placed[i]))
                self._moved[p, i] += change

    def _price(self, p: int, i: int, covering: list[Expression], fixed: int) -> None:
        pools, per_interval = self.desk.frame.pools, self.desk.frame.steps_per_interval
        covered = 100 * self.sum_of(covering) if covering else 0
        need, whole = int(pools.need[p, i]) - 100 * fixed, int(pools.whole[p, i]) - 100 * fixed
        more = less = 0
        if moved := self._moved.get((p, i)):
            covered = covered - per_interval * self.sum_of(moved)
            more, less = self._room(p, i)
        if need + more > 0:
            missing = self._bands(
                ("short", p, i), pools.short_edges[p, i], pools.short_slopes[p], int(pools.need[p, i]) + more
            )
            self.short_rows[p, i] = self.add(covered + self.sum_of(missing) >= need)
        most = less + (
            max(100 * frame_people(self.desk, p) * self.desk.frame.steps_per_interval - whole, 0)
            if covering
            else -whole
        )
        if most > 0:
            surplus = self._bands(("surplus", p, i), pools.surplus_edges[p, i], pools.surplus_slopes, most)
            self.surplus_rows[p, i] = self.add(covered - self.sum_of(surplus) <= whole)

    def _room(self, p: int, i: int) -> tuple[int, int]:
        """By how much, in hundredths of agent-steps, moved work can at most raise the need of an interval, and lower it."""
        more = less = 0
        for (pool, work), placed in zip(self.desk.frame.pools.deferred, self.desk.placed, strict=True):
            if pool == p:
                more += int(work.most[i] - placed[i]) * self.desk.frame.steps_per_interval
                less += int(placed[i]) * self.desk.frame.steps_per_interval
        return more, less

    def _bands(self, key: Key, edges: I64, slopes: I64, most: int) -> list[Expression]:
        bands = []
        below = 0
        for band, slope in enumerate(slopes.tolist()):
            upper = most if band == len(edges) else min(int(edges[band]), most)
            if upper > below:
                bands.append(self._count((*key, band), upper - below))
                self.objective.append(slope * bands[-1])
                below = upper
        return bands

    def _add_leads(self, fixed: I64, steps: list[int]) -> None:
        for t in steps:
            needed = self.desk.team.min_leads - int(fixed[t])
            if needed <= 0 or not self.desk.lead_steps[t]:
                continue
            missing = self._count(("no_lead", t), needed)
            self.objective.append(LEAD_POINTS * missing)
            terms = [missing]
            for kind, own in enumerate(self.desk.team.kinds):
                if own.lead:
                    terms += self._on_shift.get((kind, t), [])
                    terms += [-1 * count for count in self._at_meal.get((kind, t), [])]
            self.add(self.sum_of(terms) >= needed)

    def _count(self, key: Key, most: int) -> Expression:
        self.variables[key] = self.new_count(most, "_".join(str(part) for part in key[:1]))
        return self.variables[key]

    # --- between the counts and the people ---------------------------------------------------------------------------

    def values_of(self, weeks: Weeks, kind_on: Callable[[int, int], int]) -> dict[Key, int]:
        """The value of every variable in a roster; `kind_on` gives the kind of a person on a day."""
        frame, pools = self.desk.frame, self.desk.frame.pools
        values: dict[Key, int] = dict.fromkeys(self.variables, 0)
        for agent, day in zip(*np.nonzero(weeks.chosen >= 0), strict=True):
            k = int(weeks.chosen[agent, day])
            signature = _signature(frame.shifts.all[k], frame.step_min)
            kind = kind_on(int(agent), int(day))
            for j in range(len(signature[1])):
                key: Key = ("pause", kind, signature, j, int(weeks.pauses[agent, day, j]))
                if key in values:
                    values[key] += 1
            if len(self.desk.team.kinds[kind].pools) > 1:
                for t in range(int(frame.shifts.start[k]), int(frame.shifts.end[k])):
                    key = ("serve", kind, t, int(weeks.serve[agent, t]))
                    if key in values:
                        values[key] += 1
        for key in self.variables:
            if key[0] in ("short", "surplus"):
                name, p, i, band = key
                z = 100 * int(weeks.z[p, i])
                amount = int(pools.need[p, i]) - z if name == "short" else z - int(pools.whole[p, i])
                edges = (pools.short_edges if name == "short" else pools.surplus_edges)[p, i].tolist()
                below = max((edge for edge in edges[:band]), default=0)
                above = edges[band] if band < len(edges) else amount
                values[key] = max(0, min(amount, above) - below)
            elif key[0] == "done":
                values[key] = self._moves[key][-1]
            elif key[0] == "no_lead":
                values[key] = max(0, self.desk.team.min_leads - int(weeks.leads[key[1]]))
        return values

    def placed(self, value: Callable[[Key], int], onto: Placement) -> Placement:
        """The deferred work of `onto`, moved as these values say."""
        tables = tuple(table.copy() for table in onto)
        for key, (row, i, after, now) in self._moves.items():
            tables[row][i] += value(key) - now
            tables[row][after] -= value(key) - now
        return tables

    def deal(self, weeks: Weeks, people: Mapping[int, list[tuple[int, int]]], value: Callable[[Key], int]) -> None:
        """
        Give the counts to people: `people` lists per kind who works which possible shift that day.

        Writes pauses and activities into `weeks`; whoever serves a pool goes on serving it while the counts allow.
        """
        frame = self.desk.frame
        for kind, workers in people.items():
            by_signature: dict[tuple[Any, ...], list[tuple[int, int]]] = defaultdict(list)
            for agent, k in workers:
                by_signature[_signature(frame.shifts.all[k], frame.step_min)].append((agent, k))
            for signature, members in by_signature.items():
                self._deal_pauses(weeks, kind, signature, members, value)
            self._deal_pools(weeks, kind, workers, value)

    def _deal_pauses(
        self,
        weeks: Weeks,
        kind: int,
        signature: tuple[Any, ...],
        members: list[tuple[int, int]],
        value: Callable[[Key], int],
    ) -> None:
        start, pauses = signature
        shifts = self.desk.frame.shifts
        for agent, k in members:
            day = int(shifts.day[k])
            weeks.chosen[agent, day] = k
            weeks.pauses[agent, day] = -1
            weeks.serve[agent, int(shifts.start[k]) : int(shifts.end[k])] = TRAINEE
        for j, (length, first, last, is_meal) in enumerate(pauses):
            positions = (
                [first] * len(members)
                if first == last
                else [o for o in range(first, last + 1) for _ in range(value(("pause", kind, signature, j, o)))]
            )
            for (agent, k), offset in zip(members, positions, strict=True):
                weeks.pauses[agent, int(shifts.day[k]), j] = offset
                weeks.serve[agent, start + offset : start + offset + length] = MEAL if is_meal else BREAK

    def _deal_pools(self, weeks: Weeks, kind: int, workers: list[tuple[int, int]], value: Callable[[Key], int]) -> None:
        frame, pools = self.desk.frame, self.desk.frame.pools
        own = self.desk.team.kinds[kind].pools
        if not own or not workers:
            return
        first = min(int(frame.shifts.start[k]) for _, k in workers)
        last = max(int(frame.shifts.end[k]) for _, k in workers)
        serving: dict[int, int] = {}
        for t in range(first, last):
            if self.desk.team.kinds[kind].is_busy(t):
                continue
            working = [
                agent
                for agent, k in workers
                if frame.shifts.start[k] <= t < frame.shifts.end[k] and weeks.serve[agent, t] not in (MEAL, BREAK)
            ]
            if not working:
                continue
            i = int(pools.interval_of[t])
            open_pools = [p for p in own if i >= 0 and pools.is_open[p, i]]
            only_one = len(open_pools) == 1
            room = {p: len(working) if only_one else value(("serve", kind, t, p)) for p in open_pools}
            waiting = []
            for agent in working:
                p = serving.get(agent, own[0])
                if room.get(p, 0) > 0:
                    room[p] -= 1
                    serving[agent] = p
                    weeks.serve[agent, t] = p
                else:
                    waiting.append(agent)
            spare = [p for p, count in room.items() for _ in range(count)]
            for agent, p in zip(waiting, spare, strict=True):
                serving[agent] = p
                weeks.serve[agent, t] = p


def frame_people(desk: Desk, pool: int) -> int:
    """How many people can serve a pool."""
    kinds = desk.team.kinds
    return sum(pool in kinds[kind].pools for kind in desk.team.kind_of.tolist())


def _signature(shift: PossibleShift, step_min: int) -> tuple[Any, ...]:
    """Shifts with one signature start together and have the same pauses: their people may swap pauses."""
    return shift.start, tuple(
        (
            pause.length_min // step_min,
            -(-pause.first_min // step_min),
            pause.last_min // step_min,
            pause.activity == "meal",
        )
        for pause in shift.pauses
    )
