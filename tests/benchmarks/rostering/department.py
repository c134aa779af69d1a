"""
Departments of any size to measure the solver on, drawn from a seed: contracts, availability, leave, wishes, last week, demand.

A week of 15-minute intervals from 07:00 to 24:00, starts every half hour, 6 to 9 paid hours with a movable meal and two movable
breaks. The demand of a ``short`` department is 5 % above what its people can give, of a ``slack`` one 5 % below.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from solver.frame import Frame
from solver.problem import RosterProblem
from solver.team import Team
from wfm.centre import Centre
from wfm.demand import StaffingRequirement, VolumeForecast
from wfm.people import Agent, Availability, Leave
from wfm.shifts import Activity, Segment, Shift
from wfm.staffing.requirement import required_staff
from wfm.timegrid import local

MONDAY = date(2026, 11, 23)
TIGHTNESS = {"short": 1.05, "slack": 0.95}
Tightness = Literal["short", "slack"]

PAUSES: dict[str, Any] = {
    "meal": {"min": 30, "paid": False, "after_h": 2.5, "before_h": 5},
    "breaks": [
        {"min": 15, "paid": True, "after_h": 1, "before_h": 3},
        {"min": 15, "paid": True, "after_h": 5, "before_h": 7},
    ],
}
TEMPLATES: tuple[dict[str, Any], ...] = (
    {"id": "day", "starts": "07:00-14:30", "paid_h": [6, 7, 8, 9], **PAUSES},
    {"id": "late", "starts": "15:00-17:30", "paid_h": [6], **PAUSES},
)
CONTRACTS: tuple[dict[str, Any], ...] = (
    {"id": "full", "min_h": 36, "max_h": 40},
    {"id": "reduced", "min_h": 30, "max_h": 36},
    {"id": "part", "min_h": 18, "max_h": 24, "reason": "students", "approved_by": "station manager"},
)
CONTRACT_SHARES = (0.6, 0.25, 0.15)
RULES: dict[str, Any] = {
    "weekly_hours": {"min_h": 30, "max_h": 40},
    "daily_rest": {"min_h": 11},
    "max_daily_hours": {"max_h": 9},
    "max_consecutive_days": {"max_days": 6},
    "weekly_days_off": {"min_days": 2},
    "weekend_fairness": {"weight": 1, "look_back_weeks": 4},
    "late_fairness": {"weight": 1, "look_back_weeks": 4},
    "preferences": {"weight": 1},
}
PAUSED_SHARE = 0.5 / 7.5
"""Paid time that the two breaks of a usual shift take."""
AHT_S = 300.0
WEEKDAY_SHARE = (1.1, 1.05, 1.0, 1.0, 1.05, 0.85, 0.8)


@dataclass(frozen=True)
class Case:
    """One department to measure on."""

    people: int
    tightness: Tightness
    seed: int = 1
    skills: int = 1

    @property
    def name(self) -> str:
        """Short and unique."""
        return f"{self.people} {self.tightness}, {self.skills} skill{'s' * (self.skills > 1)}, seed {self.seed}"


def department(case: Case) -> RosterProblem:
    """The problem of a case; the same case is the same problem, see `digest`."""
    draw = np.random.default_rng([case.people, case.seed, case.skills])
    skills = [f"skill-{index + 1}" for index in range(case.skills)]
    agents = tuple(_agent(index, skills, draw) for index in range(case.people))
    leave = tuple(each for agent in agents for each in _leave(agent, draw))
    centre = Centre.model_validate(
        {
            "name": case.name,
            "time_zone": "UTC",
            "interval_min": 15,
            "open": {"mon-sun": "07:00-24:00"},
            "queues": tuple(
                {"id": skill, "channel": "voice", "service_level": 0.8, "answer_within_s": 20, "aht_s": AHT_S}
                for skill in skills
            ),
            "contracts": CONTRACTS,
            "templates": TEMPLATES,
            "rules": RULES,
            "agents": agents,
            "availability": tuple(row for agent in agents for row in _availability(agent, draw)),
            "leave": leave,
        }
    )
    centre = centre.model_copy(
        update={"published": tuple(shift for agent in agents for shift in _last_week(centre, agent, draw))}
    )
    wanted_h = TIGHTNESS[case.tightness] * _capacity_h(centre)
    return RosterProblem(centre, _requirement(centre, wanted_h, draw), MONDAY)


def digest(problem: RosterProblem) -> str:
    """A hash of everything the solver is measured on: demand and its prices, people, shifts, wishes."""
    frame = Frame.of(problem)
    team = Team.of(frame)
    pools = frame.pools
    arrays = (
        pools.need, pools.whole, pools.short_edges, pools.short_slopes, pools.surplus_edges, pools.surplus_slopes,
        frame.shifts.start, frame.shifts.end, frame.shifts.pause_first, frame.shifts.pause_last, team.allowed, team.cost,
        team.off_allowed, team.low_min, team.high_min, team.rest_min, frame.people.last_end_min,
    )  # fmt: skip
    made = hashlib.sha256()
    for array in arrays:
        made.update(np.ascontiguousarray(array).tobytes())
    return made.hexdigest()[:16]


def _agent(index: int, skills: list[str], draw: np.random.Generator) -> Agent:
    main = index % len(skills)
    second = [(main + 1) % len(skills)] if len(skills) > 1 and draw.random() < 0.4 else []
    return Agent(
        agent_id=f"A{index + 1:04d}",
        group=f"group-{index // 25 + 1}",
        skills=tuple(skills[each] for each in (main, *second)),
        contract=str(draw.choice([contract["id"] for contract in CONTRACTS], p=CONTRACT_SHARES)),
    )


def _leave(agent: Agent, draw: np.random.Generator) -> list[Leave]:
    if draw.random() >= 0.06:
        return []
    first = MONDAY + timedelta(days=int(draw.integers(0, 5)))
    last = first + timedelta(days=int(draw.integers(0, 3)))
    return [Leave(agent_id=agent.agent_id, from_day=first, to_day=last, kind="annual", status="approved")]


def _availability(agent: Agent, draw: np.random.Generator) -> list[Availability]:
    """One in ten has a free day fixed, one in ten no late evenings, three in ten a wish."""
    made: list[tuple[str, str, str, Literal["unavailable", "prefer", "avoid"]]] = []
    weekdays = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    if draw.random() < 0.1:
        made.append((str(draw.choice(weekdays)), "00:00", "24:00", "unavailable"))
    if draw.random() < 0.1:
        made.append(("mon-sun", "21:00", "24:00", "unavailable"))
    if draw.random() < 0.3:
        kind: Literal["prefer", "avoid"] = "prefer" if draw.random() < 0.5 else "avoid"
        hours = ("07:00", "17:00") if kind == "prefer" else ("18:00", "24:00")
        made.append((str(draw.choice(["mon-fri", "sat-sun", "wed", "fri"])), *hours, kind))
    return [
        Availability(agent_id=agent.agent_id, days=days, from_time=since, to_time=until, kind=kind)
        for days, since, until, kind in made
    ]


def _last_week(centre: Centre, agent: Agent, draw: np.random.Generator) -> list[Shift]:
    """Five shifts in the week before: what rest and fairness look back on."""
    days = sorted(draw.choice(np.arange(1, 8), size=5, replace=False).tolist())
    late = draw.random() < 0.4
    shifts = []
    for ahead in days:
        day = MONDAY - timedelta(days=int(ahead))
        begin = centre.instant_of(day, 17 * 60 if late else 9 * 60)
        segment = Segment(
            start=local(begin, "UTC"),
            end=local(begin + 390, "UTC"),
            activity=Activity.ON_QUEUE,
            queues=agent.skills[:1],
        )
        shifts.append(
            Shift(agent_id=agent.agent_id, shift_date=day, shift_id="late" if late else "day", segments=(segment,))
        )
    return shifts


def _capacity_h(centre: Centre) -> float:
    """Hours on the queues that everyone's contract gives in the week, less leave and breaks."""
    total = 0.0
    for agent in centre.agents:
        contract = centre.contract_of(agent)
        assert contract is not None
        assert contract.max_h is not None
        away = sum(
            any(row.covers(MONDAY + timedelta(days=day)) for row in centre.leave_of(agent.agent_id)) for day in range(7)
        )
        total += min(contract.max_h, 9.0 * max(0, 5 - max(0, away - 2)))
    return total * (1 - PAUSED_SHARE)


def _requirement(centre: Centre, wanted_h: float, draw: np.random.Generator) -> StaffingRequirement:
    """Two humps a day, uneven days, some noise; the volume is scaled until the fractional requirement is the hours wanted."""
    grid = centre.grid(MONDAY, 7)
    hours = (grid.starts_min % (24 * 60)) / 60
    hump = np.exp(-(((hours - 10.5) / 2.5) ** 2)) + 0.8 * np.exp(-(((hours - 16) / 3.0) ** 2)) + 0.25
    day = (grid.starts_min - grid.starts_min[0]) // (24 * 60)
    shape = hump * np.array(WEEKDAY_SHARE)[day]
    shapes = np.stack([shape * np.exp(draw.normal(0, 0.08, len(grid))) for _ in centre.queues])

    def at(volume: float) -> StaffingRequirement:
        offered = shapes * volume
        return required_staff(centre, _forecast(centre, offered))

    low, high = 0.0, 10.0 * wanted_h
    for _ in range(40):
        middle = (low + high) / 2
        hours_there = sum(float(pool.fractional.sum()) for pool in at(middle).pools) * 0.25
        low, high = (middle, high) if hours_there < wanted_h else (low, middle)
    return at(high)


def _forecast(centre: Centre, offered: NDArray[np.float64]) -> VolumeForecast:
    return VolumeForecast(
        grid=centre.grid(MONDAY, 7),
        queues=tuple(queue.id for queue in centre.queues),
        offered=offered,
        aht_s=np.full(offered.shape, AHT_S),
        lo80=offered, hi80=offered, lo95=offered, hi95=offered,
    )  # fmt: skip
