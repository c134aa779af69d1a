"""One person's week against what the others leave, and a few people at a time: compiled, free of the interpreter lock."""

from __future__ import annotations

import numpy as np

from solver.engines.weeks.bench import Bench, Weeks
from solver.engines.weeks.jit import compiled
from solver.engines.weeks.kernels import (
    CLOSED,
    F64,
    I8,
    I16,
    I32,
    I64,
    NEVER,
    TRAINEE,
    best_week,
    cover,
    fill_week,
    gains_of_one_more,
    place_pauses,
    step_values,
    total_price,
    week_points,
)

BUSY_STEP = 1e9
"""Value of a step at a meeting while pauses are placed: more than any pause gains, far from making up for a closed step."""
LEAD_POINTS = 20_000_000
"""Points of a step without a lead: far more than a roster could gain by leaving it so."""


@compiled
def shift_values(bench: Bench, pools: I32, is_lead: bool, busy: I32, gains: F64, lead: F64) -> tuple[F64, I16, I8]:
    """
    The best pauses of every possible shift for people of these pools, taken in the steps `busy` (n, 2).

    Returns
    -------
    tuple
        What each shift is worth (K,), NEVER where it cannot be; the offsets of its pauses (K, pauses); the pool per step (T,).
        Steps that are taken are worth so much as work that no pause lies there where it need not.
    """
    count, steps = len(bench.start), len(bench.interval_of)
    work, rest = np.empty(steps), np.empty(steps)
    pool_at = np.empty(steps, dtype=np.int8)
    trainee = len(pools) == 0
    step_values(gains, bench.is_open, bench.interval_of, pools, lead, is_lead, trainee, work, rest, pool_at)
    for taken in range(len(busy)):
        for t in range(busy[taken, 0], busy[taken, 1]):
            if trainee or pool_at[t] >= 0:
                work[t] = BUSY_STEP + (lead[t] if is_lead else 0.0)
            else:
                work[t] = CLOSED
            pool_at[t] = TRAINEE
    value = np.empty(count)
    offsets = np.full(bench.pause_length.shape, -1, dtype=np.int16)
    place_pauses(
        bench.start, bench.end, bench.pause_count, bench.pause_length, bench.pause_first, bench.pause_last,
        bench.pause_is_meal, work, rest, value, offsets,
    )  # fmt: skip
    for taken in range(len(busy)):
        first, last = busy[taken, 0], busy[taken, 1]
        for k in range(count):
            for j in range(bench.pause_count[k]):
                begin = bench.start[k] + offsets[k, j]
                if offsets[k, j] >= 0 and begin < last and begin + bench.pause_length[k, j] > first:
                    value[k] = NEVER
            if value[k] > NEVER / 2:
                value[k] -= BUSY_STEP * max(min(bench.end[k], last) - max(bench.start[k], first), 0)
    return value, offsets, pool_at


@compiled
def _values_of_kind(bench: Bench, kind: int, gains: F64, lead: F64) -> tuple[F64, I16, I8]:
    pools = bench.kind_pools[kind, : bench.kind_pool_count[kind]]
    busy = bench.kind_busy[kind, : bench.kind_busy_count[kind]]
    return shift_values(bench, pools, bench.kind_lead[kind], busy, gains, lead)


@compiled
def gains_now(bench: Bench, z: I64, leads: I64, gains: F64, lead: F64) -> None:
    """Points per step that one more person saves: in each pool and interval (P, I), and as a lead (T,)."""
    gains_of_one_more(z, bench.price_at, bench.per_interval, gains)
    for t in range(len(leads)):
        lead[t] = LEAD_POINTS if bench.lead_steps[t] and leads[t] < bench.min_leads else 0.0


@compiled
def coverage_points(bench: Bench, z: I64, leads: I64) -> int:
    """Points of the coverage, and of steps without a lead."""
    missing = 0
    for t in range(len(leads)):
        if bench.lead_steps[t]:
            missing += max(bench.min_leads - leads[t], 0)
    return total_price(z, bench.price_at) + LEAD_POINTS * missing


@compiled
def own_points(bench: Bench, agent: int, chosen: I32) -> float:
    """Points of one person's week alone: shifts and changes of start."""
    return week_points(
        chosen, bench.cost[agent], bench.pair_cost[bench.profile_of[agent]], bench.group_of, bench.class_of,
        bench.class_after_off, bench.start_class[agent],
    )  # fmt: skip


@compiled
def take_out(bench: Bench, weeks: Weeks, agent: int) -> None:
    """Take what one person covers out of the coverage."""
    is_lead = bench.kind_lead[bench.kind_of[agent]]
    cover(weeks.serve[agent], bench.interval_of, is_lead, -1, weeks.z, weeks.leads)


@compiled
def seat(bench: Bench, weeks: Weeks, agent: int, gains: F64, lead: F64) -> bool:
    """Give a person who was taken out the week worth most at these gains; False where the rules leave none."""
    value, offsets, pool_at = _values_of_kind(bench, bench.kind_of[agent], gains, lead)
    gain = value - bench.cost[agent]
    trainee_gain, trainee_offsets = gain, offsets
    if bench.counts_after[agent] > 0:
        value, trainee_offsets, _ = _values_of_kind(bench, bench.trainee_kind_of[agent], gains, lead)
        trainee_gain = value - bench.cost[agent]
    pattern = bench.pattern_of[agent]
    chosen = weeks.chosen[agent]
    worth = best_week(
        bench.first_of_day, bench.first_group_of_day, bench.group_of, bench.units, bench.class_of,
        bench.letters[pattern], bench.moves[pattern], bench.accepts[pattern],
        bench.allowed[agent], bench.off_allowed[agent], gain, trainee_gain, bench.counts_after[agent],
        bench.pair_cost[bench.profile_of[agent]], bench.class_after_off, bench.start_class[agent],
        bench.low[agent], bench.high[agent], chosen,
    )  # fmt: skip
    if worth <= NEVER / 2:
        return False
    fill_week(
        chosen, bench.start, bench.end, bench.pause_count, bench.pause_length, bench.pause_is_meal, bench.units,
        bench.counts_after[agent], offsets, trainee_offsets, pool_at, weeks.serve[agent], weeks.pauses[agent],
    )  # fmt: skip
    cover(weeks.serve[agent], bench.interval_of, bench.kind_lead[bench.kind_of[agent]], 1, weeks.z, weeks.leads)
    return True


@compiled
def reseat(
    bench: Bench, weeks: Weeks, found: Weeks, groups: I32, now: float, best: float, slack: float
) -> tuple[float, float]:
    """
    Take each group of people out of the roster and put them back one after the other, each at best.

    Parameters
    ----------
    weeks, found
        The roster, changed in place, and room for the best one met: written wherever one costs less than `best`.
    groups
        People of each group, shape (tries, most); who stands there twice is taken out once.
    now, best
        Points of the roster, and of the best one so far.
    slack
        What is no worse is kept, and also what is within this share of the best.

    Returns
    -------
    tuple
        Points of the roster as it is left, and of the best one.
    """
    gains, lead = np.empty(bench.is_open.shape), np.empty(len(weeks.leads))
    z, leads = np.empty_like(weeks.z), np.empty_like(weeks.leads)
    most = groups.shape[1]
    members = np.empty(most, dtype=np.int64)
    chosen = np.empty((most, weeks.chosen.shape[1]), dtype=weeks.chosen.dtype)
    pauses = np.empty((most, weeks.pauses.shape[1], weeks.pauses.shape[2]), dtype=weeks.pauses.dtype)
    serve = np.empty((most, weeks.serve.shape[1]), dtype=weeks.serve.dtype)
    for one_try in range(len(groups)):
        count = 0
        for place in range(most):
            agent = groups[one_try, place]
            known = False
            for index in range(count):
                known = known or members[index] == agent
            if not known:
                members[count] = agent
                count += 1
        z[:], leads[:] = weeks.z, weeks.leads
        then = now - coverage_points(bench, weeks.z, weeks.leads)
        for index in range(count):
            agent = members[index]
            then -= own_points(bench, agent, weeks.chosen[agent])
            chosen[index], pauses[index], serve[index] = weeks.chosen[agent], weeks.pauses[agent], weeks.serve[agent]
            take_out(bench, weeks, agent)
        legal = True
        for index in range(count):
            agent = members[index]
            gains_now(bench, weeks.z, weeks.leads, gains, lead)
            legal = legal and seat(bench, weeks, agent, gains, lead)
            then += own_points(bench, agent, weeks.chosen[agent])
        then += coverage_points(bench, weeks.z, weeks.leads)
        if legal and (then <= now or then <= best * (1 + slack)):
            now = then
            if now < best:
                best = now
                found.chosen[:], found.pauses[:], found.serve[:] = weeks.chosen, weeks.pauses, weeks.serve
                found.z[:], found.leads[:] = weeks.z, weeks.leads
        else:
            for index in range(count):
                agent = members[index]
                weeks.chosen[agent], weeks.pauses[agent] = chosen[index], pauses[index]
                weeks.serve[agent] = serve[index]
            weeks.z[:], weeks.leads[:] = z, leads
    return now, best
