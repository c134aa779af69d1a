"""
Why no roster exists, in words: the smallest set of one person's rules that clash, or the team rule that cannot be kept.

Demand bends, so only one person's week or a team rule can be impossible. A person's rules are left out one by one; what cannot be
left out without making the week possible is the clash.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from solver.clash import Clash, Stretch, in_words, on_days, smallest, when
from solver.encodings import encode
from solver.engines.weeks.kernels import F64, NEVER
from solver.engines.weeks.state import Desk
from solver.frame import Frame
from solver.primitives import LeadCover, MostPresent, PaidMinutes, PairShifts, Primitive
from solver.team import Team
from wfm.messages import Sentence, say
from wfm.timegrid import iso_week, local

MOST_CLASHES = 10
LEAD_RULE = "lead_on_duty"
OPENING = "opening"
"""The rule that no primitive asks for: nobody works while everything they serve is closed."""


def impossible_people(desk: Desk) -> list[int]:
    """People whose own rules leave no week at all."""
    return [agent for agent in range(desk.team.size) if not _has_week(desk, agent)]


def explain_people(frame: Frame, people: list[int]) -> Iterator[Clash]:
    """For each of these people the smallest clash, and what the hours could be instead where hours are part of it."""
    primitives = list(encode(frame))
    for agent in people[:MOST_CLASHES]:
        yield _explain_person(frame, [p for p in primitives if getattr(p, "agent", agent) == agent], agent)
    if others := people[MOST_CLASHES:]:
        named_all = tuple(named(frame, agent) for agent in others)
        yield Clash(_ids(frame, others), tuple(frame.problem.dates), (), (say("clash_more_people", agents=named_all),))


def is_short_of_leads(desk: Desk) -> bool:
    """Whether some open step can have no lead on duty whatever the roster."""
    leads = [agent for agent in range(desk.team.size) if desk.team.kinds[desk.team.kind_of[agent]].lead]
    return bool(_short_steps(desk, leads, desk.team))


def explain_leads(frame: Frame, desk: Desk) -> list[Clash]:
    """Open steps at which no lead can be on duty whatever the roster, and what keeps the leads away; empty where there are none."""
    leads = [agent for agent in range(desk.team.size) if desk.team.kinds[desk.team.kind_of[agent]].lead]
    own = [p for p in encode(frame) if getattr(p, "agent", -1) in leads or isinstance(p, LeadCover)]

    def short(people: Sequence[int], rules: Sequence[str] | None) -> list[int]:
        """The steps left short where only these people are bound, and only by these rules (None: by all)."""
        bound = [
            p
            for p in own
            if isinstance(p, LeadCover) or (getattr(p, "agent", -1) in people and (rules is None or p.because in rules))
        ]
        return _short_steps(desk, leads, Team.under(frame, bound))

    steps = short(leads, None)
    if not steps:
        return []
    people = smallest(leads, lambda left: short(left, None) == steps)
    names = list(dict.fromkeys(p.because for p in own if getattr(p, "agent", -1) in people))
    rules = smallest(names, lambda kept: short(people, kept) == steps)
    hours, zone = _stretches(frame, steps), frame.problem.centre.time_zone
    days = tuple(dict.fromkeys(local(start, zone).date() for start, _ in hours))
    said = say(
        "clash_no_lead" if people else "clash_no_lead_at_all",
        places=in_words(hours, zone), limit=desk.team.min_leads, agents=[named(frame, agent) for agent in people],
        rules=[say(f"rule_{rule}") for rule in rules],
    )  # fmt: skip
    return [Clash(_ids(frame, people), days, (LEAD_RULE, *rules), (said,), hours=hours)]


def _short_steps(desk: Desk, leads: Sequence[int], team: Team) -> list[int]:
    frame = desk.frame
    able = desk.published_leads.copy()
    for agent in leads:
        present = np.zeros(frame.steps, dtype=np.int64)
        for k in np.flatnonzero(team.allowed[agent]).tolist():
            present[frame.shifts.start[k] : frame.shifts.end[k]] = 1
        able += present
    return np.flatnonzero(desk.lead_steps & (able < desk.team.min_leads)).tolist()


def _stretches(frame: Frame, steps: Sequence[int]) -> tuple[Stretch, ...]:
    """Steps in a row as stretches of time."""
    found, first = [], 0
    for index in range(1, len(steps) + 1):
        if index == len(steps) or steps[index] != steps[index - 1] + 1:
            found.append((frame.instant(steps[first]), frame.instant(steps[index - 1] + 1)))
            first = index
    return tuple(found)


def _has_week(desk: Desk, agent: int, *, opening: bool = True) -> bool:
    return _best_hours(desk, agent, lambda units: units * 0.0, opening=opening) is not None


def _best_hours(desk: Desk, agent: int, worth: Callable[[F64], F64], *, opening: bool = True) -> int | None:
    """
    Paid minutes of the week that is worth most by `worth` of each shift's units; None where there is no week.

    Without `opening`, shifts also count that reach beyond the opening hours of everything the person serves.
    """
    frame = desk.frame
    gains, lead = np.zeros(frame.pools.shape), np.zeros(frame.steps)
    team = desk.team
    value, _, _ = desk.shift_values(int(team.kind_of[agent]), gains, lead)
    trainee, _, _ = desk.shift_values(int(team.trainee_kind_of[agent]), gains, lead)
    if not opening:
        value, trainee = np.zeros_like(value), np.zeros_like(trainee)
    extra = worth(desk.links.units.astype(float)) + team.cost[agent]
    worth_it, chosen = desk.best_week(agent, value + extra, trainee + extra)
    if worth_it <= NEVER / 2:
        return None
    return int(desk.links.units[chosen[chosen >= 0]].sum()) * desk.links.unit_min


def _explain_person(frame: Frame, own: list[Primitive], agent: int) -> Clash:
    def possible(without: set[str]) -> bool:
        desk = Desk(Team.under(frame, [p for p in own if p.because not in without]))
        return _has_week(desk, agent, opening=OPENING not in without)

    rules = [*dict.fromkeys(p.because for p in own if not isinstance(p, LeadCover | MostPresent | PairShifts)), OPENING]
    dropped: set[str] = set()
    if not possible(set(rules)):
        said = say("clash_no_shift", agent=named(frame, agent), week=iso_week(frame.problem.first_day))
        return Clash(_ids(frame, [agent]), tuple(frame.problem.dates), ("shift_templates",), (said,))
    for rule in rules:
        if not possible({*dropped, rule}):
            dropped.add(rule)
    clash = [rule for rule in rules if rule not in dropped]
    ours = [p for p in own if p.because in clash]

    def clashes(days: Sequence[int]) -> bool:
        desk = Desk(Team.under(frame, on_days(frame, ours, days)))
        return not _has_week(desk, agent, opening=OPENING in clash)

    days = smallest(range(frame.days), clashes)
    said = say(
        "clash_person",
        agent=named(frame, agent),
        when=when(frame, days),
        rules=[say(f"rule_{rule}") for rule in clash],
    )
    dates = tuple(frame.problem.dates[day] for day in days or range(frame.days))
    return Clash(_ids(frame, [agent]), dates, tuple(clash), (said, *_hours_left(frame, own, agent, clash)))


def _hours_left(frame: Frame, own: list[Primitive], agent: int, clash: list[str]) -> Iterator[Sentence]:
    """Where weekly hours clash: the most and the fewest hours the other rules leave, each shown by a week that has them."""
    if "weekly_hours" not in clash:
        return
    bounds = [p for p in own if isinstance(p, PaidMinutes) and p.because == "weekly_hours"]
    others = Desk(Team.under(frame, [p for p in own if p.because != "weekly_hours"]))
    most = _best_hours(others, agent, lambda units: units)
    fewest = _best_hours(others, agent, lambda units: -units)
    low, high = max(p.low_min for p in bounds), min(p.high_min for p in bounds)
    if most is not None and most < low:
        yield say("clash_hours_most", agent=named(frame, agent), most=most / 60, low=low / 60, short=(low - most) / 60)
    elif fewest is not None and fewest > high:
        yield say("clash_hours_fewest", agent=named(frame, agent), fewest=fewest / 60, high=high / 60)
    else:
        yield say("clash_hours_between", agent=named(frame, agent), low=low / 60, high=high / 60)


def _ids(frame: Frame, agents: Sequence[int]) -> tuple[str, ...]:
    return tuple(frame.problem.centre.agents[agent].agent_id for agent in agents)


def named(frame: Frame, agent: int) -> str:
    """Who a person is, for a sentence."""
    person = frame.problem.centre.agents[agent]
    return f"{person.agent_id} ({person.name})" if person.name else person.agent_id
