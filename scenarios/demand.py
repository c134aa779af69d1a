"""From a department's history to the volumes expected in some days, and how far such forecasts were off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from forecasting import forecast
from forecasting.backtest import backtest
from forecasting.overrides import apply_overrides
from wfm.centre import Centre
from wfm.demand import FORECAST_COLUMNS, VolumeForecast
from wfm.errors import InputError
from wfm.messages import say
from wfm.reports.backtest import BacktestReport

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
    queues = _forecast_queues(centre)
    history = None if centre.volumes is None else centre.volumes.before(centre.instant_of(first_day, 0))
    known = () if history is None else history.queues
    if lacking := [queue for queue in queues if queue not in known]:
        raise InputError([say("history_missing", queue=queue, day=first_day) for queue in lacking])
    if history is None or not queues:
        none: dict[str, Any] = {name: np.empty((0, len(grid))) for name in FORECAST_COLUMNS}
        return VolumeForecast(grid=grid, queues=(), **none)
    base = forecast(history.only(queues), grid, method=method, **_knowledge(centre))
    return rounded(apply_overrides(base, centre.overrides))


def backtest_centre(centre: Centre, methods: Sequence[str], *, origins: int = 12) -> BacktestReport:
    """
    The back-test of every queue of a department that has a history.

    Raises
    ------
    InputError
        If no queue has any history.
    ForecastError
        If a method is unknown, or no queue has five weeks of history.
    """
    known = () if centre.volumes is None else centre.volumes.queues
    queues = tuple(queue for queue in _forecast_queues(centre) if queue in known)
    if centre.volumes is None or not queues:
        raise InputError(say("backtest_too_short"))
    return backtest(centre.volumes.only(queues), methods=methods, origins=origins, **_knowledge(centre))


def _forecast_queues(centre: Centre) -> tuple[str, ...]:
    """The queues whose contacts are forecast: all but positions."""
    return tuple(queue.id for queue in centre.queues if queue.channel != "position")


def _knowledge(centre: Centre) -> dict[str, Any]:
    """What the department knows in advance, as the functions of `forecasting` take it; its special days are in its calendar."""
    return {
        "calendar": centre.calendar,
        "opening": {queue.id: queue.open or centre.open for queue in centre.queues if queue.channel != "position"},
        "drivers": centre.drivers,
        "decisions": centre.cleaning,
    }


def rounded(forecast_: VolumeForecast) -> VolumeForecast:
    """The forecast as its file holds it."""
    return replace(forecast_, **{name: np.round(getattr(forecast_, name), DECIMALS) for name in FORECAST_COLUMNS})
