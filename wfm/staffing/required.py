"""How many agents a queue needs: the smallest whole number that meets every target, and the real one that just does."""

from __future__ import annotations

import math
from typing import TypedDict, Unpack

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wfm.demand import Definition
from wfm.errors import StaffingError
from wfm.messages import say
from wfm.staffing import arguments, search
from wfm.staffing.arguments import Floats

TOLERANCE = 1e-12  # a target met exactly is met, whatever the last bit says
DEFINITIONS = ("offered", "answered", "short_abandons_excluded")


class Targets(TypedDict, total=False):
    """What may be asked of a queue besides its load: the keyword arguments of `required_agents`."""

    service_level: ArrayLike | None
    answer_within_s: ArrayLike | None
    max_asa_s: ArrayLike | None
    max_occupancy: ArrayLike | None
    max_abandonment: ArrayLike | None
    patience_s: ArrayLike
    min_agents: ArrayLike
    definition: Definition
    short_abandon_s: ArrayLike | None


def required_agents(
    offered: ArrayLike,
    interval_s: ArrayLike,
    aht_s: ArrayLike,
    *,
    service_level: ArrayLike | None = None,
    answer_within_s: ArrayLike | None = None,
    max_asa_s: ArrayLike | None = None,
    max_occupancy: ArrayLike | None = None,
    max_abandonment: ArrayLike | None = None,
    patience_s: ArrayLike = math.inf,
    min_agents: ArrayLike = 0,
    definition: Definition = "offered",
    short_abandon_s: ArrayLike | None = None,
) -> NDArray[np.int64]:
    """
    The smallest number of agents on the queue that meets every target given.

    Parameters
    ----------
    offered
        Contacts per interval, at least 0.
    interval_s, aht_s
        Seconds, above 0; `aht_s` is not looked at where nothing is offered.
    service_level, answer_within_s
        The share to be answered within so many seconds, in [0, 1); both or neither.
    max_asa_s
        Longest mean wait in seconds, above 0.
    max_occupancy
        Highest occupancy, in (0, 1]; with infinite patience it asks for at least as many agents as the load.
    max_abandonment
        Highest share of abandoned contacts, in (0, 1]; needs a finite patience.
    patience_s
        Mean patience in seconds: inf is Erlang C, 0 Erlang B, anything between Erlang A.
    min_agents
        Never fewer than these, not even where nothing is offered.
    definition, short_abandon_s
        What the service level is a share of, as in `erlang.service_level`.

    Returns
    -------
    ndarray of int64
        Shape of the broadcast arguments. ``SL(n - 1) < service_level <= SL(n)``, with a tolerance of 1e-12 on every target.

    Raises
    ------
    StaffingError
        On no target at all, half a service level, or a value out of its range, naming the first index.
    """
    columns = _columns(
        offered,
        interval_s,
        aht_s,
        service_level=service_level,
        answer_within_s=answer_within_s,
        max_asa_s=max_asa_s,
        max_occupancy=max_occupancy,
        max_abandonment=max_abandonment,
        patience_s=patience_s,
        min_agents=min_agents,
        definition=definition,
        short_abandon_s=short_abandon_s,
    )
    return search.whole_agents(*columns).astype(np.int64)


def fractional_agents(
    offered: ArrayLike, interval_s: ArrayLike, aht_s: ArrayLike, **targets: Unpack[Targets]
) -> Floats:
    """
    The real number of agents that just meets every target: the requirement before rounding up.

    The Erlang formulas hold for real numbers of agents through the gamma function; of several targets the largest binds.

    Parameters
    ----------
    offered, interval_s, aht_s, targets
        As in `required_agents`, all targets by name.

    Returns
    -------
    ndarray of float64
        Shape of the broadcast arguments; in (n - 1, n] for n of `required_agents`.

    Raises
    ------
    StaffingError
        As `required_agents`.
    """
    return search.real_agents(*_columns(offered, interval_s, aht_s, **targets))


def left_out_s(definition: Definition, short_abandon_s: ArrayLike | None) -> Floats:
    """Within how many seconds a contact that gives up is left out of the service level: 0 none, inf all."""
    if definition not in DEFINITIONS:
        raise StaffingError(say("staffing_definition", value=definition, known=list(DEFINITIONS)))
    if definition != "short_abandons_excluded":
        return np.asarray(math.inf if definition == "answered" else 0.0)
    if short_abandon_s is None:
        raise StaffingError(say("staffing_short_abandon"))
    return arguments.at_least_0("short_abandon_s", short_abandon_s)


def _columns(
    offered: ArrayLike,
    interval_s: ArrayLike,
    aht_s: ArrayLike,
    *,
    service_level: ArrayLike | None = None,
    answer_within_s: ArrayLike | None = None,
    max_asa_s: ArrayLike | None = None,
    max_occupancy: ArrayLike | None = None,
    max_abandonment: ArrayLike | None = None,
    patience_s: ArrayLike = math.inf,
    min_agents: ArrayLike = 0,
    definition: Definition = "offered",
    short_abandon_s: ArrayLike | None = None,
) -> tuple[Floats, ...]:
    """What `search` takes: load in erlangs, seconds, targets with their tolerance, least agents."""
    contacts = arguments.at_least_0("offered", offered)
    aht = arguments.above_0("aht_s", aht_s, where=contacts > 0)
    load = contacts / arguments.above_0("interval_s", interval_s) * aht
    patience = arguments.patience(patience_s)
    if (service_level is None) != (answer_within_s is None):
        raise StaffingError(say("staffing_half_target"))
    if service_level is None and max_asa_s is None and max_occupancy is None and max_abandonment is None:
        raise StaffingError(say("staffing_no_target"))
    below_1, above_0 = math.nextafter(1.0, 0.0), math.nextafter(0.0, 1.0)
    within, service_least = np.asarray(0.0), np.asarray(-1.0)
    if service_level is not None and answer_within_s is not None:
        service_least = arguments.between("service_level", service_level, 0.0, below_1, "staffing_below_1") - TOLERANCE
        within = arguments.at_least_0("answer_within_s", answer_within_s)
    asa_most, occupancy_most, abandon_most = np.asarray(math.inf), np.asarray(math.inf), np.asarray(1.0)
    if max_asa_s is not None:
        asa_most = arguments.above_0("max_asa_s", max_asa_s) * (1.0 + TOLERANCE)
    if max_occupancy is not None:
        cap = arguments.between("max_occupancy", max_occupancy, above_0, 1.0, "staffing_share_above_0")
        occupancy_most = cap + TOLERANCE
    if max_abandonment is not None:
        most = arguments.between("max_abandonment", max_abandonment, above_0, 1.0, "staffing_share_above_0")
        abandon_most = most + TOLERANCE
        arguments.refuse("patience_s", patience, np.isinf(patience), "staffing_finite_patience")
    left_out = left_out_s(definition, short_abandon_s)
    least = np.ceil(arguments.at_least_0("min_agents", min_agents))
    return load, aht, patience, within, service_least, left_out, asa_most, occupancy_most, abandon_most, least
