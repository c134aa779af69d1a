"""
Chat: an agent holds several conversations at once.

The conversations are served by slots, `concurrency` of them an agent; the handle time is that at full concurrency. Erlang on the
slots, divided by the concurrency and rounded up, agrees with the exact model.
"""

from __future__ import annotations

from wfm.demand import Queue
from wfm.staffing import voice
from wfm.staffing.priority import Turn
from wfm.staffing.queue_demand import Floats, QueueDemand, QueueNeed


def need(demand: QueueDemand) -> QueueNeed:
    """What a chat queue needs alone; its load is counted in conversations."""
    return voice.live_need(demand, agents, slots=slots_of(demand.queue))


def agents(
    queue: Queue, load_erl: Floats, aht_s: Floats, *, patience_s: float, turn: Turn | None = None
) -> voice.Agents:
    """The agents for a load counted in agents, which may be that of a whole pool; see `voice.agents`."""
    slots = slots_of(queue)
    in_slots = None if turn is None else turn.times(slots)
    asked = voice.agents(queue, load_erl * slots, aht_s, patience_s=patience_s, turn=in_slots)
    return asked._replace(whole=-(-asked.whole // slots), real=asked.real / slots)


def slots_of(queue: Queue) -> int:
    """Conversations an agent holds at once; 1 for any other channel."""
    return queue.concurrency or 1
