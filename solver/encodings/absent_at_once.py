"""Too many on leave at once: no roster mends that, so the day of each of them can be neither worked nor off."""

from __future__ import annotations

from collections.abc import Iterator

from solver.encodings.spans import allow, on_days
from solver.frame import Frame, date_index
from solver.primitives import AllowShifts
from wfm.rules.absent_at_once import HALVES, AbsentAtOnce


def encode_absent_at_once(rule: AbsentAtOnce, frame: Frame) -> Iterator[AllowShifts]:
    """Leave is given, not planned: a limit passed by it leaves nobody concerned a week."""
    centre = frame.problem.centre
    for limit in centre.limits:
        group = [index for index, agent in enumerate(centre.agents) if limit.speaks_of(agent.group)]
        for day in frame.problem.dates if limit.kind == "absent_at_once" else ():
            away = {
                half: {
                    index
                    for index in group
                    for leave in centre.leave_of(centre.agents[index].agent_id)
                    if leave.covers(day) and leave.part in (None, half) and centre.agents[index].in_service(day)
                }
                for half in HALVES
            }
            most = max(away.values(), key=len)
            if limit.on(day) and len(most) > limit.value:
                at = date_index(frame.problem, day)
                for index in sorted(most):
                    yield allow(frame, index, ~on_days(frame, [at]), rule.name, never_off=[at])
