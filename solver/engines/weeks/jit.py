"""Compiled where numba is there, plain Python where it is not: slower, the same result."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

Function = TypeVar("Function", bound=Callable[..., Any])

try:
    from numba import njit

    def compiled(function: Function) -> Function:
        """The function compiled once per machine, free of the interpreter lock."""
        made: Any = njit(cache=True, nogil=True)(function)
        return cast(Function, made)

except ImportError:  # pragma: no cover - numba is a dependency; this keeps platforms without it working

    def compiled(function: Function) -> Function:
        """The function as it is."""
        return function
