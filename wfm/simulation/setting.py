"""From a department and the people of a roster to the arrays the event loop reads."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from wfm.centre import Centre
from wfm.demand import Queue
from wfm.simulation.floor import ERRAND_S, NOBODY, Floats, Ints, Setting
from wfm.simulation.loop import COMES, GOES, OPENS, SHUTS
from wfm.simulation.staff import Staff
from wfm.simulation.streams import key_of
from wfm.timegrid import TimeGrid

LIVE = ("voice", "chat")
MIN_S = 60

Change = tuple[float, int, int, int, int]  # instant in seconds, kind, who, crew, shift


def setting_of(centre: Centre, staff: Staff, queues: Sequence[Queue], grid: TimeGrid) -> Setting:
    """
    What all replications of a roster share; instants in seconds from the origin of `seconds`.

    Parameters
    ----------
    queues
        The queues with contacts, in the order of their rows.
    """
    live = [row for row, queue in enumerate(queues) if queue.channel in LIVE]
    full = math.lcm(*(queues[row].concurrency or 1 for row in live))
    crews = staff.crews
    changes = sorted((*_of_people(staff, grid), *_of_queues(centre, queues, grid)))
    at_s, kind, who, crew, shift = zip(*changes, strict=True) if changes else ((),) * 5
    return Setting(
        within_s=np.array([math.inf if q.answer_within_s is None else q.answer_within_s for q in queues], dtype=float),
        short_s=np.array([-1.0 if q.short_abandon_s is None else q.short_abandon_s for q in queues], dtype=float),
        priority=_ints([queue.priority for queue in queues]),
        units=_ints([full // (queue.concurrency or 1) for queue in queues]),
        full=full,
        crews_of=_padded(
            [[k for k, own in enumerate(crews) if row in own and row in live] for row in range(len(queues))]
        ),
        queues_of=_padded([[row for row in own if row in live] for own in crews]),
        breadth=_ints([sum(row in live for row in own) for own in crews]),
        change_s=np.array(at_s, dtype=float),
        change_kind=_ints(kind),
        change_who=_ints(who),
        change_crew=_ints(crew),
        change_shift=_ints(shift),
        agent_key=_ints([key_of(agent) for agent in staff.agents]),
        shift_day=_ints([shift.shift_date.toordinal() for shift in staff.shifts]),
        shift_midnight_s=np.array(
            [seconds(grid, centre.instant_of(shift.shift_date, 0)) for shift in staff.shifts], dtype=float
        ),
        errands_per_s=centre.shrinkage.in_shift / ERRAND_S,
        edge_s=_edges(grid),
    )


def seconds(grid: TimeGrid, instant_min: int) -> float:
    """Seconds from the start of the grid's first interval."""
    return float((instant_min - (int(grid.starts_min[0]) if len(grid) else 0)) * MIN_S)


def starts_s(grid: TimeGrid) -> Floats:
    """Start of each interval in seconds, shape (T,)."""
    return ((grid.starts_min - grid.starts_min[:1]) * MIN_S).astype(np.float64)


def slots_of(grid: TimeGrid) -> Ints:
    """The slot of each interval, shape (T,)."""
    return np.searchsorted(_edges(grid), starts_s(grid), side="right") - 1


def _of_people(staff: Staff, grid: TimeGrid) -> Iterator[Change]:
    """People come, change crews and go; who goes over to another crew at once does not go in between."""
    crews = {crew: row for row, crew in enumerate(staff.crews)}
    for at, stretch in enumerate(staff.stretches):
        yield seconds(grid, stretch.start_min), COMES, stretch.agent, crews[stretch.crew], stretch.shift
        after = staff.stretches[at + 1] if at + 1 < len(staff.stretches) else None
        goes_on = (
            after is not None
            and (after.agent, after.shift) == (stretch.agent, stretch.shift)
            and after.start_min == stretch.end_min
        )
        if not goes_on:
            yield seconds(grid, stretch.end_min), GOES, stretch.agent, NOBODY, stretch.shift


def _of_queues(centre: Centre, queues: Sequence[Queue], grid: TimeGrid) -> Iterator[Change]:
    """Each queue opens and shuts once per run of adjacent open intervals."""
    for row, queue in enumerate(queues):
        own = centre.grid(grid.first_day, grid.days, queue).starts_min
        apart = np.flatnonzero(np.diff(own) != grid.interval_min)
        for first, last in zip([0, *(apart + 1)], [*apart, len(own) - 1], strict=True) if len(own) else ():
            yield seconds(grid, int(own[first])), OPENS, row, NOBODY, NOBODY
            yield seconds(grid, int(own[last]) + grid.interval_min), SHUTS, row, NOBODY, NOBODY


def _edges(grid: TimeGrid) -> Floats:
    """Edges of the slots; the first and the last slot have no end, and nobody looks at what is counted in them."""
    starts = starts_s(grid)
    return np.unique([-math.inf, *starts, *(starts + grid.interval_s), math.inf])


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def _padded(rows: Sequence[Sequence[int]]) -> Ints:
    width = max((len(row) for row in rows), default=0)
    return np.array([[*row, *[NOBODY] * (width - len(row))] for row in rows], dtype=np.int64).reshape(len(rows), width)
