"""
Mail and messages in a replay: worked by people who name the queue, in the time that live contacts leave them.

A mail is put aside when a live contact comes and taken up again afterwards; so it never makes anybody wait, and what a day leaves
is there the next morning. Work is done in the order in which it came. A contact counts as answered in time when it is worked
before its deadline, which lies `due_within_h` open hours after the start of the interval in which it came; when the plan wants it
done plays no part. As in the requirement, the days resemble those before and after them: they are run three times in a row, and the
middle one is reported. Where the backlog is known, it lies there instead of what the days before would leave.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from wfm.simulation.floor import ANSWERED, AT_HAND, IN_TIME, IN_USE, OFFERED, WAIT_S
from wfm.staffing.deferred import carried_s, intervals_to_deadline
from wfm.staffing.queue_demand import QueueDemand

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
ROUNDS = 3


def work_deferred(
    demands: Sequence[QueueDemand], names: NDArray[np.bool_], counts: Ints, tallies: Floats, time_s: Floats
) -> None:
    """
    Fill in what became of the deferred queues, by priority, and add their work to the time in use.

    Parameters
    ----------
    demands
        All queues with contacts, in the order of their rows.
    names
        Whether each crew names a queue, shape (Q, K).
    counts
        Contacts, shape (R, Q, T).
    tallies, time_s
        Of the event loop, shapes (TALLIES, R, Q, T) and (2, R, K, T); changed in place.
    """
    rows = [row for row, demand in enumerate(demands) if demand.queue.channel == "deferred"]
    for row in sorted(rows, key=lambda row: demands[row].queue.priority):
        demand, is_open = demands[row], demands[row].is_open
        idle_s = np.maximum(time_s[AT_HAND] - time_s[IN_USE], 0.0) * names[row][:, None]
        capacity_s = idle_s.sum(axis=1)
        work_s = counts[:, row].astype(float) * np.nan_to_num(demand.aht_s)
        backlog_s = None if demand.before_s is None else float(carried_s(demand).sum()) + demand.overdue_s
        share, used_s = worked(work_s[:, is_open], capacity_s[:, is_open], intervals_to_deadline(demand), backlog_s)
        part = np.zeros_like(capacity_s)
        part[:, is_open] = np.divide(
            used_s, capacity_s[:, is_open], out=np.zeros_like(used_s), where=capacity_s[:, is_open] > 0
        )
        time_s[IN_USE] += idle_s * np.clip(part, 0.0, 1.0)[:, None]
        for tally in (OFFERED, ANSWERED, IN_TIME):
            tallies[tally, :, row] = counts[:, row]
        tallies[IN_TIME][:, row, is_open] *= share
        tallies[WAIT_S, :, row] = np.nan


def worked(work_s: Floats, capacity_s: Floats, window: int, backlog_s: float | None = None) -> tuple[Floats, Floats]:
    """
    Work through deferred work, first come first served.

    Parameters
    ----------
    work_s, capacity_s
        Handle time that comes, and agent-seconds left for it, per replication and open interval, shape (R, T).
    window
        Open intervals from the one in which work comes to its deadline, that one included; at least 1.
    backlog_s
        Handle time that lies there to begin with; None: what days like these leave.

    Returns
    -------
    tuple of ndarray
        Share of each interval's work that is done in time, in [0, 1], 1 where nothing comes; and agent-seconds worked in each
        interval; both (R, T).
    """
    length = work_s.shape[1]
    work, capacity = np.tile(work_s, ROUNDS), np.tile(capacity_s, ROUNDS)
    if backlog_s is not None and length:
        work[:, :length] = capacity[:, :length] = 0.0
        work[:, length - 1] = backlog_s
    balance = np.cumsum(work - capacity, axis=1)
    left = balance - np.minimum(np.minimum.accumulate(balance, axis=1), 0.0)
    come = np.cumsum(work, axis=1)
    done = come - left
    middle = np.arange(length, 2 * length)
    at_deadline = done[:, np.minimum(middle + window - 1, ROUNDS * length - 1)]
    in_time_s = np.clip(at_deadline - (come - work)[:, middle], 0.0, work_s)
    share = np.divide(in_time_s, work_s, out=np.ones_like(work_s), where=work_s > 0)
    return share, np.diff(done, axis=1, prepend=0.0)[:, middle]
