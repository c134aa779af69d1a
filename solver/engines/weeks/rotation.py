"""
Day rotation: one day re-planned exactly for many people at once, everything else kept.

Everyone who works that day may take any shift near the present start, of any length that keeps their week legal; pauses and pools
are re-planned with it. CP-SAT starts from the present day as a complete hint, so a step never makes the roster worse.
"""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from solver.clock import Watching, unwatched
from solver.engines.coverage_model import CoverageModel, Key
from solver.engines.weeks import moves
from solver.engines.weeks.bench import Weeks
from solver.engines.weeks.options import day_options
from solver.engines.weeks.state import Desk

EFFORT = 1.0
"""Deterministic seconds of a day."""
MOST_ROTATED = 150
"""People of a day re-planned at a time; of a larger team some at random, and more often."""


@dataclass(frozen=True)
class DayPlan:
    """A re-planned day: who works which possible shift, by kind, and the counts of pauses and pools."""

    day: int
    people: dict[int, list[tuple[int, int]]]
    values: dict[Key, int]
    coverage: CoverageModel


def plan_day(
    desk: Desk, weeks: Weeks, day: int, window_min: int, *, effort: float, seed: int, people: frozenset[int],
    lengths_of: frozenset[int], watching: Watching = unwatched,
) -> DayPlan | None:  # fmt: skip
    """
    Re-plan one day; None where nothing better was found.

    Parameters
    ----------
    window_min
        How far a start may move on the clock.
    effort
        Deterministic seconds of CP-SAT; the result depends on it and the seed alone.
    people
        Who is re-planned, of those who work that day.
    lengths_of
        People who may also change the length of the shift; the others keep paid time and letter of the day, so that two days
        can be re-planned side by side.
    """
    working = [agent for agent in np.flatnonzero(weeks.chosen[:, day] >= 0).tolist() if agent in people]
    if not working:
        return None
    model = cp_model.CpModel()
    coverage = CoverageModel(
        desk,
        add=model.add,
        new_count=lambda most, name: model.new_int_var(0, most, name),
        sum_of=cp_model.LinearExpr.sum,
    )
    rest = weeks.copy()
    takes: dict[int, dict[int, cp_model.IntVar]] = {}
    counts: dict[int, dict[int, list[cp_model.IntVar]]] = defaultdict(lambda: defaultdict(list))
    own_costs = []
    kind_today: dict[int, int] = {}
    for agent in working:
        now = int(weeks.chosen[agent, day])
        kind = kind_today[agent] = kind_on(desk, weeks, agent, day)
        takes[agent] = {}
        base = desk.own_cost(agent, weeks.chosen[agent])
        for k, points in _options(desk, weeks, agent, day, window_min, free_length=agent in lengths_of).items():
            take = takes[agent][k] = model.new_bool_var("")
            model.add_hint(take, k == now)
            counts[kind][k].append(take)
            if extra := points - base:
                own_costs.append(extra * take)
        model.add_exactly_one(takes[agent].values())
        _clear_day(desk, rest, agent, day)
    _keep_pairs(desk, day, model, takes)
    heads: dict[int, int] = defaultdict(int)
    for agent in takes:
        heads[kind_today[agent]] += 1
    for kind, by_shift in counts.items():
        coverage.add_shifts(kind, {k: cp_model.LinearExpr.sum(each) for k, each in by_shift.items()}, heads[kind])
    coverage.finish(rest, heads, steps=())
    hints = coverage.values_of(weeks, lambda agent, on: kind_today.get(agent, -1) if on == day else -1)
    for key, variable in coverage.variables.items():
        model.add_hint(variable, hints[key])
    model.minimize(cp_model.LinearExpr.sum([*coverage.objective, *own_costs]))
    solver = cp_model.CpSolver()
    solver.parameters.catch_sigint_signal = False
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = effort
    with watching(solver):
        status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    chosen: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for agent, options_taken in takes.items():
        chosen[kind_today[agent]].append(
            (agent, next(k for k, take in options_taken.items() if solver.boolean_value(take)))
        )
    return DayPlan(day, dict(chosen), {key: solver.value(each) for key, each in coverage.variables.items()}, coverage)


def replan_days(
    desk: Desk, weeks: Weeks, days: tuple[int, ...], window_min: int, random: np.random.Generator,
    beside: ThreadPoolExecutor, watching: Watching,
) -> Weeks:  # fmt: skip
    """The roster with up to two days re-planned side by side; each person may change the length of the shift on one of them."""
    people = random.permutation(desk.team.size)
    halves = [frozenset(people[part :: len(days)].tolist()) for part in range(len(days))]
    groups = [frozenset(people[weeks.chosen[people, day] >= 0][:MOST_ROTATED].tolist()) for day in days]
    seed = int(random.integers(2**31))

    def planned(day: int, group: frozenset[int], lengths_of: frozenset[int]) -> DayPlan | None:
        return plan_day(
            desk,
            weeks,
            day,
            window_min,
            effort=EFFORT,
            seed=seed,
            people=group,
            lengths_of=lengths_of,
            watching=watching,
        )

    cost = desk.cost(weeks)
    for plan in list(beside.map(planned, days, groups, halves)):
        if plan is None:
            continue
        changed, placed = apply(desk, weeks, plan), desk.placed
        desk.place(plan.coverage.placed(plan.values.__getitem__, placed))
        now = desk.cost(changed)
        if now <= cost and all(desk.week_is_legal(agent, week) for agent, week in enumerate(changed.chosen)):
            weeks, cost = changed, now
        else:
            desk.place(placed)
    return weeks


def day_pairs(days: int, random: np.random.Generator) -> list[tuple[int, ...]]:
    """The days in a random order, two that do not touch at a time."""
    left = random.permutation(days).tolist()
    pairs: list[tuple[int, ...]] = []
    while left:
        first = left.pop(0)
        apart = next((day for day in left if abs(day - first) > 1), None)
        if apart is not None:
            left.remove(apart)
        pairs.append((first,) if apart is None else (first, apart))
    return pairs


def apply(desk: Desk, weeks: Weeks, plan: DayPlan) -> Weeks:
    """The roster with a re-planned day; the given one is left as it is."""
    changed = weeks.copy()
    for workers in plan.people.values():
        for agent, _ in workers:
            _clear_day(desk, changed, agent, plan.day)
    plan.coverage.deal(changed, plan.people, plan.values.__getitem__)
    return recovered(desk, changed)


def recovered(desk: Desk, weeks: Weeks) -> Weeks:
    """The same weeks with coverage, leads and who is present counted afresh from what everyone does."""
    weeks.z[:] = desk.frame.pools.covered
    weeks.leads[:] = desk.published_leads
    weeks.present[:] = desk.published_present
    for agent in range(desk.team.size):
        desk.cover(weeks, agent, 1)
    return weeks


def kind_on(desk: Desk, weeks: Weeks, agent: int, day: int) -> int:
    """Kind of a person on a day: a trainee until the probation hours are reached."""
    team = desk.team
    if not team.counts_after_min[agent]:
        return int(team.kind_of[agent])
    before = weeks.chosen[agent, :day]
    worked = int(desk.links.units[before[before >= 0]].sum())
    return int((team.kind_of if worked >= desk.links.counts_after[agent] else team.trainee_kind_of)[agent])


def _options(desk: Desk, weeks: Weeks, agent: int, day: int, window_min: int, *, free_length: bool) -> dict[int, int]:
    """Possible shifts a person may take on the day instead of the present one, that among them, and the points of the week then."""
    team, frame = desk.team, desk.frame
    now = int(weeks.chosen[agent, day])
    automaton = team.patterns[team.pattern_of[agent]]
    window = window_min // frame.step_min
    free_length = free_length and not team.counts_after_min[agent]
    legal, points = day_options(desk.bench, agent, weeks.chosen[agent], day)
    first = int(frame.shifts.first_of_day[day])
    near = np.abs(frame.shifts.start[first : first + len(legal)] - frame.shifts.start[now]) <= window
    found = {now: desk.own_cost(agent, weeks.chosen[agent])}
    for k in (first + np.flatnonzero(legal & near)).tolist():
        same = desk.links.units[k] == desk.links.units[now] and automaton.letters[k] == automaton.letters[now]
        if k != now and (same or free_length) and _meets_nobody(desk, weeks, agent, day, k):
            found[k] = round(points[k - first])
    return found


def _meets_nobody(desk: Desk, weeks: Weeks, agent: int, day: int, k: int) -> bool:
    """Whether a possible shift of the day keeps a person apart from the other days of those to be kept apart from."""
    for pair in desk.team.pairs:
        if agent in pair.agents and not pair.together:
            theirs = weeks.chosen[sum(pair.agents) - agent].copy()
            theirs[day] = -1
            if moves.meetings(desk.bench, theirs, k):
                return False
    return True


def _keep_pairs(desk: Desk, day: int, model: cp_model.CpModel, takes: dict[int, dict[int, cp_model.IntVar]]) -> None:
    """Pairs of whom both work that day begin together, or stay apart."""
    start, end = desk.frame.shifts.start, desk.frame.shifts.end
    for pair in desk.team.pairs:
        if not set(pair.agents) <= takes.keys():
            continue
        one, other = (takes[agent] for agent in pair.agents)
        if pair.together and pair.days[day]:
            for begin in sorted({int(start[k]) for k in (*one, *other)}):
                first, second = (
                    cp_model.LinearExpr.sum([take for k, take in own.items() if start[k] == begin])
                    for own in (one, other)
                )
                model.add(first == second)
        elif not pair.together:
            for k, take in one.items():
                meets = [taken for m, taken in other.items() if start[k] < end[m] and start[m] < end[k]]
                if meets:
                    model.add_at_most_one([take, *meets])


def _clear_day(desk: Desk, weeks: Weeks, agent: int, day: int) -> None:
    """Take one person's shift of one day out of a roster in the making."""
    k = int(weeks.chosen[agent, day])
    if k < 0:
        return
    desk.cover(weeks, agent, -1)
    weeks.serve[agent, int(desk.frame.shifts.start[k]) : int(desk.frame.shifts.end[k])] = -1
    weeks.chosen[agent, day] = -1
    weeks.pauses[agent, day] = -1
    desk.cover(weeks, agent, 1)
