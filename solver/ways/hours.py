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


def closed(matter: Matter) -> Iterator[Change]:
    """Closed during the hours of the clash; where it names days only, each of them closed earlier, at the most all day, or opened later."""
    centre, clash = matter.centre, matter.clash
    if clash.hours:
        words = say("way_closed", places=in_words(clash.hours, centre.time_zone))
        yield Change.whole("closed", partial(_closed, spans=clash.hours, days=matter.dates), words, takes=True)
        return
    for day in clash.days:
        grid = centre.grid(day, 1)
        starts = [(start, start + grid.interval_min) for start in grid.starts_min.tolist()]
        yield from _shorter("closes", matter, day, starts[::-1], len(starts))
        yield from _shorter("opens", matter, day, starts, len(starts) - 1)


def _shorter(kind: str, matter: Matter, day: date, intervals: Sequence[Stretch], most: int) -> Iterator[Change]:
    """Fewer and fewer hours of a day: the first so many intervals left out."""

    def spans(count: float) -> Sequence[Stretch]:
        return intervals[: int(count)]

    def made(centre: Centre, count: float) -> Centre:
        return _closed(centre, 0.0, spans=spans(count), days=[day])

    def words(count: float) -> Sentence:
        first, last = min(spans(count))[0], max(spans(count))[1]
        return say("way_closed", places=in_words([(first, last)], matter.centre.time_zone))

    if most > 0:
        yield Change(kind, made, words, [float(count) for count in range(1, most + 1)], takes=True)


def _closed(centre: Centre, _amount: float, *, spans: Sequence[Stretch], days: Sequence[date]) -> Centre:
    """Every queue closed during some hours of some days, as far as these keep the hours of their weekday."""
    ordinary = [day for day in days if centre.calendar.kind(day) == WEEKDAYS[day.weekday()]]

    def cut(hours: OpeningHours) -> OpeningHours:
        return _cut(centre, hours, spans, ordinary)

    queues = tuple(
        queue if queue.open is None else queue.model_copy(update={"open": cut(queue.open)}) for queue in centre.queues
    )
    return centre.model_copy(update={"open": cut(centre.open), "queues": queues})


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
