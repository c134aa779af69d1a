"""What the moves read, as one tuple of arrays that compiled code can take."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from solver.engines.weeks.kernels import F64, I8, I16, I32, I64, Bools
from solver.engines.weeks.links import Links
from solver.team import Team

NO_LIMIT = 10**6


class Weeks(NamedTuple):
    """
    Everyone's week: `chosen` (A, D) possible shifts, -1 off; `pauses` (A, D, pauses) offsets; `serve` (A, T) activity per step;
    the coverage `z` (P, I) in agent-steps, the `leads` on duty per step and who is `present` under each limit (L, T), as they add
    up. The arrays are changed in place.
    """

    chosen: I32
    pauses: I16
    serve: I8
    z: I64
    leads: I64
    present: I64

    def copy(self) -> Weeks:
        """An independent copy."""
        return Weeks(
            self.chosen.copy(), self.pauses.copy(), self.serve.copy(), self.z.copy(), self.leads.copy(),
            self.present.copy(),
        )  # fmt: skip


class Bench(NamedTuple):
    """
    Possible shifts (K), days (D), pools and intervals (P, I), steps (T), kinds of people, patterns of days, people (A).

    Attributes
    ----------
    first_of_window
        First day of each window of paid time, (W + 1,).
    first_of_day, day, start, end, pause_count, pause_length, pause_first, pause_last, pause_is_meal, pause_is_paid
        Of the possible shifts, as in the frame.
    first_group_of_day, group_of, class_of, first_like, class_after_off, units
        Of the possible shifts, as in `Links`.
    is_open, interval_of, per_interval, price_at
        Coverage: open intervals (P, I), interval of each step (T,), steps of an interval, points of each whole z (P, I, Z).
    lead_steps, min_leads
        Steps (T,) at which so many leads must be on duty.
    most_at, counted
        How many may be present at each step under each limit (L, T), and whom it counts (A, L).
    count_agent, count_of, most_of
        Of the counts kept outside the patterns: the person (C,), the possible shifts (C, K), how many at most (C,).
    pair_people, pair_together, pair_days
        Pairs of people (Q, 2), whether their shifts begin together or stay apart (Q,), and the days that holds for (Q, D).
    kind_pools, kind_pool_count, kind_lead, kind_busy, kind_busy_count
        Of the kinds: pools served, padded (kinds, most), steps taken, padded (kinds, most, 2), how many there are of each.
    letters, moves, accepts
        Of the patterns, padded: (patterns, K), (patterns, D, S, L), (patterns, S).
    kind_of, trainee_kind_of, pattern_of, profile_of, allowed, off_allowed, cost, low, high, counts_after, start_class
        Of the people.
    pair_cost
        Points of a start group after a class, (profiles, G, C).
    paid_of, paid_points
        What paid units cost, as in `Links`.
    """

    first_of_window: I32
    first_of_day: I32
    day: I32
    start: I32
    end: I32
    pause_count: I32
    pause_length: I32
    pause_first: I32
    pause_last: I32
    pause_is_meal: Bools
    pause_is_paid: Bools
    first_group_of_day: I32
    group_of: I32
    class_of: I32
    first_like: I32
    class_after_off: I32
    units: I32
    is_open: Bools
    interval_of: I32
    per_interval: int
    price_at: I64
    lead_steps: Bools
    min_leads: int
    most_at: I64
    counted: Bools
    count_agent: I32
    count_of: Bools
    most_of: I32
    pair_people: I32
    pair_together: Bools
    pair_days: Bools
    kind_pools: I32
    kind_pool_count: I32
    kind_lead: Bools
    kind_busy: I32
    kind_busy_count: I32
    letters: I16
    moves: I16
    accepts: Bools
    kind_of: I32
    trainee_kind_of: I32
    pattern_of: I32
    profile_of: I32
    allowed: Bools
    off_allowed: Bools
    cost: I64
    low: I32
    high: I32
    counts_after: I32
    start_class: I32
    pair_cost: F64
    paid_of: I32
    paid_points: F64


def bench_of(team: Team, links: Links, lead_steps: Bools, price_at: I64) -> Bench:
    """The bench of a team."""
    frame, shifts, kinds, patterns = team.frame, team.frame.shifts, team.kinds, team.patterns
    pools = np.full((len(kinds), max((len(kind.pools) for kind in kinds), default=0)), -1, dtype=np.int32)
    busy = np.zeros((len(kinds), max((len(kind.busy) for kind in kinds), default=0), 2), dtype=np.int32)
    for number, kind in enumerate(kinds):
        pools[number, : len(kind.pools)] = kind.pools
        busy[number, : len(kind.busy)] = np.array(kind.busy, dtype=np.int32).reshape(-1, 2)
    states = max((pattern.moves.shape[1] for pattern in patterns), default=1)
    read = max((pattern.moves.shape[2] for pattern in patterns), default=2)
    letters = np.ones((len(patterns), len(shifts.all)), dtype=np.int16)
    moves = np.full((len(patterns), frame.days, states, read), -1, dtype=np.int16)
    accepts = np.zeros((len(patterns), states), dtype=np.bool_)
    for number, pattern in enumerate(patterns):
        letters[number] = pattern.letters
        moves[number, :, : pattern.moves.shape[1], : pattern.moves.shape[2]] = pattern.moves
        accepts[number, : len(pattern.accepts)] = pattern.accepts
    return Bench(
        first_of_window=frame.first_of_window,
        first_of_day=shifts.first_of_day,
        day=shifts.day,
        start=shifts.start,
        end=shifts.end,
        pause_count=shifts.pause_count,
        pause_length=shifts.pause_length,
        pause_first=shifts.pause_first,
        pause_last=shifts.pause_last,
        pause_is_meal=shifts.pause_is_meal,
        pause_is_paid=shifts.pause_is_paid,
        first_group_of_day=links.first_group_of_day,
        group_of=links.group_of,
        class_of=links.class_of,
        first_like=links.first_like,
        class_after_off=links.class_after_off,
        units=links.units,
        is_open=frame.pools.is_open,
        interval_of=frame.pools.interval_of,
        per_interval=frame.steps_per_interval,
        price_at=price_at,
        lead_steps=lead_steps,
        min_leads=team.min_leads,
        most_at=_most_at(team),
        counted=np.array(
            [[agent in limit.agents for limit in team.most_present] for agent in range(team.size)], dtype=np.bool_
        ).reshape(team.size, -1),
        count_agent=np.array([each.agent for each in team.counts], dtype=np.int32),
        count_of=np.array([each.of for each in team.counts], dtype=np.bool_).reshape(-1, len(shifts.all)),
        most_of=np.array([each.most for each in team.counts], dtype=np.int32),
        pair_people=np.array([pair.agents for pair in team.pairs], dtype=np.int32).reshape(-1, 2),
        pair_together=np.array([pair.together for pair in team.pairs], dtype=np.bool_),
        pair_days=np.array([pair.days for pair in team.pairs], dtype=np.bool_).reshape(-1, frame.days),
        kind_pools=pools,
        kind_pool_count=np.array([len(kind.pools) for kind in kinds], dtype=np.int32),
        kind_lead=np.array([kind.lead for kind in kinds], dtype=np.bool_),
        kind_busy=busy,
        kind_busy_count=np.array([len(kind.busy) for kind in kinds], dtype=np.int32),
        letters=letters,
        moves=moves,
        accepts=accepts,
        kind_of=team.kind_of,
        trainee_kind_of=team.trainee_kind_of,
        pattern_of=team.pattern_of,
        profile_of=links.profile_of,
        allowed=team.allowed,
        off_allowed=team.off_allowed,
        cost=team.cost,
        low=np.maximum(links.low, 0),
        high=links.high,
        counts_after=links.counts_after,
        start_class=links.start_class,
        pair_cost=links.pair_cost,
        paid_of=links.paid_of,
        paid_points=links.paid_points,
    )


def _most_at(team: Team) -> I64:
    most = np.full((len(team.most_present), team.frame.steps), NO_LIMIT, dtype=np.int64)
    for row, limit in enumerate(team.most_present):
        most[row, limit.first_step : limit.last_step] = limit.most
    return most
