"""Jobs over several scenarios of one week; each scenario may be planned by another worker (`api.spreading`)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from api.cli.plan import known_method
from api.cli.whatif import scenarios_of
from api.work import Budget, Method, Outcome, Processes, Seconds, Seed, Week, Work, read_folder
from scenarios.advise import advise
from scenarios.advise_page import write_advice
from scenarios.plan import PlanOptions
from scenarios.rule_cost import RuleAxis, rule_cost
from scenarios.rule_cost_page import write_rule_cost
from scenarios.sweep import Study, sweep
from scenarios.whatif_page import write_whatif
from solver import SolverConfig
from wfm.model import Model, Whole
from wfm.timegrid import iso_week, week_start


class SweepJob(Model):
    """What every job over several scenarios of a week takes; time, steps and luck are those of each."""

    week: Week
    processes: Processes = 64
    time_limit_s: Seconds = 15.0
    budget: Budget = None
    seed: Seed = 1
    method: Method = "auto"


class WhatIfJob(SweepJob):
    """``wfm whatif``: other headcounts, volumes, targets or rules, each planned and replayed."""

    levers: Annotated[tuple[Annotated[str, Field(max_length=200)], ...], Field(min_length=1, max_length=20)] = Field(
        examples=[["headcount:phone+3"]]
    )
    grid: Annotated[bool, Field(strict=True)] = False


class RuleCostJob(SweepJob):
    """``wfm whatif --rule-cost``: the week without a rule and under each value of one of its parameters."""

    rule: Annotated[str, Field(max_length=200, examples=["weekly_hours.min_h=[24..36/4]"])]


class AdviseJob(SweepJob):
    """``wfm advise``: who should learn what, the first few planned anew and replayed."""

    tried: Annotated[Whole, Field(ge=0, le=50)] = 3


def whatif_job(options: WhatIfJob, work: Work) -> Outcome:
    """Plan and replay each scenario of the levers."""
    monday = week_start(options.week)
    axes, scenarios = scenarios_of(options.levers, options.grid)
    read = work.read(monday)
    base, found = sweep(read.centre, monday, scenarios, options_of(options), **_told(work))
    write_whatif(work.out, base, found, axes, read.centre, iso_week(monday), work.language)
    return Outcome()


def rule_cost_job(options: RuleCostJob, work: Work) -> Outcome:
    """Plan and replay the week without the rule and under each value."""
    monday = week_start(options.week)
    read = work.read(monday)
    axis = RuleAxis.of(options.rule)
    cost = rule_cost(read.centre, monday, axis, options_of(options), **_told(work))
    write_whatif(work.out, cost.base, cost.scenarios, [], read.centre, iso_week(monday), work.language)
    write_rule_cost(work.out, cost, read.centre, iso_week(monday), work.language)
    return Outcome()


def advise_job(options: AdviseJob, work: Work) -> Outcome:
    """Rank who should learn what, and try the first few."""
    monday = week_start(options.week)
    read = work.read(monday)
    found = advise(read.centre, monday, options_of(options), most_tried=options.tried, **_told(work))
    write_advice(work.out, found, read.centre, iso_week(monday), work.language)
    write_whatif(work.out, found.base, found.tried, [], read.centre, iso_week(monday), work.language)
    return Outcome()


def options_of(options: SweepJob) -> PlanOptions:
    """How the base and every scenario are planned."""
    config = SolverConfig(time_limit_s=options.time_limit_s, budget=options.budget, seed=options.seed)
    return PlanOptions(options.method, config)


def study_of(options: SweepJob, folder: Path) -> Study:
    """The week of a job, from the files it began with."""
    monday = week_start(options.week)
    return Study.of(read_folder(folder, monday).centre, monday, options_of(options))


def check_sweep(options: SweepJob) -> None:
    """Refuse what cannot be met whatever the department is: InputError."""
    week_start(options.week)
    known_method(options.method)
    if isinstance(options, WhatIfJob):
        scenarios_of(options.levers, options.grid)
    if isinstance(options, RuleCostJob):
        RuleAxis.of(options.rule)


def _told(work: Work) -> dict[str, Any]:
    """Who takes part, and who is told: what every sweep takes."""
    return {"shared": work.shared, "on_base": work.listen, "stop": work.stop}
