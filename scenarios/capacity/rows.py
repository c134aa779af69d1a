"""A planned year as rows: the balance of people, the hours of each pool, the classes to begin; and its figures in one line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from scenarios.capacity.people import CrewKey
from scenarios.capacity.year import YearPlan
from wfm.messages import Sentence, say
from wfm.timegrid import iso_week


@dataclass(frozen=True)
class PeopleWeek:
    """
    One crew in one week; people are expectations.

    ``opening + joined + hired - left = closing``, and that is the next week's `opening`. `joined` are people of the team sheet
    whose first day comes, `left` those expected to leave during the week, `full_agents` what those there are worth with newcomers
    in training and ramp-up, `overtime_h` those of the paid hours that are overtime, `spare_h` hours that serve nothing.
    """

    scenario: str
    week: str
    monday: date
    skills: tuple[str, ...]
    contract: str
    opening: float
    joined: float
    hired: int
    left: float
    closing: float
    full_agents: float
    paid_h: float
    overtime_h: float
    spare_h: float
    cost: float


@dataclass(frozen=True)
class PoolWeek:
    """Agent-hours of one pool in one week: required, served and short."""

    scenario: str
    week: str
    monday: date
    skill: str
    required_h: float
    served_h: float
    short_h: float


@dataclass(frozen=True)
class HireRow:
    """People of one class that begins: when to decide, when they begin, what they learn."""

    scenario: str
    decide_by: date
    starts_on: date
    week: str
    hiring_class: str
    skills: tuple[str, ...]
    contract: str
    people: int

    @property
    def sentence(self) -> Sentence:
        """The same in words."""
        return say(
            "capacity_hire", day=self.starts_on, week=self.week, people=self.people, skills=list(self.skills),
            contract=self.contract or "–", decide=self.decide_by,
        )  # fmt: skip


@dataclass(frozen=True)
class YearFigures:
    """
    What decides between scenarios.

    `cost`, `bound` and `short_cost` in money (hours where no cost is known); `short_share` of the hours required.
    """

    name: str
    cost: float
    bound: float
    gap: float
    short_cost: float
    hires: int
    classes: int
    people_first: float
    people_last: float
    overtime_h: float
    required_h: float
    short_h: float
    worst_week: str

    @property
    def short_share(self) -> float:
        """Share of the required hours that nobody serves; 0 where nothing is required."""
        return self.short_h / self.required_h if self.required_h else 0.0


def people_rows(plan: YearPlan) -> Iterator[PeopleWeek]:
    """Week by week, crew by crew."""
    result, staying = plan.result, plan.staying
    hired = result.hires.sum(axis=0)
    for at, (key, agents) in enumerate(plan.crews.items()):
        there = np.array([[agent.in_service(day) for day in staying.mondays] for agent in agents], dtype=bool)
        for week, kept in enumerate(staying.kept):
            headcount = float(result.headcount[at, week])
            joined = known_left = 0.0
            for own in there:
                first = int(np.argmax(own))
                joined += bool(own[week] and first == week and week > 0)
                known_left += staying.matrix[first, week] * kept * bool(own[week] and not own[week + 1])
            left = headcount * (1.0 - float(kept)) + known_left
            yield PeopleWeek(
                plan.name, iso_week(staying.mondays[week]), staying.mondays[week], key.pools, key.contract,
                headcount - joined - float(hired[at, week]), joined, int(hired[at, week]), left, headcount - left,
                float(result.full_agents[at, week]), float(result.paid_h[at, week]),
                float(result.overtime_h[at, week]), float(result.spare_h[at, week]), float(result.pay[at, week]),
            )  # fmt: skip


def pool_rows(plan: YearPlan) -> Iterator[PoolWeek]:
    """Week by week, pool by pool."""
    served = plan.result.served_h.sum(axis=0)
    for at, skill in enumerate(plan.pools):
        for week, monday in enumerate(plan.staying.mondays[:-1]):
            yield PoolWeek(
                plan.name, iso_week(monday), monday, skill, float(plan.required_h[at, week]), float(served[at, week]),
                float(plan.result.short_h[at, week]),
            )  # fmt: skip


def hire_rows(plan: YearPlan) -> list[HireRow]:
    """By the day they begin."""
    crews: list[CrewKey] = list(plan.crews)
    found = []
    for k, crew, week in np.argwhere(plan.result.hires):
        hiring, monday = plan.classes[k], plan.staying.mondays[week]
        found.append(
            HireRow(
                plan.name, monday - timedelta(weeks=hiring.lead_weeks), monday, iso_week(monday), hiring.id,
                hiring.skills or (hiring.id,), crews[crew].contract, int(plan.result.hires[k, crew, week]),
            )
        )  # fmt: skip
    return sorted(found, key=lambda row: (row.starts_on, row.hiring_class, row.contract))


def figures(plan: YearPlan) -> YearFigures:
    """The figures of one year."""
    result = plan.result
    short = result.short_h.sum(axis=0)
    return YearFigures(
        name=plan.name,
        cost=result.cost,
        bound=result.bound,
        gap=result.gap,
        short_cost=float(short.sum()) * result.problem.short_cost_per_h,
        hires=int(result.hires.sum()),
        classes=int(result.classes.sum()),
        people_first=float(result.headcount[:, 0].sum()),
        people_last=float(result.headcount[:, -1].sum()),
        overtime_h=float(result.overtime_h.sum()),
        required_h=float(plan.required_h.sum()),
        short_h=float(short.sum()),
        worst_week=iso_week(plan.staying.mondays[int(np.argmax(short))]) if short.any() else "",
    )
