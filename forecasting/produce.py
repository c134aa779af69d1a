"""forecast(): VolumeHistory -> VolumeForecast, queue by queue, as many at a time as there are processors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from forecasting.aht import expected_aht_s
from forecasting.bands import LEVELS, ErrorScale, error_scale
from forecasting.choice import AUTO, choose_method
from forecasting.days import Floats, date_of, kinds_to_follow
from forecasting.methods import method_of
from forecasting.prepare import Knowledge, QueueTask, prepare
from forecasting.rolling import WEEK_DAYS
from forecasting.side_by_side import side_by_side
from wfm.calendar import Calendar, OpeningHours, SpecialDay
from wfm.demand import VolumeForecast, VolumeHistory
from wfm.messages import Sentence, say
from wfm.records import CleaningDecision, Driver
from wfm.timegrid import TimeGrid


def forecast(
    history: VolumeHistory,
    grid: TimeGrid,
    *,
    method: str = AUTO,
    calendar: Calendar | None = None,
    special_days: Sequence[SpecialDay] | None = None,
    opening: Mapping[str, OpeningHours] | None = None,
    drivers: Sequence[Driver] = (),
    decisions: Sequence[CleaningDecision] = (),
) -> VolumeForecast:
    """
    Expected contacts, handle times and prediction intervals of every queue on a grid.

    Parameters
    ----------
    history
        What came; nothing at or after the start of the grid is looked at. A missing interval is no zero.
    grid
        The open intervals to forecast, of the same length as the history's.
    method
        A name in `METHODS` or `LIBRARY_METHODS`, or ``auto``: per queue the one its own back-test supports.
    calendar
        Public holidays and special days; absent: every day is an ordinary weekday.
    special_days
        More special days, besides the calendar's.
    opening
        Hours of queues that are not open throughout the grid, by queue id; outside them the queue holds 0.
    drivers
        Things known in advance, for past days and days ahead.
    decisions
        A person's word on what the cleaning pointed at.

    Returns
    -------
    VolumeForecast
        Queues in the order of the history; `methods` names the method of each, `notes` says why, and what could not be known.

    Raises
    ------
    ForecastError
        On an unknown or absent method, another interval length, or a queue with less than a week of history.
    """
    if method != AUTO:
        method_of(method)
    knowledge = Knowledge.of(calendar, special_days, opening, drivers, decisions)
    if not len(grid):
        return _nothing(history, grid)

    def one(task: QueueTask) -> tuple[dict[str, Floats], str, list[Sentence]]:
        choice = choose_method(task.queue, task.past, task.ahead, method)
        rows = _rows(task, choice.method, error_scale(task.past, choice.rolled))
        return rows, choice.method, [choice.reason, *_unknown_days(task, knowledge.calendar)]

    tables = {name: np.empty((len(history.queues), len(grid))) for name in ("offered", "aht_s", *LEVELS)}
    methods: list[str] = []
    notes: list[Sentence] = []
    for place, (rows, chosen, said) in enumerate(side_by_side(one, prepare(history, grid, knowledge))):
        for name, row in rows.items():
            tables[name][place] = row
        methods.append(chosen)
        notes += said
    notes += _unknown_years(grid, knowledge.calendar)
    return VolumeForecast(grid, history.queues, **tables, methods=tuple(methods), notes=tuple(notes))


def _rows(task: QueueTask, method: str, errors: ErrorScale) -> dict[str, Floats]:
    """The rows of one queue, each of shape (T,)."""
    expected = np.maximum(method_of(method)(task.past, task.ahead), 0.0)
    lead_weeks = (task.ahead.numbers - task.past.days.numbers[-1] - 1) // WEEK_DAYS + 1
    aht_s = expected_aht_s(task.past, task.ahead, task.aht_s, task.handled)
    tables = {"offered": expected, **errors.bands(expected, lead_weeks)}
    return {
        **{name: task.on_grid(table * task.factors[:, None]) for name, table in tables.items()},
        "aht_s": aht_s[task.rows, task.columns],
    }


def _nothing(history: VolumeHistory, grid: TimeGrid) -> VolumeForecast:
    """The forecast of a grid without open intervals."""
    empty = np.empty((len(history.queues), 0))
    return VolumeForecast(grid, history.queues, empty, empty, empty, empty, empty, empty)


def _unknown_days(task: QueueTask, calendar: Calendar) -> list[Sentence]:
    """Days ahead the past cannot speak of: a first holiday, a weekday never seen."""
    follow = kinds_to_follow(task.past, task.ahead)
    is_open = np.bincount(task.rows, weights=task.is_open, minlength=len(task.ahead)) > 0
    notes = []
    for place in np.flatnonzero(is_open & (follow != task.ahead.kinds)):
        day = date_of(task.ahead.numbers[place])
        if follow[place] < 0:
            notes.append(say("forecast_weekday_unseen", queue=task.queue, day=day))
        else:
            name = calendar.holiday_in_words(day) or say("why_holiday")
            notes.append(say("forecast_holiday_unseen", queue=task.queue, day=day, name=name))
    return notes


def _unknown_years(grid: TimeGrid, calendar: Calendar) -> list[Sentence]:
    """A horizon that runs beyond the years whose days off have been decreed."""
    last_known, last_year = calendar.last_known_year, grid.dates[-1].year
    if last_known is None or last_year <= last_known:
        return []
    return [say("forecast_year_undecreed", year=last_year, country=calendar.country, known=last_known)]
