"""The one way the staffing kernels are compiled."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from types import FunctionType
from typing import TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from wfm.machine_code import jitted, vectorized

F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """
    Compile a scalar kernel to machine code on its first call and keep the code on disk.

    Division by zero gives inf or nan as in NumPy, and a product may be fused with the sum that follows it: fewer
    roundings, never more. The type of the function is kept, so the kernels stay checked like any other code. The code
    kept is renewed when the kernel's own file changes, not when one it calls does: then remove ``__pycache__``.
    """
    return jitted(function, error_model="numpy", fastmath={"contract"})


MOST_ONE_BY_ONE = 20_000
"""Elements up to which an array is gone through in Python: the loop in machine code is built anew in every process, 0.5 s each."""


def elementwise(function: Callable[..., float]) -> Callable[..., NDArray[np.float64]]:
    """The kernel over whole arrays of float64, broadcast against each other; compiled on its first call."""
    kernel = compiled(_under_another_name(function))
    all_at_once = vectorized(function)

    def one_by_one(*columns: NDArray[np.float64]) -> NDArray[np.float64]:
        rows = np.broadcast_arrays(*columns)
        found = np.fromiter(map(kernel, *(row.ravel().tolist() for row in rows)), np.float64, rows[0].size)
        return found.reshape(rows[0].shape)[()]

    @functools.wraps(function)
    def quietly(*arguments: NDArray[np.float64]) -> NDArray[np.float64]:
        columns = [np.asarray(argument, dtype=np.float64) for argument in arguments]
        few = math.prod(np.broadcast_shapes(*(column.shape for column in columns))) <= MOST_ONE_BY_ONE
        with np.errstate(all="ignore"):  # inf is a value here: a sum that outgrew floats, a wait without end
            return cast(NDArray[np.float64], (one_by_one if few else all_at_once)(*columns))

    return quietly


def _under_another_name(function: F) -> F:
    """The same function: numba keeps its code on disk by the name, and a kernel and the loop around it must not share theirs."""
    same = FunctionType(function.__code__, function.__globals__)
    same.__qualname__ = f"{function.__qualname__}_of_one"
    return cast(F, same)
