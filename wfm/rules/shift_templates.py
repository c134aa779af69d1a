"""A shift is one of the department's shift templates: its start, its length, its meal and breaks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from wfm.messages import say
from wfm.model import minutes
from wfm.people import Agent
from wfm.rules.base import Rule, Violation
from wfm.rules.start_time_stability import clock_of
from wfm.shifts import Activity, Shift, ShiftTemplate

if TYPE_CHECKING:
    from wfm.timetable import Timetable


class ShiftTemplates(Rule):
    """
    A shift follows its template: a start it allows on a day it allows, a length it offers, open to the person's group and
    skills; segments without gaps; each meal and break of its exact length, in its window, in order, paid as said.
    """

    name: ClassVar[str] = "shift_templates"
    structural: ClassVar[bool] = True

    def check(self, timetable: Timetable) -> Iterator[Violation]:
        for agent, shift in timetable.shifts():
            for key, values in self._faults(timetable, agent, shift):
                sentence = say(key, agent=agent.agent_id, day=shift.shift_date, shift=shift.shift_id, **values)
                yield Violation(self.name, agent.agent_id, shift.shift_date, 1, 0, "faults", sentence)

    def _faults(self, timetable: Timetable, agent: Agent, shift: Shift) -> Iterator[tuple[str, dict[str, object]]]:
        template = timetable.centre.template(shift.shift_id)
        if template is None:
            yield "template_unknown", {}
            return
        start = clock_of(timetable.centre, shift.shift_date, shift.start_min)
        if start not in template.start_minutes or shift.shift_date.weekday() not in template.weekdays:
            yield "template_start", {"start": f"{shift.start:%H:%M}"}
        if not template.open_to(agent.group, agent.skills):
            yield "template_not_open", {}
        if shift.paid_min not in {minutes(hours) for hours in template.paid_h}:
            yield "template_length", {"observed": shift.paid_min / 60}
        if any(a.end_min != b.start_min for a, b in zip(shift.segments, shift.segments[1:], strict=False)):
            yield "template_gap", {}
        yield from self._pause_faults(template, shift, start)

    @staticmethod
    def _pause_faults(template: ShiftTemplate, shift: Shift, start: int) -> Iterator[tuple[str, dict[str, object]]]:
        layouts = template.layouts(start, shift.paid_min)
        taken = [segment for segment in shift.segments if segment.activity in (Activity.MEAL, Activity.BREAK)]
        kinds = [(pause.activity, pause.length_min, pause.paid) for pause in taken]
        alike = (each for each in layouts if [(p.activity, p.length_min, p.paid) for p in each] == kinds)
        asked = next(alike, None)
        if asked is None:
            asked = layouts[0] if layouts else ()
            yield "template_pauses", {"observed": len(taken), "limit": len(asked)}
        else:
            for pause, segment in zip(asked, taken, strict=True):
                offset = segment.start_min - shift.start_min
                if not pause.first_min <= offset <= pause.last_min:
                    yield (
                        "template_window",
                        {"activity": say(f"activity_{pause.activity}"), "at": f"{segment.start:%H:%M}"},
                    )
        if any(not s.paid for s in shift.segments if s.activity not in (Activity.MEAL, Activity.BREAK)):
            yield "template_unpaid", {}
