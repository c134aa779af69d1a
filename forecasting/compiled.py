"""The one way the forecast's inner loops are compiled."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """
    Compile to machine code on the first call, keep the code on disk, and let other threads run meanwhile.

    The code kept is renewed when the function's own file changes, not when one it calls does: then remove ``__pycache__``.
    """
    return cast(F, numba.njit(cache=True, nogil=True, error_model="numpy")(function))
