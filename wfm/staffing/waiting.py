"""
What becomes of a contact in M/M/n and M/M/n+M, one scalar kernel a question; the formulas behind `wfm.staffing.erlang`.

Every answer is a ratio of positive sums in which each term is measured in the probability that exactly all agents are
busy and nobody waits, so nothing underflows in large centres. `agents` is any real number >= 0 and `load` is > 0.

Erlang A with ``x = agents * patience / aht`` and ``y = load * patience / aht``: the states above `agents` have the weights
``y^j / ((x + 1) ... (x + j))``, and the offered wait has the density ``exp(y (1 - q) - x t / patience)``, q = exp(-t /
patience) (C. Palm, 1957; A. Mandelbaum and S. Zeltyn, 2007). Under load (y <= x) the sums stay small and are used as they
are; above it they outgrow floats and are used times p(x; y), as regularised gamma functions.
"""

from __future__ import annotations

import math

from wfm.staffing.compiled import compiled
from wfm.staffing.gamma_ratios import lower_sums, poisson, upper_ratio


@compiled
def blocked(load: float, agents: float) -> float:
    """Erlang B."""
    return 1.0 / (1.0 + upper_ratio(agents, load))


@compiled
def waits(load: float, agents: float) -> float:
    """Erlang C: the probability of waiting, patient callers; 1 where the queue is not stable."""
    if agents <= load:
        return 1.0
    return 1.0 / (1.0 + (agents - load) / agents * upper_ratio(agents, load))


@compiled
def in_time_patient(free: float, decay: float) -> float:
    """
    Share answered in time by Erlang C, with free = (1 - P(wait)) / P(wait) and decay = within (agents - load) / aht.

    ``1 - P(wait) exp(-decay)`` loses its digits where nearly everybody waits; a sum of two positive terms does not.
    """
    if free > 1.0:
        return 1.0 - math.exp(-decay) / (1.0 + free)
    return (free - math.expm1(-decay)) / (1.0 + free)


@compiled
def answered_in_time_patient(load: float, aht: float, agents: float, within: float) -> float:
    """Share of contacts answered within a time, patient callers; 0 where the queue is not stable."""
    if agents <= load:
        return 0.0
    return in_time_patient((agents - load) / agents * upper_ratio(agents, load), (agents - load) * within / aht)


@compiled
def mean_wait_patient(load: float, aht: float, agents: float) -> float:
    """Mean wait over all contacts, patient callers; inf where the queue is not stable."""
    if agents <= load:
        return math.inf
    return waits(load, agents) * aht / (agents - load)


@compiled
def states_up_to(x: float, y: float) -> float:
    """``Q(x + 1, y)``: for whole x, the Poisson probability of at most x."""
    if y > x:
        return poisson(x, y) * (1.0 + upper_ratio(x, y))
    return 1.0 - poisson(x, y) * (lower_sums(x, y)[0] - 1.0)


@compiled
def impatient(load: float, aht: float, agents: float, patience: float) -> tuple[float, float, float, float]:
    """
    The steady state of Erlang A.

    Returns
    -------
    free, wait, abandon
        Shares of contacts that find a free agent, do not, and give up.
    scale
        What turns the waiting sums (y <= x) or the regularised gamma functions (y > x) into probabilities.
    """
    below = upper_ratio(agents, load)
    x, y = agents * patience / aht, load * patience / aht
    if y == 0.0:  # nobody waits at all: Erlang B
        scale = 1.0 / (1.0 + below)
        return 1.0 - scale if below > 1.0 else below * scale, scale, scale, scale
    if y <= x:
        total, mean = lower_sums(x, y)
        scale = 1.0 / (below + total)
        free = below * scale if below <= total else 1.0 - total * scale
        return free, total * scale, mean / y * scale, scale
    at_x = poisson(x, y)
    above = 1.0 - at_x * upper_ratio(x, y)
    scale = 1.0 / (at_x * below + above)
    return at_x * below * scale, above * scale, ((y - x) * above + x * at_x) / y * scale, scale


@compiled
def still_waiting(x: float, y: float, left: float, over: float) -> float:
    """Density of the offered wait, once `over` patiences have passed (left = exp(-over)), in that at 0."""
    return math.exp(-y * math.expm1(-over) - x * over) * left


@compiled
def answered_in_time(load: float, aht: float, agents: float, patience: float, within: float) -> float:
    """Share of all contacts answered within a time, Erlang A."""
    free, _wait, abandon, scale = impatient(load, aht, agents, patience)
    x, y = agents * patience / aht, load * patience / aht
    if x == 0.0 or y == 0.0 or within == 0.0:
        return free
    over = within / patience
    left = math.exp(-over)
    if y > x:
        return free + x / y * (states_up_to(x, y * left) - states_up_to(x, y)) * scale
    still = still_waiting(x, y, left, over)
    if still == 0.0:
        return 1.0 - abandon
    total, mean = lower_sums(x, y * left)
    return 1.0 - abandon - still * (total - mean / (y * left)) * scale


@compiled
def abandoned_after(load: float, aht: float, agents: float, patience: float, after: float) -> float:
    """Share of all contacts that give up after having waited for at least a time, Erlang A."""
    _free, _wait, abandon, scale = impatient(load, aht, agents, patience)
    if patience == 0.0:
        return 0.0 if after > 0.0 else abandon
    x, y = agents * patience / aht, load * patience / aht
    over = after / patience
    left = math.exp(-over)
    z = y * left
    if z == 0.0:
        return 0.0
    if y <= x:
        return still_waiting(x, y, left, over) * lower_sums(x, z)[1] / z * scale
    at_x = poisson(x, z)
    if z <= x:
        return left * at_x * lower_sums(x, z)[1] / z * scale
    return left * ((z - x) * (1.0 - at_x * upper_ratio(x, z)) + x * at_x) / z * scale


@compiled
def service(load: float, aht: float, agents: float, patience: float, within: float, left_out: float) -> float:
    """Share answered in time of all contacts but those that give up before `left_out`: 0 leaves out none, inf all."""
    if load == 0.0:
        return 1.0
    if math.isinf(patience):
        return answered_in_time_patient(load, aht, agents, within)
    in_time = answered_in_time(load, aht, agents, patience, within)
    if left_out == 0.0 or in_time == 0.0:
        return in_time
    abandon = impatient(load, aht, agents, patience)[2]
    return min(in_time / (1.0 - abandon + abandoned_after(load, aht, agents, patience, left_out)), 1.0)


@compiled
def mean_wait(load: float, aht: float, agents: float, patience: float) -> float:
    """Mean wait over all contacts, abandoned ones included."""
    if load == 0.0:
        return 0.0
    if math.isinf(patience):
        return mean_wait_patient(load, aht, agents)
    return patience * impatient(load, aht, agents, patience)[2]


@compiled
def abandons(load: float, aht: float, agents: float, patience: float) -> float:
    """Share of all contacts that give up."""
    if load == 0.0 or math.isinf(patience):
        return 0.0
    return impatient(load, aht, agents, patience)[2]


@compiled
def occupied(load: float, aht: float, agents: float, patience: float) -> float:
    """Load that is not abandoned, over the agents; above 1 where patient callers overload the queue."""
    if load == 0.0:
        return 0.0
    if agents == 0.0:
        return math.inf if math.isinf(patience) else 1.0
    return load / agents * (1.0 - abandons(load, aht, agents, patience))
