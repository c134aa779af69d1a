"""Meetings and training take place: in their window, in paid time of each person's shift, together where they are to be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from wfm.activities import DueActivity, due_activities
from wfm.messages import say
from wfm.rules.base import Rule, Violation

if TYPE_CHECKING:
    from wfm.timetable import Timetable

Span = tuple[int, int]  # UTC minutes, [from, to)


class Activities(Rule):
    """
    Everyone called to an activity has a paid segment of its kind, at least as long, inside its window; together: at one time.

    Segments of a shift never overlap, so such a segment lies over no pause and in no other activity. Who is on leave, or not in
    service, over the whole window is not missed.
    """

    name: ClassVar[str] = "activities"
    structural: ClassVar[bool] = True

    def check(self, timetable: Timetable) -> Iterator[Violation]:
        due = list(due_activities(timetable.centre, timetable.roster.dates))
        taken: dict[str, list[Span]] = defaultdict(list)
        for each in sorted(due, key=lambda d: (not d.activity.together, -len(d.attending), d.last_min)):
            length = each.activity.duration_min
            free = {agent.agent_id: _spans(timetable, each, agent.agent_id, taken) for agent in each.attending}
            begins = _begins(free, length, together=each.activity.together)
            for agent_id, spans in free.items():
                begin = begins.get(agent_id)
                if begin is not None:
                    taken[agent_id].append((begin, begin + length))
                    continue
                apart = any(end - start >= length for start, end in spans)
                start, end = each.activity.between
                sentence = say(
                    "activities_apart" if apart else "activities_missing",
                    agent=agent_id, activity=each.activity.id, length=length, start=f"{start:%Y-%m-%d %H:%M}",
                    end=f"{end:%Y-%m-%d %H:%M}",
                )  # fmt: skip
                yield Violation(self.name, agent_id, start.date(), 0, length, "min", sentence)


def _spans(timetable: Timetable, due: DueActivity, agent_id: str, taken: Mapping[str, list[Span]]) -> list[Span]:
    """Where a person is at activities of this kind inside the window, without those that stand for another one."""
    spans = [
        (max(segment.start_min, due.first_min), min(segment.end_min, due.last_min))
        for shift in timetable.roster.of(agent_id)
        for segment in shift.segments
        if segment.activity == due.activity.kind and segment.paid
    ]
    for begin, until in taken[agent_id]:
        spans = [piece for start, end in spans for piece in ((start, min(end, begin)), (max(start, until), end))]
    return [(start, end) for start, end in spans if end > start]


def _begins(free: Mapping[str, Iterable[Span]], length: int, *, together: bool) -> dict[str, int]:
    """When each person attends; together: at the time that suits most, whom it does not suit being left out."""
    fits: dict[int, list[str]] = defaultdict(list)
    for start in sorted({start for spans in free.values() for start, _ in spans}):
        for agent_id, spans in free.items():
            if any(first <= start and start + length <= last for first, last in spans):
                fits[start].append(agent_id)
    if together:
        best = max(fits, key=lambda start: len(fits[start]), default=None)
        return {} if best is None else dict.fromkeys(fits[best], best)
    return {agent_id: start for start in reversed(fits) for agent_id in fits[start]}
