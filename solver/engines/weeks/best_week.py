"""The best week of one person, or the best weeks in a row: exact dynamic programming over the days, compiled."""

from __future__ import annotations

import numpy as np

from solver.engines.weeks.compiled import compiled
from solver.engines.weeks.kernels import F64, I16, I32, I64, NEVER, Bools

NEVER_AFTER = 1e17
"""Points of a start after another one from which on the rest between them is too short."""


@compiled
def _raise_to(target: F64, source: F64, more: float) -> None:
    """The larger of each of `target` and of ``source + more``, in place; both of one length."""
    for h in range(len(source)):
        target[h] = max(target[h], source[h] + more)


@compiled
def _begin_anew(row: F64, lowest: I64, highest: I64, kept: I64, s: int, low: int, high: int, paid_points: F64) -> None:
    """
    End a window in one class and state `s`: of the paid units that it may end with the best, less what they cost, go on as 0.

    Row 0 alone is overwritten: as no units cost nothing it stands for itself where it is the best; the others are traced back to.
    """
    best = NEVER / 2
    for h in range(max(low, lowest[s]), min(high, highest[s]) + 1):
        if row[h] - paid_points[h] > best:
            best = row[h] - paid_points[h]
            kept[s] = h
    lowest[s] = 0
    highest[s] = 0 if best > NEVER / 2 else -1
    row[0] = best


@compiled
def best_week(
    first_of_day: I32,
    first_group_of_day: I32,
    group_of: I32,
    units: I32,
    class_of: I32,
    first_like: I32,
    letters: I16,
    moves: I16,
    accepts: Bools,
    allowed: Bools,
    off_allowed: Bools,
    gain: F64,
    trainee_gain: F64,
    counts_after: int,
    pair_cost: F64,
    class_after_off: I32,
    start_class: int,
    first_of_window: I32,
    low: I32,
    high: I32,
    paid_points: F64,
    chosen: I32,
) -> float:
    """
    The week of one person that is worth most, exactly, under every rule of that person alone.

    State: class of the last shift (what it leaves open tomorrow), state of the day automaton, paid units so far in the week. Of
    shifts that leave the same open, `first_like` (K,), the one worth most stands for all. Writes the possible shift of each day to
    `chosen` (-1: off) and returns the value, NEVER where the rules leave no week.

    Where the days are several weeks, `first_of_window` (W + 1,), the paid units of each lie in its `low` and `high` (W,) and cost
    `paid_points` (W, units + 1); they are counted anew in the next, so who counts only after so many is taken from the second week
    on for what is worth more.
    """
    days, states = moves.shape[0], moves.shape[1]
    classes, top = class_after_off.shape[1], high.max() + 1
    if high.min() < 0:
        return NEVER
    layers = np.empty((days + 1, classes, states, top))
    lowest = np.zeros((days + 1, classes, states), dtype=np.int64)
    highest = np.full((days + 1, classes, states), -1, dtype=np.int64)
    most_a_day = 0
    top_gain, top_trainee_gain = np.full(len(units), NEVER), np.full(len(units), NEVER)
    for k in range(len(units)):
        most_a_day = max(most_a_day, units[k])
        if allowed[k]:
            first = first_like[k]
            top_gain[first] = max(top_gain[first], gain[k])
            top_trainee_gain[first] = max(top_trainee_gain[first], trainee_gain[k])
    # Paid units run over [lowest, highest] in a state; a state not reached has highest -1.
    kept = np.zeros((len(low), classes, states), dtype=np.int64)  # paid units with which the best way left each window
    window = 0
    layers[0, start_class, 0, :top] = NEVER
    layers[0, start_class, 0, 0] = 0.0
    lowest[0, start_class, 0] = highest[0, start_class, 0] = 0
    through = np.empty(top)
    for d in range(days):
        if d == first_of_window[window + 1]:
            for c in range(classes):
                for s in range(states):
                    _begin_anew(
                        layers[d, c, s], lowest[d, c], highest[d, c], kept[window, c], s, low[window], high[window],
                        paid_points[window],
                    )  # fmt: skip
            window += 1
            top_gain = np.maximum(top_gain, top_trainee_gain)
            top_trainee_gain = top_gain
        enough = low[window] - most_a_day * (first_of_window[window + 1] - d)
        room = high[window] + 1
        if off_allowed[d]:
            for c in range(classes):
                for s in range(states):
                    s2 = moves[d, s, 0]
                    a, b = max(lowest[d, c, s], enough), highest[d, c, s] + 1
                    if a >= b or s2 < 0:
                        continue
                    c2 = class_after_off[d, c]
                    row = layers[d + 1, c2, s2]
                    if highest[d + 1, c2, s2] < 0:
                        row[:top] = NEVER
                        lowest[d + 1, c2, s2] = a
                    lowest[d + 1, c2, s2] = min(lowest[d + 1, c2, s2], a)
                    highest[d + 1, c2, s2] = max(highest[d + 1, c2, s2], b - 1)
                    _raise_to(row[a:b], layers[d, c, s, a:b], 0.0)
        k = first_of_day[d]
        for g in range(first_group_of_day[d], first_group_of_day[d + 1]):
            group_begin = k
            group_end = k
            any_allowed = False
            while group_end < first_of_day[d + 1] and group_of[group_end] == g:
                if max(top_gain[group_end], top_trainee_gain[group_end]) > NEVER / 2:
                    any_allowed = True
                group_end += 1
            k = group_end
            if not any_allowed:
                continue
            for s in range(states):
                a, b = room, 0
                for c in range(classes):
                    if highest[d, c, s] >= 0 and pair_cost[g, c] < NEVER_AFTER:
                        a = min(a, max(lowest[d, c, s], enough))
                        b = max(b, highest[d, c, s] + 1)
                if a >= b:
                    continue
                through[a:b] = NEVER
                for c in range(classes):
                    if highest[d, c, s] >= 0 and pair_cost[g, c] < NEVER_AFTER:
                        a2, b2 = max(lowest[d, c, s], enough), highest[d, c, s] + 1
                        if a2 < b2:
                            _raise_to(through[a2:b2], layers[d, c, s, a2:b2], -pair_cost[g, c])
                for kk in range(group_begin, group_end):
                    if max(top_gain[kk], top_trainee_gain[kk]) <= NEVER / 2:
                        continue
                    s2 = moves[d, s, letters[kk]]
                    up = units[kk]
                    b2 = min(b, room - up)
                    if s2 < 0 or a >= b2:
                        continue
                    c2 = class_of[kk]
                    row = layers[d + 1, c2, s2]
                    if highest[d + 1, c2, s2] < 0:
                        row[:top] = NEVER
                        lowest[d + 1, c2, s2] = a + up
                    lowest[d + 1, c2, s2] = min(lowest[d + 1, c2, s2], a + up)
                    highest[d + 1, c2, s2] = max(highest[d + 1, c2, s2], b2 - 1 + up)
                    turn = min(max(counts_after, a), b2)
                    _raise_to(row[a + up : turn + up], through[a:turn], top_trainee_gain[kk])
                    _raise_to(row[turn + up : b2 + up], through[turn:b2], top_gain[kk])
    best = NEVER / 2
    at_c, at_s, at_h = -1, -1, -1
    for c in range(classes):
        for s in range(states):
            if accepts[s]:
                for h in range(max(low[window], lowest[days, c, s]), highest[days, c, s] + 1):
                    if layers[days, c, s, h] - paid_points[window, h] > best:
                        best = layers[days, c, s, h] - paid_points[window, h]
                        at_c, at_s, at_h = c, s, h
    if at_c < 0:
        return NEVER
    for back in range(days):
        d = days - 1 - back
        if d + 1 == first_of_window[window] and window > 0:
            window -= 1
            at_h = kept[window, at_c, at_s]
        target = layers[d + 1, at_c, at_s, at_h]
        done = False
        if off_allowed[d]:
            for c in range(classes):
                for s in range(states):
                    if (
                        not done
                        and lowest[d, c, s] <= at_h <= highest[d, c, s]
                        and moves[d, s, 0] == at_s
                        and class_after_off[d, c] == at_c
                        and layers[d, c, s, at_h] == target
                    ):
                        chosen[d] = -1
                        at_c, at_s = c, s
                        done = True
        if done:
            continue
        for kk in range(first_of_day[d], first_of_day[d + 1]):
            if done:
                break
            up = units[kk]
            h = at_h - up
            if not allowed[kk] or class_of[kk] != at_c or h < 0:
                continue
            add = gain[kk] if h >= counts_after else trainee_gain[kk]
            if window > 0:
                add = max(gain[kk], trainee_gain[kk])
            g = group_of[kk]
            for s in range(states):
                if done or moves[d, s, letters[kk]] != at_s:
                    continue
                for c in range(classes):
                    if (
                        lowest[d, c, s] <= h <= highest[d, c, s]
                        and pair_cost[g, c] < NEVER_AFTER
                        and (layers[d, c, s, h] - pair_cost[g, c]) + add == target
                    ):
                        chosen[d] = kk
                        at_c, at_s, at_h = c, s, h
                        done = True
                        break
    return best


@compiled
def week_points(
    chosen: I32, cost: I64, pair_cost: F64, group_of: I32, class_of: I32, class_after_off: I32, start_class: int,
    units: I32, first_of_window: I32, paid_points: F64,
) -> float:  # fmt: skip
    """
    What a person's week costs by itself: the points of its shifts (K,), of each start after what was before it, and of all it pays.
    """
    total = 0.0
    paid, window = 0, 0
    last = start_class
    for d in range(len(chosen)):
        if d == first_of_window[window + 1]:
            total += paid_points[window, min(paid, paid_points.shape[1] - 1)]
            paid, window = 0, window + 1
        k = chosen[d]
        if k < 0:
            last = class_after_off[d, last]
        else:
            total += cost[k] + pair_cost[group_of[k], last]
            paid += units[k]
            last = class_of[k]
    of_paid = paid_points[window, min(paid, paid_points.shape[1] - 1)]
    return total + of_paid  # type: ignore[no-any-return]
