"""
What a job does: each kind reads the files of a department and fills a folder, as the command of that name does.

TASKS is the whole list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import Field

from api.cli.departments import instant_of, now_or_after
from api.cli.plan import known_method
from api.questions import CostJob, WhyJob, check_cost, check_why, tell_cost, tell_why
from api.security import Scope
from api.store.rosters import monday_of
from api.sweeps import AdviseJob, RuleCostJob, WhatIfJob, advise_job, check_sweep, rule_cost_job, whatif_job
from api.work import Budget, Method, Outcome, Seconds, Seed, Week, Work
from forecasting.methods import METHODS
from scenarios.capacity import capacity
from scenarios.capacity.page import write_capacity
from scenarios.demand import backtest_centre, expected_volumes
from scenarios.folder import write_plan
from scenarios.in_force import week_in_force
from scenarios.lever_text import read_lever
from scenarios.plan import PlanOptions, plan
from scenarios.repair import repair
from scenarios.tables import write_audit, write_backtest, write_changes, write_expected, write_service
from scenarios.wishes import refused_wishes
from solver import SolverConfig
from wfm.capacity import CapacityAssumptions
from wfm.errors import InputError
from wfm.formats.capacity_toml import FILE as CAPACITY_TOML
from wfm.formats.capacity_toml import read_capacity
from wfm.formats.department import read_department
from wfm.formats.roster import read_roster
from wfm.formats.series import read_forecast
from wfm.messages import say
from wfm.model import Id, Model, Whole
from wfm.reports.audit import audit
from wfm.roster import Roster
from wfm.simulation import replay
from wfm.timegrid import DAYS_A_WEEK, week_start

SHORTEST_S = 1.0
"""A search that is continued gets at least so long, however little of its time is left."""


class PlanJob(Model):
    """``wfm plan``: forecast, requirement, roster, checks and report of a week."""

    week: Week
    time_limit_s: Seconds = 50.0
    budget: Budget = None
    seed: Seed = 1
    method: Method = "auto"


class ForecastJob(Model):
    """``wfm forecast``: expected volumes of some weeks."""

    from_day: date = Field(examples=["2026-11-23"])
    weeks: Annotated[Whole, Field(ge=1, le=53)] = 1
    method: Method = "auto"


class BacktestJob(Model):
    """``wfm backtest``: how far each forecasting method was off in the past, one to four weeks ahead."""

    origins: Annotated[
        Whole, Field(ge=1, le=104, examples=[12], description="Weeks measured, the latest of the history.")
    ] = 12


class SimulateJob(Model):
    """``wfm simulate``: a roster replayed person by person against its forecast."""

    roster_id: Annotated[Whole, Field(ge=1, le=2**63 - 1, examples=[1])]
    replications: Annotated[Whole, Field(ge=2, le=10_000)] = 200
    seed: Seed = 1


class CapacityJob(Model):
    """``wfm capacity``: the hires of least cost over a year of weeks; without `assumptions` by the department's capacity.toml."""

    from_day: date = Field(examples=["2026-11-23"])
    weeks: Annotated[Whole, Field(ge=1, le=104)] = 52
    assumptions: CapacityAssumptions | None = None
    time_limit_s: Seconds = 60.0
    method: Method = "auto"


class RepairJob(Model):
    """``wfm repair``: the fewest changes that mend the rest of a day."""

    now: Annotated[str, Field(max_length=40, examples=["2026-11-24T11:00"])]
    absent: Annotated[tuple[Id, ...], Field(max_length=1000)] = ()
    seed: Seed = 1


class AuditJob(Model):
    """``wfm audit``: attendance and compliance of a period."""

    from_day: date = Field(examples=["2026-11-01"])
    to_day: date = Field(examples=["2026-11-30"])


@dataclass(frozen=True)
class Task:
    """A kind of job: its options, what it does, what may be wrong with the options, and who may see what comes out."""

    options: type[Model]
    run: Callable[[Any, Work], Outcome]
    check: Callable[[Any], object] | None = None
    scope: Scope = "jobs:read"


def _plan(options: PlanJob, work: Work) -> Outcome:
    monday = week_start(options.week)
    read = work.read(monday)
    planned = plan(
        read.centre, monday, _solver(options, work), work.listen, start=work.start_of(monday), stop=work.stop
    )
    write_plan(planned, read.files, work.out, work.language, read.notes)
    return Outcome(monday, planned.roster.shifts)


def _solver(options: PlanJob, work: Work) -> PlanOptions:
    """Time or steps less what an earlier attempt has used."""
    left_s = max(SHORTEST_S, options.time_limit_s - work.searched_s)
    budget = None if options.budget is None else max(1, options.budget - work.steps)
    return PlanOptions(options.method, SolverConfig(time_limit_s=left_s, budget=budget, seed=options.seed))


def _forecast(options: ForecastJob, work: Work) -> Outcome:
    read = work.read(options.from_day)
    expected = expected_volumes(read.centre, options.from_day, DAYS_A_WEEK * options.weeks, method=options.method)
    write_expected(work.out, read.centre, expected, work.language)
    return Outcome()


def _backtest(options: BacktestJob, work: Work) -> Outcome:
    read = work.read()
    report = backtest_centre(read.centre, tuple(METHODS), origins=options.origins)
    write_backtest(work.out, report, read.centre, work.language, read.notes)
    return Outcome()


def _simulate(options: SimulateJob, work: Work) -> Outcome:
    shifts = read_roster(work.folder / "roster.csv", "UTC")
    if not shifts:
        raise InputError(say("simulate_no_shifts", file="roster.csv"))
    monday = monday_of(min(shift.shift_date for shift in shifts))
    read = work.read(monday)
    shifts = read_roster(work.folder / "roster.csv", read.centre.time_zone)
    kept = work.folder / "roster-forecast.csv"
    grid = read.centre.grid(monday, DAYS_A_WEEK)
    expected = read_forecast(kept, grid) if kept.exists() else expected_volumes(read.centre, monday, DAYS_A_WEEK)
    roster = Roster(monday, DAYS_A_WEEK, shifts)
    write_service(work.out, replay(roster, read.centre, expected, replications=options.replications, seed=options.seed))
    return Outcome()


def _capacity(options: CapacityJob, work: Work) -> Outcome:
    monday = monday_of(options.from_day)
    read = work.read(monday)
    kept = work.folder / CAPACITY_TOML
    assumptions = options.assumptions or (read_capacity(kept) if kept.exists() else CapacityAssumptions())
    plans = capacity(
        read.centre,
        monday,
        options.weeks,
        assumptions,
        method=options.method,
        time_limit_s=options.time_limit_s,
    )
    write_capacity(work.out, plans, work.language)
    return Outcome()


def _repair(options: RepairJob, work: Work) -> Outcome:
    read = work.read(instant_of(options.now, "UTC").date())
    moment = instant_of(options.now, read.centre.time_zone)
    week = week_in_force(read.centre, work.folder, moment.date())
    found = repair(read.centre, week.roster, week.forecast, moment, options.absent, seed=options.seed)
    changes = (*found.absences, *found.changes)
    write_changes(work.out, changes, found.roster, read.centre.time_zone, work.language)
    return Outcome(monday_of(moment.date()), found.roster.shifts)


def _audit(options: AuditJob, work: Work) -> Outcome:
    read = read_department(work.folder, needed=("people", "attendance"), now=now_or_after(options.to_day))
    found = audit(read.centre, options.from_day, options.to_day)
    wishes = refused_wishes(read.centre, work.folder, found.first_day, found.last_day)
    write_audit(work.out, found, wishes, work.language)
    return Outcome()


def _check_days(options: AuditJob) -> None:
    if options.to_day < options.from_day:
        raise InputError(say("audit_backwards", first=options.from_day, last=options.to_day))


def _check_week(options: PlanJob) -> None:
    week_start(options.week)
    known_method(options.method)


def _check_capacity(options: CapacityJob) -> None:
    known_method(options.method)
    _ = options.from_day + timedelta(weeks=options.weeks)
    assumptions = options.assumptions or CapacityAssumptions()
    for case in assumptions.cases().values():
        for lever in case.assumptions.levers:
            read_lever(lever)


def _check_forecast(options: ForecastJob) -> None:
    known_method(options.method)
    _ = options.from_day + timedelta(weeks=options.weeks)


TASKS: Mapping[str, Task] = {
    "plan": Task(PlanJob, _plan, _check_week),
    "forecast": Task(ForecastJob, _forecast, _check_forecast),
    "backtest": Task(BacktestJob, _backtest),
    "simulate": Task(SimulateJob, _simulate),
    "whatif": Task(WhatIfJob, whatif_job, check_sweep),
    "rule_cost": Task(RuleCostJob, rule_cost_job, check_sweep),
    "advise": Task(AdviseJob, advise_job, check_sweep),
    "cost": Task(CostJob, tell_cost, check_cost),
    "why": Task(WhyJob, tell_why, check_why),
    "capacity": Task(CapacityJob, _capacity, _check_capacity),
    "repair": Task(RepairJob, _repair, lambda options: instant_of(options.now, "UTC")),
    "audit": Task(AuditJob, _audit, _check_days, scope="attendance:read"),
}
