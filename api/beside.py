"""Something done again and again on a thread of its own, beside the work at hand."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog

LOG = structlog.get_logger("paiban.worker")


@contextmanager
def beside(act: Callable[[], bool], every_s: float, failed: str) -> Iterator[None]:
    """
    Within it, every so many seconds, `act`, until it says that it is done.

    Parameters
    ----------
    failed
        What the log says where it fails: the database may be away for a moment, the work goes on.
    """
    ended = threading.Event()

    def repeat() -> None:
        while not ended.wait(every_s):
            try:
                if act():
                    return
            except Exception as error:
                LOG.warning(failed, reason=str(error))

    thread = threading.Thread(target=repeat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
