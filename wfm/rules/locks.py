"""Shifts a scheduler pinned stay as they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from wfm.messages import say
from wfm.people import Lock
from wfm.rules.base import Rule, Violation

if TYPE_CHECKING:
    from wfm.timetable import Timetable


class Locks(Rule):
    """A locked day holds the shift it names, at the start it names if it names one; a blank shift is a day off."""

    name: ClassVar[str] = "locks"
    structural: ClassVar[bool] = True

    def allows(self, lock: Lock, shift_id: str | None, start_clock: str | None) -> bool:
        """Whether a day with this shift (None: no shift) that starts at ``HH:MM`` respects the lock."""
        if lock.shift_id is None:
            return shift_id is None
        return shift_id == lock.shift_id and (lock.start is None or start_clock == lock.start)

    def check(self, timetable: Timetable) -> Iterator[Violation]:
        planned = set(timetable.roster.dates)
        for lock in timetable.centre.locks:
            if lock.shift_date not in planned or timetable.centre.agent(lock.agent_id) is None:
                continue
            shift = timetable.roster.on(lock.agent_id, lock.shift_date)
            start = f"{shift.start:%H:%M}" if shift else None
            if not self.allows(lock, shift.shift_id if shift else None, start):
                sentence = say("locks_broken", agent=lock.agent_id, day=lock.shift_date, shift=lock.shift_id or "-")
                yield Violation(self.name, lock.agent_id, lock.shift_date, 0, 1, "shifts", sentence)
