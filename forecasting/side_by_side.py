"""Many queues at once: the compiled loops of the forecast let other threads run, so that threads use every processor."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


def side_by_side(
    work: Callable[[Task], Result], tasks: Iterable[Task], *, threads: int | None = None
) -> Iterator[Result]:
    """
    The result of each task, in their order, as `map` gives them.

    Tasks are drawn only a few ahead of their turn: thousands of them need not be in memory together. The first error is raised.

    Parameters
    ----------
    threads
        How many tasks run at once; absent: as many as there are processors.
    """
    threads = threads or os.cpu_count() or 1
    with ThreadPoolExecutor(threads) as pool:
        waiting = iter(tasks)
        running = [pool.submit(work, task) for task in itertools.islice(waiting, 2 * threads)]
        while running:
            result = running.pop(0).result()
            running += [pool.submit(work, task) for task in itertools.islice(waiting, 1)]
            yield result
