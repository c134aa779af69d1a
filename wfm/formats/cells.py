"""One cell of a table: how each kind of value is written and read. The readers raise `CellError` with what was expected."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from wfm.calendar import clock_min, clock_text, weekday_set
from wfm.errors import InputError
from wfm.messages import Sentence, say
from wfm.timegrid import zone

_PARTS = {"yyyy": r"(?P<y>\d{4})", "yy": r"(?P<y>\d{2})", "mm": r"(?P<m>\d{2})", "m": r"(?P<m>\d{1,2})"}
_PARTS |= {"dd": r"(?P<d>\d{2})", "d": r"(?P<d>\d{1,2})"}
_YEAR_FIRST = re.compile(r"(?P<y>\d{4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})日?")
_COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})")
_TIME = re.compile(
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?\s*(?P<offset>Z|[+-]\d{2}:?\d{2})?"
)
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_YES, _NO = frozenset({"yes", "y", "true", "1", "是"}), frozenset({"no", "n", "false", "0", "否"})
DATE_FORMATS = "d-m-yyyy, d/m/yyyy, d.m.yyyy, m/d/yyyy, yyyymmdd, yymmdd"


class CellError(ValueError):
    """A cell that cannot be read; `expected` says what should stand there, `whole` replaces the usual sentence."""

    def __init__(self, expected: Sentence, *, whole: bool = False) -> None:
        self.expected, self.whole = expected, whole
        super().__init__(str(expected))


@dataclass(frozen=True)
class Conventions:
    """How a department writes: its time zone, and its own date format besides ISO."""

    time_zone: str = "UTC"
    date_format: str | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The time zone."""
        return zone(self.time_zone)


@dataclass(frozen=True)
class Kind:
    """A kind of cell."""

    read: Callable[[str, Conventions], object]
    write: Callable[[Any], str] = str


@functools.cache
def date_pattern(date_format: str) -> re.Pattern[str]:
    """The expression of a format such as ``d-m-yyyy``; InputError where it does not name day, month and year once."""
    parts = re.split(r"(yyyy|yy|mm|m|dd|d)", date_format.strip().lower())
    if sorted(part[0] for part in parts if part in _PARTS) != ["d", "m", "y"]:
        raise InputError(say("date_format_unreadable", value=date_format, formats=DATE_FORMATS))
    return re.compile("".join(_PARTS.get(part, re.escape(part)) for part in parts))


@functools.lru_cache(maxsize=20_000)
def parse_date(text: str, date_format: str | None = None) -> date:
    """A date in the department's own format, or written year first; CellError otherwise."""
    patterns = [_YEAR_FIRST, _COMPACT]
    if date_format:
        patterns.insert(0, date_pattern(date_format))
    for pattern in patterns:
        if match := pattern.fullmatch(text.strip()):
            year = int(match["y"])
            try:
                return date(year + (2000 if len(match["y"]) == 2 else 0), int(match["m"]), int(match["d"]))
            except ValueError:
                break
    if re.fullmatch(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}", text.strip()) and not date_format:
        raise CellError(say("expected_date_clear", formats=DATE_FORMATS))
    raise CellError(say("expected_date"))


def parse_naive(text: str, date_format: str | None = None) -> tuple[datetime, str | None]:
    """A local time and its offset text, if it has one; a date alone is its midnight, ``24:00`` the next. CellError otherwise."""
    text = text.strip()
    match = _TIME.search(text)
    head = text[: match.start()].rstrip() if match else text
    if match and match.end() == len(text) and head:
        head = head[:-1] if head[-1] in "Tt" else head
        midnight = datetime.combine(parse_date(head, date_format), datetime.min.time())
        hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
        try:
            if (hour, minute, second) == (24, 0, 0):
                return midnight + timedelta(days=1), match["offset"]
            return midnight.replace(hour=hour, minute=minute, second=second), match["offset"]
        except (ValueError, OverflowError):
            raise CellError(say("expected_instant")) from None
    try:
        return datetime.combine(parse_date(text, date_format), datetime.min.time()), None
    except CellError as error:
        if error.expected.key == "expected_date_clear":
            raise
        raise CellError(say("expected_instant")) from None


def localise(moment: datetime, time_zone: str) -> datetime:
    """A naive local time as an instant; CellError where clocks skip it or pass it twice."""
    first = moment.replace(tzinfo=zone(time_zone), fold=0)
    second = first.replace(fold=1)
    if first.utcoffset() != second.utcoffset():
        text = f"{moment:%Y-%m-%d %H:%M}"
        if first.astimezone(zone("UTC")).astimezone(zone(time_zone)).replace(tzinfo=None) != moment:
            raise CellError(say("time_skipped", value=text, zone=time_zone), whole=True)
        choices = f"{first.isoformat(timespec='minutes')} / {second.isoformat(timespec='minutes')}"
        raise CellError(say("time_twice", value=text, zone=time_zone, choices=choices), whole=True)
    return first


def with_offset(moment: datetime, offset: str) -> datetime:
    """A local time with its written offset as an aware datetime."""
    try:
        return datetime.fromisoformat(f"{moment.isoformat()}{offset}")
    except ValueError:
        raise CellError(say("expected_instant")) from None


def _read_text(text: str, _conventions: Conventions) -> str:
    return text


def _read_date(text: str, conventions: Conventions) -> date:
    moment, _ = parse_naive(text, conventions.date_format) if ":" in text else (None, None)
    if moment is not None:
        if moment.hour or moment.minute or moment.second:
            raise CellError(say("expected_date"))
        return moment.date()
    return parse_date(text, conventions.date_format)


def read_instant(text: str, conventions: Conventions) -> datetime:
    """An aware local time; CellError where it cannot be read, does not exist or is ambiguous."""
    moment, offset = parse_naive(text, conventions.date_format)
    try:
        aware = localise(moment, conventions.time_zone) if offset is None else with_offset(moment, offset)
        return aware.astimezone(conventions.zone)
    except OverflowError:
        raise CellError(say("expected_instant")) from None


def _read_clock(text: str, _conventions: Conventions) -> str:
    try:
        return clock_text(clock_min(re.sub(r"(?<=:\d\d):00$", "", text)))
    except ValueError:
        raise CellError(say("expected_clock")) from None


def _read_number(text: str, _conventions: Conventions) -> float:
    value = float(text) if _NUMBER.fullmatch(text) else math.nan
    if not math.isfinite(value):
        raise CellError(say("expected_number"))
    return value


def parse_count(text: str) -> float:
    """A finite number of at least 0; CellError otherwise."""
    value = float(text) if _NUMBER.fullmatch(text) else math.nan
    if not math.isfinite(value) or value < 0:
        raise CellError(say("expected_count"))
    return value


def _read_count(text: str, _conventions: Conventions) -> float:
    return parse_count(text)


def _read_whole(text: str, _conventions: Conventions) -> int:
    value = float(text) if _NUMBER.fullmatch(text) else math.nan
    if not math.isfinite(value) or not value.is_integer():
        raise CellError(say("expected_whole"))
    return int(value)


def _read_yes_no(text: str, _conventions: Conventions) -> bool:
    if (said := text.lower()) in _YES | _NO:
        return said in _YES
    raise CellError(say("expected_yes_no"))


def _read_list(text: str, _conventions: Conventions) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"[;,；，、]", text) if part.strip())


def _read_shares(text: str, conventions: Conventions) -> tuple[float, ...]:
    return tuple(parse_count(part) for part in _read_list(text, conventions))


def _read_days(text: str, conventions: Conventions) -> str:
    if text[:1].isdigit():
        return _read_date(text, conventions).isoformat()
    try:
        weekday_set(text)
    except ValueError:
        raise CellError(say("expected_days")) from None
    return text.lower().replace(";", ",")


def number_text(value: float) -> str:
    """A number plainly: no exponent, at most six decimals, blank where there is none."""
    if value is None or math.isnan(value):
        return ""
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def exact_text(value: float) -> str:
    """A number as written by a person, to be read back unchanged."""
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))


def instant_text(moment: datetime) -> str:
    """An aware local time with its offset; seconds only where there are any."""
    return moment.isoformat(timespec="seconds" if moment.second else "minutes")


def yes_no(value: bool) -> str:
    """``yes`` or ``no``."""
    return "yes" if value else "no"


def choice(*allowed: str) -> Kind:
    """One of some words, in any case."""

    def read(text: str, _conventions: Conventions) -> str:
        if (said := text.lower()) in allowed:
            return said
        raise CellError(say("expected_choice", choices=", ".join(allowed)))

    return Kind(read)


TEXT = Kind(_read_text)
DATE = Kind(_read_date, date.isoformat)
INSTANT = Kind(read_instant, instant_text)
CLOCK = Kind(_read_clock)
NUMBER = Kind(_read_number, exact_text)
COUNT = Kind(_read_count, exact_text)
WHOLE = Kind(_read_whole)
YES_NO = Kind(_read_yes_no, yes_no)
LIST = Kind(_read_list, ";".join)
SHARES = Kind(_read_shares, lambda shares: ";".join(exact_text(share) for share in shares))
DAYS = Kind(_read_days)
