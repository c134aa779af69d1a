"""The inner loops: the price of coverage, the best pauses of a shift, the best week of a person."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from solver.engines.weeks.jit import compiled

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]
I32 = NDArray[np.int32]
I16 = NDArray[np.int16]
I8 = NDArray[np.int8]
Bools = NDArray[np.bool_]

CLOSED = -1e11
"""Value of working a step at which nothing the person serves is open: never worth it, and exact in float64 sums."""
IMPOSSIBLE = -1e10
"""Any value below this contains a closed step."""
NEVER = -1e18
OFF, MEAL, BREAK, TRAINEE = -1, -2, -3, -4
"""What a person does at a step when not serving a pool."""


@compiled
def total_price(z: I64, price_at: I64) -> int:
    """Points of the coverage of all pools and intervals; `price_at` (P, I, Z) are the points of each whole z."""
    total = 0
    for p in range(z.shape[0]):
        for i in range(z.shape[1]):
            total += price_at[p, i, z[p, i]]
    return total


@compiled
def gains_of_one_more(z: I64, price_at: I64, per_interval: int, out: F64) -> None:
    """Points per step that one more person would save over a whole interval, shape (P, I)."""
    for p in range(z.shape[0]):
        for i in range(z.shape[1]):
            out[p, i] = (price_at[p, i, z[p, i]] - price_at[p, i, z[p, i] + per_interval]) / per_interval


@compiled
def step_values(
    gains: F64,
    is_open: Bools,
    interval_of: I32,
    pools: I32,
    lead_gain: F64,
    is_lead: bool,
    is_trainee: bool,
    work: F64,
    rest: F64,
    pool_at: I8,
) -> None:
    """Per step: the value of working (in the best open pool), of being on a break, and that pool."""
    for t in range(len(interval_of)):
        lead = lead_gain[t] if is_lead else 0.0
        rest[t] = lead
        pool_at[t] = TRAINEE
        if is_trainee:
            work[t] = lead
            continue
        best = CLOSED
        i = interval_of[t]
        if i >= 0:
            for index in range(len(pools)):
                p = pools[index]
                if is_open[p, i] and gains[p, i] > best:
                    best = gains[p, i]
                    pool_at[t] = p
        work[t] = best + lead


@compiled
def place_pauses(
    start: I32,
    end: I32,
    count: I32,
    length: I32,
    first: I32,
    last: I32,
    is_meal: Bools,
    is_paid: Bools,
    work: F64,
    rest: F64,
    crowd: F64,
    value: F64,
    offsets: I16,
) -> None:
    """
    The best pauses of every possible shift, and what the shift is then worth.

    `work` holds what a step of work is worth, the points `crowd` of being present among it; `rest` what a step of a break is worth
    besides. Pauses keep their order and never overlap. Writes `value` (K,), NEVER where no placement exists, and `offsets`
    (K, pauses).
    """
    steps = len(work)
    work_sum = np.zeros(steps + 1)
    rest_sum = np.zeros(steps + 1)
    crowd_sum = np.zeros(steps + 1)
    closed = np.zeros(steps + 1)  # counted: sums of prices so large would lose their decimals
    for t in range(steps):
        is_closed = work[t] < IMPOSSIBLE
        closed[t + 1] = closed[t] + (1.0 if is_closed else 0.0)
        work_sum[t + 1] = work_sum[t] + (work[t] - CLOSED if is_closed else work[t])
        rest_sum[t + 1] = rest_sum[t] + rest[t]
        crowd_sum[t + 1] = crowd_sum[t] + crowd[t]
    longest = 0
    most = length.shape[1]
    for k in range(len(start)):
        longest = max(longest, end[k] - start[k])
    # Row j: the most that the first j pauses are worth if the last of them ends by x, for the x at which it can end. Beyond
    # the latest, `latest[j]`, nothing changes.
    best = np.zeros((most + 1, longest + 1))
    choice = np.empty((most + 1, longest + 1), dtype=np.int16)
    latest = np.zeros(most + 1, dtype=np.int64)
    for k in range(len(start)):
        value[k] = NEVER
        span = end[k] - start[k]
        earliest = 0
        possible = True
        for j in range(count[k]):
            pause = length[k, j]
            running, chosen = NEVER, -1
            for o in range(max(first[k, j], earliest), min(last[k, j], span - pause) + 1):
                a = start[k] + o
                b = a + pause
                gain = work_sum[a] - work_sum[b] + CLOSED * (closed[a] - closed[b])
                if not is_meal[k, j]:
                    gain += rest_sum[b] - rest_sum[a]
                if is_paid[k, j]:
                    gain += crowd_sum[b] - crowd_sum[a]
                reached = best[j, min(o, latest[j])] + gain
                if reached > running:
                    running, chosen = reached, o
                best[j + 1, o + pause] = running
                choice[j + 1, o + pause] = chosen
            earliest = max(first[k, j], earliest) + pause
            latest[j + 1] = min(last[k, j], span - pause) + pause
            if chosen < 0:
                possible = False
                break
        if not possible:
            continue
        total = work_sum[end[k]] - work_sum[start[k]] + best[count[k], latest[count[k]]]
        total += CLOSED * (closed[end[k]] - closed[start[k]])
        if total <= IMPOSSIBLE:
            continue
        value[k] = total
        x = span
        for back in range(count[k]):
            j = count[k] - back
            x = choice[j, min(x, latest[j])]
            offsets[k, j - 1] = x


@compiled
def _raise_to(target: F64, source: F64, more: float) -> None:
    """The larger of each of `target` and of ``source + more``, in place; both of one length."""
    for h in range(len(source)):
        target[h] = max(target[h], source[h] + more)


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
    low: int,
    high: int,
    paid_points: F64,
    chosen: I32,
) -> float:
    """
    The week of one person that is worth most, exactly, under every rule of that person alone.

    State: class of the last shift (what it leaves open tomorrow), state of the day automaton, paid units so far. Of shifts that
    leave the same open, `first_like` (K,), the one worth most stands for all. `paid_points` (high + 1,) are what so
    many paid units cost. Writes the possible shift of each day to `chosen`
    (-1: off) and returns the value, NEVER where the rules leave no week.
    """
    days, states = moves.shape[0], moves.shape[1]
    classes, top = class_after_off.shape[1], high + 1
    if high < 0:
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
    layers[0, start_class, 0, :top] = NEVER
    layers[0, start_class, 0, 0] = 0.0
    lowest[0, start_class, 0] = highest[0, start_class, 0] = 0
    through = np.empty(top)
    for d in range(days):
        enough = low - most_a_day * (days - d)
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
                a, b = top, 0
                for c in range(classes):
                    if highest[d, c, s] >= 0 and pair_cost[g, c] < 1e17:
                        a = min(a, max(lowest[d, c, s], enough))
                        b = max(b, highest[d, c, s] + 1)
                if a >= b:
                    continue
                through[a:b] = NEVER
                for c in range(classes):
                    if highest[d, c, s] >= 0 and pair_cost[g, c] < 1e17:
                        a2, b2 = max(lowest[d, c, s], enough), highest[d, c, s] + 1
                        if a2 < b2:
                            _raise_to(through[a2:b2], layers[d, c, s, a2:b2], -pair_cost[g, c])
                for kk in range(group_begin, group_end):
                    if max(top_gain[kk], top_trainee_gain[kk]) <= NEVER / 2:
                        continue
                    s2 = moves[d, s, letters[kk]]
                    up = units[kk]
                    b2 = min(b, top - up)
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
                for h in range(max(low, lowest[days, c, s]), highest[days, c, s] + 1):
                    if layers[days, c, s, h] - paid_points[h] > best:
                        best = layers[days, c, s, h] - paid_points[h]
                        at_c, at_s, at_h = c, s, h
    if at_c < 0:
        return NEVER
    for back in range(days):
        d = days - 1 - back
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
            g = group_of[kk]
            for s in range(states):
                if done or moves[d, s, letters[kk]] != at_s:
                    continue
                for c in range(classes):
                    if (
                        lowest[d, c, s] <= h <= highest[d, c, s]
                        and pair_cost[g, c] < 1e17
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
    units: I32, paid_points: F64,
) -> float:  # fmt: skip
    """
    What a person's week costs by itself: the points of its shifts (K,), of each start after what was before it, and of all it pays.
    """
    total = 0.0
    paid = 0
    last = start_class
    for d in range(len(chosen)):
        k = chosen[d]
        if k < 0:
            last = class_after_off[d, last]
        else:
            total += cost[k] + pair_cost[group_of[k], last]
            paid += units[k]
            last = class_of[k]
    of_paid = paid_points[min(paid, len(paid_points) - 1)]
    return total + of_paid  # type: ignore[no-any-return]


@compiled
def fill_week(
    chosen: I32,
    start: I32,
    end: I32,
    count: I32,
    length: I32,
    is_meal: Bools,
    paid_units: I32,
    counts_after: int,
    offsets: I16,
    trainee_offsets: I16,
    pool_at: I8,
    serve: I8,
    pauses: I16,
) -> None:
    """Write what a person does at every step of the chosen week, and the offset of each pause."""
    serve[:] = OFF
    pauses[:] = -1
    worked = 0
    for d in range(len(chosen)):
        k = chosen[d]
        if k < 0:
            continue
        counted = worked >= counts_after
        worked += paid_units[k]
        for t in range(start[k], end[k]):
            serve[t] = pool_at[t] if counted else TRAINEE
        for j in range(count[k]):
            o = offsets[k, j] if counted else trainee_offsets[k, j]
            pauses[d, j] = o
            for t in range(start[k] + o, start[k] + o + length[k, j]):
                serve[t] = MEAL if is_meal[k, j] else BREAK


@compiled
def cover(serve: I8, interval_of: I32, is_lead: bool, sign: int, z: I64, leads: I64) -> None:
    """Add (sign 1) or take away (sign -1) a person's steps from the coverage (P, I) and the leads on duty (T,)."""
    for t in range(len(serve)):
        if serve[t] >= 0:
            z[serve[t], interval_of[t]] += sign
        if is_lead and (serve[t] >= 0 or serve[t] == BREAK or serve[t] == TRAINEE):
            leads[t] += sign
