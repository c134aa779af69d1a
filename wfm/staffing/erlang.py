"""
Erlang B, C and A over whole arrays: what a queue of `agents` people does with its load, and how many people it needs.

All arguments broadcast against each other as NumPy arrays; answers are float64 (agents: int64). ``load_erl`` is the offered
load in erlangs, ``offered / interval_s * aht_s``; agents may be fractions, for B and C extend to them through the gamma
function. With a finite `patience_s` (mean, exponential) the model is Erlang A, with 0 Erlang B, with inf Erlang C. All raise
StaffingError on NaN, negative or infinite values, naming the first index.

The relative error is at most 1e-12 for B, C and their service level and 1e-9 for Erlang A, up to 100,000 erlangs.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wfm.demand import Definition
from wfm.errors import StaffingError
from wfm.messages import say
from wfm.staffing import arguments, waiting
from wfm.staffing.arguments import Floats
from wfm.staffing.binding import binding_target
from wfm.staffing.compiled import elementwise
from wfm.staffing.required import fractional_agents, left_out_s, required_agents

__all__ = [
    "abandonment",
    "asa_s",
    "binding_target",
    "erlang_a",
    "erlang_b",
    "erlang_c",
    "fractional_agents",
    "is_stable",
    "occupancy",
    "required_agents",
    "service_level",
]


def erlang_b(load_erl: ArrayLike, agents: ArrayLike) -> Floats:
    """
    Probability that a contact is lost where nobody can wait (M/M/n/n).

    Parameters
    ----------
    load_erl
        Offered load in erlangs, at least 0.
    agents
        Agents on the queue, shrinkage already removed; at least 0.

    Returns
    -------
    ndarray
        Fractions in [0, 1], shape of the broadcast arguments; 0 without load, 1 without agents.

    Notes
    -----
    Source: A. K. Erlang, 1917; ``1 / B = 1 + Q(n, load) / p(n; load)`` with the regularised gamma function Q.
    """
    return _blocked(*_load_and_agents(load_erl, agents))


def erlang_c(load_erl: ArrayLike, agents: ArrayLike) -> Floats:
    """
    Probability that a contact has to wait, with patient callers (M/M/n).

    Parameters
    ----------
    load_erl
        Offered load in erlangs, at least 0.
    agents
        Agents on the queue, shrinkage already removed; at least 0.

    Returns
    -------
    ndarray
        Fractions in [0, 1], shape of the broadcast arguments; 0 without load, 1 where the load is not below the agents.

    Notes
    -----
    Source: A. K. Erlang, 1917; ``1 / C = 1 + (1 - load / n) Q(n, load) / p(n; load)``.
    """
    return _waits(*_load_and_agents(load_erl, agents))


def is_stable(load_erl: ArrayLike, agents: ArrayLike) -> NDArray[np.bool_]:
    """Whether patient callers are ever all answered: the agents exceed the load, or there is no load."""
    load, people = _load_and_agents(load_erl, agents)
    stable: NDArray[np.bool_] = (people > load) | (load == 0)
    return stable


def erlang_a(load_erl: ArrayLike, aht_s: ArrayLike, agents: ArrayLike, patience_s: ArrayLike) -> Floats:
    """
    Probability that a contact finds no agent free, where callers give up after an exponential time (M/M/n+M).

    Parameters
    ----------
    load_erl, agents
        As in `erlang_c`.
    aht_s
        Mean handle time in seconds, above 0 where there is load.
    patience_s
        Mean patience in seconds; 0 gives Erlang B, inf gives Erlang C.

    Returns
    -------
    ndarray
        Fractions in [0, 1], shape of the broadcast arguments.

    Notes
    -----
    Source: C. Palm, 1957; A. Mandelbaum and S. Zeltyn, "Service engineering in action: the Palm/Erlang-A queue", 2007.
    """
    return _impatient_waits(*_queue(load_erl, aht_s, agents), arguments.patience(patience_s))


def service_level(
    load_erl: ArrayLike,
    aht_s: ArrayLike,
    agents: ArrayLike,
    answer_within_s: ArrayLike,
    patience_s: ArrayLike = math.inf,
    definition: Definition = "offered",
    short_abandon_s: ArrayLike | None = None,
) -> Floats:
    """
    Share of contacts answered within a time.

    Parameters
    ----------
    load_erl, aht_s, agents, patience_s
        As in `erlang_a`.
    answer_within_s
        Seconds, at least 0; with 0 the share that does not wait at all.
    definition
        What the share is of: all ``offered`` contacts, those ``answered``, or ``short_abandons_excluded``: all but those
        that give up within `short_abandon_s` seconds.

    Returns
    -------
    ndarray
        Fractions in [0, 1], shape of the broadcast arguments; 1 without load, 0 without agents and, with infinite patience,
        where the queue is not stable.
    """
    within = arguments.at_least_0("answer_within_s", answer_within_s)
    left_out = left_out_s(definition, short_abandon_s)
    return _service(*_queue(load_erl, aht_s, agents), arguments.patience(patience_s), within, left_out)


def asa_s(load_erl: ArrayLike, aht_s: ArrayLike, agents: ArrayLike, patience_s: ArrayLike = math.inf) -> Floats:
    """
    Average speed of answer: mean wait in seconds over all offered contacts, abandoned ones included.

    Parameters
    ----------
    load_erl, aht_s, agents, patience_s
        As in `erlang_a`.

    Returns
    -------
    ndarray
        Seconds, shape of the broadcast arguments; 0 without load; with infinite patience inf where the queue is not stable;
        without agents the patience.
    """
    return _mean_wait(*_queue(load_erl, aht_s, agents), arguments.patience(patience_s))


def abandonment(load_erl: ArrayLike, aht_s: ArrayLike, agents: ArrayLike, patience_s: ArrayLike) -> Floats:
    """
    Share of contacts that give up before they are answered.

    Parameters
    ----------
    load_erl, aht_s, agents, patience_s
        As in `erlang_a`.

    Returns
    -------
    ndarray
        Fractions in [0, 1], shape of the broadcast arguments; 0 without load or with infinite patience, 1 without agents.
    """
    return _abandons(*_queue(load_erl, aht_s, agents), arguments.patience(patience_s))


def occupancy(
    load_erl: ArrayLike, agents: ArrayLike, aht_s: ArrayLike | None = None, patience_s: ArrayLike = math.inf
) -> Floats:
    """
    Share of their time on the queue that the agents spend on contacts.

    Parameters
    ----------
    load_erl, agents
        As in `erlang_c`.
    aht_s, patience_s
        As in `erlang_a`; `aht_s` is needed with a finite patience, which takes the abandoned contacts off the load.

    Returns
    -------
    ndarray
        Fractions in [0, 1], shape of the broadcast arguments; 0 without load, 1 where load meets no agents or, with infinite
        patience, the queue is not stable.
    """
    patience = arguments.patience(patience_s)
    if aht_s is None and bool(np.isfinite(patience).any()):
        raise StaffingError(say("staffing_occupancy_aht"))
    return _occupied(*_queue(load_erl, 1.0 if aht_s is None else aht_s, agents), patience)


def _load_and_agents(load_erl: ArrayLike, agents: ArrayLike) -> tuple[Floats, Floats]:
    return arguments.at_least_0("load_erl", load_erl), arguments.at_least_0("agents", agents)


def _queue(load_erl: ArrayLike, aht_s: ArrayLike, agents: ArrayLike) -> tuple[Floats, Floats, Floats]:
    load, people = _load_and_agents(load_erl, agents)
    return load, arguments.above_0("aht_s", aht_s, where=load > 0), people


@elementwise
def _blocked(load: float, agents: float) -> float:
    return 0.0 if load == 0.0 else waiting.blocked(load, agents)


@elementwise
def _waits(load: float, agents: float) -> float:
    return 0.0 if load == 0.0 else waiting.waits(load, agents)


@elementwise
def _impatient_waits(load: float, aht: float, agents: float, patience: float) -> float:
    if load == 0.0:
        return 0.0
    return waiting.waits(load, agents) if math.isinf(patience) else waiting.impatient(load, aht, agents, patience)[1]


@elementwise
def _service(load: float, aht: float, agents: float, patience: float, within: float, left_out: float) -> float:
    return waiting.service(load, aht, agents, patience, within, left_out)


@elementwise
def _mean_wait(load: float, aht: float, agents: float, patience: float) -> float:
    return waiting.mean_wait(load, aht, agents, patience)


@elementwise
def _abandons(load: float, aht: float, agents: float, patience: float) -> float:
    return waiting.abandons(load, aht, agents, patience)


@elementwise
def _occupied(load: float, aht: float, agents: float, patience: float) -> float:
    return min(1.0, waiting.occupied(load, aht, agents, patience))
