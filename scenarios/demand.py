"""From a department's history to the volumes expected in some days, and how far such forecasts were off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd

from forecasting import forecast
from forecasting.backtest import backtest
from forecasting.clean import CleaningReport, clean
from forecasting.explain import DayFactors, explain
from forecasting.intraday import reforecast
from forecasting.new_queues import NewQueue, from_sister, from_typical_week, is_new
from forecasting.overrides import apply_overrides
from wfm.centre import Centre
from wfm.demand import FORECAST_COLUMNS, Queue, VolumeForecast, VolumeHistory
from wfm.errors import InputError
from wfm.messages import say
from wfm.records import TypicalVolume
from wfm.reports.backtest import BacktestReport
from wfm.timegrid import TimeGrid

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
    queues, history = _forecast_queues(centre), _history(centre, first_day)
    start_min = centre.instant_of(first_day, 0)
    new = [
        queue for queue in queues if (queue.like or _typical(centre, queue)) and is_new(history, queue.id, start_min)
    ]
    known = tuple(queue.id for queue in queues if queue not in new)
    if lacking := [queue for queue in known if queue not in history.queues]:
        raise InputError([say("history_missing", queue=queue, day=first_day) for queue in lacking])
    base = forecast(history.only(known), grid, method=method, **_knowledge(centre)) if known else _nothing(grid)
    whole = _joined(base, [_new_queue(centre, queue, base) for queue in new], tuple(queue.id for queue in queues))
    return rounded(apply_overrides(whole, centre.overrides))


def explained(centre: Centre, forecast_: VolumeForecast) -> tuple[DayFactors, ...]:
    """Why `expected_volumes` expects what it does, by queue and day."""
    history = _history(centre, forecast_.grid.first_day)
    return explain(forecast_, history, **_knowledge(centre))


def cleaning_of(centre: Centre, first_day: date) -> CleaningReport:
    """What the forecast of `first_day` weights down or leaves out, and nobody has decided on yet."""
    history = _history(centre, first_day)
    queues = tuple(queue.id for queue in _forecast_queues(centre) if queue.id in history.queues)
    return clean(history.only(queues), **_knowledge(centre))


def rest_of_today(centre: Centre, base: VolumeForecast, now: datetime) -> VolumeForecast:
    """The forecast with the rest of the day of `now` corrected by what the department's volumes say of it so far."""
    history = centre.volumes or _no_history(centre)
    return rounded(reforecast(base, history, now, **_knowledge(centre)))


def with_actuals(centre: Centre, came: VolumeHistory) -> Centre:
    """The department with what came from its first interval on in the place of what its own volumes say of that time."""
    if centre.volumes is None or not len(came.starts_min):
        return centre.model_copy(update={"volumes": came})
    known = pd.concat([centre.volumes.before(int(came.starts_min[0])).to_frame(), came.to_frame()])
    joined = VolumeHistory.from_frame(known, time_zone=centre.time_zone, interval_min=centre.interval_min)
    return centre.model_copy(update={"volumes": joined})


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
    history = centre.volumes or _no_history(centre)
    queues = tuple(queue.id for queue in _forecast_queues(centre) if queue.id in history.queues)
    if not queues:
        raise InputError(say("backtest_too_short"))
    return backtest(history.only(queues), methods=methods, origins=origins, **_knowledge(centre))


def _forecast_queues(centre: Centre) -> tuple[Queue, ...]:
    """The queues whose contacts are forecast: all but positions."""
    return tuple(queue for queue in centre.queues if queue.channel != "position")


def _history(centre: Centre, first_day: date) -> VolumeHistory:
    """What came before a day."""
    return (centre.volumes or _no_history(centre)).before(centre.instant_of(first_day, 0))


def _no_history(centre: Centre) -> VolumeHistory:
    empty = np.empty((0, 0))
    return VolumeHistory(centre.time_zone, centre.interval_min, (), np.empty(0, np.int64), empty, empty, empty, empty)


def _typical(centre: Centre, queue: Queue) -> list[TypicalVolume]:
    return [row for row in centre.typical_week if row.queue == queue.id]


def _new_queue(centre: Centre, queue: Queue, base: VolumeForecast) -> NewQueue:
    """A queue without a week of history: the week somebody wrote down, else its sister's, within its opening hours."""
    own = centre.grid(base.grid.first_day, base.grid.days, queue)
    is_open = own.index_of(base.grid.starts_min) >= 0
    if rows := _typical(centre, queue):
        return from_typical_week(queue.id, base.grid, rows, is_open)
    assert queue.like is not None
    if queue.like not in base.queues:
        raise InputError(say("forecast_sister_new", queue=queue.id, sister=queue.like))
    return from_sister(queue.id, base, queue.like, queue.like_share, is_open)


def _joined(base: VolumeForecast, new: Sequence[NewQueue], queues: tuple[str, ...]) -> VolumeForecast:
    """One forecast of all queues, in the order of the department."""
    if not new:
        return base
    order = [(*base.queues, *(each.queue for each in new)).index(queue) for queue in queues]
    tables: dict[str, Any] = {
        name: np.vstack([getattr(base, name), *(each.tables[name] for each in new)])[order]
        for name in FORECAST_COLUMNS
        if name != "base_offered"
    }
    methods = (*base.methods, *(each.method for each in new))
    notes = (*base.notes, *(each.note for each in new))
    return VolumeForecast(base.grid, queues, **tables, methods=tuple(methods[at] for at in order), notes=notes)


def _nothing(grid: TimeGrid) -> VolumeForecast:
    """The forecast of no queue."""
    none: dict[str, Any] = {name: np.empty((0, len(grid))) for name in FORECAST_COLUMNS}
    return VolumeForecast(grid=grid, queues=(), **none)


def _knowledge(centre: Centre) -> dict[str, Any]:
    """What the department knows in advance, as the functions of `forecasting` take it; its special days are in its calendar."""
    return {
        "calendar": centre.calendar,
        "opening": {queue.id: queue.open or centre.open for queue in _forecast_queues(centre)},
        "drivers": centre.drivers,
        "decisions": centre.cleaning,
    }


def rounded(forecast_: VolumeForecast) -> VolumeForecast:
    """The forecast as its file holds it."""
    return replace(forecast_, **{name: np.round(getattr(forecast_, name), DECIMALS) for name in FORECAST_COLUMNS})
