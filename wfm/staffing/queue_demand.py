"""What one queue is asked to handle, interval by interval: the forecast, checked and laid on its own opening hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from wfm.centre import Centre
from wfm.demand import Queue, VolumeForecast
from wfm.errors import StaffingError
from wfm.messages import say
from wfm.staffing.binding import Names
from wfm.timegrid import TimeGrid

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class QueueDemand:
    """
    One queue on the grid of its department; arrays of shape (T,).

    Attributes
    ----------
    is_open
        The queue's own opening hours.
    offered
        Contacts per interval to staff to, 0 while closed: the mean, or the quantile the queue names.
    aht_s
        Seconds; NaN where unknown, which is only where nothing is offered.
    opens_running
        Whether the queue is already open when the grid begins: work of the day before is then still in hand.
    before_s, overdue_s
        Of deferred work, the backlog when the grid begins: handle time that is not overdue, as if it had come in the last open
        intervals before the grid and been worked on evenly since, oldest first (k - 1,); None where it is not known. And handle
        time that is overdue.
    placed, worked_share
        Of deferred work that was placed otherwise than evenly: hundredths of scheduled agents besides the minimum, and the share
        of them that is there after shrinkage.
    """

    queue: Queue
    grid: TimeGrid
    is_open: Flags
    offered: Floats
    aht_s: Floats
    opens_running: bool
    before_s: Floats | None = None
    overdue_s: float = 0.0
    placed: Ints | None = None
    worked_share: float = 1.0

    @property
    def work_s(self) -> Floats:
        """Handle time of the contacts offered in each interval, in seconds."""
        return np.where(self.offered > 0, self.offered * np.nan_to_num(self.aht_s), 0.0)

    @property
    def least(self) -> Ints:
        """The queue's minimum while it is open, else 0."""
        return np.where(self.is_open, self.queue.min_agents, 0).astype(np.int64)


@dataclass(frozen=True, eq=False)
class Impatience:
    """
    What it is worth to a queue that its callers give up, whichever model drives it; arrays of shape (T,).

    Whole agents before shrinkage by Erlang A and by Erlang C, and the service level that the former would give if all callers
    stayed: NaN where the queue names no time to answer in.
    """

    erlang_a: Ints
    erlang_c: Ints
    level_if_all_stay: Floats


@dataclass(frozen=True, eq=False)
class WaitingWork:
    """
    Between which curves deferred work may be placed, in agents before shrinkage for an interval, cumulated; arrays of shape (T,).

    What may be done at most, what must be done at least, and what an even spread does; without what the minimum of agents does.
    """

    released: Floats
    due: Floats
    even: Floats


@dataclass(frozen=True, eq=False)
class QueueNeed:
    """
    What a queue needs if it stands alone, before shrinkage; arrays of shape (T,).

    `base_staff` whole, `fractional` real with ``base_staff - 1 < fractional <= base_staff``; `base_staff_stationary` as if each
    interval went on for ever, None where the word has no meaning; `impatience` where the patience is known. Service level and
    occupancy at `base_staff`; NaN where the word has no meaning. `binding` is the key of centre.toml that decides `base_staff`;
    blank where nobody is needed. `waiting` of deferred work; `rounding` is by how much `fractional` may exceed whole people because
    work is placed in hundredths of agents.
    """

    model: str
    load_erl: Floats
    base_staff: Ints
    fractional: Floats
    base_staff_stationary: Ints | None
    impatience: Impatience | None
    service_level: Floats
    occupancy: Floats
    binding: Names
    waiting: WaitingWork | None = None
    rounding: float = 0.0


def queue_demand(centre: Centre, forecast: VolumeForecast, queue: Queue) -> QueueDemand:
    """
    Lay the forecast of a queue on its opening hours.

    A handle time the forecast does not know is the queue's own `aht_s`. A position has no contacts and needs no forecast.

    Raises
    ------
    StaffingError
        Naming queue and interval, where the forecast does not reach an open interval, a volume is no count, or contacts have no
        handle time.
    """
    grid = forecast.grid
    own = centre.grid(grid.first_day, grid.days, queue)
    found = grid.index_of(own.starts_min)
    if (found < 0).any():
        first = own.local_starts()[int(np.argmax(found < 0))]
        raise StaffingError(say("staffing_interval_missing", queue=queue.id, at=f"{first:%Y-%m-%d %H:%M}"))
    is_open = np.zeros(len(grid), dtype=bool)
    is_open[found] = True
    before = centre.grid(grid.first_day - timedelta(days=1), 1, queue).starts_min
    opens_running = bool(len(before) and len(own) and before[-1] + grid.interval_min == own.starts_min[0])
    if queue.channel == "position":
        nothing = np.zeros(len(grid))
        return QueueDemand(queue, grid, is_open, nothing, np.full(len(grid), np.nan), opens_running)
    if queue.id not in forecast.queues:
        raise StaffingError(say("staffing_no_forecast", queue=queue.id, known=list(forecast.queues)))
    row = forecast.of(queue.id)
    level = queue.staff_to_quantile
    volumes = forecast.offered[row] if level is None else forecast.quantile(queue.id, level)
    offered = np.where(is_open, volumes, 0.0)
    _refuse(queue, grid, offered, ~((offered >= 0) & (offered < np.inf)), "staffing_volume_wrong")
    aht_s = forecast.aht_s[row]
    if queue.aht_s is not None:
        aht_s = np.where(np.isnan(aht_s), queue.aht_s, aht_s)
    unknown = ~((aht_s > 0) & (aht_s < np.inf))
    _refuse(queue, grid, aht_s, unknown & (offered > 0), "staffing_aht_wrong")
    return QueueDemand(queue, grid, is_open, offered, np.where(unknown, np.nan, aht_s), opens_running)


def _refuse(queue: Queue, grid: TimeGrid, values: Floats, wrong: Flags, key: str) -> None:
    if wrong.any():
        first = int(np.argmax(wrong))
        at = f"{grid.local_starts()[first]:%Y-%m-%d %H:%M}"
        raise StaffingError(say(key, queue=queue.id, at=at, value=str(values[first])))
