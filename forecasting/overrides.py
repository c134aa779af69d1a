"""A person's corrections laid over a forecast; the forecast itself stays as it was, to be kept beside."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import datetime, time, timedelta

import numpy as np

from forecasting.days import Bools, Floats
from wfm.demand import VolumeForecast
from wfm.errors import InputError
from wfm.messages import say
from wfm.records import Override
from wfm.timegrid import instant, zone

BOUNDS = ("lo80", "hi80", "lo95", "hi95")


def apply_overrides(base: VolumeForecast, overrides: Sequence[Override]) -> VolumeForecast:
    """
    The forecast with corrections applied one after the other, in the order given.

    Parameters
    ----------
    overrides
        For the intervals that begin in [from_time, to_time): ``percent`` adds that many percent, ``amount`` adds that many contacts
        to the whole range in proportion to what is expected, ``set`` makes the whole range sum to that many. Where nothing is
        expected, contacts are spread evenly over the range. Times without an offset are of the grid's time zone. Those wholly
        of other days than the forecast's are left for these.

    Returns
    -------
    VolumeForecast
        A new one, never below 0; the prediction intervals are scaled along. Closed intervals that hold 0 stay 0 while any other
        interval of the range expects contacts.

    Raises
    ------
    InputError
        On an unknown queue, or a range within the days of the grid that holds no interval of it.
    """
    tables = {name: getattr(base, name).copy() for name in ("offered", *BOUNDS)}
    for override in overrides:
        if override.queue not in base.queues:
            raise InputError(say("override_queue", value=override.queue, known=list(base.queues)))
        if _is_of_other_days(base, override):
            continue
        chosen = _chosen(base, override)
        if not chosen.any():
            raise InputError(
                say("override_empty", queue=override.queue, from_time=override.from_time, to_time=override.to_time)
            )
        _correct({name: table[base.of(override.queue)] for name, table in tables.items()}, chosen, override)
    return dataclasses.replace(base, **tables)


def _chosen(base: VolumeForecast, override: Override) -> Bools:
    starts = base.grid.starts_min
    return (starts >= _instant(override.from_time, base)) & (starts < _instant(override.to_time, base))


def _is_of_other_days(base: VolumeForecast, override: Override) -> bool:
    first = datetime.combine(base.grid.first_day, time.min)
    begin, end = _instant(first, base), _instant(first + timedelta(days=base.grid.days), base)
    ends, begins = _instant(override.to_time, base), _instant(override.from_time, base)
    return begins < ends <= begin or end <= begins < ends


def _instant(moment: datetime, base: VolumeForecast) -> int:
    return instant(moment if moment.tzinfo else moment.replace(tzinfo=zone(base.grid.time_zone)))


def _correct(rows: dict[str, Floats], chosen: Bools, override: Override) -> None:
    """Correct the rows of one queue in place."""
    before = rows["offered"][chosen].copy()
    wanted = {
        "percent": before.sum() * (1 + override.value / 100),
        "amount": before.sum() + override.value,
        "set": override.value,
    }[override.kind]
    wanted = max(wanted, 0.0)
    if before.sum() > 0:
        for row in rows.values():
            row[chosen] *= wanted / before.sum()
    else:
        for row in rows.values():
            row[chosen] = wanted / np.count_nonzero(chosen)
