"""When a search stops: by its budget of steps, by time between two steps, or because it is told to."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Protocol

from solver.config import SolverConfig
from solver.result import Progress
from wfm.roster import Roster

LOOK_S = 0.1
"""Seconds between two looks whether a running CP-SAT search is to be stopped."""


class Stoppable(Protocol):
    """A search of CP-SAT."""

    def stop_search(self) -> None:
        """End with the best found."""


Watching = Callable[[Stoppable], AbstractContextManager[None]]
"""What is put around a search of CP-SAT so that it can be ended from outside."""


def unwatched(_search: Stoppable) -> AbstractContextManager[None]:
    """Nobody ends it."""
    return nullcontext()


class Clock:
    """Counts the steps of a search and says when to stop; reports progress on the way."""

    def __init__(
        self,
        config: SolverConfig,
        on_progress: Callable[[Progress], None] | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> None:
        self._config, self._on_progress, self._stop = config, on_progress, stop
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
        if self.is_stopped:
            return False
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
        if self.is_stopped:
            return "request"
        return "budget" if self._config.budget is not None else "time"

    @property
    def is_stopped(self) -> bool:
        """Whether it has been told to stop."""
        return self._stop is not None and self._stop()

    @contextmanager
    def watching(self, search: Stoppable) -> Iterator[None]:
        """While CP-SAT searches, end it as soon as the whole search is told to stop."""
        if self._stop is None:
            yield
            return
        ended = threading.Event()

        def watch() -> None:
            while not ended.wait(LOOK_S):
                if self.is_stopped:
                    search.stop_search()

        thread = threading.Thread(target=watch, daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def report(self, phase: str, objective: int | None, bound: int, roster: Callable[[], Roster] | None = None) -> None:
        """Tell who listens where the search is."""
        if self._on_progress is not None:
            self._on_progress(Progress(phase, self.wall_s, self.step, objective, bound, roster))
