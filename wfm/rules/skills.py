"""People serve only queues whose skill they have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from wfm.messages import say
from wfm.rules.base import Rule, Violation

if TYPE_CHECKING:
    from wfm.timetable import Timetable


class Skills(Rule):
    """Each queue of a segment needs a skill the person has; a position without a skill may be held by anyone."""

    name: ClassVar[str] = "skills"
    structural: ClassVar[bool] = True

    def check(self, timetable: Timetable) -> Iterator[Violation]:
        for agent, shift in timetable.shifts():
            served = set(timetable.centre.pools_of(agent))
            for segment in shift.segments:
                if not segment.activity.covers:
                    continue
                queues = [timetable.centre.queue(queue_id) for queue_id in segment.queues]
                if not queues or any(queue is None or queue.pool not in served for queue in queues):
                    sentence = say(
                        "skills_missing",
                        agent=agent.agent_id, day=shift.shift_date, start=f"{segment.start:%H:%M}", queues=segment.queues,
                    )  # fmt: skip
                    size = segment.length_min / 60
                    yield Violation(self.name, agent.agent_id, shift.shift_date, size, 0, "h", sentence, size)
