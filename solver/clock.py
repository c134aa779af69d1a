"""When a search stops: by its budget of steps, or by time between two steps."""

from __future__ import annotations

import time
from collections.abc import Callable

from solver.config import SolverConfig
from solver.result import Progress


class Clock:
    """Counts the steps of a search and says when to stop; reports progress on the way."""

    def __init__(self, config: SolverConfig, on_progress: Callable[[Progress], None] | None = None) -> None:
        self._config, self._on_progress = config, on_progress
        self._began = time.monotonic()
        self.step = 0

    @property
    def wall_s(self) -> float:
        """Seconds since the search began."""
        return time.monotonic() - self._began

    def restart(self) -> None:
        """Count seconds from now: called once everything is compiled."""
        self._began = time.monotonic()

    def may_step(self, expected_s: float = 0.0) -> bool:
        """Whether another step, expected to last so long, still fits; if so, it is counted."""
        if not self.has_room(expected_s):
            return False
        self.step += 1
        return True

    def has_room(self, expected_s: float = 0.0) -> bool:
        """Whether a step that lasts so long would still fit."""
        if self._config.budget is not None:
            return self.step < self._config.budget
        return self.wall_s + expected_s < self._config.time_limit_s

    @property
    def remaining_s(self) -> float:
        """Seconds left; endless where a budget rules."""
        return float("inf") if self._config.budget is not None else self._config.time_limit_s - self.wall_s

    @property
    def stopped_by(self) -> str:
        """What ends the search when it does not end by itself."""
        return "budget" if self._config.budget is not None else "time"

    def report(self, phase: str, objective: int | None, bound: int) -> None:
        """Tell who listens where the search is."""
        if self._on_progress is not None:
            self._on_progress(Progress(phase, self.wall_s, self.step, objective, bound))
