"""Ctrl+C in the middle of a search: it ends with the best roster found; a second one ends the command."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from api.cli.console import tell


@contextmanager
def stoppable() -> Iterator[Callable[[], bool]]:
    """Within it the first interrupt is only a wish to stop; yields what says whether there was one."""
    asked = threading.Event()
    before = signal.getsignal(signal.SIGINT)

    def stop(_number: int, _frame: FrameType | None) -> None:
        asked.set()
        signal.signal(signal.SIGINT, before)
        tell("plan_stopping")

    signal.signal(signal.SIGINT, stop)
    try:
        yield asked.is_set
    finally:
        signal.signal(signal.SIGINT, before)
