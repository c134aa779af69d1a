"""
The `exact` engine: the complete CP-SAT model of the days, started from a complete hint; it finds the best roster and proves it.

Who works which possible shift is a variable per person, day and shift; coverage is counted as in `coverage_model`, so people of one
kind are not told apart where nothing depends on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from solver.automaton import Automaton
from solver.clock import Watching, unwatched
from solver.engines.coverage_model import CoverageModel, Key
from solver.engines.weeks.bench import Weeks
from solver.engines.weeks.kernels import I32
from solver.engines.weeks.links import FORBIDDEN
from solver.engines.weeks.rotation import kind_on, recovered
from solver.engines.weeks.state import Desk, Placement
from solver.primitives import PaidPoints

Expression = Any  # a linear expression of CP-SAT
Take = tuple[int, int, int]  # person, kind, possible shift


@dataclass(frozen=True)
class ExactFound:
    """
    What the complete model gave: the best roster (None: none found), the bound, and whether the search was complete; and where it
    has deferred work placed.
    """

    weeks: Weeks | None
    bound: float
    complete: bool
    infeasible: bool
    placed: Placement = ()


class ExactModel:
    """The complete model of a desk's team."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.model = cp_model.CpModel()
        self.takes: dict[Take, cp_model.IntVar] = {}
        self.costs: list[Expression] = []
        self._flows: dict[tuple[int, Automaton], dict[tuple[int, int, int], cp_model.IntVar]] = {}
        self._dear: dict[tuple[int, int, int, int], cp_model.IntVar] = {}
        self._idle: dict[tuple[int, int, int], cp_model.IntVar] = {}
        self._over: list[tuple[PaidPoints, cp_model.IntVar]] = []
        self.coverage = CoverageModel(
            desk,
            add=self.model.add,
            new_count=lambda most, name: self.model.new_int_var(0, most, name),
            sum_of=cp_model.LinearExpr.sum,
        )
        self._by_day: list[list[list[Take]]] = [
            [self._takes_on(agent, day) for day in range(desk.frame.days)] for agent in range(desk.team.size)
        ]
        for agent in range(desk.team.size):
            self._person(agent)
        self._pairs()
        self._cover()
        self.model.minimize(cp_model.LinearExpr.sum([*self.coverage.objective, *self.costs]))

    def _takes_on(self, agent: int, day: int) -> list[Take]:
        desk, team = self.desk, self.desk.team
        today = desk.frame.shifts.of_day(day)
        kinds = {int(team.kind_of[agent])}
        if team.counts_after_min[agent]:
            kinds.add(int(team.trainee_kind_of[agent]))
        found = []
        for k in range(today.start, today.stop):
            if team.allowed[agent, k]:
                for kind in sorted(kinds):
                    take = (agent, kind, k)
                    self.takes[take] = self.model.new_bool_var("")
                    if points := int(team.cost[agent, k]):
                        self.costs.append(points * self.takes[take])
                    found.append(take)
        own = [self.takes[take] for take in found]
        if team.off_allowed[agent, day]:
            self.model.add_at_most_one(own)
        else:
            self.model.add_exactly_one(own)
        return found

    # --- one person ---------------------------------------------------------------------------------------------------

    def _person(self, agent: int) -> None:
        links, days = self.desk.links, self._by_day[agent]
        for window, (first, last) in enumerate(pairwise(self.desk.frame.first_of_window.tolist())):
            total = cp_model.LinearExpr.sum(
                [int(links.units[t[2]]) * self.takes[t] for day in days[first:last] for t in day]
            )
            self.model.add(total >= int(links.low[agent, window]))
            self.model.add(total <= int(links.high[agent, window]))
            self._paid_points(agent, first, total * links.unit_min, int(links.high[agent, window]) * links.unit_min)
        automaton = self.desk.team.patterns[self.desk.team.pattern_of[agent]]
        for part in automaton.parts or (automaton,):
            self._pattern(agent, part)
        self._links(agent)
        for count in self.desk.team.counts:
            if count.agent == agent:
                counted = [self.takes[take] for day in days for take in day if count.of[take[2]]]
                self.model.add(cp_model.LinearExpr.sum(counted) <= count.most)
        if self.desk.team.counts_after_min[agent]:
            self._probation(agent)

    def _paid_points(self, agent: int, first_day: int, paid_min: Expression, most_min: int) -> None:
        """Minutes above a number are at least what is paid above it, and cost."""
        for each in self.desk.team.paid_points:
            if (each.agent, each.first_day) == (agent, first_day) and each.after_min < most_min:
                over = self.model.new_int_var(0, most_min - each.after_min, "")
                self.model.add(over >= paid_min - each.after_min)
                self.costs.append(each.points_per_min * over)
                self._over.append((each, over))

    def _pattern(self, agent: int, automaton: Automaton) -> None:
        """A day automaton as a flow: one state a day, moved by the letter of the day's shift."""
        flow = self._flows[agent, automaton] = {}
        states: dict[int, Expression] = {0: 1}
        for day, takes in enumerate(self._by_day[agent]):
            by_letter: dict[int, list[cp_model.IntVar]] = defaultdict(list)
            for take in takes:
                by_letter[int(automaton.letters[take[2]])].append(self.takes[take])
            works = cp_model.LinearExpr.sum([variable for own in by_letter.values() for variable in own])
            leaving: dict[int, list[cp_model.IntVar]] = defaultdict(list)
            entering: dict[int, list[cp_model.IntVar]] = defaultdict(list)
            reading: dict[int, list[cp_model.IntVar]] = defaultdict(list)
            for state in states:
                for letter in (0, *sorted(by_letter)):
                    target = int(automaton.moves[day, state, letter])
                    if target >= 0:
                        arc = self.model.new_bool_var("")
                        flow[day, state, letter] = arc
                        leaving[state].append(arc)
                        entering[target].append(arc)
                        reading[letter].append(arc)
            for state, occupied in states.items():
                self.model.add(cp_model.LinearExpr.sum(leaving[state]) == occupied)
            for letter, own in by_letter.items():
                self.model.add(cp_model.LinearExpr.sum(reading[letter]) == cp_model.LinearExpr.sum(own))
            self.model.add(cp_model.LinearExpr.sum(reading[0]) == 1 - works)
            states = {state: cp_model.LinearExpr.sum(own) for state, own in entering.items()}
        for state, occupied in states.items():
            if not automaton.accepts[state]:
                self.model.add(occupied == 0)

    def _links(self, agent: int) -> None:
        """What may follow what: per pair of neighbouring days, per class left and group begun."""
        links, pair_cost = self.desk.links, self.desk.pair_cost(agent)
        last: dict[int, Expression] = {int(links.start_class[agent]): 1}
        for day, takes in enumerate(self._by_day[agent]):
            by_group: dict[int, list[cp_model.IntVar]] = defaultdict(list)
            left: dict[int, list[Expression]] = defaultdict(list)
            for take in takes:
                by_group[int(links.group_of[take[2]])].append(self.takes[take])
                left[int(links.class_of[take[2]])].append(self.takes[take])
            works = cp_model.LinearExpr.sum([variable for own in by_group.values() for variable in own])
            for group, own in by_group.items():
                begun = cp_model.LinearExpr.sum(own)
                dear: dict[int, list[Expression]] = defaultdict(list)
                for index, held in last.items():
                    if points := int(min(pair_cost[group, index], FORBIDDEN)):
                        dear[points].append(held)
                for points, classes in dear.items():
                    held = cp_model.LinearExpr.sum(classes)
                    if points >= FORBIDDEN:
                        self.model.add(begun + held <= 1)
                    else:
                        both = self._dear[agent, day, group, points] = self.model.new_bool_var("")
                        self.model.add(both >= begun + held - 1)
                        self.costs.append(points * both)
            for index, held in last.items():
                after = int(links.class_after_off[day, index])
                if len(last) == 1:
                    left[after].append(1 - works)
                else:
                    stays = self._idle[agent, day, index] = self.model.new_bool_var("")
                    self.model.add(stays >= held - works)
                    self.model.add(stays <= held)
                    self.model.add(stays <= 1 - works)
                    left[after].append(stays)
            last = {index: cp_model.LinearExpr.sum(own) for index, own in left.items()}

    def _probation(self, agent: int) -> None:
        """A shift counts only where the days before complete the hours, and always then."""
        links, team = self.desk.links, self.desk.team
        needed, most = int(links.counts_after[agent]), int(links.high[agent].sum()) + 1
        before: list[Expression] = []
        for takes in self._by_day[agent]:
            counted = cp_model.LinearExpr.sum([self.takes[t] for t in takes if t[1] == team.kind_of[agent]])
            trained = cp_model.LinearExpr.sum([self.takes[t] for t in takes if t[1] == team.trainee_kind_of[agent]])
            worked = cp_model.LinearExpr.sum(before) if before else 0
            self.model.add(worked >= needed * counted)
            self.model.add(worked <= needed - 1 + most * (1 - trained))
            before += [int(links.units[take[2]]) * self.takes[take] for take in takes]

    # --- the team -----------------------------------------------------------------------------------------------------

    def _pairs(self) -> None:
        """Pairs begin together, or are never on shift at one step; two shifts overlap where one begins within the other."""
        start, end = self.desk.frame.shifts.start, self.desk.frame.shifts.end
        begins = np.unique(start).tolist()
        for pair in self.desk.team.pairs:
            one, other = ([take for day in self._by_day[agent] for take in day] for agent in pair.agents)
            if pair.together:
                for day in np.flatnonzero(pair.days).tolist():
                    by_start: dict[int, list[Expression]] = defaultdict(list)
                    for sign, agent in zip((1, -1), pair.agents, strict=True):
                        for take in self._by_day[agent][day]:
                            by_start[int(start[take[2]])].append(sign * self.takes[take])
                    for terms in by_start.values():
                        self.model.add(cp_model.LinearExpr.sum(terms) == 0)
                continue
            for t in begins:
                there = [self.takes[take] for take in (*one, *other) if start[take[2]] <= t < end[take[2]]]
                if there:
                    self.model.add(cp_model.LinearExpr.sum(there) <= 1)

    # --- coverage -----------------------------------------------------------------------------------------------------

    def _cover(self) -> None:
        heads: dict[int, int] = defaultdict(int)
        for kind in {kind for _, kind, _ in self.takes}:
            heads[kind] = sum(any(take[1] == kind for day in own for take in day) for own in self._by_day)
        for day in range(self.desk.frame.days):
            counts: dict[int, dict[int, list[cp_model.IntVar]]] = defaultdict(lambda: defaultdict(list))
            for own in self._by_day:
                for take in own[day]:
                    counts[take[1]][take[2]].append(self.takes[take])
            for kind, by_shift in counts.items():
                summed = {k: cp_model.LinearExpr.sum(each) for k, each in by_shift.items()}
                self.coverage.add_shifts(kind, summed, heads[kind])
        self.coverage.finish(self.desk.empty(), heads)

    # --- solving ------------------------------------------------------------------------------------------------------

    def hint(self, weeks: Weeks) -> None:
        """Start from a roster: who works what, and everything that follows from it: a hint with gaps is soon lost."""
        for (agent, automaton), flow in self._flows.items():
            read = _read(automaton, weeks.chosen[agent])
            for arc, variable in flow.items():
                self.model.add_hint(variable, arc in read)
        self._hint_links(weeks)
        for each, over in self._over:
            first = self.desk.frame.first_of_window.tolist()
            chosen = weeks.chosen[each.agent, each.first_day : first[first.index(each.first_day) + 1]]
            paid_min = int(self.desk.links.units[chosen[chosen >= 0]].sum()) * self.desk.links.unit_min
            self.model.add_hint(over, max(0, paid_min - each.after_min))
        for (agent, kind, k), variable in self.takes.items():
            day = int(self.desk.frame.shifts.day[k])
            taken = int(weeks.chosen[agent, day]) == k and kind_on(self.desk, weeks, agent, day) == kind
            self.model.add_hint(variable, taken)
        values = self.coverage.values_of(weeks, lambda agent, day: kind_on(self.desk, weeks, agent, day))
        for key, variable in self.coverage.variables.items():
            self.model.add_hint(variable, values[key])

    def _hint_links(self, weeks: Weeks) -> None:
        links = self.desk.links
        idle, dear = set(), set()
        for agent in range(self.desk.team.size):
            last, pair_cost = int(links.start_class[agent]), self.desk.pair_cost(agent)
            for day, k in enumerate(weeks.chosen[agent].tolist()):
                if k < 0:
                    idle.add((agent, day, last))
                    last = int(links.class_after_off[day, last])
                else:
                    group = int(links.group_of[k])
                    dear.add((agent, day, group, int(pair_cost[group, last])))
                    last = int(links.class_of[k])
        for held, variables in ((idle, self._idle), (dear, self._dear)):
            for key, variable in variables.items():
                self.model.add_hint(variable, key in held)

    def pin(self, weeks: Weeks) -> None:
        """Allow only the shifts of a roster; pauses and pools stay free."""
        for (agent, _, k), variable in self.takes.items():
            if int(weeks.chosen[agent, int(self.desk.frame.shifts.day[k])]) != k:
                self.model.add(variable == 0)
        for agent, day in zip(*np.nonzero(weeks.chosen >= 0), strict=True):
            self.model.add_exactly_one(self.takes[take] for take in self._by_day[agent][day])

    def solve(
        self,
        *,
        seed: int,
        workers: int,
        limit_s: float,
        effort: float,
        on_bound: Callable[[float | None, float], None] | None = None,
        watching: Watching = unwatched,
    ) -> ExactFound:
        """Search, repeatably, for `effort` deterministic seconds, but no longer than `limit_s` seconds by the clock."""
        solver = cp_model.CpSolver()
        solver.parameters.catch_sigint_signal = False
        parameters = solver.parameters
        parameters.random_seed = seed
        parameters.num_workers = workers
        parameters.interleave_search = workers > 1
        parameters.max_deterministic_time = effort
        parameters.max_time_in_seconds = max(limit_s, 0.01)
        with watching(solver):
            status = solver.solve(self.model, _Listener(on_bound) if on_bound else None)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return ExactFound(None, 0.0, status != cp_model.UNKNOWN, status == cp_model.INFEASIBLE)

        def value(key: Key) -> int:
            return int(solver.value(self.coverage.variables[key]))

        weeks = self.desk.empty()
        for day in range(self.desk.frame.days):
            people: dict[int, list[tuple[int, int]]] = defaultdict(list)
            for own in self._by_day:
                for agent, kind, k in own[day]:
                    if solver.boolean_value(self.takes[agent, kind, k]):
                        people[kind].append((agent, k))
            self.coverage.deal(weeks, people, value)
        placed = self.coverage.placed(value, self.desk.placed)
        return ExactFound(
            recovered(self.desk, weeks), solver.best_objective_bound, status == cp_model.OPTIMAL, False, placed
        )


def _read(automaton: Automaton, chosen: I32) -> set[tuple[int, int, int]]:
    """The way of a week through an automaton: day, state and letter."""
    way, state = set(), 0
    for day, k in enumerate(chosen.tolist()):
        letter = 0 if k < 0 else int(automaton.letters[k])
        way.add((day, state, letter))
        state = int(automaton.moves[day, state, letter])
    return way


class _Listener(cp_model.CpSolverSolutionCallback):
    """Passes each better roster's objective and bound on; called on a thread of CP-SAT's."""

    def __init__(self, tell: Callable[[float | None, float], None]) -> None:
        super().__init__()
        self._tell = tell

    def on_solution_callback(self) -> None:
        self._tell(self.objective_value, self.best_objective_bound)
