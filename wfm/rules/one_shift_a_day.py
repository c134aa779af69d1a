"""A person begins at most one shift a day, and is never in two places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from wfm.messages import say
from wfm.rules.base import Rule, Violation

if TYPE_CHECKING:
    from wfm.timetable import Timetable


class OneShiftADay(Rule):
    """At most one shift of a person begins on a day, and no two shifts overlap."""

    name: ClassVar[str] = "one_shift_a_day"
    structural: ClassVar[bool] = True

    def check(self, timetable: Timetable) -> Iterator[Violation]:
        for agent in timetable.agents:
            own = timetable.roster.of(agent.agent_id)
            for day, count in Counter(shift.shift_date for shift in own).items():
                if count > 1:
                    sentence = say("one_shift_a_day_above", agent=agent.agent_id, day=day, observed=count)
                    yield Violation(self.name, agent.agent_id, day, count, 1, "shifts", sentence, count - 1.0)
            for before, after in pairwise(timetable.all_shifts(agent.agent_id)):
                if after.start_min < before.end_min and after.shift_date >= timetable.roster.first_day:
                    overlap_min = before.end_min - after.start_min
                    sentence = say("one_shift_a_day_overlap", agent=agent.agent_id, day=after.shift_date)
                    yield Violation(
                        self.name, agent.agent_id, after.shift_date, overlap_min, 0, "min", sentence, overlap_min / 60
                    )
