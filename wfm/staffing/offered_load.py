"""
The load of a queue whose volume moves inside the day: the modified offered load (MOL).

With arrivals at rate lambda(t) and exponential handling, the number of contacts that would be in hand with agents in plenty has
the mean m(t) with ``m' = lambda - m / aht``. Staffing to it, as if it were a stationary load, follows a peak that reaches the
agents a handle time later (O. Jennings, A. Mandelbaum, W. Massey, W. Whitt, 1996). Of m(t) the mean over the interval is taken,
not its maximum: a target is a share of the interval's contacts, and the hours of the day stay those of the work.
"""

from __future__ import annotations

import numpy as np

from wfm.staffing.queue_demand import Floats, QueueDemand


def offered_load(demand: QueueDemand) -> Floats:
    """Load in erlangs per interval, as the queue's key `load` says; 0 where nothing is offered, for nobody needs a target then."""
    if demand.queue.load == "stationary":
        return stationary_load(demand)
    return np.where(demand.offered > 0, modified_load(demand), 0.0)


def stationary_load(demand: QueueDemand) -> Floats:
    """The load in erlangs per interval as if each went on for ever, whatever came before it."""
    return demand.work_s / demand.grid.interval_s


def modified_load(demand: QueueDemand) -> Floats:
    """
    The mean of m(t) over each interval, exact for rates that are constant within an interval.

    The load begins at 0, or at that of the first interval where the queue was open before the grid begins. It runs on through
    adjacent intervals, also past midnight, and fades while the queue is closed.
    """
    starts_s = demand.grid.starts_min * 60.0
    length_s = float(demand.grid.interval_s)
    gaps_s = np.diff(starts_s, prepend=starts_s[:1] - length_s) - length_s
    aht_s = _filled(demand.aht_s)
    final = stationary_load(demand)  # where m would settle
    kept = np.exp(-length_s / aht_s)
    faded = np.exp(-gaps_s / aht_s)
    mean_kept = (1.0 - kept) * aht_s / length_s
    load = np.empty(len(final))
    now = float(final[np.argmax(demand.is_open)]) if demand.opens_running else 0.0
    for t in range(len(final)):
        now *= faded[t]
        load[t] = final[t] + (now - final[t]) * mean_kept[t]
        now = final[t] + (now - final[t]) * kept[t]
    return load


def _filled(aht_s: Floats) -> Floats:
    """Handle times where unknown are the last known ones before, or the first after; contacts in hand need some."""
    known = np.flatnonzero(~np.isnan(aht_s))
    if len(known) == 0:
        return np.ones_like(aht_s)
    last = np.searchsorted(known, np.arange(len(aht_s)), side="right") - 1
    filled: Floats = aht_s[known[last.clip(min=0)]]
    return filled
