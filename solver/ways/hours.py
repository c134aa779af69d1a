"""Ways out by the opening hours: the department closed while too few of those who have to be there can be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from solver.clash import Stretch, in_words
from solver.ways.change import Change, Matter
from wfm.calendar import CLOSED, DAY_MIN, WEEKDAYS, MinuteRange, OpeningHours, clock_text
from wfm.centre import Centre, merge_ranges
from wfm.messages import Sentence, say

HOUR_MIN = 60
"""Steps in which a day is made shorter, where its intervals are no longer."""


def closed(matter: Matter) -> Iterator[Change]:
    """Closed during the hours of the clash; where it names days only, each of them closed earlier, or all day, or opened later."""
    centre, clash = matter.centre, matter.clash
    if clash.hours:
        words = say("way_closed", places=in_words(clash.hours, centre.time_zone))
        yield Change.whole(
            "closed", partial(_closed, spans=clash.hours, days=matter.dates, dates=matter.dates), words, takes=True
        )
        return
    for day in clash.days:
        grid = centre.grid(day, 1)
        starts = [(start, start + grid.interval_min) for start in grid.starts_min.tolist()]
        per_h = max(1, HOUR_MIN // grid.interval_min)
        counts = [float(count) for count in range(per_h, len(starts), per_h)]
        yield from _shorter("closes", matter, day, starts[::-1], [*counts, float(len(starts))])
        yield from _shorter("opens", matter, day, starts, counts)


def _shorter(
    kind: str, matter: Matter, day: date, intervals: Sequence[Stretch], counts: Sequence[float]
) -> Iterator[Change]:
    """The first so many intervals of a day left out. Shifts have to fit into what is left, so less may be possible with more."""

    def spans(count: float) -> Sequence[Stretch]:
        return intervals[: int(count)]

    def made(centre: Centre, count: float) -> Centre:
        return _closed(centre, 0.0, spans=spans(count), days=[day], dates=matter.dates)

    def words(count: float) -> Sentence:
        first, last = min(spans(count))[0], max(spans(count))[1]
        return say("way_closed", places=in_words([(first, last)], matter.centre.time_zone))

    if counts and intervals:
        eased = partial(made, count=float(len(intervals)))
        yield Change(kind, made, words, counts, eased=eased, takes=True)


def _closed(
    centre: Centre, _amount: float, *, spans: Sequence[Stretch], days: Sequence[date], dates: Sequence[date]
) -> Centre:
    """
    Every queue closed during some hours of some days, as far as these keep the hours of their weekday.

    As it is where nothing would be left open on any of `dates`: then there is nothing to plan.
    """
    ordinary = [day for day in days if centre.calendar.kind(day) == WEEKDAYS[day.weekday()]]

    def cut(hours: OpeningHours) -> OpeningHours:
        return _cut(centre, hours, spans, ordinary)

    queues = tuple(
        queue if queue.open is None else queue.model_copy(update={"open": cut(queue.open)}) for queue in centre.queues
    )
    less = centre.model_copy(update={"open": cut(centre.open), "queues": queues})
    return less if any(less.any_open_ranges(day) for day in dates) else centre


def _cut(centre: Centre, hours: OpeningHours, spans: Sequence[Stretch], days: Sequence[date]) -> OpeningHours:
    """The hours without the spans; as they are where what is left would begin after midnight, which no weekday's hours can say."""
    kept = {kind: list(hours.ranges(kind, 0)) for kind in WEEKDAYS}
    for day in days:
        kind = WEEKDAYS[day.weekday()]
        kept[kind] = list(_left(centre, day, kept[kind], spans))
    if any(first >= DAY_MIN for ranges in kept.values() for first, _ in ranges):
        return hours
    holidays = {key: said for key, said in hours.root.items() if key not in kept and "holiday" in key}
    return OpeningHours({**{kind: _text(ranges) for kind, ranges in kept.items()}, **holidays})


def _left(centre: Centre, day: date, ranges: Sequence[MinuteRange], spans: Sequence[Stretch]) -> Iterator[MinuteRange]:
    """What is left of a day's opening hours, in whole intervals."""
    step = centre.interval_min
    open_still = [
        (minute, minute + step)
        for first, last in ranges
        for minute in range(first, last, step)
        if not any(start < centre.instant_of(day, minute) + step and centre.instant_of(day, minute) < end for start, end in spans)
    ]  # fmt: skip
    return merge_ranges(open_still)


def _text(ranges: Sequence[MinuteRange]) -> str | list[str]:
    return [f"{clock_text(first)}-{clock_text(last)}" for first, last in ranges] or CLOSED
