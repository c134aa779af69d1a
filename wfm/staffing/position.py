"""Positions: posts that are held by a fixed number of people whenever they are open, whatever comes."""

from __future__ import annotations

import numpy as np

from wfm.staffing.binding import with_minimum
from wfm.staffing.queue_demand import QueueDemand, QueueNeed


def need(demand: QueueDemand) -> QueueNeed:
    """The people of the post at every open interval."""
    people = np.where(demand.is_open, demand.queue.people or 0, 0)
    held = np.maximum(people, demand.least).astype(np.int64)
    unknown = np.full(len(held), np.nan)
    return QueueNeed(
        model="position",
        load_erl=held.astype(np.float64),
        base_staff=held,
        fractional=held.astype(np.float64),
        base_staff_stationary=None,
        impatience=None,
        service_level=unknown,
        occupancy=unknown,
        binding=with_minimum("people", people, demand.least),
    )
