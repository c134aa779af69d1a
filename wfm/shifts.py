"""Shifts: the templates a planner may use, and the placed shift with its segments."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Literal, Self

from pydantic import ConfigDict, Field, field_validator, model_validator

from wfm.calendar import DAY_MIN, MinuteRange, clock_min, clock_range, weekday_set
from wfm.errors import InputError
from wfm.messages import say
from wfm.model import Hours, Id, Model, Positive, Whole, minutes
from wfm.timegrid import instant


class Activity(StrEnum):
    """What a person does in a segment."""

    ON_QUEUE = "on_queue"
    POSITION = "position"
    BREAK = "break"
    MEAL = "meal"
    MEETING = "meeting"
    TRAINING = "training"

    @property
    def covers(self) -> bool:
        """Whether the time counts towards coverage."""
        return self in (Activity.ON_QUEUE, Activity.POSITION)


class Pause(Model):
    """A meal or break: exact length, and when it may begin, in hours from the start of the shift, both inclusive."""

    min: Whole = Field(gt=0)
    paid: bool
    after_h: Hours = 0.0
    before_h: Hours = 24.0

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.before_h < self.after_h:
            raise InputError(say("pause_window_empty", before_h=self.before_h, after_h=self.after_h))
        return self


class Meal(Pause):
    """The meal; unpaid unless said otherwise."""

    paid: bool = False


class Break(Pause):
    """A break; paid unless said otherwise."""

    paid: bool = True


class Split(Model):
    """
    A shift in two halves: the unpaid gap between them lasts one of `gap_h` hours, and each half is on shift for
    `half_h` hours, from and to, its breaks included.
    """

    gap_h: tuple[Positive, ...] = Field(min_length=1)
    half_h: tuple[Positive, Positive]

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.half_h[1] < self.half_h[0]:
            raise InputError(say("split_halves_empty", low=self.half_h[0], high=self.half_h[1]))
        return self

    def gap(self, gap_h: float, on_shift_h: float) -> Meal | None:
        """The gap as the long unpaid meal it is, in a shift of so many hours besides; None where no two halves make them up."""
        after = max(self.half_h[0], on_shift_h - self.half_h[1])
        before = min(self.half_h[1], on_shift_h - self.half_h[0])
        return Meal(min=minutes(gap_h), after_h=after, before_h=before) if after <= before else None


class PlacedPause(Model):
    """A meal or break of one possible shift: which activity, how long, and its earliest and latest offset in minutes."""

    activity: Activity
    length_min: int
    paid: bool
    first_min: int
    last_min: int


class ShiftTemplate(Model):
    """A kind of shift: when it may start, how long it may be, who may work it, and its meal and breaks."""

    id: Id
    starts: str
    start_every_min: Whole = Field(default=30, gt=0)
    paid_h: tuple[Positive, ...] = Field(min_length=1)
    days: str = "mon-sun"
    groups: tuple[str, ...] | None = None
    skills: tuple[str, ...] | None = None
    meal: Meal | None = None
    meal_at: str | None = None
    paid: bool = False  # of the fixed midday break `meal_at`
    breaks: tuple[Break, ...] = ()
    split: Split | None = None

    @field_validator("paid_h", mode="before")
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        return (value,) if isinstance(value, int | float) and not isinstance(value, bool) else value

    @model_validator(mode="after")
    def _fits(self) -> Self:
        weekday_set(self.days)
        _ = self.start_minutes
        if self.meal is not None and self.meal_at is not None:
            raise InputError(say("shift_two_meals"))
        if self.meal_at is not None:
            clock_range(self.meal_at)
        if self.split is not None:
            if self.meal is not None or self.meal_at is not None:
                raise InputError(say("split_and_meal"))
            for paid_h in self.paid_h:
                if self._gap(minutes(paid_h), self.split.gap_h[0]) is None:
                    low, high = self.split.half_h
                    raise InputError(say("split_impossible", paid_h=paid_h, low=low, high=high))
        shortest = minutes(min(self.paid_h))
        for pause in (*self.breaks, *((self.meal,) if self.meal else ())):
            if pause.min >= shortest:
                raise InputError(say("pause_too_long", length=pause.min, shift=shortest))
        return self

    @property
    def start_minutes(self) -> tuple[int, ...]:
        """Possible starts in minutes from local midnight."""
        parts = self.starts.split("-")
        first, last = clock_min(parts[0]), clock_min(parts[-1])
        if len(parts) > 2 or last < first:
            raise InputError(say("starts_unreadable", value=self.starts))
        return tuple(start for start in range(first, last + 1, self.start_every_min) if start < DAY_MIN)

    @property
    def weekdays(self) -> frozenset[int]:
        """Weekdays on which it may begin."""
        return weekday_set(self.days)

    def open_to(self, group: str, skills: tuple[str, ...]) -> bool:
        """Whether a person of that group and those skills may work it."""
        return (self.groups is None or group in self.groups) and (
            self.skills is None or not set(self.skills).isdisjoint(skills)
        )

    @property
    def meal_range(self) -> MinuteRange | None:
        """The fixed midday break as minutes from midnight."""
        return clock_range(self.meal_at) if self.meal_at else None

    def layouts(self, start_min: int, paid_min: int) -> tuple[tuple[PlacedPause, ...], ...]:
        """
        Meals and breaks of a shift that starts `start_min` after midnight with `paid_min` paid minutes, in their order.

        Once for each length of the gap of a split shift, otherwise once.
        """
        if self.split is None:
            return (self._layout(start_min, paid_min, self.meal),)
        gaps = (self._gap(paid_min, gap_h) for gap_h in sorted(set(self.split.gap_h)))
        return tuple(self._layout(start_min, paid_min, gap) for gap in gaps if gap is not None)

    def pauses(self, start_min: int, paid_min: int) -> tuple[PlacedPause, ...]:
        """The first of `layouts`: the only one, or the one with the shortest gap."""
        return self.layouts(start_min, paid_min)[0]

    def _gap(self, paid_min: int, gap_h: float) -> Meal | None:
        assert self.split is not None
        on_shift_min = paid_min + sum(pause.min for pause in self.breaks if not pause.paid)
        return self.split.gap(gap_h, on_shift_min / 60)

    def _layout(self, start_min: int, paid_min: int, meal: Meal | None) -> tuple[PlacedPause, ...]:
        """
        Windows are cut so that each ends within the shift; one left without a window is not taken. A fixed meal is taken
        where the work would run into it, so that the shift contains all of it.
        """
        asked: list[tuple[float, Activity, Pause]] = [(pause.after_h, Activity.BREAK, pause) for pause in self.breaks]
        if meal is not None:
            asked.append((meal.after_h, Activity.MEAL, meal))
        if (fixed := self.meal_range) is not None and start_min <= fixed[0] < start_min + paid_min:
            offset = (fixed[0] - start_min) / 60
            midday = Meal(min=fixed[1] - fixed[0], paid=self.paid, after_h=offset, before_h=offset)
            asked.append((offset, Activity.MEAL, midday))
        asked.sort(key=lambda ask: ask[0])
        while True:
            length = paid_min + sum(pause.min for _, _, pause in asked if not pause.paid)
            kept = [ask for ask in asked if minutes(ask[2].after_h) + ask[2].min <= length]
            if len(kept) == len(asked):
                break
            asked = kept
        return tuple(
            PlacedPause(
                activity=activity,
                length_min=pause.min,
                paid=pause.paid,
                first_min=minutes(pause.after_h),
                last_min=min(minutes(pause.before_h), length - pause.min),
            )
            for _, activity, pause in asked
        )


class PlacedActivity(Model):
    """A meeting or training to be placed in the roster."""

    id: Id
    agents: tuple[Id, ...] = ()
    group: str | None = None
    duration_min: Whole = Field(gt=0)
    between: tuple[datetime, datetime]
    together: bool = True
    kind: Literal["meeting", "training"] = "meeting"


KEEPING = ConfigDict(frozen=True, extra="forbid", ignored_types=(functools.cached_property,))
"""Instants and sums are worked out once: every rule asks for them again and again."""


class Segment(Model):
    """A stretch of a shift with one activity, ``[start, end)``. `queues` are those served; `shares` sum to 1."""

    model_config = KEEPING

    start: datetime
    end: datetime
    activity: Activity
    queues: tuple[str, ...] = ()
    shares: tuple[float, ...] = ()
    paid: bool = True

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.end <= self.start:
            raise InputError(
                say("segment_backwards", start=f"{self.start:%Y-%m-%d %H:%M}", end=f"{self.end:%Y-%m-%d %H:%M}")
            )
        if self.shares and (len(self.shares) != len(self.queues) or abs(sum(self.shares) - 1) > 1e-6):
            raise InputError(say("segment_shares"))
        return self

    @functools.cached_property
    def start_min(self) -> int:
        """UTC minutes."""
        return instant(self.start)

    @functools.cached_property
    def end_min(self) -> int:
        """UTC minutes."""
        return instant(self.end)

    @property
    def length_min(self) -> int:
        """Elapsed minutes."""
        return self.end_min - self.start_min

    def queue_shares(self) -> Iterator[tuple[str, float]]:
        """Each queue served with its share; equal shares where none are said."""
        equal = 1 / max(len(self.queues), 1)
        return zip(self.queues, self.shares or (equal,) * len(self.queues), strict=True)


class Shift(Model):
    """One person's shift; it belongs to the day on which it begins."""

    model_config = KEEPING

    agent_id: Id
    shift_date: date
    shift_id: Id
    segments: tuple[Segment, ...] = Field(min_length=1)

    @property
    def start(self) -> datetime:
        """Begin of the first segment."""
        return self.segments[0].start

    @property
    def end(self) -> datetime:
        """End of the last segment."""
        return self.segments[-1].end

    @functools.cached_property
    def start_min(self) -> int:
        """UTC minutes."""
        return instant(self.start)

    @functools.cached_property
    def end_min(self) -> int:
        """UTC minutes."""
        return instant(self.end)

    @functools.cached_property
    def paid_min(self) -> int:
        """Paid minutes."""
        return sum(segment.length_min for segment in self.segments if segment.paid)
