"""Cleaning: odd days and intervals are weighted down or left out and listed, never silently changed; a person may overrule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import numpy as np
import pandas as pd

from forecasting.days import date_of
from forecasting.methods.day_profile import fit_day_profile
from forecasting.prepare import Knowledge, QueueTask, day_after, prepare
from forecasting.profiles import interval_scores, whole_day_totals
from forecasting.robust import DOWN_WEIGHT_SD, EXCLUDE_SD, is_shift
from wfm.calendar import Calendar, OpeningHours, SpecialDay
from wfm.demand import VolumeHistory
from wfm.messages import Sentence, say
from wfm.records import CleaningDecision, Driver
from wfm.timegrid import local, wall

Scope = Literal["day", "interval"]
Treatment = Literal["weighted_down", "left_out"]


@dataclass(frozen=True)
class Finding:
    """
    Something odd in a history.

    `interval_start` is aware local time, of the odd interval or of the odd day's first; a `CleaningDecision` on it settles the
    finding. `actual` and `expected` in contacts of the interval or the whole day; `score_sd` their distance in standard deviations.
    """

    queue: str
    scope: Scope
    interval_start: datetime
    actual: float
    expected: float
    score_sd: float
    treatment: Treatment
    reason: Sentence


@dataclass(frozen=True)
class CleaningReport:
    """What the cleaning pointed at, by queue and time; settled findings are no longer in it."""

    findings: tuple[Finding, ...]

    def to_frame(self) -> pd.DataFrame:
        """One line per finding, the reason in English."""
        return pd.DataFrame([{**vars(finding), "reason": str(finding.reason)} for finding in self.findings])


def clean(
    history: VolumeHistory,
    calendar: Calendar | None = None,
    *,
    special_days: Sequence[SpecialDay] | None = None,
    opening: Mapping[str, OpeningHours] | None = None,
    drivers: Sequence[Driver] = (),
    decisions: Sequence[CleaningDecision] = (),
) -> CleaningReport:
    """
    List what the forecast weights down (beyond 2.5 standard deviations) or leaves out (beyond 6, and near-zero days).

    Days are listed from 2.5 on, intervals from 6: those between count less too, and are too many to be read.

    Parameters
    ----------
    decisions
        ``keep`` makes the interval, and its day, count whole; ``exclude`` makes the interval unknown. Both settle the finding.

    Raises
    ------
    ForecastError
        Where a queue has no history.
    """
    if not len(history.starts_min):
        return CleaningReport(())
    knowledge = Knowledge.of(calendar, special_days, opening, drivers, decisions)
    found = [
        finding for task in prepare(history, day_after(history), knowledge) for finding in _findings(task, history)
    ]
    return CleaningReport(tuple(sorted(found, key=lambda finding: (finding.queue, finding.interval_start))))


def _findings(task: QueueTask, history: VolumeHistory) -> Iterator[Finding]:
    past = task.past
    model = fit_day_profile(past)
    totals, _ = whole_day_totals(past, model.shares)
    scores, fitted = model.totals.scores, model.totals.fitted

    def start(day: int, column: int) -> datetime:
        at = wall(date_of(past.days.numbers[day]), int(task.clock[column]) * history.interval_min, history.time_zone)
        return local(at, history.time_zone)

    def finding(kind: str, scope: Scope, day: int, column: int, actual: float, expected: float, sd: float) -> Finding:
        treatment: Treatment = "left_out" if kind == "near_zero" or abs(sd) > EXCLUDE_SD else "weighted_down"
        when = start(day, column)
        reason = say(
            f"cleaning_{kind}",
            queue=task.queue,
            when=when.strftime("%Y-%m-%d" if scope == "day" else "%Y-%m-%d %H:%M"),
            actual=round(actual, 1),
            expected=round(expected, 1),
            sd=round(sd, 1),
            treatment=say(f"treatment_{treatment}"),
        )
        return Finding(task.queue, scope, when, actual, expected, sd, treatment, reason)

    for day in np.flatnonzero(~np.isnan(task.near_zero)).tolist():
        yield finding("near_zero", "day", day, 0, task.near_zero[day], fitted[day], np.nan)
    odd = (np.abs(scores) > DOWN_WEIGHT_SD) & ~is_shift(scores) & ~past.trusted_days()
    for day in np.flatnonzero(odd).tolist():
        first = int(np.flatnonzero(~np.isnan(past.values[day]))[0])
        yield finding("day", "day", day, first, totals[day], fitted[day], scores[day])
    cells = np.where(past.trusted, np.nan, interval_scores(past, model.shares, totals))
    expected = totals[:, None] * model.shares[past.days.kinds]
    for day, column in np.argwhere(np.abs(cells) > EXCLUDE_SD).tolist():
        cell = (day, column)
        yield finding("interval", "interval", day, column, past.values[cell], expected[cell], cells[cell])
