"""People serve a queue or hold a post only while it is open."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from wfm.messages import say
from wfm.rules.base import Rule, Violation

if TYPE_CHECKING:
    from wfm.centre import Centre
    from wfm.timetable import Timetable


class Opening(Rule):
    """Time on a queue or at a post lies inside the opening hours of each queue named; all else may lie outside."""

    name: ClassVar[str] = "opening"
    structural: ClassVar[bool] = True

    def check(self, timetable: Timetable) -> Iterator[Violation]:
        spans = functools.cache(functools.partial(_spans, timetable.centre))
        for agent, shift in timetable.shifts():
            for segment in shift.segments:
                if not segment.activity.covers:
                    continue
                for queue_id in segment.queues:
                    if not _is_open(spans(queue_id, shift.shift_date), segment.start_min, segment.end_min):
                        sentence = say(
                            "opening_outside",
                            agent=agent.agent_id, day=shift.shift_date, queue=queue_id,
                            start=f"{segment.start:%H:%M}", end=f"{segment.end:%H:%M}",
                        )  # fmt: skip
                        size = segment.length_min / 60
                        yield Violation(self.name, agent.agent_id, shift.shift_date, size, 0, "h", sentence, size)


def _spans(centre: Centre, queue_id: str, day: date) -> list[tuple[int, int]]:
    """When a queue is open around a day, in UTC minutes, in time order."""
    queue = centre.queue(queue_id)
    days = [day + timedelta(days=ahead) for ahead in (-1, 0, 1, 2)]
    return sorted(
        (centre.instant_of(each, first), centre.instant_of(each, last))
        for each in days
        if queue is not None
        for first, last in centre.open_ranges(queue, each)
    )


def _is_open(spans: Sequence[tuple[int, int]], start_min: int, end_min: int) -> bool:
    reached = start_min
    for first, last in spans:
        if first <= reached < last:
            reached = last
    return reached >= end_min
