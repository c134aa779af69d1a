"""The service level that Erlang gives a roster, for comparison with the simulated one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wfm.centre import Centre
from wfm.demand import Queue, QueueRequirement, StaffingRequirement
from wfm.goals import pool_coverage
from wfm.roster import Roster
from wfm.staffing import erlang
from wfm.staffing.chat import slots_of
from wfm.staffing.priority import Turn, service_level_in_turn, turn_of
from wfm.staffing.voice import driving_patience_s

Floats = NDArray[np.float64]


def erlang_service_level(centre: Centre, requirement: StaffingRequirement, roster: Roster) -> dict[str, Floats]:
    """
    Service level per interval of each voice and chat queue, by the model that drives its requirement, shape (T,).

    The rostered people of a pool, each counted once by shares and less shrinkage, hold its positions and do its deferred work as
    planned; the rest meet the load of all its live queues, each queue in its turn. NaN where the queue names no time to answer in,
    1 without load.
    """
    own = {queue.queue: queue for queue in requirement.queues}
    found = {}
    for coverage in pool_coverage(centre, requirement, roster):
        members = [(queue, own[queue.id]) for queue in centre.queues if queue.pool == coverage.pool.skill]
        live = [(queue, need) for queue, need in members if queue.channel in ("voice", "chat")]
        held = _sum(len(requirement.grid), (need.base_staff for queue, need in members if queue.channel == "position"))
        deferred = _sum(
            len(requirement.grid), (need.fractional_staff for queue, need in members if queue.channel == "deferred")
        )
        people = np.maximum((coverage.rostered - held - deferred) * centre.shrinkage.worked_share, 0.0)
        loads = [need.load_erl / slots_of(queue) for queue, need in live]
        load = _sum(len(people), loads)
        aht_s = _weighted_aht_s([need for _, need in live], len(people))
        for queue, _ in live:
            turn = turn_of(queue.priority, [each.priority for each, _ in live], loads)
            found[queue.id] = _level(queue, load, aht_s, people, turn)
    return found


def _level(queue: Queue, load: Floats, aht_s: Floats, people: Floats, turn: Turn | None) -> Floats:
    """One queue's level where `people` meet the whole pool's `load`; in its turn where its requirement is by Erlang C."""
    if queue.answer_within_s is None:
        return np.where(load > 0, np.nan, 1.0)
    slots, patience_s = slots_of(queue), driving_patience_s(queue)
    if turn is not None and patience_s == np.inf:
        return service_level_in_turn(load * slots, aht_s, people * slots, queue.answer_within_s, turn.times(slots))
    return erlang.service_level(
        load * slots, aht_s, people * slots, queue.answer_within_s, patience_s, queue.definition, queue.short_abandon_s
    )


def _sum(size: int, parts: Iterable[NDArray[Any]]) -> Floats:
    total: Floats = np.sum([np.zeros(size), *parts], axis=0)
    return total


def _weighted_aht_s(needs: list[QueueRequirement], size: int) -> Floats:
    offered = _sum(size, (need.offered for need in needs))
    work_s = _sum(size, (need.offered * np.nan_to_num(need.aht_s) for need in needs))
    return np.divide(work_s, offered, out=np.ones(size), where=offered > 0)
