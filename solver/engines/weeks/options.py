"""What one person may work on a day instead of the present shift, the other days kept: compiled."""

from __future__ import annotations

import numpy as np

from solver.engines.weeks.bench import Bench
from solver.engines.weeks.best_week import NEVER_AFTER
from solver.engines.weeks.compiled import compiled
from solver.engines.weeks.kernels import F64, I32, Bools


@compiled
def day_options(bench: Bench, agent: int, chosen: I32, day: int) -> tuple[Bools, F64]:
    """
    Which possible shifts of a day (first to last) a person may work instead of the present one, under every rule of that person
    alone, and what the week then costs by itself.
    """
    first, last = bench.first_of_day[day], bench.first_of_day[day + 1]
    window = int(np.searchsorted(bench.first_of_window, day, side="right")) - 1
    other_paid, other_points = _paid_besides(bench, agent, chosen, day, window)
    legal, points = np.zeros(last - first, dtype=np.bool_), np.zeros(last - first)
    state_before, class_before, cost_before = 0, bench.start_class[agent], other_points
    for d in range(day):
        state_before, class_before, cost = _after(bench, agent, d, chosen[d], state_before, class_before)
        cost_before += cost
    for k in range(first, last):
        paid = other_paid + bench.units[k]
        if not bench.allowed[agent, k] or not bench.low[agent, window] <= paid <= bench.high[agent, window]:
            continue
        state, follows, total = state_before, class_before, cost_before
        for d in range(day, len(chosen)):
            state, follows, cost = _after(bench, agent, d, k if d == day else chosen[d], state, follows)
            total += cost
        fits = state >= 0 and bench.accepts[bench.pattern_of[agent], state]
        for count in range(len(bench.most_of)):
            if fits and bench.count_agent[count] == agent:
                worked = 0
                for d in range(len(chosen)):
                    of = k if d == day else chosen[d]
                    worked += of >= 0 and bench.count_of[count, of]
                fits = worked <= bench.most_of[count]
        if fits:
            legal[k - first] = True
            points[k - first] = total + _paid_points(bench, agent, window, paid)
    return legal, points


@compiled
def _after(bench: Bench, agent: int, day: int, k: int, state: int, last: int) -> tuple[int, int, float]:
    """
    What a day, off (-1) or at work, makes of the state of the pattern and of the class of the last shift, and the points of the
    shift and of its coming after that class. State -1: the rules forbid it.
    """
    pattern = bench.pattern_of[agent]
    if state >= 0:
        state = bench.moves[pattern, day, state, bench.letters[pattern, k] if k >= 0 else 0]
    if k < 0:
        return state, bench.class_after_off[day, last], 0.0
    link = bench.pair_cost[bench.profile_of[agent], bench.group_of[k], last]
    return state if link < NEVER_AFTER else -1, bench.class_of[k], bench.cost[agent, k] + link


@compiled
def _paid_besides(bench: Bench, agent: int, chosen: I32, day: int, window: int) -> tuple[int, float]:
    """Paid units of the other days of a day's window, and the points of what is paid in the other windows."""
    besides, points = 0, 0.0
    for at in range(len(bench.first_of_window) - 1):
        paid = 0
        for d in range(bench.first_of_window[at], bench.first_of_window[at + 1]):
            paid += bench.units[chosen[d]] if chosen[d] >= 0 and d != day else 0
        if at == window:
            besides = paid
        else:
            points += _paid_points(bench, agent, at, paid)
    return besides, points


@compiled
def _paid_points(bench: Bench, agent: int, window: int, paid: int) -> float:
    points = bench.paid_points[bench.paid_of[agent], window]
    return float(points[min(paid, len(points) - 1)])
