"""
The smallest number of agents that meets every target of a queue: `whole_agents` and `real_agents` over arrays, made of scalar
kernels. All share one order of arguments: ``load, aht, patience`` of the queue; its targets; the least agents.
"""

from __future__ import annotations

import math

from wfm.staffing.compiled import compiled, elementwise
from wfm.staffing.gamma_ratios import TEMME_FROM, upper_ratio
from wfm.staffing.waiting import abandons, mean_wait, occupied, service

Targets = tuple[float, float, float, float, float, float]
"""
``within, service_least, left_out, asa_most, occupancy_most, abandon_most``; where one is not set, `service_least` is -1, the two
that follow `left_out` are inf, and `abandon_most` is 1.
"""

NEWTON_STEPS = 5
GUESS_TRUSTED_TO_ERL = (
    400.0  # up to here the guessed safety is right within half an agent, and a step costs more than it saves
)
FRACTION_HALVINGS = 40


@compiled
def meets(load: float, aht: float, patience: float, targets: Targets, agents: float) -> bool:
    """Whether so many agents, a real number, meet every target."""
    within, service_least, left_out, asa_most, occupancy_most, abandon_most = targets
    return (
        (service_least <= 0.0 or service(load, aht, agents, patience, within, left_out) >= service_least)
        and (math.isinf(asa_most) or mean_wait(load, aht, agents, patience) <= asa_most)
        and (math.isinf(occupancy_most) or occupied(load, aht, agents, patience) <= occupancy_most)
        and (abandon_most >= 1.0 or abandons(load, aht, agents, patience) <= abandon_most)
    )


@compiled
def guessed_safety(slope: float, constant: float) -> float:
    """The root `b` of `safety` with no bend and ``1.2 b + 0.31 b^2`` for its first term: 0.03 off where b is below 2.5."""
    steep = 1.2 + slope
    return 2.0 * constant / (steep + math.sqrt(steep * steep + 1.24 * constant))


@compiled
def safety(b: float, slope: float, bend: float, constant: float, steps: int) -> float:
    """
    The root of ``log(1 + b Phi(b) / phi(b)) + slope b + bend log(b) = constant`` by so many steps of Newton from `b`.

    The first term is minus the logarithm of P(wait) with ``load + b sqrt(load)`` agents (S. Halfin and W. Whitt, 1981).
    """
    for _ in range(steps):
        mills = math.erfc(-b * math.sqrt(0.5)) * math.exp(0.5 * b * b) * math.sqrt(0.5 * math.pi)
        busy = 1.0 + b * mills
        error = math.log(busy) + slope * b + bend * math.log(b) - constant
        b = min(max(b - error / ((mills + b * busy) / busy + slope + bend / b), 0.25 * b), 30.0)
    return b


@compiled
def patient_start(load: float, aht: float, within: float, late_most: float, asa_most: float) -> float:
    """Agents beyond the load that Erlang C should need, from the square-root law; right but for a few."""
    spread = math.sqrt(load)
    b = 0.0
    if late_most < 1.0:
        slope, constant = within / aht * spread, -math.log(late_most)
        b = guessed_safety(slope, constant)
        if load > GUESS_TRUSTED_TO_ERL:
            b = safety(b, slope, 0.0, constant, 1)
    if asa_most < math.inf:
        b = max(b, safety(1.0, 0.0, 1.0, -math.log(asa_most / aht * spread), NEWTON_STEPS))
    return b * spread


@compiled
def patient_meets(
    ratio: float, load: float, aht: float, within: float, late_most: float, asa_most: float, agents: float
) -> bool:
    """Whether a stable queue of patient callers meets its times, from the ratio of the states below `agents`."""
    spare = agents - load
    wait = agents / (agents + spare * ratio)
    return wait * aht <= asa_most * spare and (wait <= late_most or wait * math.exp(-spare * within / aht) <= late_most)


@compiled
def patient_agents(load: float, aht: float, targets: Targets, least: float) -> float:
    """
    The smallest whole number of at least `least` by Erlang C.

    One Erlang B near the answer, then steps of its recursion ``r(n + 1) = (n + 1) / load (1 + r(n))``, up or down.
    """
    within, service_least, _, asa_most, occupancy_most, _ = targets
    if occupancy_most < math.inf:
        least = max(least, math.ceil(load / occupancy_most))
    if service_least <= 0.0 and math.isinf(asa_most):
        return least
    late_most = 1.0 - service_least if service_least > 0.0 else math.inf
    least = max(least, math.floor(load) + 1.0)
    agents = least
    if agents >= TEMME_FROM:
        agents = max(least, math.ceil(load + patient_start(load, aht, within, late_most, asa_most)))
    ratio = upper_ratio(agents, load)
    while not patient_meets(ratio, load, aht, within, late_most, asa_most, agents):
        agents += 1.0
        ratio = agents / load * (1.0 + ratio)
    while agents > least:
        ratio = ratio * load / agents - 1.0
        if not patient_meets(ratio, load, aht, within, late_most, asa_most, agents - 1.0):
            break
        agents -= 1.0
    return agents


@compiled
def impatient_agents(load: float, aht: float, patience: float, targets: Targets, least: float) -> float:
    """The smallest whole number of at least `least` by Erlang A: strides from the load, then halving."""
    stride = math.floor(0.5 * math.sqrt(load)) + 1.0
    high = max(least, math.floor(load))
    if meets(load, aht, patience, targets, high):
        low = high
        while low > least and meets(load, aht, patience, targets, low):
            high = low
            low = max(least, low - stride)
            stride *= 2.0
        if low == high or meets(load, aht, patience, targets, low):
            return low
    else:
        low = high
        while not meets(load, aht, patience, targets, high):
            low = high
            high += stride
            stride *= 2.0
    while high - low > 1.0:
        middle = math.floor(0.5 * (low + high))
        if meets(load, aht, patience, targets, middle):
            high = middle
        else:
            low = middle
    return high


@compiled
def smallest(load: float, aht: float, patience: float, targets: Targets, least: float) -> float:
    """The smallest whole number of at least `least` that meets every target."""
    if load == 0.0:
        return least
    if math.isinf(patience):
        return patient_agents(load, aht, targets, least)
    return impatient_agents(load, aht, patience, targets, least)


@elementwise
def whole_agents(
    load: float,
    aht: float,
    patience: float,
    within: float,
    service_least: float,
    left_out: float,
    asa_most: float,
    occupancy_most: float,
    abandon_most: float,
    least: float,
) -> float:
    """The smallest whole number of at least `least` that meets every target."""
    targets = (within, service_least, left_out, asa_most, occupancy_most, abandon_most)
    return smallest(load, aht, patience, targets, least)


@elementwise
def real_agents(
    load: float,
    aht: float,
    patience: float,
    within: float,
    service_least: float,
    left_out: float,
    asa_most: float,
    occupancy_most: float,
    abandon_most: float,
    least: float,
) -> float:
    """The real number of at least `least` that just meets every target, in (n - 1, n] for n of `whole_agents`."""
    targets = (within, service_least, left_out, asa_most, occupancy_most, abandon_most)
    high = smallest(load, aht, patience, targets, least)
    low = high - 1.0
    if high == least:
        return high
    for _ in range(FRACTION_HALVINGS):
        middle = 0.5 * (low + high)
        if meets(load, aht, patience, targets, middle):
            high = middle
        else:
            low = middle
    return high
