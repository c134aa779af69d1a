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
    wanted: Bools,
    work: F64,
    rest: F64,
    crowd: F64,
    value: F64,
    offsets: I16,
) -> None:
    """
    The best pauses of every wanted possible shift, and what the shift is then worth.

    `work` holds what a step of work is worth, the points `crowd` of being present among it; `rest` what a step of a break is worth
    besides. Pauses keep their order and never overlap. Writes `value` (K,), NEVER where no placement exists, and `offsets`
    (K, pauses).
    """
    steps = len(work)
    work_sum = np.zeros(steps + 1)
    rest_sum = np.zeros(steps + 1)
    crowd_sum = np.zeros(steps + 1)
    for t in range(steps):
        work_sum[t + 1] = work_sum[t] + work[t]
        rest_sum[t + 1] = rest_sum[t] + rest[t]
        crowd_sum[t + 1] = crowd_sum[t] + crowd[t]
    longest = 0
    most = length.shape[1]
    for k in range(len(start)):
        longest = max(longest, end[k] - start[k])
    best = np.empty((most + 1, longest + 1))
    choice = np.empty((most + 1, longest + 1), dtype=np.int16)
    for k in range(len(start)):
        if not wanted[k]:
            value[k] = NEVER
            continue
        span = end[k] - start[k]
        for x in range(span + 1):
            best[0, x] = 0.0
        for j in range(count[k]):
            for x in range(span + 1):
                best[j + 1, x] = NEVER
                choice[j + 1, x] = -1
            for o in range(first[k, j], min(last[k, j], span - length[k, j]) + 1):
                a, b = start[k] + o, start[k] + o + length[k, j]
                gain = work_sum[a] - work_sum[b]
                if not is_meal[k, j]:
                    gain += rest_sum[b] - rest_sum[a]
                if is_paid[k, j]:
                    gain += crowd_sum[b] - crowd_sum[a]
                reached = best[j, o] + gain
                if reached > best[j + 1, o + length[k, j]]:
                    best[j + 1, o + length[k, j]] = reached
                    choice[j + 1, o + length[k, j]] = o
            for x in range(1, span + 1):
                if best[j + 1, x - 1] >= best[j + 1, x]:
                    best[j + 1, x] = best[j + 1, x - 1]
                    choice[j + 1, x] = choice[j + 1, x - 1]
        total = work_sum[end[k]] - work_sum[start[k]] + best[count[k], span]
        value[k] = total if total > IMPOSSIBLE else NEVER
        x = span
        for back in range(count[k]):
            j = count[k] - back
            o = choice[j, x]
            offsets[k, j - 1] = o
            if o < 0:
                value[k] = NEVER
                break
            x = o


@compiled
def best_week(
    days: int,
    first_of_day: I32,
    first_group_of_day: I32,
    group_of: I32,
    units: I32,
    class_of: I32,
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
    layers: F64,
    live: Bools,
    chosen: I32,
) -> float:
    """
    The week of one person that is worth most, exactly, under every rule of that person alone.

    State: class of the last shift (what it leaves open tomorrow), state of the day automaton, paid units so far. Writes the
    possible shift of each day to `chosen` (-1: off) and returns the value, NEVER where the rules leave no week.
    """
    classes, states, top = layers.shape[1], layers.shape[2], high + 1
    live[:] = False
    live[0, start_class, 0] = True
    layers[0, start_class, 0, :top] = NEVER
    layers[0, start_class, 0, 0] = 0.0
    through = np.empty(top)
    for d in range(days):
        if off_allowed[d]:
            for c in range(classes):
                for s in range(states):
                    if live[d, c, s]:
                        s2 = moves[d, s, 0]
                        if s2 < 0:
                            continue
                        c2 = class_after_off[d, c]
                        if not live[d + 1, c2, s2]:
                            live[d + 1, c2, s2] = True
                            layers[d + 1, c2, s2, :top] = NEVER
                        for h in range(top):
                            if layers[d, c, s, h] > layers[d + 1, c2, s2, h]:
                                layers[d + 1, c2, s2, h] = layers[d, c, s, h]
        k = first_of_day[d]
        for g in range(first_group_of_day[d], first_group_of_day[d + 1]):
            group_begin = k
            group_end = k
            any_allowed = False
            while group_end < first_of_day[d + 1] and group_of[group_end] == g:
                if allowed[group_end] and max(gain[group_end], trainee_gain[group_end]) > NEVER / 2:
                    any_allowed = True
                group_end += 1
            k = group_end
            if not any_allowed:
                continue
            for s in range(states):
                found = False
                for c in range(classes):
                    if live[d, c, s] and pair_cost[g, c] < 1e17:
                        if not found:
                            through[:] = NEVER
                            found = True
                        cost = pair_cost[g, c]
                        for h in range(top):
                            v = layers[d, c, s, h] - cost
                            if v > through[h]:
                                through[h] = v
                if not found:
                    continue
                for kk in range(group_begin, group_end):
                    if not allowed[kk]:
                        continue
                    s2 = moves[d, s, letters[kk]]
                    if s2 < 0:
                        continue
                    c2 = class_of[kk]
                    if not live[d + 1, c2, s2]:
                        live[d + 1, c2, s2] = True
                        layers[d + 1, c2, s2, :top] = NEVER
                    up = units[kk]
                    for h in range(top - up):
                        add = gain[kk] if h >= counts_after else trainee_gain[kk]
                        v = through[h] + add
                        if v > layers[d + 1, c2, s2, h + up]:
                            layers[d + 1, c2, s2, h + up] = v
    best = NEVER / 2
    at_c, at_s, at_h = -1, -1, -1
    for c in range(classes):
        for s in range(states):
            if live[days, c, s] and accepts[s]:
                for h in range(low, top):
                    if layers[days, c, s, h] > best:
                        best = layers[days, c, s, h]
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
                        and live[d, c, s]
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
                        live[d, c, s]
                        and pair_cost[g, c] < 1e17
                        and (layers[d, c, s, h] - pair_cost[g, c]) + add == target
                    ):
                        chosen[d] = kk
                        at_c, at_s, at_h = c, s, h
                        done = True
                        break
    return best


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
