"""
Mail and messages: deadline work, not Erlang.

The work of an interval may be done in the open hours that begin with it and end at its deadline, `due_within_h` later; nights and
closed days do not count, and what is left in the evening is waiting in the morning. To begin with it is spread evenly over them.
So no work is planned before it has come (a share of 1 / k of a stream can be done as it comes in) nor after it is due. The curves
say what else would do: cumulated, any plan between what was released and what is due.

A grid has two ends. Work that is due after the last interval leaves a backlog. Where it is not known what lies there when the grid
begins (see `wfm.staffing.backlog`), the same backlog is taken, for one week resembles the next: so the hours planned are the hours
of the work.
What is overdue when the grid begins is done as early as can be: at the latest evenly over the first `due_within_h`.
"""

from __future__ import annotations

import numpy as np

from wfm.goals.base import CENTI
from wfm.staffing.binding import with_minimum
from wfm.staffing.queue_demand import Floats, QueueDemand, QueueNeed, WaitingWork
from wfm.staffing.shrink import DUST, rounded_up


def need(demand: QueueDemand) -> QueueNeed:
    """What a queue of deferred work needs: the hours planned, at its highest occupancy."""
    occupancy = demand.queue.max_occupancy or 1.0
    real = planned_load(demand) / occupancy
    by_minimum = np.minimum(real, demand.least)  # what the minimum does of it stays where it is
    rounding = 0.0
    extra = real - by_minimum
    if demand.placed is not None:
        extra, rounding = demand.placed / CENTI * demand.worked_share, demand.worked_share / CENTI
    load = (by_minimum + extra) * occupancy
    base = demand.least + rounded_up(np.maximum(extra - rounding, 0.0))
    return QueueNeed(
        model="deferred",
        load_erl=load,
        base_staff=base,
        fractional=np.clip(demand.least + extra, demand.least, base + rounding),
        base_staff_stationary=None,
        impatience=None,
        service_level=np.where(demand.offered > 0, np.nan, 1.0),
        occupancy=np.divide(load, base, out=np.zeros(len(load)), where=base > 0),
        binding=with_minimum("due_within_h", rounded_up(np.maximum(by_minimum + extra - rounding, 0.0)), demand.least),
        waiting=_waiting(demand, real, by_minimum),
        rounding=rounding,
    )


def planned_load(demand: QueueDemand) -> Floats:
    """Agents at work on each interval, shape (T,): the work of every interval spread evenly until its deadline."""
    window = intervals_to_deadline(demand)
    load = np.zeros(len(demand.grid))
    if demand.is_open.any():
        around = np.concatenate([_before_s(demand), demand.work_s[demand.is_open]])
        in_hand = np.convolve(around, np.ones(window), mode="valid")
        in_hand[:window] += demand.overdue_s
        load[demand.is_open] = in_hand / (window * demand.grid.interval_s)
    return load


def intervals_to_deadline(demand: QueueDemand) -> int:
    """Whole open intervals from the start of an interval to the deadline of its work; at least that interval itself."""
    due_min = (demand.queue.due_within_h or 0.0) * 60
    return max(1, int(due_min * (1 + DUST) // demand.grid.interval_min))


def carried_s(demand: QueueDemand) -> Floats:
    """
    Handle time, in seconds, of the backlog at the beginning that is not overdue, by the open intervals left to its deadline.

    Shape (k - 1,) for a deadline after k intervals: the first must be done within one interval.
    """
    window = intervals_to_deadline(demand)
    return _before_s(demand) * np.arange(1, window) / window


def _before_s(demand: QueueDemand) -> Floats:
    """Handle time that came in each of the last open intervals before the grid whose deadline lies within it, oldest first."""
    if demand.before_s is not None:
        return demand.before_s
    released_s = demand.work_s[demand.is_open]
    return (
        released_s[-np.arange(intervals_to_deadline(demand) - 1, 0, -1) % len(released_s)]
        if len(released_s)
        else released_s
    )


def _waiting(demand: QueueDemand, real: Floats, by_minimum: Floats) -> WaitingWork:
    """The curves of what the minimum leaves, in agents before shrinkage for an interval, cumulated."""
    done = np.cumsum(real)
    window, count = intervals_to_deadline(demand), int(demand.is_open.sum())
    carried, came = carried_s(demand) if count else np.zeros(0), demand.work_s[demand.is_open]
    due = np.zeros(count + window)
    due[: window - 1] += carried
    due[:window] += demand.overdue_s / window
    due[window - 1 : window - 1 + count] += came
    released = np.zeros(count)
    released += came
    released[:1] += carried.sum() + demand.overdue_s
    per_agent_s = demand.grid.interval_s * (demand.queue.max_occupancy or 1.0)
    curves = []
    for curve in (released, due[:count]):
        own = np.zeros(len(real))
        own[demand.is_open] = curve / per_agent_s
        curves.append(np.minimum(np.cumsum(own), done[-1:]) - np.cumsum(by_minimum))
    most, least = curves
    left = done - np.cumsum(by_minimum)
    most = np.minimum.accumulate(np.append(most, left[-1:])[::-1])[::-1][: len(real)]
    least = np.maximum.accumulate(np.maximum(least, 0.0))
    least[np.flatnonzero(demand.is_open).max(initial=0) :] = left[-1:]
    return WaitingWork(released=np.maximum(most, left), due=np.minimum(least, left), even=left)
