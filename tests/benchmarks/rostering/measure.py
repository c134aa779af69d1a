"""One case solved in a process of its own: what stands after each mark of time, and the memory it took."""

from __future__ import annotations

import dataclasses
import json
import resource
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from solver import solve_roster
from solver.config import SolverConfig
from solver.problem import RosterProblem
from solver.result import Progress
from tests.benchmarks.rostering.department import Case, department, digest
from wfm.goals.base import POINTS_PER_AGENT_INTERVAL
from wfm.reports.coverage import coverage_report
from wfm.roster import Roster
from wfm.timetable import Timetable


@dataclass(frozen=True)
class Standing:
    """What a search has reached after `at_s` seconds: points, and the gap in per cent, in hours and of the hours required."""

    at_s: float
    objective: int | None
    bound: int
    gap_percent: float | None
    gap_h: float | None
    gap_of_required_percent: float | None


@dataclass(frozen=True)
class Measured:
    """One case: `breaches` counts what the independent check finds; shortage in per cent of the hours required."""

    case: Case
    digest: str
    required_h: float
    first_s: float | None
    standings: tuple[Standing, ...]
    shortage_percent: float | None
    memory_gb: float
    wall_s: float
    steps: int
    breaches: int


def measure(case: Case, marks_s: Sequence[float]) -> Measured:
    """Solve a case until the last mark."""
    problem = department(case)
    seen: list[Progress] = []

    def listen(progress: Progress) -> None:
        # Without the roster: kept, all of them would count as memory of the search.
        seen.append(dataclasses.replace(progress, roster=None))

    result = solve_roster(problem, SolverConfig(engine="weeks", time_limit_s=max(marks_s)), listen)
    hours_per_point = result.interval_min / 60 / POINTS_PER_AGENT_INTERVAL
    legal = [progress for progress in seen if progress.objective is not None]

    def standing(mark_s: float) -> Standing:
        until = [progress for progress in seen if progress.wall_s <= mark_s]
        objective = min((each.objective for each in until if each.objective is not None), default=None)
        bound = max((each.bound for each in until), default=0)
        if mark_s == max(marks_s) and result.roster is not None:
            objective, bound = result.objective, result.bound
        if objective is None:
            return Standing(mark_s, None, bound, None, None, None)
        hours = (objective - bound) * hours_per_point
        return Standing(
            mark_s, objective, bound, 100 * (objective - bound) / max(objective, 1), hours,
            100 * hours / result.required_agent_hours,
        )  # fmt: skip

    return Measured(
        case=case,
        digest=digest(problem),
        required_h=result.required_agent_hours,
        first_s=legal[0].wall_s if legal else None,
        standings=tuple(standing(mark) for mark in sorted(marks_s)),
        shortage_percent=_shortage_percent(problem, result.roster),
        memory_gb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
        wall_s=result.wall_s,
        steps=result.budget,
        breaches=0 if result.roster is None else _breaches(problem, result.roster),
    )


def _breaches(problem: RosterProblem, roster: Roster) -> int:
    timetable = Timetable(problem.centre, roster)
    return sum(1 for rule in problem.centre.rules if not rule.is_soft for _ in rule.check(timetable))


def _shortage_percent(problem: RosterProblem, roster: Roster | None) -> float | None:
    if roster is None:
        return None
    totals = coverage_report(problem.centre, problem.requirement, roster).totals()
    return 100 * sum(pool.missing_h for pool in totals) / sum(pool.needed_h for pool in totals)


if __name__ == "__main__":
    asked = json.loads(sys.argv[1])
    print(json.dumps(asdict(measure(Case(**asked["case"]), asked["marks_s"]))))
