"""What one person may work on a day instead of the present shift, the other days kept: compiled."""

from __future__ import annotations

import numpy as np

from solver.engines.weeks.bench import Bench
from solver.engines.weeks.best_week import NEVER_AFTER
from solver.engines.weeks.compiled import compiled
from solver.engines.weeks.kernels import F64, I32, Bools
from solver.engines.weeks.moves import own_points


@compiled
def day_options(bench: Bench, agent: int, chosen: I32, day: int) -> tuple[Bools, F64]:
    """
    Which possible shifts of a day (first to last) a person may work instead of the present one, under every rule of that person
    alone, and what the week then costs by itself.
    """
    first, last = bench.first_of_day[day], bench.first_of_day[day + 1]
    pattern, links = bench.pattern_of[agent], bench.pair_cost[bench.profile_of[agent]]
    moves, letters = bench.moves[pattern], bench.letters[pattern]
    window = np.searchsorted(bench.first_of_window, day, side="right") - 1
    first_day, last_day = bench.first_of_window[window], bench.first_of_window[window + 1]
    week = chosen.copy()
    legal, points = np.zeros(last - first, dtype=np.bool_), np.zeros(last - first)
    for k in range(first, last):
        week[day] = k
        paid, state, before, fits = 0, 0, bench.start_class[agent], bench.allowed[agent, k]
        for d in range(len(week)):
            if not fits:
                break
            of = week[d]
            state = moves[d, state, letters[of] if of >= 0 else 0]
            fits = state >= 0
            if of < 0:
                before = bench.class_after_off[d, before]
                continue
            if first_day <= d < last_day:
                paid += bench.units[of]
            fits = fits and links[bench.group_of[of], before] < NEVER_AFTER
            before = bench.class_of[of]
        fits = fits and bench.accepts[pattern, state] and bench.low[agent, window] <= paid <= bench.high[agent, window]
        for count in range(len(bench.most_of)):
            if fits and bench.count_agent[count] == agent:
                worked = 0
                for of in week:
                    worked += of >= 0 and bench.count_of[count, of]
                fits = worked <= bench.most_of[count]
        legal[k - first] = fits
        points[k - first] = own_points(bench, agent, week) if fits else 0.0
    return legal, points
