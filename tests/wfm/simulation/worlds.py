"""Small rosters written by hand, and volumes that happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tests.wfm.staffing.departments import MONDAY
from wfm.calendar import clock_min
from wfm.centre import Centre
from wfm.demand import VolumeHistory
from wfm.roster import Roster
from wfm.shifts import Activity, Segment, Shift
from wfm.simulation import SimulationResult
from wfm.simulation.contacts import Contacts, draw_contacts
from wfm.simulation.setting import starts_s
from wfm.simulation.streams import key_of
from wfm.timegrid import local

Piece = tuple[str, str, tuple[str, ...] | Activity]  # from, to, the queues or what else is done; no queue is a break


def segment(centre: Centre, day: date, piece: Piece) -> Segment:
    start, end, what = piece
    queues = () if isinstance(what, Activity) else what
    other = what if isinstance(what, Activity) else Activity.BREAK
    return Segment(
        start=local(centre.instant_of(day, clock_min(start)), centre.time_zone),
        end=local(centre.instant_of(day, clock_min(end)), centre.time_zone),
        activity=Activity.ON_QUEUE if queues else other,
        queues=queues,
    )


def roster(centre: Centre, people: Mapping[str, Iterable[Piece]], days: int = 1) -> Roster:
    """Everybody works the same pieces every day from Monday on."""
    return Roster(
        MONDAY,
        days,
        tuple(
            Shift(
                agent_id=agent,
                shift_date=MONDAY + timedelta(days=day),
                shift_id="any",
                segments=tuple(segment(centre, MONDAY + timedelta(days=day), piece) for piece in pieces),
            )
            for day in range(days)
            for agent, pieces in people.items()
        ),
    )


def team(centre: Centre, agents: int, queues: tuple[str, ...], start: str = "08:00", end: str = "18:00") -> Roster:
    """So many people on the same queues all day."""
    return roster(centre, {f"A{number}": [(start, end, queues)] for number in range(agents)})


def happened(
    centre: Centre, offered: Mapping[str, ArrayLike], aht_s: Mapping[str, float] | None = None
) -> VolumeHistory:
    """Volumes of Monday, one count per open interval of the department."""
    grid = centre.grid(MONDAY, 1)
    counts = np.stack([np.broadcast_to(np.asarray(each, dtype=float), len(grid)) for each in offered.values()])
    times = np.array([[(aht_s or {}).get(queue, 180.0)] * len(grid) for queue in offered])
    return VolumeHistory(
        centre.time_zone, centre.interval_min, tuple(offered), grid.starts_min, counts, counts, np.zeros_like(counts), times
    )  # fmt: skip


def at(centre: Centre, **counts: float) -> NDArray[np.float64]:
    """Counts per interval of Monday; ``at(centre, t0930=2)`` is two at 09:30."""
    starts = [f"t{start:%H%M}" for start in centre.grid(MONDAY, 1).local_starts()]
    found = np.zeros(len(starts))
    for name, count in counts.items():
        found[starts.index(name)] = count
    return found


def interval(result: SimulationResult, clock: str) -> int:
    """The interval that starts at a time of Monday."""
    return [f"{start:%H:%M}" for start in result.grid.local_starts()].index(clock)


def contacts_of(result: SimulationResult, replication: int, aht_s: float = 180.0) -> Contacts:
    """The contacts that a replication met, in seconds from the first interval."""
    return draw_contacts(
        result.offered[replication].astype(np.int64),
        starts_s(result.grid),
        float(result.grid.interval_s),
        np.full(result.offered.shape[1:], aht_s),
        np.array([np.inf if queue.patience_s is None else queue.patience_s for queue in result.queues]),
        np.array([key_of(queue.id) for queue in result.queues]),
        result.seed,
        replication,
    )
