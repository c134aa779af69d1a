"""Many queues at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np
import pytest

from forecasting import forecast
from forecasting.side_by_side import side_by_side
from tests.forecasting.worlds import MONDAY, grid_of, history_of, later, noisy, truth
from wfm.calendar import Calendar


def test_many_queues_are_forecast_exactly_as_each_alone() -> None:
    """Twelve queues of different size at once, or one by one: the same counts, intervals, methods and notes to the last bit."""
    past, ahead = grid_of(MONDAY, 140), grid_of(later(20), 14)
    history = history_of(past, {f"q{size}": noisy(size * truth(past), seed=size) for size in range(1, 13)})

    together = forecast(history, ahead, calendar=Calendar("US"))
    alone = [forecast(history.only((queue,)), ahead, calendar=Calendar("US")) for queue in history.queues]

    for name in ("offered", "lo80", "hi80", "lo95", "hi95"):
        np.testing.assert_array_equal(getattr(together, name), np.vstack([getattr(each, name) for each in alone]))
    assert together.methods == tuple(each.methods[0] for each in alone)
    assert [str(note) for note in together.notes] == [str(note) for each in alone for note in each.notes]


def test_results_keep_the_order_of_their_tasks() -> None:
    """A first task that ends only after the second has begun still comes first: two run at once, and the order stays."""
    begun = threading.Event()

    def work(task: str) -> str:
        if task == "second":
            begun.set()
        assert task != "first" or begun.wait(timeout=10)
        return task

    assert list(side_by_side(work, ["first", "second", "third"], threads=2)) == ["first", "second", "third"]


def test_tasks_are_drawn_as_they_are_needed() -> None:
    """When the first result is there, only the few next tasks have been made."""
    made: list[int] = []

    def tasks() -> Iterator[int]:
        for task in range(100):
            made.append(task)
            yield task

    assert next(side_by_side(abs, tasks(), threads=2)) == 0
    assert len(made) <= 6


def test_the_error_of_a_task_is_raised() -> None:
    """What goes wrong in a thread goes wrong for the caller."""
    with pytest.raises(ZeroDivisionError):
        list(side_by_side(lambda task: 1 / task, [1, 0, 2]))
