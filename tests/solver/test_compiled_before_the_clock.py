"""What a search runs most was compiled before its clock started: half a minute of the time limit would go into that."""

from __future__ import annotations

import pytest

from solver import solve_roster
from solver.clock import Clock
from solver.config import SolverConfig
from solver.engines.weeks.reseat import reseat
from tests.benchmarks.rostering.department import Case, department
from wfm.machine_code import HAS_NUMBA

FEW_PEOPLE, MANY_PEOPLE = 20, 110
"""Both are searched by steps of their own."""


def kinds_of_arguments() -> list[object]:
    """The types of arguments `reseat` is compiled for: numba compiles it once more for each."""
    return list(getattr(reseat, "signatures", ()))


@pytest.mark.skipif(not HAS_NUMBA, reason="nothing is compiled without numba: pip install numba")
@pytest.mark.parametrize("people", [FEW_PEOPLE, MANY_PEOPLE])
def test_moves_are_compiled_before_the_time_is_counted(people: int, monkeypatch: pytest.MonkeyPatch) -> None:
    before: list[object] = []
    restart = Clock.restart

    def restarted(clock: Clock) -> None:
        before.extend(kinds_of_arguments())
        restart(clock)

    monkeypatch.setattr(Clock, "restart", restarted)
    solve_roster(department(Case(people, "slack", 1)), SolverConfig(engine="weeks", budget=12))

    assert len(before) == 1
    assert kinds_of_arguments() == before
