"""What is worth knowing of a requirement: the classic mistakes, where the input looks like one, and what impatience is worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wfm.centre import Centre
from wfm.demand import PoolRequirement
from wfm.messages import Sentence, say
from wfm.staffing.backlog import counted
from wfm.staffing.deferred import carried_s
from wfm.staffing.placed_time import placed_share
from wfm.staffing.queue_demand import QueueDemand, QueueNeed
from wfm.timegrid import TimeGrid

LEAST_SUSPECT_SHARE = 0.05
USUAL_REST_SHARE = 0.03
"""
What every floor loses within a shift besides breaks and meetings: late log-ins, trouble with systems, personal time. An
`in_shift` that would leave less than this without the placed breaks hardly holds them.
"""
SHORTEST_USUAL_AHT_S = 15.0


def requirement_notes(
    centre: Centre,
    grid: TimeGrid,
    queues: Iterable[tuple[QueueDemand, QueueNeed]],
    pools: tuple[PoolRequirement, ...],
) -> Iterator[Sentence]:
    """Sentences on a requirement: shrinkage counted twice, minutes written as seconds, a backlog, Erlang A beside Erlang C."""
    yield from _shrinkage(centre, grid, pools)
    for demand, need in queues:
        yield from _handle_time(demand)
        yield from _backlog(centre, demand)
        yield from _patience(demand, need)


def _shrinkage(centre: Centre, grid: TimeGrid, pools: tuple[PoolRequirement, ...]) -> Iterator[Sentence]:
    in_shift, placed = centre.shrinkage.in_shift, placed_share(centre, grid, pools)
    if placed > 0 and in_shift >= max(LEAST_SUSPECT_SHARE, placed + USUAL_REST_SHARE):
        rest = 1 - (1 - in_shift) / (1 - placed)
        shown = (f"{100 * share:.1f}" for share in (in_shift, placed))
        yield say("note_shrinkage_breaks", **dict(zip(("percent", "placed"), shown, strict=True)), rest=f"{rest:.3f}")


def _handle_time(demand: QueueDemand) -> Iterator[Sentence]:
    contacts, work_s = float(demand.offered.sum()), float(demand.work_s.sum())
    if contacts > 0 and work_s / contacts < SHORTEST_USUAL_AHT_S:
        yield say("note_aht_short", queue=demand.queue.id, aht_s=round(work_s / contacts, 1))


def _backlog(centre: Centre, demand: QueueDemand) -> Iterator[Sentence]:
    queue, first_day = demand.queue, demand.grid.first_day
    if counted(centre, queue, first_day):
        overdue_h = demand.overdue_s / 3600
        hours = float(carried_s(demand).sum()) / 3600 + overdue_h
        yield say("note_backlog", queue=queue.id, hours=f"{hours:.1f}", overdue=f"{overdue_h:.1f}")
    elif any(row.queue == queue.id for row in centre.backlog):
        yield say("note_backlog_old", queue=queue.id, day=first_day)


def _patience(demand: QueueDemand, need: QueueNeed) -> Iterator[Sentence]:
    queue, both, contacts = demand.queue, need.impatience, float(demand.offered.sum())
    if both is None or contacts == 0 or not both.erlang_c.any():  # nobody is needed: there is nothing to save
        return
    patient_h, impatient_h = (
        float(staff.sum()) * demand.grid.interval_min / 60 for staff in (both.erlang_c, both.erlang_a)
    )
    told = say(
        "note_patience",
        queue=queue.id,
        patience_s=queue.patience_s,
        hours=f"{patient_h - impatient_h:.1f}",
        percent=f"{100 * (1 - impatient_h / patient_h):.1f}",
        model=say(f"model_{queue.model}"),
    )
    if queue.answer_within_s is None:
        yield told
        return
    level = float((demand.offered * both.level_if_all_stay).sum()) / contacts
    yield say("note_patience_level", told=told, percent=f"{100 * level:.0f}", within_s=queue.answer_within_s)
