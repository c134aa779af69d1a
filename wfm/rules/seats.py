"""No more people are at work at once than there are seats."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from wfm.messages import say
from wfm.people import Limit
from wfm.rules.base import Rule, Violation
from wfm.shifts import Activity
from wfm.timegrid import local

if TYPE_CHECKING:
    from wfm.timetable import Timetable

PAUSES = (Activity.MEAL, Activity.BREAK)


class Seats(Rule):
    """
    What limits.csv says of ``seats``: at no minute of its days are more people of the group on shift and not at an unpaid pause.

    A blank group is everyone. Published shifts that reach into the days count. Each stretch of a day with too many is one breach.
    """

    name: ClassVar[str] = "seats"
    structural: ClassVar[bool] = True
    of_team: ClassVar[bool] = True

    def check(self, timetable: Timetable) -> Iterator[Violation]:
        for limit in timetable.centre.limits:
            if limit.kind == "seats":
                yield from self._of(timetable, limit)

    def _of(self, timetable: Timetable, limit: Limit) -> Iterator[Violation]:
        centre, roster = timetable.centre, timetable.roster
        taken = [
            (segment.start_min, segment.end_min)
            for agent in timetable.agents
            if limit.speaks_of(agent.group)
            for shift in timetable.all_shifts(agent.agent_id)
            for segment in shift.segments
            if segment.paid or segment.activity not in PAUSES
        ]
        for day in [*roster.dates, roster.last_day + timedelta(days=1)]:
            if not limit.on(day):
                continue
            midnights = centre.instant_of(day, 0), centre.instant_of(day + timedelta(days=1), 0)
            own = [(max(start, midnights[0]), min(end, midnights[1])) for start, end in taken]
            first, most = None, 0
            for at in sorted({edge for span in own if span[0] < span[1] for edge in span}):
                count = sum(start <= at < end for start, end in own)
                if count > limit.value:
                    first, most = at if first is None else first, max(most, count)
                elif first is not None:
                    sentence = say(
                        "seats_above",
                        group=limit.group or say("everyone"), day=day, observed=most, limit=limit.value,
                        start=f"{local(first, centre.time_zone):%H:%M}", end=f"{local(at, centre.time_zone):%H:%M}",
                    )  # fmt: skip
                    size = (most - limit.value) * (at - first) / 60
                    yield Violation(self.name, "", day, most, limit.value, "people", sentence, size)
                    first, most = None, 0
