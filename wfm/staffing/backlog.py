"""
The backlog of deferred work that a department has counted: what lies there when the planned days begin, and when it is due.

A count is one of a certain morning. It holds where the queue was not open on a whole day between its newest row and the first
planned day: an older one has been worked on since, and a week like any other says more about that morning.
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


def with_backlog(demand: QueueDemand, centre: Centre) -> QueueDemand:
    """
    A queue's demand with the backlog counted for the days of its grid; as it is where there is none, or the count is too old.

    Raises
    ------
    StaffingError
        Naming the queue, where contacts lie there and their handle time is unknown.
    """
    rows = counted(centre, demand.queue, demand.grid.first_day)
    if not rows:
        return demand
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
