"""The door of the staffing formulas: arguments become float64 arrays, and a value out of range is named by its index."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wfm.errors import StaffingError
from wfm.messages import say

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def at_least_0(name: str, values: ArrayLike) -> Floats:
    """Finite values of at least 0."""
    found = np.asarray(values, dtype=np.float64)
    refuse(name, found, ~((found >= 0) & (found < np.inf)), "staffing_at_least_0")
    return found


def patience(values: ArrayLike) -> Floats:
    """Mean patience: at least 0, inf where nobody gives up."""
    found = np.asarray(values, dtype=np.float64)
    refuse("patience_s", found, ~(found >= 0), "staffing_patience")
    return found


def between(name: str, values: ArrayLike, low: float, high: float, expected: str) -> Floats:
    """Values in [low, high], both ends included; `expected` is the key of the sentence that says so."""
    found = np.asarray(values, dtype=np.float64)
    refuse(name, found, ~((found >= low) & (found <= high)), expected)
    return found


def above_0(name: str, values: ArrayLike, *, where: Flags | None = None) -> Floats:
    """Finite values above 0; with `where`, the others are not looked at and become 1."""
    found = np.asarray(values, dtype=np.float64)
    wrong = ~((found > 0) & (found < np.inf))
    if where is None:
        refuse(name, found, wrong, "staffing_above_0")
        return found
    if not wrong.any():
        return found
    found, wrong, needed = np.broadcast_arrays(found, wrong, where)
    refuse(name, found, wrong & needed, "staffing_above_0_where_load")
    return np.where(wrong, 1.0, found)


def refuse(name: str, values: Floats, wrong: Flags, expected: str) -> None:
    """Raise StaffingError for the first wrong value, if there is one."""
    if not wrong.any():
        return
    first = np.unravel_index(int(np.argmax(wrong)), wrong.shape)
    place = f"{name}[{', '.join(str(int(index)) for index in first)}]" if first else name
    raise StaffingError(say(expected, place=place, value=str(values[first])))
