"""
The backlog of deferred work: what lies there when the planned days begin, and when it is due.

It is the one that the department has counted, else what is left of the contacts that came in the open hours before, if the history
reaches that far, else what a week like the planned one leaves.

A count is one of a certain morning. It holds where the queue was not open on a whole day between its newest row and the first
planned day: an older one has been worked on since, and the history or a week like any other says more about that morning.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from wfm.centre import Centre
from wfm.demand import Queue
from wfm.errors import StaffingError
from wfm.messages import say
from wfm.records import BacklogCount
from wfm.staffing.deferred import intervals_to_deadline
from wfm.staffing.queue_demand import QueueDemand
from wfm.timegrid import instant, local

LONGEST_CLOSED_DAYS = 31
"""Days before the grid in which open hours are looked for: no older history says what lies there."""


def with_backlog(demand: QueueDemand, centre: Centre) -> QueueDemand:
    """
    A queue's demand with the backlog that was counted or came; as it is where neither is known for the days of its grid.

    Raises
    ------
    StaffingError
        Naming the queue, where contacts lie there and their handle time is unknown.
    """
    rows = counted(centre, demand.queue, demand.grid.first_day)
    if not rows:
        return replace(demand, before_s=_came_s(centre, demand))
    left = intervals_to_deadline(demand) - _intervals_since(centre, demand, rows)
    work_s = np.array([row.offered for row in rows]) * _aht_s(demand, rows)
    in_time, window = left > 0, intervals_to_deadline(demand)
    before_s = np.zeros(window - 1)
    # Worked on evenly since it came, as much as this would be left of it now.
    np.add.at(before_s, left[in_time] - 1, work_s[in_time] * window / left[in_time])
    return replace(demand, before_s=before_s, overdue_s=float(work_s[~in_time].sum()))


def counted(centre: Centre, queue: Queue, first_day: date) -> list[BacklogCount]:
    """The rows of a queue that hold for days that begin on `first_day`."""
    begin = centre.instant_of(first_day, 0)
    rows = [row for row in centre.backlog if row.queue == queue.id and instant(row.released_at) < begin]
    if queue.channel != "deferred" or not rows:
        return []
    newest = local(max(instant(row.released_at) for row in rows), centre.time_zone).date()
    day = first_day - timedelta(days=1)
    while day > newest and not centre.open_ranges(queue, day):
        day -= timedelta(days=1)
    return rows if newest >= day else []


def _came_s(centre: Centre, demand: QueueDemand) -> NDArray[np.float64] | None:
    """
    Handle time that came in each of the last open intervals before the grid, oldest first (k - 1,), worked on evenly since.

    None where the history does not hold them all, or nobody knows how long they take.
    """
    queue, history = demand.queue, centre.volumes
    if queue.channel != "deferred" or history is None or queue.id not in history.queues:
        return None
    if history.interval_min != centre.interval_min:
        return None
    missing = intervals_to_deadline(demand) - 1
    starts = np.zeros(0, dtype=np.int64)
    day = demand.grid.first_day
    while len(starts) < missing and (demand.grid.first_day - day).days < LONGEST_CLOSED_DAYS:
        day -= timedelta(days=1)
        if centre.open_ranges(queue, day):
            starts = np.concatenate([centre.grid(day, 1, queue).starts_min, starts])
    wanted = starts[len(starts) - missing :]
    at = np.searchsorted(history.starts_min, wanted)
    if len(wanted) < missing or (at >= len(history.starts_min)).any() or (history.starts_min[at] != wanted).any():
        return None
    row = history.queues.index(queue.id)
    aht_s = history.aht_s[row, at] if queue.aht_s is None else np.full(missing, queue.aht_s)
    offered = history.offered[row, at]
    came_s: NDArray[np.float64] = np.where(offered > 0, offered * aht_s, offered)
    return None if np.isnan(came_s).any() else came_s


def _intervals_since(centre: Centre, demand: QueueDemand, rows: list[BacklogCount]) -> NDArray[np.int64]:
    """Open intervals of the queue from the one in which each row came to the beginning of the grid, shape (rows,)."""
    came = np.array([instant(row.released_at) for row in rows])
    first_day = local(int(came.min()), centre.time_zone).date() - timedelta(
        days=1
    )  # an evening may reach past midnight
    days = (demand.grid.first_day - first_day).days
    starts = centre.grid(first_day, days, demand.queue).starts_min
    return len(starts) - np.searchsorted(starts, came - demand.grid.interval_min, side="right")


def _aht_s(demand: QueueDemand, rows: list[BacklogCount]) -> float:
    """Handle time of a contact that lies there: the queue's own, else the mean of those expected."""
    contacts = float(demand.offered.sum())
    aht_s = demand.queue.aht_s or (float(demand.work_s.sum()) / contacts if contacts else 0.0)
    if not aht_s and any(row.offered for row in rows):
        raise StaffingError(say("staffing_backlog_aht", queue=demand.queue.id))
    return aht_s
