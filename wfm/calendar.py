"""Which kind of day a date is, and when a department is open on it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import holidays as holiday_library
from pydantic import BaseModel, ConfigDict, Field, RootModel, model_validator

from wfm.errors import InputError
from wfm.messages import DEFAULT_LANGUAGE, Name, say
from wfm.model import Number

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOLIDAY, CLOSED = "holiday", "closed"
DAY_KINDS = (*WEEKDAYS, HOLIDAY, CLOSED)
DAY_MIN = 24 * 60
HOLIDAY_LANGUAGES = {"en": "en_US", "zh-CN": "zh_CN"}
"""What the library calls our languages."""
DECREED_YEARLY = frozenset({"CN"})
"""Countries that say anew each year which weekdays are off and which weekend days are worked for them."""
DECREES_LOOKED_FOR = range(2020, 2036)

MinuteRange = tuple[int, int]  # minutes from local midnight, [from, to); `to` may pass 1440 into the next day


def clock_min(text: str) -> int:
    """Minutes from midnight of ``HH:MM``; ``24:00`` is the end of the day. InputError names what was read."""
    match = re.fullmatch(r"(\d{1,2}):(\d{2})", text.strip())
    minutes = int(match[1]) * 60 + int(match[2]) if match and int(match[2]) < 60 else -1
    if not 0 <= minutes <= DAY_MIN:
        raise InputError(say("clock_unreadable", value=text))
    return minutes


def clock_text(minutes: int) -> str:
    """``HH:MM`` of minutes from midnight; the end of the day is ``24:00``, minutes past it are tomorrow's."""
    minutes = minutes if minutes <= DAY_MIN else minutes - DAY_MIN
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def clock_range(text: str) -> MinuteRange:
    """``08:00-22:00`` as minutes; an end at or before the start runs into the next day."""
    parts = text.split("-")
    if len(parts) != 2:
        raise InputError(say("clock_range_unreadable", value=text))
    start, end = (clock_min(part) for part in parts)
    return start, end if end > start else end + DAY_MIN


def weekday_set(text: str) -> frozenset[int]:
    """``mon``, ``mon-fri`` or ``mon,wed,sat-sun`` as weekday numbers, Monday 0; ``fri-mon`` runs over the weekend."""
    chosen: set[int] = set()
    for part in text.lower().replace(";", ",").split(","):
        names = [name.strip()[:3] for name in part.split("-")]
        if len(names) > 2 or any(name not in WEEKDAYS for name in names):
            raise InputError(say("weekday_unreadable", value=part.strip()))
        first, last = WEEKDAYS.index(names[0]), WEEKDAYS.index(names[-1])
        chosen.update((first + step) % 7 for step in range((last - first) % 7 + 1))
    return frozenset(chosen)


class OpeningHours(RootModel[dict[str, str | list[str]]]):
    """
    Opening hours by weekday: ``{"mon-fri": "08:00-22:00", "sat-sun": ["09:00-12:00", "13:00-18:00"], "holidays": "closed"}``.

    Weekdays not named are closed. Without ``holidays`` a public holiday keeps its weekday's hours.
    """

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="after")
    def _readable(self) -> OpeningHours:
        named: set[str] = set()
        for key in self.root:
            days = {HOLIDAY} if key in ("holidays", "holiday") else {WEEKDAYS[day] for day in weekday_set(key)}
            if twice := named & days:
                raise InputError(say("opening_day_twice", name=key, day=sorted(twice)[0]))
            named |= days
            last_end = 0
            for start, end in self._ranges_of(key):
                if start < last_end:
                    raise InputError(say("opening_overlap", name=key))
                last_end = end
        return self

    def _ranges_of(self, key: str) -> tuple[MinuteRange, ...]:
        said = self.root[key]
        texts = [said] if isinstance(said, str) else said
        return tuple(clock_range(text) for text in texts if text != CLOSED)

    @functools.cached_property
    def _by_kind(self) -> Mapping[str, tuple[MinuteRange, ...]]:
        by_kind: dict[str, tuple[MinuteRange, ...]] = dict.fromkeys((*WEEKDAYS, CLOSED), ())
        for key in self.root:
            if key in ("holidays", "holiday"):
                by_kind[HOLIDAY] = self._ranges_of(key)
            else:
                by_kind.update({WEEKDAYS[day]: self._ranges_of(key) for day in weekday_set(key)})
        return by_kind

    def ranges(self, kind: str, weekday: int) -> tuple[MinuteRange, ...]:
        """Open minute ranges of a day of `kind` (see DAY_KINDS) that falls on `weekday`."""
        if kind == HOLIDAY and HOLIDAY not in self._by_kind:
            kind = WEEKDAYS[weekday]
        return self._by_kind[kind]


class SpecialDay(BaseModel):
    """A named day that acts like a weekday, a holiday or a closed day, or whose volume is known to differ by a factor."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    date: date
    name: str
    acts_like: str | None = None
    factor: Number | None = Field(default=None, ge=0)
    queue: str | None = None

    @model_validator(mode="after")
    def _known_kind(self) -> SpecialDay:
        if self.acts_like is not None and self.acts_like not in DAY_KINDS:
            raise InputError(say("acts_like_unknown", value=self.acts_like, known=", ".join(DAY_KINDS)))
        return self


@dataclass(frozen=True)
class Calendar:
    """Public holidays of a country (``CN``, ``DE-BY``, or none) and the department's own special days, which win."""

    country: str | None = None
    special_days: tuple[SpecialDay, ...] = ()
    _acts_like: Mapping[tuple[date, str | None], str] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        named = {(day.date, day.queue): day.acts_like for day in self.special_days if day.acts_like}
        object.__setattr__(self, "_acts_like", named)
        if self.country is not None:
            _public_holidays(self.country, DEFAULT_LANGUAGE)

    def holiday_name(self, day: date) -> str | None:
        """The public holiday's name, None on other days. Days off moved by decree (调休) are holidays too."""
        return None if self.country is None else _public_holidays(self.country, DEFAULT_LANGUAGE).get(day)

    def holiday_in_words(self, day: date) -> Name | None:
        """The same in every language; in English where the country's holidays have no name in another."""
        if self.country is None or self.holiday_name(day) is None:
            return None
        return Name({each: str(_public_holidays(self.country, each).get(day)) for each in HOLIDAY_LANGUAGES})

    @property
    def last_known_year(self) -> int | None:
        """The last year whose days off and make-up workdays (调休) are known; None where they need no yearly decree."""
        code = (self.country or "").partition("-")[0]
        return _last_decreed_year(code) if code in DECREED_YEARLY else None

    def kind(self, day: date, queue: str | None = None) -> str:
        """One of DAY_KINDS: what `day` acts like, for one queue or for the whole department."""
        special = self._acts_like.get((day, queue)) or self._acts_like.get((day, None))
        if special is not None:
            return special
        return HOLIDAY if self.holiday_name(day) is not None else WEEKDAYS[day.weekday()]

    def ranges(self, hours: OpeningHours, day: date, queue: str | None = None) -> tuple[MinuteRange, ...]:
        """When `hours` are open on `day`."""
        return hours.ranges(self.kind(day, queue), day.weekday())

    def names(self, days: Iterable[date]) -> dict[date, str]:
        """The special and public holidays among `days`, by name; special days win."""
        own = {day.date: day.name for day in self.special_days}
        found = ((day, own.get(day) or self.holiday_name(day)) for day in days)
        return {day: name for day, name in found if name}


@functools.cache
def _public_holidays(country: str, language: str) -> holiday_library.HolidayBase:
    code, _, subdivision = country.partition("-")
    wanted = HOLIDAY_LANGUAGES[language]
    try:
        # A language is named on every machine: without it names follow the machine's own.
        found = holiday_library.country_holidays(code, subdiv=subdivision or None, language=wanted)
    except NotImplementedError:
        raise InputError(say("holidays_unknown", value=country)) from None
    is_named = language == DEFAULT_LANGUAGE or wanted in found.supported_languages
    return found if is_named else _public_holidays(country, DEFAULT_LANGUAGE)


@functools.cache
def _last_decreed_year(country: str) -> int:
    listed = holiday_library.country_holidays(country, years=DECREES_LOOKED_FOR)
    return max(day.year for day in listed.weekend_workdays)
