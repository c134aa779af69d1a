"""One shift a day: a possible shift is chosen at most once a day by construction; a shift may not begin inside the one before."""

from __future__ import annotations

from collections.abc import Iterator

from solver.frame import Frame
from solver.primitives import RestBefore
from wfm.rules.one_shift_a_day import OneShiftADay


def encode_one_shift_a_day(rule: OneShiftADay, frame: Frame) -> Iterator[RestBefore]:
    """No rest at all is the weakest rest there is: it forbids the overlap of a night shift with the next day's."""
    for index in range(len(frame.problem.centre.agents)):
        for day in range(frame.days):
            yield RestBefore(index, day, 0, because=rule.name)
