"""The year as a whole: forecast -> agent-hours required by week -> hires of least cost, for one set of assumptions or several."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from scenarios.capacity.pay import Terms, check_hours, hours_of, hours_of_newcomer, terms_of_contracts
from scenarios.capacity.people import (
    F64,
    WEEK_DAYS,
    CrewKey,
    Staying,
    check_names,
    classes_of,
    crews_of,
    newcomers_of,
)
from scenarios.demand import expected_volumes
from scenarios.lever import Inputs
from scenarios.lever_text import read_lever
from scenarios.sweep import apply_all
from solver.capacity import solve_capacity
from solver.capacity_problem import CapacityProblem, CapacityResult, Crew, Hiring
from wfm.capacity import MONTHS, Assumptions, CapacityAssumptions, HiringClass
from wfm.centre import Centre
from wfm.messages import Sentence
from wfm.people import Agent
from wfm.rules.monthly_overtime import month_of
from wfm.staffing.requirement import required_staff


@dataclass(frozen=True, eq=False)
class YearPlan:
    """
    One set of assumptions, planned.

    Attributes
    ----------
    name
        Id of the scenario, blank for the base.
    pools
        Skills in the order of the tables of `result`.
    crews
        Crews in that order, with today's people of each.
    classes
        The kinds of class in that order.
    notes
        On contracts, and in the base on the forecast.
    """

    name: str
    centre: Centre
    assumptions: CapacityAssumptions
    staying: Staying
    pools: tuple[str, ...]
    crews: Mapping[CrewKey, tuple[Agent, ...]]
    classes: tuple[HiringClass, ...]
    result: CapacityResult
    notes: tuple[Sentence, ...]

    @property
    def first_day(self) -> date:
        """The first Monday."""
        return self.staying.mondays[0]

    @property
    def required_h(self) -> F64:
        """Agent-hours required, shape (P, W)."""
        return self.result.problem.required_h


def capacity(
    centre: Centre,
    first_day: date,
    weeks: int,
    assumptions: CapacityAssumptions,
    *,
    method: str = "auto",
    time_limit_s: float = 60.0,
    on_done: Callable[[YearPlan], None] | None = None,
) -> list[YearPlan]:
    """
    The base and every scenario of some weeks.

    Parameters
    ----------
    first_day
        A Monday; the history before it is what the forecast knows.
    weeks
        From 1 to 104.
    time_limit_s
        Seconds for the programme of each.
    on_done
        Called with each as it ends.

    Raises
    ------
    InputError
        Where a lever, a skill or a contract does not fit the department, before anything is planned.
    """
    forecast = expected_volumes(centre, first_day, WEEK_DAYS * weeks, method=method)
    inputs = Inputs(centre.model_copy(update={"volumes": None}), forecast)
    cases = []
    for name, case in assumptions.cases().items():
        pulled = apply_all(inputs, tuple(read_lever(text) for text in case.assumptions.levers))
        check_names(pulled.centre, name, case)
        check_hours(pulled.centre, case, first_day, weeks)
        cases.append((name, case, pulled))
    required: dict[tuple[str, ...], tuple[tuple[str, ...], F64]] = {}
    found = []
    for name, case, pulled in cases:
        levers = case.assumptions.levers
        if levers not in required:
            required[levers] = required_hours(pulled)
        planned = _planned(name, case, pulled.centre, first_day, *required[levers], time_limit_s)
        found.append(planned if name else replace(planned, notes=(*forecast.notes, *planned.notes)))
        if on_done is not None:
            on_done(found[-1])
    return found


def required_hours(inputs: Inputs) -> tuple[tuple[str, ...], F64]:
    """
    The pools, and the agent-hours each requires a week, shape (P, W): the real requirement of every interval, net of shrinkage,
    before it is rounded to whole people.
    """
    requirement = required_staff(inputs.centre, inputs.forecast)
    grid = requirement.grid
    week = grid.day_index // WEEK_DAYS
    hours = [
        np.bincount(week, np.where(pool.is_open, pool.fractional, 0.0), minlength=grid.days // WEEK_DAYS)
        for pool in requirement.pools
    ]
    return tuple(pool.skill for pool in requirement.pools), np.array(hours) * grid.interval_min / 60


def _planned(
    name: str,
    case: CapacityAssumptions,
    centre: Centre,
    first_day: date,
    pools: tuple[str, ...],
    required_h: F64,
    time_limit_s: float,
) -> YearPlan:
    weeks = required_h.shape[1]
    said = case.assumptions
    staying = Staying.of(case, first_day, weeks)
    classes = classes_of(centre, case)
    terms, notes = terms_of_contracts(centre, case)
    crews = {key: tuple(agents) for key, agents in crews_of(centre, classes).items()}
    place = {key: at for at, key in enumerate(crews)}
    dearest = max(each.cost_per_h for each in terms.values())
    on_leave = np.array([said.leave_share[day.month - 1] for day in staying.mondays[:-1]])
    problem = CapacityProblem(
        required_h=required_h,
        crews=tuple(
            _crew(centre, tuple(pools.index(skill) for skill in key.pools), agents, terms[key.contract], staying, said)
            for key, agents in crews.items()
        ),
        hirings=tuple(
            Hiring(
                tuple(place[key] for key in newcomers_of(centre, each)),
                each.lead_weeks,
                each.min_size,
                each.max_size,
                each.most_a_week,
                _worth(each, weeks),
                each.cost_per_hire,
                each.cost_per_class,
            )
            for each in classes
        ),
        staying=staying.matrix[:-1, :-1],
        usable=said.usable_share * (1.0 - on_leave),
        months=np.array([year * MONTHS + month for year, month in map(month_of, staying.mondays[:-1])]),
        short_cost_per_h=said.shortage_factor * dearest,
    )
    result = solve_capacity(problem, time_limit_s=time_limit_s)
    return YearPlan(name, centre, case, staying, pools, crews, classes, result, tuple(notes))


def _crew(
    centre: Centre, pools: tuple[int, ...], agents: Sequence[Agent], terms: Terms, staying: Staying, said: Assumptions
) -> Crew:
    """Today's people of a crew, each with their own hours as far as they are expected to stay, and whoever joins them."""
    mondays = staying.mondays[:-1]
    newcomer = hours_of_newcomer(centre, terms, mondays, said.overtime_max_h)
    team = newcomer.times(np.zeros(len(mondays)))
    for agent in agents:
        own = hours_of(centre, terms, agent, mondays, said.overtime_max_h)
        team = team.plus(own.times(staying.expected_of(agent)[:-1]))
    return Crew(pools, staying.expected(agents)[:-1], team, newcomer, terms.cost_per_h, terms.over_rate)


def _worth(hiring: HiringClass, weeks: int) -> F64:
    """Share of a full agent's work by weeks since the start, shape (W,)."""
    learning = [0.0] * hiring.training_weeks + list(hiring.ramp_up)
    return np.array((learning + [1.0] * weeks)[:weeks])
