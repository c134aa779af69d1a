"""
Chat: an agent holds several conversations at once.

The conversations are served by slots, `concurrency` of them an agent; the handle time is that at full concurrency. Erlang on the
slots, divided by the concurrency and rounded up, agrees with the exact model.
"""

from __future__ import annotations

import numpy as np

from wfm.demand import Queue
from wfm.staffing import erlang, voice
from wfm.staffing.offered_load import offered_load
from wfm.staffing.queue_demand import Floats, Ints, QueueDemand, QueueNeed


def need(demand: QueueDemand) -> QueueNeed:
    """What a chat queue needs alone; its load is counted in conversations."""
    queue, load, aht_s = demand.queue, offered_load(demand), demand.aht_s
    in_agents = load / slots_of(queue)
    base, fractional = agents(queue, in_agents, aht_s, patience_s=voice.driving_patience_s(queue))
    base = np.maximum(base, demand.least)
    impatient = None
    if queue.patience_s is not None:
        impatient, _ = agents(queue, in_agents, aht_s, patience_s=queue.patience_s)
        impatient = np.maximum(impatient, demand.least)
    slots = base * slots_of(queue)
    return QueueNeed(
        model=queue.model,
        load_erl=load,
        base_staff=base,
        fractional=np.maximum(fractional, demand.least),
        base_staff_erlang_a=impatient,
        service_level=voice.expected_service_level(queue, load, aht_s, slots),
        occupancy=erlang.occupancy(load, slots, np.nan_to_num(aht_s, nan=1.0), voice.driving_patience_s(queue)),
    )


def agents(queue: Queue, load_erl: Floats, aht_s: Floats, *, patience_s: float) -> tuple[Ints, Floats]:
    """Whole and real agents for a load counted in agents, which may be that of a whole pool; see `voice.agents`."""
    slots = slots_of(queue)
    whole, real = voice.agents(queue, load_erl * slots, aht_s, patience_s=patience_s)
    return -(-whole // slots), real / slots


def slots_of(queue: Queue) -> int:
    """Conversations an agent holds at once; 1 for any other channel."""
    return queue.concurrency or 1
