"""The one way the staffing kernels are compiled."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """
    Compile a scalar kernel to machine code on its first call and keep the code on disk.

    Division by zero gives inf or nan as in NumPy, and a product may be fused with the sum that follows it: fewer
    roundings, never more. The type of the function is kept, so the kernels stay checked like any other code. The code
    kept is renewed when the kernel's own file changes, not when one it calls does: then remove ``__pycache__``.
    """
    return cast(F, numba.njit(cache=True, error_model="numpy", fastmath={"contract"})(function))


def elementwise(function: Callable[..., float]) -> Callable[..., NDArray[np.float64]]:
    """The kernel over whole arrays of float64, broadcast against each other; compiled on its first call."""
    over_arrays = cast(Any, numba).vectorize(cache=True)(function)

    @functools.wraps(function)
    def quietly(*arguments: NDArray[np.float64]) -> NDArray[np.float64]:
        with np.errstate(all="ignore"):  # inf is a value here: a sum that outgrew floats, a wait without end
            return cast(NDArray[np.float64], over_arrays(*arguments))

    return quietly
