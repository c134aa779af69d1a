"""Many scenarios: each re-solves the roster, begun from the base's, and is replayed with the base's luck; several at a time."""

from __future__ import annotations

import itertools
import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from scenarios.compare import Base, ScenarioFigures, figures_of
from scenarios.demand import expected_volumes
from scenarios.lever import Inputs, Lever
from scenarios.plan import PlanOptions, StoppedError, plan_for
from solver import Progress
from wfm.centre import Centre
from wfm.errors import ConflictError, TimeLimitError
from wfm.roster import Roster
from wfm.staffing.backlog import LONGEST_CLOSED_DAYS
from wfm.timegrid import DAYS_A_WEEK

Scenario = tuple[Lever, ...]
Stop = Callable[[], bool]
LOOK_S = 0.2
"""Seconds between two looks whether a sweep of several processes is to be stopped."""


@dataclass(frozen=True, eq=False)
class Ground:
    """What every scenario begins from and is compared with: the base's figures, its roster, its bound and its luck."""

    figures: ScenarioFigures
    roster: Roster
    base: Base


@dataclass(frozen=True, eq=False)
class Study:
    """One week of a department to be planned under scenarios; the same files and options make the same study anywhere."""

    inputs: Inputs
    options: PlanOptions

    @classmethod
    def of(cls, centre: Centre, first_day: date, options: PlanOptions) -> Study:
        """
        The week that begins on a day.

        Raises
        ------
        InputError
            If a queue has no history to forecast from.
        """
        forecast = expected_volumes(centre, first_day, DAYS_A_WEEK, method=options.method)
        # Of the history only what may lie undone is still asked for; what is sent to each process is small.
        since_min = centre.instant_of(first_day - timedelta(days=LONGEST_CLOSED_DAYS), 0)
        recent = None if centre.volumes is None else centre.volumes.since(since_min)
        return cls(Inputs(centre.model_copy(update={"volumes": recent}), forecast), options)

    def ground(self, on_base: Callable[[Progress], None] | None = None, stop: Stop | None = None) -> Ground:
        """The base planned with all cores; ConflictError or TimeLimitError where it has no roster."""
        planned = plan_for(self.inputs.centre, self.inputs.forecast, self.options, on_base, stop=stop)
        base = Base.of(planned)
        return Ground(figures_of("", planned, base), planned.roster, base)

    def figures(self, scenario: Scenario, ground: Ground, stop: Stop | None = None) -> ScenarioFigures:
        """One scenario planned on one core, within the same limits as the base."""
        alone = self.options.solver.model_copy(update={"workers": 1})
        options = replace(self.options, solver=alone, ways_out=False)
        return figures_for(
            name_of(scenario), apply_all(self.inputs, scenario), options, ground.roster, ground.base, stop
        )


class Shared(Protocol):
    """Scenarios that more than one process takes from a place they share, as the workers of the service do."""

    def ground(self) -> Ground | None:
        """That of a sweep begun before, to be gone on with."""

    def begin(self, scenarios: Sequence[Scenario], ground: Ground) -> Ground:
        """Lay the scenarios out for whoever takes one; the ground that all of them stand on."""

    def run(self, study: Study, ground: Ground, stop: Stop | None) -> list[ScenarioFigures]:
        """Take part until every scenario has ended; their figures in the order laid out. StoppedError where told to stop."""


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
    shared: Shared | None = None,
    on_base: Callable[[Progress], None] | None = None,
    on_done: Callable[[ScenarioFigures], None] | None = None,
    stop: Stop | None = None,
) -> tuple[ScenarioFigures, list[ScenarioFigures]]:
    """
    The base, and every scenario in the order given.

    Parameters
    ----------
    options
        How to plan the base, with all cores; a scenario has the same limits on one core.
    processes
        Scenarios planned at the same time. Their figures do not depend on it where a budget rules.
    shared
        Where other processes take scenarios too; then `processes` and `on_done` are its own matter.
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
    study = Study.of(centre, first_day, options)
    for scenario in scenarios:
        apply_all(study.inputs, scenario)
    if shared is None:
        ground = study.ground(on_base, stop)
        return ground.figures, _run(study, scenarios, ground, processes, on_done, stop)
    ground = shared.ground() or shared.begin(scenarios, study.ground(on_base, stop))
    return ground.figures, shared.run(study, ground, stop)


def _run(
    study: Study,
    scenarios: Sequence[Scenario],
    ground: Ground,
    processes: int,
    on_done: Callable[[ScenarioFigures], None] | None,
    stop: Stop | None,
) -> list[ScenarioFigures]:
    if processes == 1 or len(scenarios) <= 1:
        found = []
        for scenario in scenarios:
            found.append(study.figures(scenario, ground, stop))
            if on_done is not None:
                on_done(found[-1])
        return found
    ended: dict[int, ScenarioFigures] = {}
    # A forked process would inherit the solver's threads half alive.
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        places = {pool.submit(study.figures, scenario, ground): place for place, scenario in enumerate(scenarios)}
        left = set(places)
        while left:
            if stop is not None and stop():
                pool.shutdown(wait=False, cancel_futures=True)
                raise StoppedError
            done, left = wait(left, LOOK_S, FIRST_COMPLETED)
            for future in sorted(done, key=places.__getitem__):
                ended[places[future]] = future.result()
                if on_done is not None:
                    on_done(ended[places[future]])
    return [ended[place] for place in range(len(scenarios))]


def figures_for(
    name: str, inputs: Inputs, options: PlanOptions, start: Roster, base: Base, stop: Stop | None = None
) -> ScenarioFigures:
    """One scenario planned and compared; a clash is an outcome, not an error."""
    try:
        planned = plan_for(inputs.centre, inputs.forecast, options, start=start, stop=stop)
    except ConflictError as error:
        return ScenarioFigures(name, "impossible", error.sentences)
    except TimeLimitError as error:
        return ScenarioFigures(name, "no_roster_in_time", error.sentences)
    return figures_of(name, planned, base)
