"""
Mail and messages: deadline work, not Erlang.

The work of an interval is spread evenly over the open hours that begin with it and end at its deadline, `due_within_h` later;
nights and closed days do not count, and what is left in the evening is waiting in the morning. So no work is planned before it
has come (a share of 1 / k of a stream can be done as it comes in) nor after it is due.

A grid has two ends. Work that is due after the last interval leaves a backlog; the same backlog is taken to lie there when the
grid begins, for one week resembles the next. So the hours planned are the hours of the work.
"""

from __future__ import annotations

import numpy as np

from wfm.staffing.binding import with_minimum
from wfm.staffing.queue_demand import Floats, QueueDemand, QueueNeed
from wfm.staffing.shrink import DUST, rounded_up


def need(demand: QueueDemand) -> QueueNeed:
    """What a queue of deferred work needs: the hours planned, at its highest occupancy."""
    load = planned_load(demand)
    real = load / (demand.queue.max_occupancy or 1.0)
    base = np.maximum(rounded_up(real), demand.least)
    return QueueNeed(
        model="deferred",
        load_erl=load,
        base_staff=base,
        fractional=np.clip(real, demand.least, base),
        base_staff_stationary=None,
        impatience=None,
        service_level=np.where(demand.offered > 0, np.nan, 1.0),
        occupancy=np.divide(load, base, out=np.zeros(len(load)), where=base > 0),
        binding=with_minimum("due_within_h", rounded_up(real), demand.least),
    )


def planned_load(demand: QueueDemand) -> Floats:
    """Agents at work on each interval, shape (T,): the work of every interval spread evenly until its deadline."""
    window = intervals_to_deadline(demand)
    released_s = demand.work_s[demand.is_open]
    count = len(released_s)
    load = np.zeros(len(demand.grid))
    if count:
        rounds, rest = divmod(window, count)
        in_hand = np.full(count, rounds * released_s.sum())
        if rest:
            around = np.concatenate([released_s[count - rest + 1 :], released_s])
            in_hand += np.convolve(around, np.ones(rest), mode="valid")
        load[demand.is_open] = in_hand / (window * demand.grid.interval_s)
    return load


def intervals_to_deadline(demand: QueueDemand) -> int:
    """Whole open intervals from the start of an interval to the deadline of its work; at least that interval itself."""
    due_min = (demand.queue.due_within_h or 0.0) * 60
    return max(1, int(due_min * (1 + DUST) // demand.grid.interval_min))
