"""How to solve: the knobs, with defaults."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from wfm.model import Model, Positive


class SolverConfig(Model):
    """
    Knobs of `solve_roster`.

    Attributes
    ----------
    engine
        ``auto`` chooses by size: ``exact`` for small departments, ``weeks`` for the others.
    time_limit_s
        Seconds for the search; the first compilation of a machine is not counted. Ignored where `budget` is given.
    budget
        Number of search steps; with it the same input and seed give the same roster on every machine.
    keep_start
        Keep the roster that is begun from, where it is legal, and only prove how far it is from the best.
    prove
        Whether a bound is wanted. Without one the search is guided by level prices, which take a moment: enough to compare rosters.
    """

    engine: Literal["auto", "exact", "weeks"] = "auto"
    time_limit_s: Positive = 60.0
    budget: int | None = Field(default=None, ge=1)
    seed: int = Field(default=1, ge=0)
    workers: int = Field(default=2, ge=1)
    keep_start: bool = False
    prove: bool = True
