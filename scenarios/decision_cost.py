"""What a request would cost the roster: each week it touches planned with it refused and with it granted, by the same luck."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from scenarios.compare import Base, ScenarioFigures, figures_of
from scenarios.demand import expected_volumes
from scenarios.lever import Inputs
from scenarios.plan import PlanOptions, plan_for
from scenarios.sweep import figures_for
from solver import Progress
from wfm.centre import Centre
from wfm.errors import InputError
from wfm.messages import Sentence, say
from wfm.people import ApprovedException, Leave
from wfm.timegrid import DAYS_A_WEEK, iso_week

MOST_WEEKS = 6
"""Weeks of a long leave that are planned: the first ones."""
Request = Leave | ApprovedException


@dataclass(frozen=True)
class DecisionWeek:
    """One week of a request: the roster with it refused, and with it granted."""

    monday: date
    refused: ScenarioFigures
    granted: ScenarioFigures

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The difference in words: agent-hours missing, then each queue's service level."""
        week = iso_week(self.monday)
        if self.granted.outcome != "planned":
            return (say("cost_impossible", week=week), *(r for r in self.granted.reasons if isinstance(r, Sentence)))
        missing = say(
            "cost_missing", week=week, refused=f"{self.refused.missing_h:.1f}", granted=f"{self.granted.missing_h:.1f}",
            difference=f"{self.granted.missing_h - self.refused.missing_h:+.1f}",
        )  # fmt: skip
        levels = [
            say(
                "cost_level", queue=queue.queue, refused=f"{100 * (queue.level - queue.difference):.1f}",
                granted=f"{100 * queue.level:.1f}", difference=f"{100 * queue.difference:+.2f}",
                low=f"{100 * queue.low:+.2f}", high=f"{100 * queue.high:+.2f}", verdict=say(f"verdict_{queue.verdict}"),
            )
            for queue in self.granted.queues
            if queue.target is not None
        ]  # fmt: skip
        return missing, *levels


def leave_of(centre: Centre, agent_id: str, from_day: date) -> Leave:
    """The leave of a person that begins on a day, whatever has been decided on it; InputError where there is none."""
    found = next((row for row in centre.leave if row.agent_id == agent_id and row.from_day == from_day), None)
    if found is None:
        raise InputError(say("cost_no_leave", agent=agent_id, day=from_day))
    return found


def exception_of(centre: Centre, exception_id: str) -> ApprovedException:
    """The exception of an id, whatever has been decided on it; InputError where there is none."""
    found = next((row for row in centre.exceptions if row.exception_id == exception_id), None)
    if found is None:
        raise InputError(say("cost_no_exception", value=exception_id))
    return found


def decision_cost(
    centre: Centre,
    request: Request,
    options: PlanOptions,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> list[DecisionWeek]:
    """
    The first weeks that a request touches, each planned twice with the same limits, seed and luck.

    Raises
    ------
    ConflictError, TimeLimitError
        If a week has no roster even with the request refused.
    """
    refused, granted = decided(centre, request, "refused"), decided(centre, request, "approved")
    monday = request.from_day - timedelta(days=request.from_day.weekday())
    found: list[DecisionWeek] = []
    while monday <= request.to_day and len(found) < MOST_WEEKS:
        forecast = expected_volumes(centre, monday, DAYS_A_WEEK, method=options.method)
        planned = plan_for(refused, forecast, options, on_progress, stop=stop)
        base = Base.of(planned)
        inputs = Inputs(granted, forecast)
        name = f"{request.agent_id} {request.from_day}"
        quiet = replace(options, ways_out=False)
        own = figures_for(name, inputs, quiet, planned.roster, base, stop)
        found.append(DecisionWeek(monday, figures_of("", planned, base), own))
        monday += timedelta(weeks=1)
    return found


def decided(centre: Centre, request: Request, status: str) -> Centre:
    """The department with a request decided."""
    field = "leave" if isinstance(request, Leave) else "exceptions"
    own = request.model_copy(update={"status": status})
    rows = tuple(own if row == request else row for row in getattr(centre, field))
    return centre.model_copy(update={field: rows})
