"""Jobs that answer a question about a roster: what a request would cost, and why the roster is as it is."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from api.cli.cost import request_of
from api.cli.plan import known_method
from api.cli.why import Question
from api.work import Budget, Method, Outcome, Seconds, Seed, Work
from scenarios.decision_cost import decision_cost
from scenarios.in_force import week_in_force
from scenarios.plan import PlanOptions
from scenarios.swap import Turn
from scenarios.tables import write_answer
from scenarios.whatif_page import write_decision
from scenarios.why import Why
from solver import SolverConfig
from wfm.errors import InputError
from wfm.messages import say
from wfm.model import Id, Model


class CostJob(Model):
    """``wfm cost``: what a leave (a person and its first day) or an exception would cost the roster, granted beside refused."""

    leave: Annotated[str | None, Field(max_length=120, examples=["A07:2026-11-24"])] = None
    exception: Id | None = None
    time_limit_s: Seconds = 15.0
    budget: Budget = None
    seed: Seed = 1
    method: Method = "auto"


class WhyJob(Model):
    """``wfm why``: why a pool is short from one instant to another, or why somebody has the shift of a day."""

    skill: Id | None = None
    start: Annotated[str | None, Field(max_length=40, examples=["2026-11-24T18:00"])] = None
    end: Annotated[str | None, Field(max_length=40, examples=["2026-11-24T20:00"])] = None
    agent_id: Id | None = None
    day: date | None = None


def tell_cost(options: CostJob, work: Work) -> Outcome:
    """Fill the folder with both rosters of each week, and the difference in words."""
    known = work.read()
    request = request_of(known.centre, options.leave, options.exception)
    read = work.read(request.from_day)
    config = SolverConfig(time_limit_s=options.time_limit_s, budget=options.budget, seed=options.seed)
    chosen = PlanOptions(options.method, config)
    weeks = decision_cost(read.centre, request, chosen, on_progress=work.listen, stop=work.stop)
    write_decision(work.out, weeks, read.centre, work.language)
    return Outcome()


def tell_why(options: WhyJob, work: Work) -> Outcome:
    """Fill the folder with the answer."""
    question = Question.of(options.skill, options.start, options.end, options.agent_id, options.day)
    read = work.read(question.day)
    why = Why.of(read.centre, week_in_force(read.centre, work.folder, question.day))
    write_answer(work.out, question.answer(why), work.language)
    return Outcome()


def check_cost(options: CostJob) -> None:
    """A refusal unless one request is named."""
    known_method(options.method)
    if (options.leave is None) == (options.exception is None):
        raise InputError(say("cost_one_request"))
    if options.leave is not None:
        Turn.read(options.leave)


def check_why(options: WhyJob) -> None:
    """A refusal unless it is one question."""
    Question.of(options.skill, options.start, options.end, options.agent_id, options.day)
