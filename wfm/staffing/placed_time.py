"""How much of paid time the roster itself gives to breaks and meetings: what `in_shift` must not hold once more."""

from __future__ import annotations

import numpy as np

from wfm.centre import Centre
from wfm.demand import PoolRequirement
from wfm.shifts import ShiftTemplate
from wfm.timegrid import TimeGrid


def placed_share(centre: Centre, grid: TimeGrid, pools: tuple[PoolRequirement, ...]) -> float:
    """
    Share of paid time that goes into paid breaks and meals and into meetings, in [0, 1], roughly: before there is a roster.

    Unpaid meals do not count, for shrinkage is a share of paid time. Breaks are the mean over every start and length of every
    shift template; meetings those of the grid's days, over the hours required.
    """
    breaks = [_break_share(template) for template in centre.templates]
    required_min = sum(int(pool.required[pool.is_open].sum()) for pool in pools) * grid.interval_min
    meetings = _meeting_min(centre, grid) / required_min if required_min else 0.0
    return min(1.0, (float(np.mean(breaks)) if breaks else 0.0) + meetings)


def _break_share(template: ShiftTemplate) -> float:
    shares = [
        sum(pause.length_min for pause in template.pauses(start_min, round(60 * hours)) if pause.paid) / (60 * hours)
        for start_min in template.start_minutes
        for hours in template.paid_h
    ]
    return float(np.mean(shares))


def _meeting_min(centre: Centre, grid: TimeGrid) -> int:
    """Minutes of people in meetings and training that begin within the grid's days."""
    days = set(grid.dates)
    return sum(
        activity.duration_min
        for activity in centre.activities
        if activity.between[0].date() in days
        for agent in centre.agents
        if agent.agent_id in activity.agents or (agent.group and agent.group == activity.group)
    )
