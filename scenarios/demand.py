"""From a department's history to the volumes expected in some days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from forecasting import forecast
from forecasting.overrides import apply_overrides
from wfm.centre import Centre
from wfm.demand import FORECAST_COLUMNS, VolumeForecast
from wfm.errors import InputError
from wfm.messages import say

DECIMALS = 6
"""A forecast is known to as many decimals as its file holds, so that the file repeats everything made of it."""


def expected_volumes(centre: Centre, first_day: date, days: int, *, method: str = "auto") -> VolumeForecast:
    """
    The forecast of a department for some days, on the grid of its open intervals, with a person's corrections applied.

    Parameters
    ----------
    first_day
        Nothing that began at or after its midnight is looked at.
    method
        A name in `forecasting.METHODS`, or ``auto``.

    Raises
    ------
    InputError
        If a queue that is forecast has no history before `first_day`.
    """
    grid = centre.grid(first_day, days)
    queues = tuple(queue for queue in centre.queues if queue.channel != "position")
    history = None if centre.volumes is None else centre.volumes.before(centre.instant_of(first_day, 0))
    known = () if history is None else history.queues
    if lacking := [queue.id for queue in queues if queue.id not in known]:
        raise InputError([say("history_missing", queue=queue, day=first_day) for queue in lacking])
    if history is None or not queues:
        none: dict[str, Any] = {name: np.empty((0, len(grid))) for name in FORECAST_COLUMNS}
        return VolumeForecast(grid=grid, queues=(), **none)
    base = forecast(
        history.only(tuple(queue.id for queue in queues)),
        grid,
        method=method,
        calendar=centre.calendar,
        special_days=centre.special_days,
        opening={queue.id: queue.open or centre.open for queue in queues},
        drivers=centre.drivers,
        decisions=centre.cleaning,
    )
    return rounded(apply_overrides(base, centre.overrides))


def rounded(forecast_: VolumeForecast) -> VolumeForecast:
    """The forecast as its file holds it."""
    return replace(forecast_, **{name: np.round(getattr(forecast_, name), DECIMALS) for name in FORECAST_COLUMNS})
