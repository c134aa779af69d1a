"""Ways out by a limit: an approved exception for one person, another figure for everybody, a limit of limits.csv."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from pydantic import ValidationError

from solver.ways.change import Change, Matter
from wfm.centre import Centre
from wfm.errors import WfmError
from wfm.messages import say
from wfm.people import Agent, ApprovedException
from wfm.rules import RULES
from wfm.rules.weekly_hours import WeeklyHours

STEPS = {"h": 0.25, "min": 15.0}
"""By how much a figure is moved at a time, by the end of its key; others by 1."""
TOPS = {"h": 168.0, "min": 1440.0}
"""Up to where a maximum is raised; others to 31."""
OWN_FIGURES = ("min_leads", "max_change_min")
"""Figures that no exception replaces."""


def exceptions(matter: Matter) -> Iterator[Change]:
    """The least exception to each limit of the rule, for each person of the clash."""
    rule = matter.centre.rule(matter.rule)
    if rule is None:
        return
    for agent in matter.people:
        for key in rule.limits:
            current = _in_force(matter, agent, key)
            if current is not None:
                name = f"{rule.name}.{key}"
                made = partial(_excepted, matter=matter, agent=agent, key=name)
                amounts = _amounts(key, current)
                yield Change.by(
                    "exception", made, amounts, "way_exception", agent=agent.agent_id, key_=name, current=current
                )


def everybody(matter: Matter) -> Iterator[Change]:
    """The least other figure of the rule in centre.toml."""
    rule = matter.centre.rule(matter.rule)
    if rule is None:
        return
    for key in (*rule.limits, *(key for key in OWN_FIGURES if key in type(rule).model_fields)):
        current = getattr(rule, key)
        if current is not None:
            name = f"{rule.name}.{key}"
            allowed = [value for value in _amounts(key, current) if _ruled(matter.centre, value, rule.name, key)]
            made = partial(_ruled_or_as_is, name=rule.name, key=key)
            yield Change.by("rule", made, allowed, "way_rule", key_=name, current=float(current))


def table(matter: Matter) -> Iterator[Change]:
    """The least higher value of each limit of limits.csv that the rule reads."""
    for at, limit in enumerate(matter.centre.limits):
        if limit.kind == matter.rule and any(limit.on(day) for day in matter.clash.days):
            values = [float(value) for value in range(limit.value + 1, len(matter.centre.agents) + 1)]
            group = limit.group or say("everyone")
            made = partial(_raised, at=at)
            yield Change.by("limit", made, values, "way_limit", current=float(limit.value), group=group)


def _in_force(matter: Matter, agent: Agent, key: str) -> float | None:
    """The limit of one person on the first day of the clash."""
    rule = matter.centre.rule(matter.rule)
    if isinstance(rule, WeeklyHours):
        limits = rule.limits_of(matter.centre, agent, matter.dates[0], len(matter.dates))
        return limits.floor_h if key == "min_h" else limits.max_h
    default = getattr(rule, key)
    if default is None:
        return None
    day = matter.clash.days[0]
    return matter.centre.limit(f"{matter.rule}.{key}", agent, float(default), day, day).value


def _amounts(key: str, current: float) -> Sequence[float]:
    """Figures from the current one on: of a minimum downwards to 0, of a maximum upwards."""
    unit = key.rsplit("_", 1)[-1]
    step = STEPS.get(unit, 1.0)
    if key.startswith("min_"):
        return [max(0.0, current - step * n) for n in range(1, -int(-current // step) + 1)]
    return [current + step * n for n in range(1, int((TOPS.get(unit, 31.0) - current) / step) + 1)]


def _excepted(centre: Centre, value: float, *, matter: Matter, agent: Agent, key: str) -> Centre:
    first, last = matter.dates[0], matter.dates[-1]
    kept = tuple(
        each for each in centre.exceptions if each.agent_id != agent.agent_id or not each.holds(key, first, last)
    )
    new = ApprovedException(
        exception_id="way-out", agent_id=agent.agent_id, rule=key, from_day=first, to_day=last, value=value, reason="-",
        approved_by="-",
    )  # fmt: skip
    return centre.model_copy(update={"exceptions": (*kept, new)})


def _ruled(centre: Centre, value: float, name: str, key: str) -> Centre | None:
    """The department with another figure; None where the rule may not have it."""
    changed = []
    for rule in centre.rules:
        if rule.name == name:
            whole = int(value) if isinstance(getattr(rule, key), int) else value
            try:
                rule = RULES[name](**{**rule.model_dump(), key: whole})
            except (ValidationError, WfmError):
                return None
        changed.append(rule)
    return centre.model_copy(update={"rules": tuple(changed)})


def _ruled_or_as_is(centre: Centre, value: float, *, name: str, key: str) -> Centre:
    return _ruled(centre, value, name, key) or centre


def _raised(centre: Centre, value: float, *, at: int) -> Centre:
    rows = list(centre.limits)
    rows[at] = rows[at].model_copy(update={"value": int(value)})
    return centre.model_copy(update={"limits": tuple(rows)})
