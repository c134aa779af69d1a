"""Not too many people of a group are on approved leave at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from wfm.messages import say
from wfm.people import Limit
from wfm.rules.base import Rule, Violation

if TYPE_CHECKING:
    from wfm.centre import Centre
    from wfm.timetable import Timetable

HALVES = ("am", "pm")


@dataclass(frozen=True)
class Crowd:
    """People on leave at once on a day, more than the limit allows."""

    limit: Limit
    day: date
    absent: tuple[str, ...]


class AbsentAtOnce(Rule):
    """
    What limits.csv says of ``absent_at_once``: on no day are more people of the group on approved leave, in either half of it.

    A blank group is everyone. It is about leave, not about the roster: every person on leave that day is named.
    """

    name: ClassVar[str] = "absent_at_once"
    structural: ClassVar[bool] = True

    def crowds(self, centre: Centre, days: Sequence[date]) -> Iterator[Crowd]:
        """Days on which a limit is passed, with everyone on leave in the half day that has most of them."""
        for limit in centre.limits:
            for day in days if limit.kind == "absent_at_once" else ():
                absent = max((self._absent(centre, limit, day, half) for half in HALVES), key=len)
                if limit.on(day) and len(absent) > limit.value:
                    yield Crowd(limit, day, absent)

    def _absent(self, centre: Centre, limit: Limit, day: date, half: str) -> tuple[str, ...]:
        return tuple(
            agent.agent_id
            for agent in centre.agents
            if limit.speaks_of(agent.group)
            and agent.in_service(day)
            and any(leave.covers(day) and leave.part in (None, half) for leave in centre.leave_of(agent.agent_id))
        )

    def check(self, timetable: Timetable) -> Iterator[Violation]:
        for crowd in self.crowds(timetable.centre, timetable.roster.dates):
            for agent_id in crowd.absent:
                sentence = say(
                    "absent_at_once_above",
                    agent=agent_id, day=crowd.day, observed=len(crowd.absent), limit=crowd.limit.value,
                    group=crowd.limit.group or say("everyone"),
                )  # fmt: skip
                size = float(len(crowd.absent) - crowd.limit.value)
                yield Violation(
                    self.name, agent_id, crowd.day, len(crowd.absent), crowd.limit.value, "people", sentence, size
                )
