"""
What the people of one skill must cover together.

Contacts of voice and chat queues meet the same people, so their loads add up: one load in agents (a conversation takes the
concurrency's part of one), one handle time weighted by volume. The pool needs the smallest number that meets the target of each
of its queues under that whole load, each in its turn where their priorities differ; a chat queue sees it in its own slots.
Deferred work and positions take people away from that, so they are added on top: evenly spread work in whole people of its own,
work that was placed for a roster also in the time that rounding the others up to whole people leaves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from wfm.deferred_work import DeferredWork
from wfm.demand import PoolRequirement, Shrinkage
from wfm.goals.base import CENTI
from wfm.staffing import chat, voice
from wfm.staffing.priority import turn_of
from wfm.staffing.queue_demand import Flags, Floats, Ints, QueueDemand, QueueNeed, WaitingWork
from wfm.staffing.shrink import rounded_up, scheduled

QueueAndNeed = tuple[QueueDemand, QueueNeed]

LIVE: Mapping[str, voice.AgentsOf] = {"voice": voice.agents, "chat": chat.agents}


def pool_requirement(skill: str, members: Sequence[QueueAndNeed], shrinkage: Shrinkage) -> PoolRequirement:
    """
    The requirement of a pool; scheduled staff is rounded up once, and positions, which are held whoever is away, never shrink.

    Parameters
    ----------
    members
        The queues of one skill with what each needs alone; at least one.
    """
    queues = [demand.queue for demand, _ in members]
    live = [member for member in members if member[0].queue.channel in LIVE]
    posts = [need for demand, need in members if demand.queue.channel == "position"]
    work = [need for demand, need in members if demand.queue.channel == "deferred"]
    size = len(members[0][0].grid)

    together, together_real = _live(live, size)
    deferred_real = np.sum([need.fractional for need in work], axis=0) if work else np.zeros(size)
    base = together + rounded_up(deferred_real)
    required = scheduled(base, shrinkage)
    if rounding := max((need.rounding for need in work), default=0.0):
        busy = np.maximum(together_real + deferred_real - rounding, 0.0)
        base = np.maximum(together, rounded_up(busy))
        required = np.maximum(scheduled(together, shrinkage), rounded_up(busy / shrinkage.worked_share))
    held = np.sum([need.base_staff for need in posts], axis=0) if posts else np.zeros(size, dtype=np.int64)
    is_open: Flags = np.any([demand.is_open for demand, _ in members], axis=0)
    return PoolRequirement(
        skill=skill,
        queues=tuple(queue.id for queue in queues),
        priority=min(queue.priority for queue in queues),
        anyone=all(queue.anyone for queue in queues),
        is_open=is_open,
        base_staff=base + held,
        required=required + held,
        fractional=(together_real + deferred_real) / shrinkage.worked_share + held,
        fixed=(together_real + _minimum(members, size)) / shrinkage.worked_share + held if work else None,
        deferred=tuple(
            _deferred(demand, need.waiting, shrinkage) for demand, need in members if need.waiting is not None
        ),
    )


def _minimum(members: Sequence[QueueAndNeed], size: int) -> Ints:
    """Agents that deferred queues keep at least."""
    least = [demand.least for demand, _ in members if demand.queue.channel == "deferred"]
    total: Ints = np.sum([np.zeros(size, dtype=np.int64), *least], axis=0)
    return total


def _deferred(demand: QueueDemand, waiting: WaitingWork, shrinkage: Shrinkage) -> DeferredWork:
    """Curves in hundredths of scheduled agents: rounded where they are cumulated, so that they keep their order and their end."""
    released, due, even = (
        np.rint(curve * CENTI / shrinkage.worked_share).astype(np.int64)
        for curve in (waiting.released, waiting.due, waiting.even)
    )
    evenly = np.diff(even, prepend=0)
    placed = evenly if demand.placed is None else demand.placed
    return DeferredWork(demand.queue.id, demand.is_open, released=released, due=due, even=evenly, placed=placed)


def _live(members: Sequence[QueueAndNeed], size: int) -> tuple[Ints, Floats]:
    """Whole and real agents that meet the targets of all voice and chat queues, their load arriving together."""
    whole, real = np.zeros(size, dtype=np.int64), np.zeros(size)
    if len(members) == 1:
        return members[0][1].base_staff, members[0][1].fractional
    if not members:
        return whole, real
    loads = [need.load_erl / chat.slots_of(demand.queue) for demand, need in members]
    load = np.sum(loads, axis=0)
    offered = np.sum([demand.offered for demand, _ in members], axis=0)
    work_s = np.sum([demand.work_s for demand, _ in members], axis=0)
    aht_s = np.divide(work_s, offered, out=np.ones(size), where=offered > 0)
    priorities = [demand.queue.priority for demand, _ in members]
    for demand, _ in members:
        queue = demand.queue
        patience_s, turn = voice.driving_patience_s(queue), turn_of(queue.priority, priorities, loads)
        own = LIVE[queue.channel](queue, load, aht_s, patience_s=patience_s, turn=turn)
        asks = demand.offered > 0
        whole = np.maximum(whole, np.maximum(np.where(asks, own.whole, 0), demand.least))
        real = np.maximum(real, np.maximum(np.where(asks, own.real, 0.0), demand.least))
    return whole, real
