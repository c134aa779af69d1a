"""Input models are values: a copy never remembers what was worked out from the original."""

from __future__ import annotations

from tests.worlds import centre


def test_a_copy_forgets_what_was_worked_out() -> None:
    """The people by id of a changed department are those of the change."""
    of = centre()
    assert of.agent("A1") is not None

    without = of.model_copy(update={"agents": ()})

    assert without.agent("A1") is None
    assert of.agent("A1") is not None
