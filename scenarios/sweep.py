"""Many scenarios: each re-solves the roster, begun from the base's, and is replayed with the base's luck; several at a time."""

from __future__ import annotations

import itertools
import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from dataclasses import replace
from datetime import date

from scenarios.compare import Base, ScenarioFigures, figures_of
from scenarios.demand import expected_volumes
from scenarios.lever import Inputs, Lever
from scenarios.plan import DAYS_A_WEEK, PlanOptions, StoppedError, plan_for
from solver import Progress, RosterResult
from wfm.centre import Centre
from wfm.errors import ConflictError, TimeLimitError
from wfm.roster import Roster

Scenario = tuple[Lever, ...]
LOOK_S = 0.2
"""Seconds between two looks whether a sweep of several processes is to be stopped."""


def grid_of(axes: Sequence[Sequence[Lever]]) -> list[Scenario]:
    """Every combination of one lever of each axis."""
    return [tuple(levers) for levers in itertools.product(*axes)]


def name_of(scenario: Scenario) -> str:
    """A scenario as it is written."""
    return " ".join(lever.text for lever in scenario)


def apply_all(inputs: Inputs, scenario: Scenario) -> Inputs:
    """The inputs with every lever of a scenario pulled, one after the other."""
    for lever in scenario:
        inputs = lever.apply(inputs)
    return inputs


def sweep(
    centre: Centre,
    first_day: date,
    scenarios: Sequence[Scenario],
    options: PlanOptions,
    *,
    processes: int = 2,
    on_base: Callable[[Progress], None] | None = None,
    on_done: Callable[[ScenarioFigures], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> tuple[ScenarioFigures, list[ScenarioFigures]]:
    """
    The base, and every scenario in the order given.

    Parameters
    ----------
    options
        How to plan the base, with all cores; a scenario has the same limits on one core.
    processes
        Scenarios planned at the same time. Their figures do not depend on it where a budget rules.
    on_done
        Called with each scenario as it ends.
    stop
        Asked often; once it says yes, `scenarios.plan.StoppedError` is raised: by the base, or by the scenario at hand; several at
        a time come to their end first, and no further one begins.

    Raises
    ------
    InputError
        If a lever does not fit the department, before anything is planned.
    ConflictError, TimeLimitError
        If the base itself has no roster.
    """
    forecast = expected_volumes(centre, first_day, DAYS_A_WEEK, method=options.method)
    # The history has served its purpose; what is sent to each process is small.
    inputs = Inputs(centre.model_copy(update={"volumes": None}), forecast)
    pulled = [apply_all(inputs, scenario) for scenario in scenarios]
    base_plan = plan_for(centre, forecast, options, on_base, stop=stop)
    base = Base.of(base_plan)
    alone = replace(options, solver=options.solver.model_copy(update={"workers": 1}), ways_out=False)
    jobs = [
        (name_of(scenario), changed, alone, base_plan.roster, base)
        for scenario, changed in zip(scenarios, pulled, strict=True)
    ]
    found = _run(jobs, processes, on_done, stop, base_plan.result)
    return figures_of("", base_plan, base), found


def _run(
    jobs: Sequence[tuple[str, Inputs, PlanOptions, Roster, Base]],
    processes: int,
    on_done: Callable[[ScenarioFigures], None] | None,
    stop: Callable[[], bool] | None,
    base: RosterResult,
) -> list[ScenarioFigures]:
    if processes == 1 or len(jobs) <= 1:
        found = []
        for job in jobs:
            found.append(figures_for(*job, stop))
            if on_done is not None:
                on_done(found[-1])
        return found
    ended: dict[int, ScenarioFigures] = {}
    # A forked process would inherit the solver's threads half alive.
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        places = {pool.submit(figures_for, *job): place for place, job in enumerate(jobs)}
        left = set(places)
        while left:
            if stop is not None and stop():
                pool.shutdown(wait=False, cancel_futures=True)
                raise StoppedError(base)
            done, left = wait(left, LOOK_S, FIRST_COMPLETED)
            for future in sorted(done, key=places.__getitem__):
                ended[places[future]] = future.result()
                if on_done is not None:
                    on_done(ended[places[future]])
    return [ended[place] for place in range(len(jobs))]


def figures_for(
    name: str, inputs: Inputs, options: PlanOptions, start: Roster, base: Base, stop: Callable[[], bool] | None = None
) -> ScenarioFigures:
    """One scenario planned and compared; a clash is an outcome, not an error."""
    try:
        planned = plan_for(inputs.centre, inputs.forecast, options, start=start, stop=stop)
    except ConflictError as error:
        return ScenarioFigures(name, "impossible", error.sentences)
    except TimeLimitError as error:
        return ScenarioFigures(name, "no_roster_in_time", error.sentences)
    return figures_of(name, planned, base)
