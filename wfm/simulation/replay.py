"""
Replay a named roster against contacts that come at random: the service level of these people, with their breaks and absences.

What is modelled
----------------
People take contacts of the queues their segment names, while it lasts; breaks, meals, meetings and training are as rostered. A
contact in hand at a break or at the end of a shift is finished; the break is shorter for it.

A free person takes the waiting contact of the highest priority, among equals the one that has waited longest. A contact takes the
person with the least in hand, then with the fewest queues, then free the longest. In a chat a person holds up to `concurrency`
conversations, each of which lasts as long as at full concurrency; a call needs a person with nothing in hand.

Days are busier or quieter than expected, and contacts come at random (see `arrivals`); handle times and patience are exponential.
Without `patience_s` nobody gives up. Whoever still waits when a queue is closed and the last person has left goes unanswered.

Shrinkage `off_shift` is the chance that a person is away for a whole day. `in_shift` is lost in errands that turn up at random,
five minutes on average, and are done once nothing is in hand: so the right share of the time on the queue is lost, several people
are missing at once as often as chance has it, and no call is cut off. Thinning people to a share would take away that randomness.

Deferred work is done in the time live contacts leave (see `deferred`). Positions have no contacts and no rows; one that shares its
people with queues takes them first (see `posts`). At the start of the days nothing is in hand.

Contacts belong to the seed, replication and queue, errands and absences to seed, replication and person and day: two rosters
replayed with one seed meet the same luck, and their difference is seen with fewer replications.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wfm.centre import Centre
from wfm.demand import FORECAST_COLUMNS, VolumeForecast, VolumeHistory
from wfm.errors import InputError
from wfm.messages import say
from wfm.roster import Roster
from wfm.simulation.arrivals import draw_counts, variation_of_days
from wfm.simulation.contacts import draw_contacts
from wfm.simulation.deferred import work_deferred
from wfm.simulation.erlang_figure import erlang_service_level
from wfm.simulation.floor import (
    ABANDONED,
    ANSWERED,
    AT_HAND,
    IN_TIME,
    IN_USE,
    OFFERED,
    SHORT_ABANDONED,
    TALLIES,
    WAIT_S,
    Setting,
    empty_floor,
)
from wfm.simulation.loop import run
from wfm.simulation.result import SimulationResult
from wfm.simulation.setting import LIVE, setting_of, slots_of, starts_s
from wfm.simulation.staff import Staff, staff_of
from wfm.simulation.streams import generator, key_of
from wfm.staffing.backlog import with_backlog
from wfm.staffing.queue_demand import QueueDemand, queue_demand
from wfm.staffing.requirement import required_beside, required_staff

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def replay(
    roster: Roster,
    centre: Centre,
    volumes: VolumeForecast | VolumeHistory,
    *,
    replications: int = 200,
    seed: int = 1,
    day_variation: float | None = None,
    threads: int | None = None,
    placed: Mapping[str, Ints] | None = None,
) -> SimulationResult:
    """
    Replay a roster; the module says what is modelled.

    Parameters
    ----------
    roster
        Segments on the queue name the queues a person serves. Published shifts of the centre that reach into its days count too.
    centre
        Queues, opening hours and shrinkage.
    volumes
        Contacts expected in the days of the roster, which vary by day and at random; or a history of what happened, whose counts
        are replayed as they are.
    replications
        Independent repetitions, at least 1; confidence intervals need 2.
    seed
        At least 0, below 2**63. The same seed gives the same figures.
    day_variation
        Standard deviation of a day's factor about its expected volume, at least 0; absent: read off the forecast's 80 % interval,
        0.10 where it has none.
    threads
        Replications run at the same time; absent: one per processor. Figures do not depend on it.
    placed
        Where the roster has its deferred work (see `required_staff`): only Erlang's figure sets people aside for it there. Absent:
        where the roster does it best.

    Raises
    ------
    InputError
        If there are no replications, or seed or variation are out of their range.
    StaffingError
        If volumes lack a queue, an open interval or a handle time.
    """
    if replications < 1 or not 0 <= seed < 2**63 or (day_variation is not None and not day_variation >= 0):
        raise InputError(say("simulation_arguments", replications=replications, seed=seed, variation=day_variation))
    centre = _at_the_mean(centre)
    forecast = _expected(roster, centre, volumes)
    requirement = (
        required_beside(centre, forecast, roster) if placed is None else required_staff(centre, forecast, placed)
    )
    queues = tuple(queue for queue in centre.queues if queue.channel != "position")
    demands = [with_backlog(queue_demand(centre, forecast, queue), centre) for queue in queues]
    happened = isinstance(volumes, VolumeHistory)
    counts = np.zeros((replications, len(queues), len(forecast.grid)), dtype=np.int64)
    for row, demand in enumerate(demands):
        variation = None if happened else _variation(forecast, demand, day_variation)
        counts[:, row] = _counts(demand, variation, replications, seed)

    staff = staff_of(roster, centre, {queue.id: row for row, queue in enumerate(queues)})
    setting = setting_of(centre, staff, queues, forecast.grid)
    absent = _absences(staff, centre.shrinkage.off_shift, roster, replications, seed)
    tallies, time_s, events = _run_all(setting, demands, counts, absent, seed, threads)

    level = erlang_service_level(centre, requirement, roster)
    unknown = np.full(len(forecast.grid), np.nan)
    names = _names(staff, len(queues))
    work_deferred(demands, names, counts, tallies, time_s)
    of_queues = np.einsum("wrkt,qk->wrqt", time_s, names)
    return SimulationResult(
        grid=forecast.grid,
        queues=queues,
        replications=replications,
        seed=seed,
        is_open=_stacked([demand.is_open for demand in demands], len(forecast.grid)).astype(bool),
        volumes=_stacked([demand.offered for demand in demands], len(forecast.grid)),
        erlang_service_level=_stacked([level.get(queue.id, unknown) for queue in queues], len(forecast.grid)),
        offered=tallies[OFFERED],
        in_time=tallies[IN_TIME],
        answered=tallies[ANSWERED],
        abandoned=tallies[ABANDONED],
        short_abandoned=tallies[SHORT_ABANDONED],
        wait_s=tallies[WAIT_S],
        busy_s=of_queues[IN_USE],
        present_s=of_queues[AT_HAND],
        events=events,
    )


def _at_the_mean(centre: Centre) -> Centre:
    """The same department, staffed to expected volumes: those come, whatever quantile the roster was made for."""
    queues = tuple(queue.model_copy(update={"staff_to_quantile": None}) for queue in centre.queues)
    return centre.model_copy(update={"queues": queues})


def _expected(roster: Roster, centre: Centre, volumes: VolumeForecast | VolumeHistory) -> VolumeForecast:
    """The volumes on the open intervals of the roster's days; NaN where they say nothing."""
    grid = centre.grid(roster.first_day, roster.days)
    known_min = volumes.starts_min if isinstance(volumes, VolumeHistory) else volumes.grid.starts_min
    at = np.searchsorted(known_min, grid.starts_min).clip(max=max(len(known_min) - 1, 0))
    found = known_min[at] == grid.starts_min if len(known_min) else np.zeros(len(grid), dtype=bool)
    tables: dict[str, Any] = {}
    for name in FORECAST_COLUMNS:
        table = getattr(volumes, name, None)  # a history has no bounds
        tables[name] = (
            np.full((len(volumes.queues), len(grid)), np.nan)
            if table is None or not len(known_min)
            else np.where(found, table[:, at], np.nan)
        )
    return VolumeForecast(grid=grid, queues=volumes.queues, **tables)


def _variation(forecast: VolumeForecast, demand: QueueDemand, asked: float | None) -> Floats:
    grid, row = demand.grid, forecast.of(demand.queue.id)
    if asked is not None:
        return np.full(grid.days, float(asked))
    return variation_of_days(demand.offered, forecast.lo80[row], forecast.hi80[row], grid.day_index, grid.days)


def _counts(demand: QueueDemand, variation: Floats | None, replications: int, seed: int) -> Ints:
    """Contacts per replication and interval, (R, T); those that happened, where there is no variation."""
    if variation is None:
        return np.tile(np.rint(demand.offered).astype(np.int64), (replications, 1))
    return draw_counts(
        demand.queue.id, demand.offered, variation, demand.grid.day_index, replications=replications, seed=seed
    )


def _absences(staff: Staff, chance: float, roster: Roster, replications: int, seed: int) -> NDArray[np.bool_]:
    """Whether each shift is not worked, (R, shifts); the luck belongs to person and day, whatever the shift."""
    luck = {agent: generator(seed, "absences", agent).random((replications, roster.days + 1)) for agent in staff.agents}
    absent = np.zeros((replications, len(staff.shifts)), dtype=bool)
    for row, shift in enumerate(staff.shifts):
        day = max((shift.shift_date - roster.first_day).days, -1) + 1  # the first column is for the days before
        absent[:, row] = luck[shift.agent_id][:, day] < chance
    return absent


def _run_all(
    setting: Setting,
    demands: list[QueueDemand],
    counts: Ints,
    absent: NDArray[np.bool_],
    seed: int,
    threads: int | None,
) -> tuple[Floats, Floats, int]:
    """Every replication: tallies (TALLIES, R, Q, T), agent-seconds in use and at hand (2, R, K, T), and the events."""
    replications, queues, intervals = counts.shape
    if not demands:
        return np.zeros((TALLIES, *counts.shape)), np.zeros((2, replications, len(setting.breadth), intervals)), 0
    grid = demands[0].grid
    live = np.array([demand.queue.channel in LIVE for demand in demands], dtype=bool)
    aht_s = np.stack([np.nan_to_num(demand.aht_s) for demand in demands])
    patience_s = np.array([np.inf if d.queue.patience_s is None else d.queue.patience_s for d in demands], dtype=float)
    keys = np.array([key_of(demand.queue.id) for demand in demands], dtype=np.int64)
    begins_s, interval_s, slots = starts_s(grid), float(grid.interval_s), slots_of(grid)
    tallies = np.zeros((replications, TALLIES, queues, intervals))
    time_s = np.zeros((replications, 2, len(setting.breadth), intervals))

    def run_one(replication: int) -> int:
        contacts = draw_contacts(
            counts[replication] * live[:, None], begins_s, interval_s, aht_s, patience_s, keys, seed, replication
        )
        own = np.zeros((2, len(setting.breadth), len(setting.edge_s) - 1))
        floor = empty_floor(setting, contacts)
        events = run(
            setting, floor, contacts, absent[replication], np.uint64(seed), replication, tallies[replication], own
        )
        time_s[replication] = own[:, :, slots]
        return events

    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        events = sum(pool.map(run_one, range(replications)))
    return tallies.swapaxes(0, 1), time_s.swapaxes(0, 1), events


def _names(staff: Staff, queues: int) -> NDArray[np.bool_]:
    """Whether each crew names a queue, (Q, K)."""
    named = [[row in crew for crew in staff.crews] for row in range(queues)]
    return np.array(named, dtype=bool).reshape(queues, len(staff.crews))


def _stacked(rows: list[Floats] | list[NDArray[np.bool_]], width: int) -> Floats:
    return np.array(rows, dtype=float).reshape(len(rows), width)
