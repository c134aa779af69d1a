"""Which target decides how many agents a queue needs: of several, the one that alone asks for the most."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Unpack

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wfm.staffing.arguments import Floats
from wfm.staffing.required import Targets, fractional_agents

Names = NDArray[np.str_]

TARGETS = ("service_level", "max_asa_s", "max_abandonment", "max_occupancy")
MINIMUM, NOTHING = "min_agents", ""


def binding_target(offered: ArrayLike, interval_s: ArrayLike, aht_s: ArrayLike, **targets: Unpack[Targets]) -> Names:
    """
    The target that decides `required_agents`: without it fewer agents would do, or another asks for just as many.

    Parameters
    ----------
    offered, interval_s, aht_s, targets
        As in `required_agents`, all targets by name.

    Returns
    -------
    ndarray of str
        Shape of the broadcast arguments: one of `TARGETS`; ``min_agents`` where the minimum asks for more agents than all of them;
        blank where no agent is needed.

    Raises
    ------
    StaffingError
        As `required_agents`.
    """
    fractional_agents(offered, interval_s, aht_s, **targets)  # refuses what is wrong with the targets as a whole
    real = {name: fractional_agents(offered, interval_s, aht_s, **each) for name, each in alone(targets).items()}
    return binding(real, targets.get("min_agents", 0))


def alone(targets: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The keyword arguments of `required_agents` for each target that is set, without the others."""
    shared = {name: targets[name] for name in ("patience_s", "definition", "short_abandon_s") if name in targets}
    asked = {name: shared | {name: targets[name]} for name in TARGETS if targets.get(name) is not None}
    if "service_level" in asked:
        asked["service_level"] |= {"answer_within_s": targets["answer_within_s"]}
    return asked


def binding(real: Mapping[str, Floats], least: ArrayLike) -> Names:
    """The name of the largest of some real numbers of agents; of equal ones the first."""
    names, numbers = np.array(list(real)), np.stack(np.broadcast_arrays(*real.values()))
    return with_minimum(names[np.argmax(numbers, axis=0)], np.ceil(np.max(numbers, axis=0)), np.ceil(least))


def with_minimum(names: ArrayLike, agents: ArrayLike, least: ArrayLike) -> Names:
    """Names where so many agents are needed, ``min_agents`` where the minimum is above them, blank where nobody is needed."""
    agents, least = np.asarray(agents), np.asarray(least)
    named: Names = np.where(agents > 0, names, NOTHING)
    return np.where(least > agents, MINIMUM, named)
