"""From a history and a grid to the local days every method works on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import numpy as np

from forecasting.days import (
    CLOSED_KIND,
    Bools,
    Days,
    Floats,
    Ints,
    Past,
    day_number,
    day_table,
    local_clock,
    weekday_of,
)
from forecasting.robust import is_near_zero_day
from forecasting.special_days import day_factors, day_kinds, describe_days
from wfm.calendar import Calendar, OpeningHours, SpecialDay
from wfm.demand import VolumeHistory
from wfm.errors import ForecastError
from wfm.messages import say
from wfm.records import CleaningDecision, Driver
from wfm.timegrid import TimeGrid, instant, local, zone


@dataclass(frozen=True, eq=False)
class Knowledge:
    """
    What is known in advance.

    `opening` holds the hours of queues that do not simply follow the grid; `drivers` and `decisions` are the department's tables.
    """

    calendar: Calendar
    opening: Mapping[str, OpeningHours]
    drivers: Sequence[Driver]
    decisions: Sequence[CleaningDecision]

    @classmethod
    def of(
        cls,
        calendar: Calendar | None,
        special_days: Sequence[SpecialDay] | None,
        opening: Mapping[str, OpeningHours] | None,
        drivers: Sequence[Driver],
        decisions: Sequence[CleaningDecision],
    ) -> Knowledge:
        """From the arguments of the public functions: `special_days` come on top of the calendar's own."""
        calendar = calendar or Calendar()
        whole = Calendar(calendar.country, (*calendar.special_days, *(special_days or ())))
        return cls(whole, opening or {}, drivers, decisions)


@dataclass(frozen=True, eq=False)
class QueueTask:
    """
    One queue, ready to be forecast.

    Attributes
    ----------
    past, ahead
        What came (factors of special days taken out), and the days of the grid.
    factors
        Factor of each day ahead, shape (A,).
    rows, columns
        Day ahead and interval of the day of each interval of the grid, shape (T,).
    is_open
        Whether the queue is open, shape (T,).
    clock
        Interval of the day of each column, shape (M,).
    near_zero
        Contacts of days with next to nothing that are no closure, shape (D,), NaN on all others; `past` holds them as unknown.
    aht_s, handled
        Tables like `past.values`: handle seconds, and the contacts they were measured on.
    """

    queue: str
    past: Past
    ahead: Days
    factors: Floats
    rows: Ints
    columns: Ints
    is_open: Bools
    clock: Ints
    near_zero: Floats
    aht_s: Floats
    handled: Floats

    def on_grid(self, table: Floats) -> Floats:
        """The values (T,) of a table (A, M); 0 where the queue is closed."""
        return np.where(self.is_open, table[self.rows, self.columns], 0.0)


def prepare(history: VolumeHistory, grid: TimeGrid, knowledge: Knowledge) -> Iterator[QueueTask]:
    """
    The task of each queue, in the order of the history; nothing at or after the start of the grid is looked at.

    Raises
    ------
    ForecastError
        Where the history holds nothing before the grid, or has intervals of another length.
    """
    if history.interval_min != grid.interval_min:
        raise ForecastError(say("forecast_interval", history=history.interval_min, grid=grid.interval_min))
    history = history.before(int(grid.starts_min[0]))
    if not len(history.starts_min):
        raise ForecastError(say("forecast_no_history", first_day=grid.first_day))
    past_days, past_clock = local_clock(history.starts_min, grid.time_zone, grid.interval_min)
    grid_days, grid_clock = local_clock(grid.starts_min, grid.time_zone, grid.interval_min)
    clock, columns = np.unique(np.concatenate([past_clock, grid_clock]), return_inverse=True)
    past_columns, grid_columns = columns[: len(past_clock)], columns[len(past_clock) :]
    first, last, ahead_first = int(past_days[0]), int(past_days[-1]), int(grid_days[0])
    span = int(grid_days[-1]) - first + 1
    described = _Described(first, span, knowledge)

    table = partial(day_table, past_days, past_columns, first=first, days=last - first + 1, width=len(clock))
    for row, queue in enumerate(history.queues):
        known = ~np.isnan(history.offered[row])
        if not known.any():
            raise ForecastError(say("forecast_too_short", queue=queue, days=0))
        begin = int(past_days[known][0]) - first
        days = described.of(queue, np.unique(weekday_of(past_days[known])))
        factors = day_factors(days.numbers, knowledge.calendar, queue)
        excluded, kept = _decided(history, queue, knowledge.decisions)
        values = table(np.where(excluded, np.nan, history.offered[row]))
        trusted = np.nan_to_num(table(kept.astype(float))) > 0
        ordinary = _without_special(values, days.kinds[: len(values)], factors[: len(values)])
        past = Past(days.part(begin, len(values)), ordinary[begin:], trusted[begin:])
        near_zero = is_near_zero_day(past)
        weights = np.where(np.isnan(history.handled[row]), history.offered[row], history.handled[row])
        yield QueueTask(
            queue,
            Past(past.days, np.where(near_zero[:, None], np.nan, past.values), past.trusted),
            days.part(ahead_first - first, span),
            factors[ahead_first - first :],
            grid_days - ahead_first,
            grid_columns,
            _is_open(grid, queue, knowledge),
            clock,
            np.where(near_zero, np.nansum(past.values, axis=1), np.nan),
            table(history.aht_s[row])[begin:],
            table(weights)[begin:],
        )


def _without_special(values: Floats, kinds: Ints, factors: Floats) -> Floats:
    """Volumes as they would have been without the factors of special days; closed days, and those of factor 0, are unknown."""
    divisor = np.where((kinds == CLOSED_KIND) | (factors == 0), np.nan, factors)
    return np.asarray(values / divisor[:, None])


def day_after(history: VolumeHistory) -> TimeGrid:
    """The whole day after a history: the grid of those who look back rather than ahead."""
    last_day = local(int(history.starts_min[-1]), history.time_zone).date()
    return TimeGrid.for_days(
        last_day + timedelta(days=1), 1, time_zone=history.time_zone, interval_min=history.interval_min
    )


class _Described:
    """The days described once for all queues that share their calendar, their drivers and the weekdays they are open."""

    def __init__(self, first: int, span: int, knowledge: Knowledge) -> None:
        self._first, self._span, self._knowledge = first, span, knowledge
        own = {day.queue for day in knowledge.calendar.special_days} | {driver.queue for driver in knowledge.drivers}
        self._own = own
        self._shared: dict[tuple[str | None, tuple[int, ...]], Days] = {}

    def of(self, queue: str, open_weekdays: Ints) -> Days:
        key = (queue if queue in self._own else None, tuple(int(day) for day in open_weekdays))
        if key not in self._shared:
            self._shared[key] = describe_days(
                self._first,
                self._span,
                self._knowledge.calendar,
                queue,
                open_weekdays=open_weekdays,
                drivers=self._knowledge.drivers,
            )
        return self._shared[key]


def _is_open(grid: TimeGrid, queue: str, knowledge: Knowledge) -> Bools:
    """An interval belongs to the day its opening range began on: that day's kind and hours decide."""
    owners = np.array([day_number(day) for day in grid.dates], dtype=np.int64)
    is_open = (day_kinds(owners, knowledge.calendar, queue) != CLOSED_KIND)[grid.day_index]
    hours = knowledge.opening.get(queue)
    if hours is None:
        return np.asarray(is_open)
    own = TimeGrid.for_days(
        grid.first_day,
        grid.days,
        time_zone=grid.time_zone,
        interval_min=grid.interval_min,
        ranges=lambda day: knowledge.calendar.ranges(hours, day, queue),
    )
    return np.asarray(is_open & (own.index_of(grid.starts_min) >= 0))


def _decided(history: VolumeHistory, queue: str, decisions: Sequence[CleaningDecision]) -> tuple[Bools, Bools]:
    """Intervals of a queue a person said to exclude and to keep, each of shape (T,)."""
    excluded, kept = np.zeros((2, len(history.starts_min)), dtype=bool)
    for decision in decisions:
        if decision.queue != queue:
            continue
        moment = decision.interval_start
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=zone(history.time_zone))
        chosen = excluded if decision.decision == "exclude" else kept
        chosen[history.starts_min == instant(moment)] = True
    return excluded, kept
