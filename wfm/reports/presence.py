"""
From the sign-in log as it comes to the time people were present, by one stated rule; nothing is dropped silently.

The counting rule
-----------------
1. Seconds are cut off; each time is then rounded to the nearest `round_min` of the local clock (half a step goes up).
2. A row sent twice counts once. Pairs that overlap are one stretch.
3. A pair whose sign-out is before its sign-in counts for nothing, as does one without a minute in it.
4. A sign-in without a sign-out counts until the planned end of the shift it belongs to, or until the person's next
   sign-in if that comes first; without a shift it counts for nothing. A pair longer than `MOST_PAIR_H` is such a
   sign-in: its sign-out is another day's.
5. A sign-in without a sign-out inside a complete pair adds nothing to it.

All arithmetic is on UTC minutes: nights run over midnight, and days of 23 and 25 hours have what they have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from wfm.centre import merge_ranges
from wfm.messages import Sentence, say
from wfm.records import Attendance
from wfm.timegrid import instant

MOST_PAIR_H = 16
EARLY_REACH_MIN = 120
"""A sign-in without a sign-out belongs to a shift that begins at most so much later."""

Span = tuple[int, int]
"""UTC minutes ``[start, end)``."""


@dataclass(frozen=True)
class Oddity:
    """
    Something in the log that is not a plain pair.

    Attributes
    ----------
    kind
        ``twice``, ``overlap``, ``wrong_order``, ``empty``, ``no_sign_out``, ``no_sign_out_no_shift``, ``too_long`` or
        ``inside``.
    at_min
        UTC minutes the row speaks of, both times where there are two.
    lost
        The row says the person was there, but not until when, so that it counts for nothing.
    """

    agent_id: str
    day: date
    kind: str
    at_min: tuple[int, ...]
    sentence: Sentence
    lost: bool = False


@dataclass(frozen=True)
class PresenceLog:
    """
    Presence of each person as sorted spans that do not overlap, and what was odd in the log.

    `assumed` holds the sign-ins, in UTC minutes, whose end was assumed since the sign-out is missing.
    """

    spans: Mapping[str, tuple[Span, ...]]
    assumed: Mapping[str, frozenset[int]]
    oddities: tuple[Oddity, ...]


@dataclass(frozen=True)
class _Row:
    """One row in UTC minutes, as the department's clock rounds them."""

    agent_id: str
    signed_in: datetime
    start_min: int
    end_min: int | None

    def oddity(self, kind: str, at_min: Sequence[int] = (), *, lost: bool = False, **values: object) -> Oddity:
        sentence = say(f"presence_{kind}", agent=self.agent_id, at=f"{self.signed_in:%Y-%m-%d %H:%M}", **values)
        return Oddity(
            self.agent_id, self.signed_in.date(), kind, tuple(at_min) or (self.start_min,), sentence, lost=lost
        )


def presence(
    log: Iterable[Attendance], shifts: Mapping[str, Sequence[Span]] | None = None, *, round_min: int = 1
) -> PresenceLog:
    """
    Count the sign-in log by the rule above.

    Parameters
    ----------
    log
        Rows in any order, of any number of people.
    shifts
        Planned shifts of each person as UTC minute spans; where a missing sign-out ends.
    round_min
        Step of the clock in minutes.
    """
    by_agent: dict[str, list[Attendance]] = {}
    for row in log:
        by_agent.setdefault(row.agent_id, []).append(row)
    spans: dict[str, tuple[Span, ...]] = {}
    assumed: dict[str, frozenset[int]] = {}
    oddities: list[Oddity] = []
    for agent_id, rows in by_agent.items():
        person = _Person(rows, (shifts or {}).get(agent_id, ()), round_min)
        spans[agent_id], assumed[agent_id] = person.spans, frozenset(person.assumed)
        oddities += person.oddities
    return PresenceLog(spans, assumed, tuple(sorted(oddities, key=lambda odd: (odd.at_min, odd.agent_id, odd.kind))))


class _Person:
    """The log of one person, counted."""

    def __init__(self, rows: Sequence[Attendance], shifts: Sequence[Span], round_min: int) -> None:
        self.oddities: list[Oddity] = []
        self.assumed: list[int] = []
        self.round_min = round_min
        pairs, open_rows = self._sorted_out(rows)
        spans = list(self._merged(pairs))
        starts = sorted({row.start_min for row in (*pairs, *open_rows)})
        spans += [span for row in open_rows if (span := self._assumed_span(row, spans, starts, shifts))]
        self.spans = tuple(merge_ranges(sorted(spans)))

    def _sorted_out(self, rows: Sequence[Attendance]) -> tuple[list[_Row], list[_Row]]:
        """The sound pairs and the sign-ins without a sign-out, each in time order."""
        pairs: list[_Row] = []
        open_rows: list[_Row] = []
        seen: set[tuple[float, float]] = set()
        for row in sorted(rows, key=_times):
            out, key = row.signed_out, _times(row)
            read = _Row(row.agent_id, row.signed_in, self._rounded(row.signed_in), self._rounded(out) if out else None)
            if key in seen:
                self.oddities.append(read.oddity("twice"))
                continue
            seen.add(key)
            if out is None or read.end_min is None:
                open_rows.append(read)
            elif out.timestamp() < row.signed_in.timestamp():
                at = (read.start_min, read.end_min)
                self.oddities.append(read.oddity("wrong_order", at, lost=True, out=f"{out:%Y-%m-%d %H:%M}"))
            elif read.end_min <= read.start_min:
                self.oddities.append(read.oddity("empty"))
            elif read.end_min - read.start_min > MOST_PAIR_H * 60:
                hours = (read.end_min - read.start_min) / 60
                self.oddities.append(read.oddity("too_long", hours=f"{hours:.1f}", most=MOST_PAIR_H))
                open_rows.append(read)
            else:
                pairs.append(read)
        return pairs, open_rows

    def _merged(self, pairs: Sequence[_Row]) -> Iterator[Span]:
        reached: int | None = None
        for row in pairs:
            assert row.end_min is not None
            if reached is not None and row.start_min < reached:
                self.oddities.append(row.oddity("overlap"))
            reached = max(reached or row.end_min, row.end_min)
        yield from merge_ranges(sorted((row.start_min, row.end_min or row.start_min) for row in pairs))

    def _assumed_span(
        self, row: _Row, pairs: Sequence[Span], starts: Sequence[int], shifts: Sequence[Span]
    ) -> Span | None:
        start = row.start_min
        if any(first <= start < last for first, last in pairs):
            self.oddities.append(row.oddity("inside"))
            return None
        ends = [last for first, last in shifts if first - EARLY_REACH_MIN <= start < last]
        if not ends:
            self.oddities.append(row.oddity("no_sign_out_no_shift", lost=True))
            return None
        end = min([min(ends), *(later for later in starts if later > start)])
        self.assumed.append(start)
        self.oddities.append(row.oddity("no_sign_out", minutes=end - start))
        return start, end

    def _rounded(self, moment: datetime) -> int:
        offset = moment.utcoffset()
        ahead = int(offset.total_seconds() // 60) if offset else 0
        clock = instant(moment) + ahead
        return (clock + self.round_min // 2) // self.round_min * self.round_min - ahead


# --- spans ------------------------------------------------------------------------------------------------------------


def within(spans: Iterable[Span], start: int, end: int) -> list[Span]:
    """The parts of spans inside ``[start, end)``."""
    return [(max(first, start), min(last, end)) for first, last in spans if first < end and start < last]


def length(spans: Iterable[Span]) -> int:
    """Minutes in spans that do not overlap."""
    return sum(end - start for start, end in spans)


def _times(row: Attendance) -> tuple[float, float]:
    """When somebody came and went, for the order of rows; 0 where the sign-out is missing."""
    return row.signed_in.timestamp(), row.signed_out.timestamp() if row.signed_out else 0.0
