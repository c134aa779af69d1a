"""Pairs: two people whose shifts are chosen together, or never overlap."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from solver.encodings.spans import allow, touching
from solver.frame import Frame
from solver.primitives import AllowShifts, PairShifts
from wfm.rules.pairs import Pairs


def encode_pairs(rule: Pairs, frame: Frame) -> Iterator[PairShifts | AllowShifts]:
    """Of two people to be kept apart, neither may meet a published shift of the other either."""
    problem = frame.problem
    centre = problem.centre
    index_of = {agent.agent_id: index for index, agent in enumerate(centre.agents)}
    for pair in centre.pairs:
        if not {pair.agent_a, pair.agent_b} <= index_of.keys():
            continue
        agents = (index_of[pair.agent_a], index_of[pair.agent_b])
        one, other = (centre.agents[index] for index in agents)
        together = pair.kind == "together"
        bound = [together and rule.binds(centre, one, other, day) for day in problem.dates]
        yield PairShifts(agents, together, np.array(bound, dtype=np.bool_), because=rule.name)
        for index, partner in zip(agents, (other, one), strict=True):
            past = [
                (shift.start_min, shift.end_min)
                for shift in centre.published_before(problem.first_day)
                if shift.agent_id == partner.agent_id and shift.end_min > frame.origin_min
            ]
            if past and not together:
                yield allow(frame, index, ~touching(frame, past), rule.name)
