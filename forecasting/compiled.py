"""The one way the forecast's inner loops are compiled."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from wfm.machine_code import jitted

F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """
    Compile to machine code on the first call, keep the code on disk, and let other threads run meanwhile.

    The code kept is renewed when the function's own file changes, not when one it calls does: then remove ``__pycache__``.
    """
    return jitted(function, nogil=True, error_model="numpy")
