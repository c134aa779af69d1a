"""The whole pipeline on one screen: history -> forecast -> requirement -> roster -> simulation and reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from forecasting.explain import DayFactors
from scenarios.demand import expected_volumes, explained
from scenarios.refusal import refused
from solver import Progress, RosterProblem, RosterResult, RosterStatus, SolverConfig, solve_roster
from wfm.activities import due_activities
from wfm.centre import Centre
from wfm.demand import StaffingRequirement, VolumeForecast
from wfm.errors import ConflictError, TimeLimitError, WfmError
from wfm.messages import Sentence, say
from wfm.reports.compliance import ComplianceRow, compliance
from wfm.reports.coverage import CoverageReport, coverage_report
from wfm.reports.goals import GoalRow, goal_rows
from wfm.reports.hours import WeekHours, week_hours
from wfm.reports.page import PageContent
from wfm.roster import Roster
from wfm.simulation import SimulationResult, replay
from wfm.staffing.requirement import required_staff
from wfm.timegrid import DAYS_A_WEEK, iso_week, week_start
from wfm.timetable import Timetable


class StoppedError(WfmError):
    """
    Planning was stopped on request. Ends a command as the shell expects it.

    `result` is what the search at hand had found; None between the scenarios of a sweep.
    """

    exit_code = 130

    def __init__(self, result: RosterResult | None = None) -> None:
        super().__init__(say("plan_stopped"))
        self.result = result


@dataclass(frozen=True)
class PlanOptions:
    """
    How to plan: the forecasting method (see `forecasting.METHODS`, or ``auto``), the solver's knobs, how often to simulate,
    whether a refusal looks for the ways out, and whether a search stopped on request gives a plan of the best roster found.
    """

    method: str = "auto"
    solver: SolverConfig = field(default_factory=SolverConfig)
    replications: int = 200
    ways_out: bool = True
    keep_stopped: bool = False

    def kept_to(self, keeps: bool) -> PlanOptions:
        """The same, with the roster that is begun from kept and only proven, or not."""
        return replace(self, solver=self.solver.model_copy(update={"keep_start": keeps}))


@dataclass(frozen=True, eq=False)
class Plan:
    """
    One planned week: everything between the history and the roster, and what the roster amounts to.

    `start` is the roster that the search began from, if it did not begin anew, and `keeps_start` whether it was to stay as it is.
    """

    centre: Centre
    first_day: date
    forecast: VolumeForecast
    why: Sequence[DayFactors]
    requirement: StaffingRequirement
    result: RosterResult
    roster: Roster
    coverage: CoverageReport
    service: SimulationResult
    hours: Sequence[WeekHours]
    compliance: Sequence[ComplianceRow]
    notes: Sequence[Sentence]
    start: Roster | None = None
    keeps_start: bool = False

    @property
    def week(self) -> str:
        """ISO week, ``2026-W48``."""
        return iso_week(self.first_day)

    @property
    def timetable(self) -> Timetable:
        """The roster in its surroundings, as the rules judge it."""
        return Timetable(self.centre, self.roster)

    @property
    def goals(self) -> tuple[GoalRow, ...]:
        """What the roster costs, goal by goal."""
        return tuple(goal_rows(self.centre, self.roster, self.coverage, self.result.by_goal))

    def page(self, proof: Mapping[str, Any], notes: Sequence[Sentence | str] = ()) -> PageContent:
        """What the report shows of it; `notes` are on the data it was made of."""
        return PageContent(
            self.centre, self.roster, self.coverage, self.service, self.hours, self.compliance, proof,
            self.goals, (*notes, *self.notes),
            tuple(day.sentence for day in self.why),
        )  # fmt: skip


def plan(
    centre: Centre,
    week: str | date,
    options: PlanOptions | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    *,
    start: Roster | None = None,
    stop: Callable[[], bool] | None = None,
) -> Plan:
    """
    Plan one ISO week of a department.

    Parameters
    ----------
    centre
        The department, with the history of its volumes; what happened in the week itself or later is not looked at.
    week
        ``2026-W48``, or any date in the week.
    on_progress
        Called with each step of the roster search.
    start
        A roster of the week to begin the search from.
    stop
        Asked often; once it says yes the search ends.

    Raises
    ------
    InputError
        If a queue has no history to forecast from.
    ConflictError
        If no roster exists; the sentences name the clash and the ways out.
    TimeLimitError
        If no legal roster was found within the limit.
    StoppedError
        If `stop` said so; it carries the best roster found. Not with ``options.keep_stopped``, if there is one.
    """
    options = options or PlanOptions()
    first_day = week_start(week) if isinstance(week, str) else week - timedelta(days=week.weekday())
    forecast = expected_volumes(centre, first_day, DAYS_A_WEEK, method=options.method)
    return plan_for(centre, forecast, options, on_progress, start, stop)


def plan_for(
    centre: Centre,
    forecast: VolumeForecast,
    options: PlanOptions,
    on_progress: Callable[[Progress], None] | None = None,
    start: Roster | None = None,
    stop: Callable[[], bool] | None = None,
) -> Plan:
    """
    The same from volumes already expected, for the days of their grid.

    Parameters
    ----------
    start
        A roster to begin the search from.
    """
    requirement = required_staff(centre, forecast)
    problem = RosterProblem(centre, requirement, forecast.grid.first_day, forecast.grid.days)
    result = solve_roster(problem, options.solver, on_progress, start=start, stop=stop)
    if result.stopped_by == "request" and not (options.keep_stopped and result.roster is not None):
        raise StoppedError(result)
    roster = _roster(result, problem, options)
    requirement = required_staff(centre, forecast, result.placed)
    return Plan(
        centre=centre,
        first_day=forecast.grid.first_day,
        forecast=forecast,
        why=explained(centre, forecast),
        requirement=requirement,
        result=result,
        roster=roster,
        coverage=coverage_report(centre, requirement, roster),
        service=replay(
            roster,
            centre,
            forecast,
            replications=options.replications,
            seed=options.solver.seed,
            placed=result.placed,
        ),
        hours=tuple(week_hours(centre, roster)),
        compliance=tuple(compliance(centre, roster)),
        notes=(*forecast.notes, *requirement.notes, *_away(centre, roster)),
        start=start,
        keeps_start=start is not None and options.solver.keep_start,
    )


def with_published(centre: Centre, roster: Roster) -> Centre:
    """The department as it is once a roster counts as worked: what the next week's plan starts from."""
    kept = tuple(shift for shift in centre.published if not roster.first_day <= shift.shift_date <= roster.last_day)
    return centre.model_copy(update={"published": (*kept, *roster.shifts)})


def _roster(result: RosterResult, problem: RosterProblem, options: PlanOptions) -> Roster:
    if result.roster is not None:
        return result.roster
    if result.status is RosterStatus.INFEASIBLE:
        if not options.ways_out:
            raise ConflictError(result.conflicting_rules)
        raise ConflictError(refused(problem, result.clashes, options.solver))
    raise TimeLimitError(say("no_roster_in_time", seconds=round(result.wall_s)))


def _away(centre: Centre, roster: Roster) -> list[Sentence]:
    """Who is called to an activity and away over its whole window."""
    return [
        say("activity_away", activity=due.activity.id, agents=[agent.agent_id for agent in due.away])
        for due in due_activities(centre, roster.dates)
        if due.away
    ]
