"""Meetings and training: an occupation of some people at a time to be chosen."""

from __future__ import annotations

from collections.abc import Iterator

from solver.frame import Frame
from solver.primitives import PlaceActivity
from wfm.activities import due_activities
from wfm.rules.activities import Activities


def encode_activities(rule: Activities, frame: Frame) -> Iterator[PlaceActivity]:
    """One primitive per activity that is due and has somebody to attend."""
    problem = frame.problem
    index_of = {agent.agent_id: index for index, agent in enumerate(problem.centre.agents)}
    for due in due_activities(problem.centre, problem.dates):
        if not due.attending:
            continue
        steps = due.activity.duration_min // frame.step_min
        yield PlaceActivity(
            id=due.activity.id,
            activity=due.activity.kind,
            agents=tuple(index_of[agent.agent_id] for agent in due.attending),
            steps=steps,
            first_start=max(0, -((frame.origin_min - due.first_min) // frame.step_min)),
            last_start=min((due.last_min - frame.origin_min) // frame.step_min, frame.steps) - steps,
            together=due.activity.together,
            because=rule.name,
        )
