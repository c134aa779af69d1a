"""
Intraday: the rest of today, given yesterday's end and what has come so far.

    rest = fresh forecast * (actual so far / fresh forecast so far) ** beta

The fresh forecast knows everything up to this morning; a person's corrections of the old one are carried over. `beta` says how much
of a morning's surprise lasts: learnt, by the share of the day that has passed, from the queue's own latest days.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from forecasting.days import Floats, Ints, Past
from forecasting.methods import METHODS, Method
from forecasting.prepare import Knowledge, prepare
from forecasting.rolling import LEAST_TRAINING_DAYS
from wfm.calendar import Calendar, OpeningHours, SpecialDay
from wfm.demand import FORECAST_COLUMNS, VolumeForecast, VolumeHistory
from wfm.errors import ForecastError
from wfm.messages import say
from wfm.records import CleaningDecision, Driver
from wfm.timegrid import instant, local

DAYS_LEARNT_FROM = 70
BANDWIDTH = 0.1  # of the day's contacts, over which days lend each other their beta
PRIOR_SD = 0.5  # of beta around 0, before any day has been seen
MOST_FACTOR = 3.0


@dataclass(frozen=True, eq=False)
class CarryOver:
    """How much of a surprise lasts: `beta` in [0, 1] at each `share` of the day's expected contacts that has passed."""

    share: Floats
    beta: Floats

    @classmethod
    def learn(cls, expected: Floats, actual: Floats) -> CarryOver:
        """
        From days as they were forecast, and as they came.

        Parameters
        ----------
        expected, actual
            Contacts, shape (D, M); days of which an interval is unknown that should have had contacts teach nothing.
        """
        usable = ~(np.isnan(actual) & (expected > 0)).any(axis=1) & (expected.sum(axis=1) > 0)
        expected, actual = expected[usable], np.nan_to_num(actual[usable])
        share = np.linspace(0.0, 1.0, 21)
        if not len(expected):
            return cls(share, np.zeros_like(share))
        passed = expected.cumsum(axis=1)[:, :-1]
        left = expected.sum(axis=1, keepdims=True) - passed
        came = actual.cumsum(axis=1)[:, :-1]
        to_come = actual.sum(axis=1, keepdims=True) - came
        inside = (passed > 0) & (left > 0)
        surprise = np.log((came[inside] + 1.0) / (passed[inside] + 1.0))
        lasted = np.log((to_come[inside] + 1.0) / (left[inside] + 1.0))
        at = (passed / (passed + left))[inside]
        near = np.exp(-0.5 * ((at - share[:, None]) / BANDWIDTH) ** 2)
        # A day stands in several neighbouring cuts: its noise counts as often as its surprise.
        days = near.sum(axis=1) / len(expected)
        noise = np.divide((near * lasted**2).sum(axis=1), near.sum(axis=1), out=np.zeros_like(share), where=days > 0)
        total = (near * surprise**2).sum(axis=1) + days * noise / PRIOR_SD**2
        beta = np.divide((near * surprise * lasted).sum(axis=1), total, out=np.zeros_like(share), where=total > 0)
        return cls(share, np.clip(beta, 0.0, 1.0))

    def factor(self, came: float, passed: float, left: float) -> float:
        """What to multiply the rest of the day by, where `came` contacts came, `passed` were expected and `left` are to come."""
        if passed <= 0 or left <= 0:
            return 1.0
        beta = float(np.interp(passed / (passed + left), self.share, self.beta))
        return float(np.clip(((came + 1.0) / (passed + 1.0)) ** beta, 1.0 / MOST_FACTOR, MOST_FACTOR))


def reforecast(
    base: VolumeForecast,
    history: VolumeHistory,
    now: datetime,
    *,
    calendar: Calendar | None = None,
    special_days: Sequence[SpecialDay] | None = None,
    opening: Mapping[str, OpeningHours] | None = None,
    drivers: Sequence[Driver] = (),
    decisions: Sequence[CleaningDecision] = (),
) -> VolumeForecast:
    """
    The forecast with the rest of today corrected by what has come today.

    Parameters
    ----------
    base
        A forecast whose grid holds today.
    history
        The past and today's contacts so far; an interval counts from its end on, and what lies after `now` is not looked at.
    now
        An aware instant.

    Returns
    -------
    VolumeForecast
        A new one: intervals of today that end after `now` are scaled with their bounds, everything else is as in `base`; a note per
        queue says by how much and why. A queue of which nothing is known today stays as it was.

    Raises
    ------
    ForecastError
        If `now` has no offset, or lies outside the grid.
    """
    if now.tzinfo is None:
        raise ForecastError(say("intraday_naive", value=now))
    grid, at = base.grid, instant(now)
    ends_min = grid.starts_min + grid.interval_min
    if not len(grid) or not grid.starts_min[0] <= at < ends_min[-1]:
        raise ForecastError(say("intraday_outside", value=now, first=grid.dates[0], last=grid.dates[-1]))
    today = grid.day_index == grid.day_index[np.flatnonzero(grid.starts_min <= at)[-1]]
    has_passed, to_come = today & (ends_min <= at), today & (ends_min > at)
    if not has_passed.any() or not to_come.any():
        return base
    morning = dataclasses.replace(grid, starts_min=grid.starts_min[today], day_index=grid.day_index[today])
    known = tuple(queue for queue in base.queues if queue in history.queues and _method(base, queue) in METHODS)
    knowledge = Knowledge.of(calendar, special_days, opening, drivers, decisions)
    tables = {name: getattr(base, name).copy() for name in FORECAST_COLUMNS if name != "aht_s"}
    notes = []
    for task in prepare(history.only(known), morning, knowledge) if known else ():
        row, method = base.of(task.queue), METHODS[_method(base, task.queue)]
        fresh = np.zeros(len(grid))
        fresh[today] = task.on_grid(np.maximum(method(task.past, task.ahead), 0.0) * task.factors[:, None])
        fresh *= _ratio(base.offered[row], base.base_offered[row])
        came = _came(history, task.queue, grid.starts_min[has_passed])
        expected = float(fresh[has_passed][~np.isnan(came)].sum())
        carry = _learn(task.past, method)
        rest = fresh[to_come] * carry.factor(float(np.nansum(came)), expected, float(fresh[to_come].sum()))
        scale = _ratio(rest, base.offered[row, to_come])
        before = float(base.offered[row, to_come].sum())
        for table in tables.values():
            table[row, to_come] *= scale
        if expected > 0 and before > 0:
            notes.append(
                say(
                    "intraday_note", queue=task.queue, time=f"{local(at, grid.time_zone):%H:%M}", came=f"{np.nansum(came):.0f}",
                    expected=f"{base.offered[row, has_passed][~np.isnan(came)].sum():.0f}",
                    percent=f"{100 * (tables['offered'][row, to_come].sum() / before - 1):+.0f}",
                )
            )  # fmt: skip
    return dataclasses.replace(base, **tables, notes=(*base.notes, *notes))


def _ratio(above: Floats, below: Floats) -> Floats:
    """above / below; 1 where there is nothing to compare with."""
    return np.divide(above, below, out=np.ones_like(above), where=below > 0)


def _method(base: VolumeForecast, queue: str) -> str:
    """The method a queue was forecast with; a forecast read from a file does not say."""
    return base.methods[base.of(queue)] if base.methods else "day_profile"


def _learn(past: Past, method: Method) -> CarryOver:
    """From the latest days, each as the method would have forecast it the evening before."""
    first = max(LEAST_TRAINING_DAYS, len(past.days) - DAYS_LEARNT_FROM)
    days = [day for day in range(first, len(past.days)) if past.known_days()[day]]
    width = past.values.shape[1]
    expected = [method(past.before(day), past.days.part(day, day + 1))[0] for day in days]
    return CarryOver.learn(np.reshape(expected, (-1, width)), past.values[days])


def _came(history: VolumeHistory, queue: str, starts_min: Ints) -> Floats:
    """Contacts of a queue in some intervals, NaN where nothing is known."""
    place = np.searchsorted(history.starts_min, starts_min)
    place = np.minimum(place, len(history.starts_min) - 1)
    found = history.starts_min[place] == starts_min
    return np.where(found, history.offered[history.queues.index(queue), place], np.nan)
