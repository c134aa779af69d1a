"""Shift templates: possible shifts are theirs by construction; what is left is who may work which."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from solver.encodings.spans import allow
from solver.frame import Frame
from solver.primitives import AllowShifts
from wfm.rules.shift_templates import ShiftTemplates


def encode_shift_templates(rule: ShiftTemplates, frame: Frame) -> Iterator[AllowShifts]:
    """Templates may be kept for some groups or skills."""
    templates = list(frame.problem.centre.templates)
    template_of = np.array([templates.index(shift.template) for shift in frame.shifts.all], dtype=np.int64)
    for index, agent in enumerate(frame.problem.centre.agents):
        is_open = np.array([template.open_to(agent.group, agent.skills) for template in templates], dtype=np.bool_)
        if not is_open.all():
            yield allow(frame, index, is_open[template_of], rule.name)
