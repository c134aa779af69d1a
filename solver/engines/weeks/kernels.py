"""The inner loops: the price of coverage, the best pauses of a shift, what a week covers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from solver.engines.weeks.compiled import compiled

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
    # the latest, `latest[j]`, nothing changes. Shifts that begin together have most pauses in common: their rows stand.
    best = np.zeros((most + 1, longest + 1))
    choice = np.empty((most + 1, longest + 1), dtype=np.int16)
    latest = np.zeros(most + 1, dtype=np.int64)
    earliest = np.zeros(most + 1, dtype=np.int64)
    standing = 0
    for k in range(len(start)):
        value[k] = NEVER
        span = end[k] - start[k]
        common = 0
        while (
            k > 0
            and start[k] == start[k - 1]
            and common < min(standing, count[k])
            and length[k, common] == length[k - 1, common]
            and first[k, common] == first[k - 1, common]
            and is_meal[k, common] == is_meal[k - 1, common]
            and is_paid[k, common] == is_paid[k - 1, common]
            and min(last[k, common] + length[k, common], span) == latest[common + 1]
        ):
            common += 1
        standing = common
        for j in range(common, count[k]):
            pause = length[k, j]
            running, chosen = NEVER, -1
            for o in range(max(first[k, j], earliest[j]), min(last[k, j], span - pause) + 1):
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
            earliest[j + 1] = max(first[k, j], earliest[j]) + pause
            latest[j + 1] = min(last[k, j] + pause, span)
            if chosen < 0:
                break
            standing = j + 1
        if standing < count[k]:
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
        of = offsets if counted else trainee_offsets
        fill_pauses(start[k], count[k], length[k], is_meal[k], of[k], serve, pauses[d])


@compiled
def fill_pauses(start: int, count: int, length: I32, is_meal: Bools, offsets: I16, serve: I8, pauses: I16) -> None:
    """Write the pauses of one shift that begins at step `start`."""
    for j in range(count):
        pauses[j] = offsets[j]
        for t in range(start + offsets[j], start + offsets[j] + length[j]):
            serve[t] = MEAL if is_meal[j] else BREAK


@compiled
def cover(serve: I8, interval_of: I32, is_lead: bool, sign: int, z: I64, leads: I64) -> None:
    """Add (sign 1) or take away (sign -1) a person's steps from the coverage (P, I) and the leads on duty (T,)."""
    for t in range(len(serve)):
        if serve[t] >= 0:
            z[serve[t], interval_of[t]] += sign
        if is_lead and (serve[t] >= 0 or serve[t] == BREAK or serve[t] == TRAINEE):
            leads[t] += sign
