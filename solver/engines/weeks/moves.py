"""One person's week against what the others leave: compiled, free of the interpreter lock."""

from __future__ import annotations

import numpy as np

from solver.engines.weeks.bench import Bench, Weeks
from solver.engines.weeks.best_week import best_week, week_points
from solver.engines.weeks.compiled import compiled
from solver.engines.weeks.kernels import (
    CLOSED,
    F64,
    I8,
    I16,
    I32,
    I64,
    NEVER,
    TRAINEE,
    Bools,
    cover,
    fill_week,
    gains_of_one_more,
    place_pauses,
    step_values,
    total_price,
)

BUSY_STEP = 1e9
"""Value of a step at a meeting while pauses are placed: more than any pause gains, far from making up for a closed step."""
TEAM_POINTS = 20_000_000
"""Points of a step without a lead, of one too many present at a step, of a day that breaks a pair: far more than a roster could
gain by leaving it so."""


@compiled
def shift_values(
    bench: Bench, pools: I32, is_lead: bool, busy: I32, gains: F64, lead: F64, crowd: F64
) -> tuple[F64, I16, I8]:
    """
    The best pauses of every possible shift for people of these pools, taken in the steps `busy` (n, 2).

    `gains` (P, I) and `lead` (T,) are points per step of what they cover, `crowd` (T,) of their being present.

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
    work += crowd
    for taken in range(len(busy)):
        for t in range(busy[taken, 0], busy[taken, 1]):
            if trainee or pool_at[t] >= 0:
                work[t] = BUSY_STEP + crowd[t] + (lead[t] if is_lead else 0.0)
            else:
                work[t] = CLOSED
            pool_at[t] = TRAINEE
    value = np.empty(count)
    offsets = np.full(bench.pause_length.shape, -1, dtype=np.int16)
    place_pauses(
        bench.start, bench.end, bench.pause_count, bench.pause_length, bench.pause_first, bench.pause_last,
        bench.pause_is_meal, bench.pause_is_paid, work, rest, crowd, value, offsets,
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
def values_of_kind(bench: Bench, kind: int, gains: F64, lead: F64, crowd: F64) -> tuple[F64, I16, I8]:
    """The same for people of a kind, by its number."""
    pools = bench.kind_pools[kind, : bench.kind_pool_count[kind]]
    busy = bench.kind_busy[kind, : bench.kind_busy_count[kind]]
    return shift_values(bench, pools, bench.kind_lead[kind], busy, gains, lead, crowd)


@compiled
def gains_now(bench: Bench, z: I64, leads: I64, gains: F64, lead: F64) -> None:
    """Points per step that one more person saves: in each pool and interval (P, I), and as a lead (T,)."""
    gains_of_one_more(z, bench.price_at, bench.per_interval, gains)
    for t in range(len(leads)):
        lead[t] = TEAM_POINTS if bench.lead_steps[t] and leads[t] < bench.min_leads else 0.0


@compiled
def meetings(bench: Bench, chosen: I32, k: int) -> int:
    """Shifts of a week that a possible shift shares a minute with."""
    met = 0
    for other in chosen:
        met += other >= 0 and bench.start[k] < bench.end[other] and bench.start[other] < bench.end[k]
    return met


@compiled
def faults(bench: Bench, weeks: Weeks) -> int:
    """Lead-steps missing, agent-steps too many, and days or shifts that break a pair; a roster is legal only at 0."""
    count = 0
    for t in range(len(weeks.leads)):
        if bench.lead_steps[t]:
            count += max(bench.min_leads - weeks.leads[t], 0)
    for row in range(len(bench.most_at)):
        for t in range(len(weeks.leads)):
            count += max(weeks.present[row, t] - bench.most_at[row, t], 0)
    for pair in range(len(bench.pair_people)):
        one, other = weeks.chosen[bench.pair_people[pair, 0]], weeks.chosen[bench.pair_people[pair, 1]]
        for d in range(len(one)):
            if not bench.pair_together[pair]:
                count += meetings(bench, other, one[d]) if one[d] >= 0 else 0
            elif bench.pair_days[pair, d]:
                count += _start_of(bench, one[d]) != _start_of(bench, other[d])
    return count


@compiled
def _start_of(bench: Bench, k: int) -> int:
    return int(bench.start[k]) if k >= 0 else -1


@compiled
def coverage_points(bench: Bench, weeks: Weeks) -> int:
    """Points of the coverage, and of rules of the team that are broken."""
    return total_price(weeks.z, bench.price_at) + TEAM_POINTS * faults(bench, weeks)


@compiled
def own_points(bench: Bench, agent: int, chosen: I32) -> float:
    """Points of one person's week alone: shifts, what follows on what, paid time."""
    return week_points(
        chosen, bench.cost[agent], bench.pair_cost[bench.profile_of[agent]], bench.group_of, bench.class_of,
        bench.class_after_off, bench.start_class[agent], bench.units, bench.first_of_window,
        bench.paid_points[bench.paid_of[agent]],
    )  # fmt: skip


@compiled
def put_in(bench: Bench, weeks: Weeks, agent: int, times: int) -> None:
    """Add what one person's week covers, and that the person is present, so many times; negative takes it away."""
    is_lead = bench.kind_lead[bench.kind_of[agent]]
    cover(weeks.serve[agent], bench.interval_of, is_lead, times, weeks.z, weeks.leads)
    for day in range(weeks.chosen.shape[1]):
        _be_present(bench, weeks, agent, day, times)


@compiled
def put_in_day(bench: Bench, weeks: Weeks, agent: int, day: int, times: int) -> None:
    """The same for the shift of one day."""
    k = weeks.chosen[agent, day]
    if k >= 0:
        first, last = bench.start[k], bench.end[k]
        is_lead, serve = bench.kind_lead[bench.kind_of[agent]], weeks.serve[agent, first:last]
        cover(serve, bench.interval_of[first:last], is_lead, times, weeks.z, weeks.leads[first:last])
        _be_present(bench, weeks, agent, day, times)


@compiled
def _be_present(bench: Bench, weeks: Weeks, agent: int, day: int, times: int) -> None:
    k = weeks.chosen[agent, day]
    for row in range(len(bench.most_at)):
        if k < 0 or not bench.counted[agent, row]:
            continue
        weeks.present[row, bench.start[k] : bench.end[k]] += times
        for j in range(bench.pause_count[k]):
            if not bench.pause_is_paid[k, j]:
                begin = bench.start[k] + weeks.pauses[agent, day, j]
                weeks.present[row, begin : begin + bench.pause_length[k, j]] -= times


@compiled
def crowding(bench: Bench, weeks: Weeks, agent: int, undecided: Bools) -> F64:
    """
    Points per step (T,) of a person's being present where there would be too many, never above 0.

    Who is `undecided` and works together with the person will be there too.
    """
    crowd = np.zeros(len(weeks.leads))
    for row in range(len(bench.most_at)):
        if not bench.counted[agent, row]:
            continue
        more = 0
        for pair in range(len(bench.pair_people)):
            other = partner(bench, pair, agent)
            more += other >= 0 and bench.pair_together[pair] and undecided[other] and bench.counted[other, row]
        for t in range(len(crowd)):
            if weeks.present[row, t] + more >= bench.most_at[row, t]:
                crowd[t] -= TEAM_POINTS
    return crowd


@compiled
def partner(bench: Bench, pair: int, agent: int) -> int:
    """The other one of a pair; -1 where the person is not of it."""
    one, other = bench.pair_people[pair]
    if one == agent:
        return int(other)
    return int(one) if other == agent else -1


@compiled
def beside_partners(bench: Bench, weeks: Weeks, agent: int, undecided: Bools, points: F64) -> None:
    """
    Take from the points of each possible shift (K,) what it breaks beside the weeks of those paired with a person.

    Against a day off, which breaks something too where the other works. Of who is `undecided` nothing is known yet.
    """
    for pair in range(len(bench.pair_people)):
        other = partner(bench, pair, agent)
        if other < 0 or undecided[other]:
            continue
        theirs = weeks.chosen[other]
        for k in range(len(points)):
            d = bench.day[k]
            if not bench.pair_together[pair]:
                points[k] -= TEAM_POINTS * meetings(bench, theirs, k)
            elif bench.pair_days[pair, d]:
                points[k] -= TEAM_POINTS * ((bench.start[k] != _start_of(bench, theirs[d])) - (theirs[d] >= 0))


@compiled
def _thinned_out(bench: Bench, agent: int, chosen: I32, gain: F64, trainee_gain: F64) -> bool:
    """
    Whether a week has too many of some shifts. Then these are left only on the days on which they are worth most: the next best
    week keeps the count.
    """
    for count in range(len(bench.most_of)):
        if bench.count_agent[count] != agent:
            continue
        of, most = bench.count_of[count], bench.most_of[count]
        worth = np.full(len(chosen), NEVER)
        worked = 0
        for d in range(len(chosen)):
            if chosen[d] >= 0 and of[chosen[d]]:
                worth[d] = gain[chosen[d]]
                worked += 1
        if worked > most:
            kept = np.argsort(-worth)[:most]
            for k in range(len(gain)):
                if of[k] and not (kept == bench.day[k]).any():
                    gain[k] = trainee_gain[k] = NEVER
            return True
    return False


@compiled
def counted_week(bench: Bench, agent: int, gain: F64, trainee_gain: F64, chosen: I32) -> bool:
    """
    The week worth most to one person that also keeps the counts of shifts outside the patterns, into `chosen` (D,); False where
    the rules leave none. Gains (K,) of shifts left out for the counts are lost.
    """
    pattern = bench.pattern_of[agent]
    while True:
        worth = best_week(
            bench.first_of_day, bench.first_group_of_day, bench.group_of, bench.units, bench.class_of,
            bench.first_like[pattern], bench.letters[pattern], bench.moves[pattern], bench.accepts[pattern],
            bench.allowed[agent], bench.off_allowed[agent], gain, trainee_gain, bench.counts_after[agent],
            bench.pair_cost[bench.profile_of[agent]], bench.class_after_off, bench.start_class[agent],
            bench.first_of_window, bench.low[agent], bench.high[agent], bench.paid_points[bench.paid_of[agent]], chosen,
        )  # fmt: skip
        if worth <= NEVER / 2:
            return False
        if not _thinned_out(bench, agent, chosen, gain, trainee_gain):
            return True


@compiled
def seat(bench: Bench, weeks: Weeks, agent: int, gains: F64, lead: F64, undecided: Bools) -> bool:
    """
    Give a person who was taken out the week worth most at these gains; False where the rules leave none.

    Of the weeks of who is `undecided`, (A,), nothing is known yet.
    """
    crowd = crowding(bench, weeks, agent, undecided)
    gain, offsets, pool_at = values_of_kind(bench, bench.kind_of[agent], gains, lead, crowd)
    gain -= bench.cost[agent]
    beside_partners(bench, weeks, agent, undecided, gain)
    trainee_gain, trainee_offsets = gain, offsets
    if bench.counts_after[agent] > 0:
        trainee_gain, trainee_offsets, _ = values_of_kind(bench, bench.trainee_kind_of[agent], gains, lead, crowd)
        trainee_gain -= bench.cost[agent]
        beside_partners(bench, weeks, agent, undecided, trainee_gain)
    chosen = weeks.chosen[agent]
    if not counted_week(bench, agent, gain, trainee_gain, chosen):
        return False
    fill_week(
        chosen, bench.start, bench.end, bench.pause_count, bench.pause_length, bench.pause_is_meal, bench.units,
        bench.counts_after[agent], offsets, trainee_offsets, pool_at, weeks.serve[agent], weeks.pauses[agent],
    )  # fmt: skip
    put_in(bench, weeks, agent, 1)
    return True
