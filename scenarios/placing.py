"""A shift taken apart into what is done between the pauses and the pauses themselves, and put together again."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from wfm.shifts import Activity, Segment, Shift
from wfm.timegrid import local

PAUSES = frozenset({Activity.BREAK, Activity.MEAL})


class Doing(NamedTuple):
    """What is done in a span: all of a segment but its times."""

    activity: Activity
    queues: tuple[str, ...] = ()
    shares: tuple[float, ...] = ()
    paid: bool = True


@dataclass(frozen=True)
class Span:
    """One doing from one UTC minute to another."""

    start_min: int
    end_min: int
    doing: Doing

    @property
    def length_min(self) -> int:
        """Minutes."""
        return self.end_min - self.start_min


def pauses_of(shift: Shift) -> tuple[Span, ...]:
    """Meals and breaks, in time order."""
    return tuple(_span(segment) for segment in shift.segments if segment.activity in PAUSES)


def work_of(shift: Shift) -> tuple[Span, ...]:
    """What is done without pauses: each pause belongs to the span before it, a first one to the span after."""
    spans: list[Span] = []
    for segment in shift.segments:
        if segment.activity not in PAUSES:
            begin = spans[-1].end_min if spans else shift.start_min
            spans.append(replace(_span(segment), start_min=begin))
        elif spans:
            spans[-1] = replace(spans[-1], end_min=segment.end_min)
    return tuple(spans)


def overlaid(work: Sequence[Span], over: Sequence[Span]) -> tuple[Span, ...]:
    """The spans of `work`, those of `over` in their place."""
    kept = [part for span in work for part in _without(span, over)]
    return tuple(sorted((*kept, *over), key=lambda span: span.start_min))


def put_together(like: Shift, work: Sequence[Span], pauses: Sequence[Span], time_zone: str) -> Shift:
    """The shift of `like`'s person, day and template with this work and these pauses; neighbours of one doing are joined."""
    joined: list[Span] = []
    for span in overlaid(work, pauses):
        last = joined[-1] if joined else None
        if last and last.doing == span.doing and last.end_min == span.start_min and last.doing.activity not in PAUSES:
            joined[-1] = replace(last, end_min=span.end_min)
        else:
            joined.append(span)
    return like.model_copy(update={"segments": tuple(_segment(span, time_zone) for span in joined)})


def cut_at(shift: Shift, now_min: int, time_zone: str) -> Shift | None:
    """What of a shift is over at an instant; None where it has not begun."""
    spans = [_span(segment) for segment in shift.segments if segment.start_min < now_min]
    past = [replace(span, end_min=min(span.end_min, now_min)) for span in spans]
    return put_together(shift, past, (), time_zone) if past else None


@functools.lru_cache(maxsize=1 << 16)
def _segment(span: Span, time_zone: str) -> Segment:
    """Kept: a day's shifts are put together of the same few spans thousands of times."""
    start, end = (local(minute, time_zone) for minute in (span.start_min, span.end_min))
    return Segment(start=start, end=end, **span.doing._asdict())


def _span(segment: Segment) -> Span:
    doing = Doing(segment.activity, segment.queues, segment.shares, segment.paid)
    return Span(segment.start_min, segment.end_min, doing)


def _without(span: Span, over: Iterable[Span]) -> Iterator[Span]:
    at = span.start_min
    for other in sorted(over, key=lambda each: each.start_min):
        if other.end_min <= at or other.start_min >= span.end_min:
            continue
        if other.start_min > at:
            yield replace(span, start_min=at, end_min=other.start_min)
        at = max(at, other.end_min)
    if at < span.end_min:
        yield replace(span, start_min=at)
