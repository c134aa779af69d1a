"""Voice: Erlang C, or Erlang A where the queue says that its callers give up."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import NamedTuple, Protocol

import numpy as np

from wfm.demand import Queue, ServiceTarget
from wfm.staffing import erlang
from wfm.staffing.binding import Names, alone, binding, with_minimum
from wfm.staffing.offered_load import offered_load, stationary_load
from wfm.staffing.priority import Turn, WaitTarget, agents_in_turn
from wfm.staffing.queue_demand import Floats, Impatience, Ints, QueueDemand, QueueNeed


class Agents(NamedTuple):
    """Whole and real agents that meet the targets of a queue, and the target that decides; shape (T,)."""

    whole: Ints
    real: Floats
    binding: Names


class AgentsOf(Protocol):
    """The agents a queue needs under a load counted in agents."""

    def __call__(
        self, queue: Queue, load_erl: Floats, aht_s: Floats, *, patience_s: float, turn: Turn | None = None
    ) -> Agents: ...


def need(demand: QueueDemand) -> QueueNeed:
    """What a voice queue needs alone."""
    return live_need(demand, agents, slots=1)


def live_need(demand: QueueDemand, agents_of: AgentsOf, *, slots: int) -> QueueNeed:
    """What a queue whose contacts wait for an answer needs alone, with `slots` of them to an agent."""
    queue, load, aht_s = demand.queue, offered_load(demand), demand.aht_s
    patience_s = driving_patience_s(queue)
    asked = agents_of(queue, load / slots, aht_s, patience_s=patience_s)
    base = np.maximum(asked.whole, demand.least)
    stationary = agents_of(queue, stationary_load(demand) / slots, aht_s, patience_s=patience_s).whole
    return QueueNeed(
        model=queue.model,
        load_erl=load,
        base_staff=base,
        fractional=np.maximum(asked.real, demand.least),
        base_staff_stationary=np.maximum(stationary, demand.least),
        impatience=_impatience(demand, load, agents_of, slots),
        service_level=expected_service_level(queue, load, aht_s, base * slots, patience_s),
        occupancy=erlang.occupancy(load, base * slots, np.nan_to_num(aht_s, nan=1.0), patience_s),
        binding=with_minimum(asked.binding, asked.whole, demand.least),
    )


def _impatience(demand: QueueDemand, load: Floats, agents_of: AgentsOf, slots: int) -> Impatience | None:
    """Erlang A beside Erlang C, where the patience is known."""
    queue = demand.queue
    if queue.patience_s is None:
        return None
    impatient, patient = (
        np.maximum(agents_of(queue, load / slots, demand.aht_s, patience_s=patience_s).whole, demand.least)
        for patience_s in (queue.patience_s, math.inf)
    )
    level = expected_service_level(queue, load, demand.aht_s, impatient * slots, math.inf)
    return Impatience(impatient, patient, level)


def agents(queue: Queue, load_erl: Floats, aht_s: Floats, *, patience_s: float, turn: Turn | None = None) -> Agents:
    """
    The agents that meet the targets of `queue` under a load, which may be that of a whole pool.

    A limit on abandonment has no meaning for patient callers: it is judged by Erlang A whatever model drives the rest.

    Parameters
    ----------
    load_erl, aht_s
        Shape (T,); the handle time may be NaN where there is no load.
    patience_s
        Mean patience in seconds; inf for Erlang C.
    turn
        Where the queue stands among others of its pool; absent, contacts are taken as they come. It matters to the waits of patient
        callers; impatient ones are staffed as if nobody came first, and a simulation says what becomes of them.
    """
    targets = asdict(ServiceTarget.of(queue)) | {
        "definition": queue.definition,
        "short_abandon_s": queue.short_abandon_s,
        "patience_s": patience_s,
    }
    asked = alone(targets)
    if "max_abandonment" in asked:
        asked["max_abandonment"]["patience_s"] = queue.patience_s
    seconds = np.where(load_erl > 0, aht_s, 1.0)
    volumes = load_erl / seconds  # a second's worth
    whole = {name: erlang.required_agents(volumes, 1.0, seconds, **each) for name, each in asked.items()}
    real = {name: erlang.fractional_agents(volumes, 1.0, seconds, **each) for name, each in asked.items()}
    if turn is not None and math.isinf(patience_s):
        for name, target in wait_targets(queue).items():
            whole[name], real[name] = agents_in_turn(load_erl, seconds, turn, target, whole[name])
    return Agents(np.max(list(whole.values()), axis=0), np.max(list(real.values()), axis=0), binding(real, 0))


def wait_targets(queue: Queue) -> dict[str, WaitTarget]:
    """The targets of a queue that speak of waits, each alone."""
    found = {}
    if queue.service_level is not None and queue.answer_within_s is not None:
        found["service_level"] = WaitTarget(queue.service_level, queue.answer_within_s)
    if queue.max_asa_s is not None:
        found["max_asa_s"] = WaitTarget(max_asa_s=queue.max_asa_s)
    return found


def driving_patience_s(queue: Queue) -> float:
    """The patience in the model that drives the requirement."""
    return queue.patience_s if queue.model == "erlang_a" and queue.patience_s is not None else math.inf


def expected_service_level(queue: Queue, load_erl: Floats, aht_s: Floats, servers: Ints, patience_s: float) -> Floats:
    """Service level with that patience; NaN where the queue names no time to answer in, 1 without load."""
    if queue.answer_within_s is None:
        return np.where(load_erl > 0, np.nan, 1.0)
    return erlang.service_level(
        load_erl, aht_s, servers, queue.answer_within_s, patience_s, queue.definition, queue.short_abandon_s
    )
