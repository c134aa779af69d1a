"""Small departments and forecasts to require staff for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from wfm.calendar import OpeningHours
from wfm.centre import Centre
from wfm.demand import Queue, Shrinkage, VolumeForecast

MONDAY = date(2026, 11, 23)
WORKDAY = {"mon-sun": "08:00-18:00"}
VOICE: dict[str, Any] = {"channel": "voice", "service_level": 0.8, "answer_within_s": 20, "load": "stationary"}
CHAT: dict[str, Any] = VOICE | {"channel": "chat", "concurrency": 3}
MAIL: dict[str, Any] = {"channel": "deferred", "due_within_h": 8}


def queue(name: str, settings: Mapping[str, Any], **changes: Any) -> Queue:
    return Queue.model_validate({"id": name, **settings, **changes})


def department(*queues: Queue, opening: Mapping[str, Any] = WORKDAY, **settings: Any) -> Centre:
    shrinkage = Shrinkage(**settings.pop("shrinkage", {}))
    given: dict[str, Any] = {"time_zone": "Europe/Berlin", "interval_min": 30} | settings
    return Centre(
        **given,
        open=OpeningHours.model_validate(opening),
        queues=queues,
        shrinkage=shrinkage,
    )


def forecast(
    centre: Centre, offered: Mapping[str, ArrayLike], aht_s: ArrayLike = 180, first_day: date = MONDAY, days: int = 1
) -> VolumeForecast:
    """A forecast of some queues on the centre's grid; volumes and handle times broadcast over the intervals."""
    grid = centre.grid(first_day, days)
    shape = (len(offered), len(grid))
    volumes = np.stack([np.broadcast_to(np.asarray(each, dtype=float), len(grid)) for each in offered.values()])
    unknown = np.full(shape, np.nan)
    times = np.broadcast_to(np.asarray(aht_s, dtype=float), shape)
    return VolumeForecast(grid, tuple(offered), volumes, times, unknown, unknown, unknown, unknown)
