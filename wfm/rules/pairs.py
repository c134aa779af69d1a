"""Two people work together, or never at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from wfm.messages import say
from wfm.people import Agent
from wfm.rules.base import Rule, Violation

if TYPE_CHECKING:
    from wfm.centre import Centre
    from wfm.timetable import Timetable


class Pairs(Rule):
    """
    What pairs.csv says of two people.

    ``apart``: no shift of the one shares a minute with a shift of the other, from begin to end, pauses included; published shifts
    count. ``together``: they work the same days and begin at the same time; how long each stays is the own contract's matter. A day
    on which either is on approved leave, or not in service, binds neither.
    """

    name: ClassVar[str] = "pairs"
    structural: ClassVar[bool] = True
    of_team: ClassVar[bool] = True

    def binds(self, centre: Centre, one: Agent, other: Agent, day: date) -> bool:
        """Whether two people who work together have to on that day."""
        return all(
            agent.in_service(day) and not any(leave.covers(day) for leave in centre.leave_of(agent.agent_id))
            for agent in (one, other)
        )

    def check(self, timetable: Timetable) -> Iterator[Violation]:
        for pair in timetable.centre.pairs:
            people = [timetable.centre.agent(agent_id) for agent_id in (pair.agent_a, pair.agent_b)]
            known = [agent for agent in people if agent is not None]
            if len(known) == 2:
                one, other = known
                judge = self._apart if pair.kind == "apart" else self._together
                yield from judge(timetable, one, other)

    def _apart(self, timetable: Timetable, one: Agent, other: Agent) -> Iterator[Violation]:
        for first in timetable.all_shifts(one.agent_id):
            for second in timetable.all_shifts(other.agent_id):
                day = max(first.shift_date, second.shift_date)
                both = min(first.end_min, second.end_min) - max(first.start_min, second.start_min)
                if both > 0 and day >= timetable.roster.first_day:
                    sentence = say("pairs_met", agent=one.agent_id, other=other.agent_id, day=day, observed=both / 60)
                    yield Violation(self.name, "", day, both / 60, 0, "h", sentence, both / 60)

    def _together(self, timetable: Timetable, one: Agent, other: Agent) -> Iterator[Violation]:
        for day in timetable.roster.dates:
            if not self.binds(timetable.centre, one, other, day):
                continue
            first, second = (timetable.roster.on(agent.agent_id, day) for agent in (one, other))
            if first is None and second is None:
                continue
            if first is None or second is None:
                works, off = (one, other) if first else (other, one)
                sentence = say("pairs_alone", agent=works.agent_id, other=off.agent_id, day=day)
                yield Violation(self.name, "", day, 1, 0, "shifts", sentence)
            elif first.start_min != second.start_min:
                between = abs(first.start_min - second.start_min)
                sentence = say("pairs_starts", agent=one.agent_id, other=other.agent_id, day=day, observed=between)
                yield Violation(self.name, "", day, between, 0, "min", sentence, between / 60)
