"""Wishes: times a person would rather work, or rather not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from wfm.messages import say
from wfm.model import Number
from wfm.people import Agent
from wfm.rules.base import Rule, Violation

if TYPE_CHECKING:
    from wfm.centre import Centre
    from wfm.timetable import Timetable


WishKind = Literal["avoid", "prefer"]


class Preferences(Rule):
    """
    A shift that touches a time the person would avoid, or that is not within a time preferred on a day with one, refuses a wish.

    Unit of breach: wishes refused, at most one of each kind a shift. A day off refuses none.
    """

    name: ClassVar[str] = "preferences"
    may_be_soft: ClassVar[bool] = True
    unit_of_size: ClassVar[str] = "wishes"

    weight: Number | None = Field(default=1.0, gt=0)

    def refused(self, centre: Centre, agent: Agent, shift_date: date, start_min: int, end_min: int) -> int:
        """How many wishes a shift of the person refuses: 0, 1 or 2."""
        return len(self.refused_kinds(centre, agent, shift_date, start_min, end_min))

    def refused_kinds(
        self, centre: Centre, agent: Agent, shift_date: date, start_min: int, end_min: int
    ) -> tuple[WishKind, ...]:
        """Which kinds of wish it refuses."""
        spans: dict[str, list[tuple[int, int]]] = {"prefer": [], "avoid": []}
        for row in centre.availability_of(agent.agent_id):
            if row.kind in spans and row.on(shift_date):
                first, last = (centre.instant_of(shift_date, minute) for minute in row.range_min)
                spans[row.kind].append((first, last))
        avoided = any(start_min < last and first < end_min for first, last in spans["avoid"])
        missed = bool(spans["prefer"]) and not any(
            first <= start_min and end_min <= last for first, last in spans["prefer"]
        )
        refused: tuple[tuple[WishKind, bool], ...] = (("avoid", avoided), ("prefer", missed))
        return tuple(kind for kind, is_refused in refused if is_refused)

    def check(self, timetable: Timetable) -> Iterator[Violation]:
        for agent, shift in timetable.shifts():
            refused = self.refused(timetable.centre, agent, shift.shift_date, shift.start_min, shift.end_min)
            if refused:
                sentence = say(
                    "preferences_refused", agent=agent.agent_id, day=shift.shift_date, start=f"{shift.start:%H:%M}"
                )
                yield Violation(
                    self.name, agent.agent_id, shift.shift_date, refused, 0.0, "wishes", sentence, float(refused)
                )
