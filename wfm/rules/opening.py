"""People serve a queue or hold a post only while it is open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from wfm.messages import say
from wfm.rules.base import Rule, Violation

if TYPE_CHECKING:
    from wfm.centre import Centre
    from wfm.demand import Queue
    from wfm.shifts import Shift
    from wfm.timetable import Timetable


class Opening(Rule):
    """Time on a queue or at a post lies inside the opening hours of each queue named; all else may lie outside."""

    name: ClassVar[str] = "opening"
    structural: ClassVar[bool] = True

    def check(self, timetable: Timetable) -> Iterator[Violation]:
        for agent, shift in timetable.shifts():
            for segment in shift.segments:
                if not segment.activity.covers:
                    continue
                for queue_id in segment.queues:
                    queue = timetable.centre.queue(queue_id)
                    if queue is None or not _is_open(
                        timetable.centre, queue, shift, segment.start_min, segment.end_min
                    ):
                        sentence = say(
                            "opening_outside",
                            agent=agent.agent_id, day=shift.shift_date, queue=queue_id,
                            start=f"{segment.start:%H:%M}", end=f"{segment.end:%H:%M}",
                        )  # fmt: skip
                        size = segment.length_min / 60
                        yield Violation(self.name, agent.agent_id, shift.shift_date, size, 0, "h", sentence, size)


def _is_open(centre: Centre, queue: Queue, shift: Shift, start_min: int, end_min: int) -> bool:
    reached = start_min
    days = [shift.shift_date + timedelta(days=ahead) for ahead in (-1, 0, 1, 2)]
    spans = sorted(
        (centre.instant_of(day, first), centre.instant_of(day, last))
        for day in days
        for first, last in centre.open_ranges(queue, day)
    )
    for first, last in spans:
        if first <= reached < last:
            reached = last
    return reached >= end_min
