"""Machine code where numba is there; the same functions in plain Python where it is not: much slower, the same results."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np

try:
    import numba
except ImportError:  # a platform for which nobody builds it
    numba = None  # type: ignore[assignment]

F = TypeVar("F", bound=Callable[..., object])
HAS_NUMBA = numba is not None


def jitted(function: F, **options: Any) -> F:
    """The function, compiled on its first call and its code kept on disk; `options` as those of ``numba.njit``."""
    if HAS_NUMBA:
        return cast(F, cast(Any, numba).njit(cache=True, **options)(function))

    @functools.wraps(function)
    def quietly(*arguments: object) -> object:
        with np.errstate(all="ignore"):  # as in machine code, numbers wrap around and what is divided by 0 is inf
            return function(*arguments)

    return cast(F, quietly)


def vectorized(function: Callable[..., float]) -> Callable[..., Any]:
    """The function of floats over whole arrays, broadcast against each other; compiled on its first call, its code kept."""
    if HAS_NUMBA:
        return cast(Callable[..., Any], cast(Any, numba).vectorize(cache=True)(function))
    return cast(Callable[..., Any], np.vectorize(function, otypes=[float]))
