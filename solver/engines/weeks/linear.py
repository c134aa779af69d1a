"""First prices from a linear programme: people of one kind as a crowd, with their days, hours and pauses in fractions."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np
from ortools.linear_solver.python import model_builder

from solver.engines.coverage_model import CoverageModel
from solver.engines.weeks.kernels import F64
from solver.engines.weeks.state import Desk


def linear_prices(desk: Desk) -> F64 | None:
    """
    Dual prices of coverage, points per agent-step, shape (P, I); None where the programme was not solved.

    The crowd keeps total hours, people per day and pauses; rest and everything personal is left out, so the prices are a start
    for the subgradient and nothing is proven by them.
    """
    team, frame = desk.team, desk.frame
    model: Any = model_builder.Model()  # type: ignore[no-untyped-call]
    coverage = CoverageModel(
        desk,
        add=model.add,
        new_count=lambda most, name: model.new_num_var(0.0, float(most), name),
        sum_of=model_builder.LinearExpr.sum,
    )
    people: dict[int, list[int]] = defaultdict(list)
    for agent, kind in enumerate(team.kind_of.tolist()):
        if team.counts_after_min[agent] == 0:
            people[kind].append(agent)
    for kind, members in people.items():
        hours: list[Any] = []
        days: list[Any] = []
        for day in range(frame.days):
            today = frame.shifts.of_day(day)
            able = team.allowed[members, today]
            present = int(able.any(axis=1).sum())
            counts = {
                k: model.new_num_var(0.0, float(able[:, k - today.start].sum()), "n")
                for k in range(today.start, today.stop)
                if able[:, k - today.start].any()
            }
            if not counts:
                continue
            model.add(model_builder.LinearExpr.sum(list(counts.values())) <= present)
            hours += [int(desk.links.units[k]) * count for k, count in counts.items()]
            days += counts.values()
            coverage.add_shifts(kind, counts, len(members))
        if hours:
            total = model_builder.LinearExpr.sum(hours)
            model.add(total >= int(np.maximum(desk.links.low[members], 0).sum()))
            model.add(total <= int(desk.links.high[members].sum()))
            model.add(model_builder.LinearExpr.sum(days) <= sum(_most_days(desk, agent) for agent in members))
    coverage.finish(desk.empty(), {kind: len(members) for kind, members in people.items()})
    model.minimize(model_builder.LinearExpr.sum(coverage.objective))
    solver = model_builder.Solver("GLOP")
    if solver.solve(model) != model_builder.SolveStatus.OPTIMAL:
        return None
    prices = np.zeros(frame.pools.shape)
    for rows in (coverage.short_rows, coverage.surplus_rows):
        for (p, i), row in rows.items():
            prices[p, i] += 100 * solver.dual_value(row)
    return prices


def _most_days(desk: Desk, agent: int) -> int:
    """Days one person can work at most: the longest accepted way through the automaton."""
    automaton = desk.team.patterns[desk.team.pattern_of[agent]]
    most = {0: 0}
    for day in range(desk.frame.days):
        reached: dict[int, int] = {}
        for state, worked in most.items():
            for letter in range(automaton.moves.shape[2]):
                target = int(automaton.moves[day, state, letter])
                if target >= 0:
                    reached[target] = max(reached.get(target, 0), worked + (letter > 0))
        most = reached
    return max((worked for state, worked in most.items() if automaton.accepts[state]), default=0)
