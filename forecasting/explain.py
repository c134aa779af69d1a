"""Why a day is expected as it is: the factors of each day, as data and as a sentence."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from forecasting.days import Days, Floats, date_of, kinds_to_follow, weekday_of
from forecasting.methods.day_profile import fit_day_profile
from forecasting.prepare import Knowledge, QueueTask, prepare
from wfm.calendar import Calendar, OpeningHours, SpecialDay
from wfm.demand import VolumeForecast, VolumeHistory
from wfm.messages import Sentence, say
from wfm.records import CleaningDecision, Driver

GROUPS = ("weekday", "holiday", "around", "month", "season", "driver", "special")
LEAST_SHOWN = 0.005
"""A factor nearer to 1 than this moves nobody's plan and is left out of the sentence."""


@dataclass(frozen=True)
class DayFactors:
    """
    One day of one queue: ``level`` contacts of an average day, times the factors.

    Attributes
    ----------
    expected
        Contacts of the day before any person's correction.
    level
        Contacts; NaN where the method knows no level (the naive methods).
    factors
        One per group of `GROUPS` (weekday, public holiday, the days around one, edge of the month, season, drivers, special day); 1
        where the group says nothing of this day. Their product with the level is the day's total, of which `expected` is the part
        within the opening hours.
    sentence
        The same in words.
    """

    queue: str
    day: date
    method: str
    expected: float
    level: float
    factors: Mapping[str, float]
    sentence: Sentence

    @property
    def factors_by_group(self) -> dict[str, float]:
        """Every group of `GROUPS`; NaN where the method knows no factors."""
        return {group: self.factors.get(group, np.nan) for group in GROUPS}


def explain(
    base: VolumeForecast,
    history: VolumeHistory,
    *,
    calendar: Calendar | None = None,
    special_days: Sequence[SpecialDay] | None = None,
    opening: Mapping[str, OpeningHours] | None = None,
    drivers: Sequence[Driver] = (),
    decisions: Sequence[CleaningDecision] = (),
) -> tuple[DayFactors, ...]:
    """
    The factors of every day a forecast expects contacts on, by queue and day.

    Parameters
    ----------
    base
        What `forecast` gave for `history` and the same knowledge; queues it forecast without a history are left out.
    """
    known = tuple(queue for queue in base.queues if queue in history.queues)
    if not known or not len(base.grid):
        return ()
    knowledge = Knowledge.of(calendar, special_days, opening, drivers, decisions)
    return tuple(
        row for task in prepare(history.only(known), base.grid, knowledge) for row in _of_queue(base, task, knowledge)
    )


def _of_queue(base: VolumeForecast, task: QueueTask, knowledge: Knowledge) -> Iterator[DayFactors]:
    row = base.of(task.queue)
    method = base.methods[row]
    expected = np.bincount(base.grid.day_index, weights=base.base_offered[row], minlength=base.grid.days)
    level, factors = _factors(task) if method == "day_profile" else (np.nan, {})
    for place, number in enumerate(task.ahead.numbers[: base.grid.days].tolist()):
        if expected[place] <= 0:
            continue
        day = date_of(number)
        own = {group: float(table[place]) for group, table in factors.items()}
        words = _words(task, place, own, knowledge.calendar)
        sentence = say(
            "why_day" if own else "why_naive",
            queue=task.queue, weekday=say(f"weekday_{day.weekday()}"), day=day, expected=f"{expected[place]:.0f}",
            level=f"{level:.0f}", factors=words, method=say(f"why_method_{method}") if not own else "",
        )  # fmt: skip
        yield DayFactors(task.queue, day, method, float(expected[place]), level, own, sentence)


def _factors(task: QueueTask) -> tuple[float, dict[str, Floats]]:
    """Contacts of an average day, and each group's factor on every day ahead."""
    totals = fit_day_profile(task.past).totals
    ahead = task.ahead
    # What the weekdays have in common belongs to the level: the factors are then around an average open weekday.
    open_days = np.unique(weekday_of(task.past.days.numbers[task.past.known_days()]))
    common = float(totals.coefficients[ahead.columns("weekday")][open_days].mean())
    of_group = {group: _effect(ahead, totals.coefficients, group) for group in set(ahead.groups)}
    of_group["weekday"] = of_group["weekday"] - common
    of_group["holiday"] = of_group["holiday"] + of_group.pop("named", np.zeros(len(ahead)))
    factors = {group: np.exp(of_group.get(group, np.zeros(len(ahead)))) for group in GROUPS}
    factors["special"] = task.factors
    return float(np.exp(totals.level + common)), factors


def _effect(ahead: Days, coefficients: Floats, group: str) -> Floats:
    columns = ahead.columns(group)
    return np.asarray(ahead.effects[:, columns] @ coefficients[columns])


def _words(task: QueueTask, place: int, factors: Mapping[str, float], calendar: Calendar) -> Sentence | str:
    """The factors worth a word, as "Tuesday 0.97 x day after a holiday 1.22"."""
    day = date_of(task.ahead.numbers[place])
    kind = int(kinds_to_follow(task.past, task.ahead)[place])
    names = {
        "weekday": say(f"weekday_{kind if 0 <= kind < 7 else day.weekday()}"),
        "holiday": calendar.holiday_in_words(day) or say("why_holiday"),
        "driver": ", ".join(
            name for name, group, value in zip(task.ahead.names, task.ahead.groups, task.ahead.effects[place], strict=True)
            if group == "driver" and value
        ),
        "special": calendar.names([day]).get(day, ""),
    }  # fmt: skip
    parts = [
        say("why_factor", name=names.get(group) or say(f"why_{group}"), factor=f"{factor:.2f}")
        for group, factor in factors.items()
        if group == "weekday" or abs(factor - 1) >= LEAST_SHOWN
    ]
    return functools.reduce(lambda left, right: say("why_times", left=left, right=right), parts) if parts else ""
