"""Calm: who serves which pool is exchanged among the people on duty until nobody changes pool without need."""

from __future__ import annotations

import numpy as np
from scipy.optimize import linear_sum_assignment

from solver.engines.weeks.bench import Weeks
from solver.engines.weeks.state import Desk

MOST_FLEXIBLE = 400
"""People on duty who could serve several pools, at most; above that an exchange at every step takes too long."""
AFTER_A_PAUSE = 0.5
"""What a change of pool counts where it falls into a pause or between shifts; 1 in the middle of work."""
IMPOSSIBLE = 1_000.0


def calmed(desk: Desk, weeks: Weeks) -> Weeks:
    """
    The same roster with fewer changes of pool.

    At every step each pool keeps its number of people, so coverage and cost stay as they are; only who serves it is chosen anew, as
    near as may be to who served it last.
    """
    calm = weeks.copy()
    flexible = np.array(
        [a for a in range(desk.team.size) if len(desk.kind_pools[desk.team.kind_of[a]]) > 1], dtype=np.int64
    )
    able = np.array(
        [[pool in desk.kind_pools[desk.team.kind_of[a]] for pool in range(desk.frame.pools.shape[0])] for a in flexible]
    )
    last, was_serving = np.full(len(flexible), -1), np.zeros(len(flexible), dtype=bool)
    for t in range(desk.frame.steps):
        serving = calm.serve[flexible, t]
        on_duty = np.flatnonzero(serving >= 0)
        if 0 < len(on_duty) <= MOST_FLEXIBLE and (serving[on_duty] != last[on_duty]).any():
            slots = np.sort(serving[on_duty])
            weight = np.where(was_serving[on_duty], 1.0, AFTER_A_PAUSE)[:, None]
            changes = weight * (last[on_duty, None] != slots[None, :])
            people, taken = linear_sum_assignment(np.where(able[on_duty][:, slots], changes, IMPOSSIBLE))
            serving[on_duty[people]] = slots[taken]
            calm.serve[flexible, t] = serving
        was_serving = serving >= 0
        last = np.where(was_serving, serving, last)
    return calm
