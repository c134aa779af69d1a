"""What happens next: a binary heap of instants, each with a code that says what it is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wfm.simulation.compiled import compiled

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@compiled
def push(at_s: Floats, codes: Ints, size: int, instant_s: float, code: int) -> int:
    """Add an instant; the new size."""
    place = size
    while place > 0:
        parent = (place - 1) >> 1
        if at_s[parent] <= instant_s:
            break
        at_s[place], codes[place] = at_s[parent], codes[parent]
        place = parent
    at_s[place], codes[place] = instant_s, code
    return size + 1


@compiled
def pop(at_s: Floats, codes: Ints, size: int) -> int:
    """Drop the earliest instant, which stands at index 0; the new size."""
    size -= 1
    instant_s, code = at_s[size], codes[size]
    place = 0
    while True:
        child = 2 * place + 1
        if child >= size:
            break
        if child + 1 < size and at_s[child + 1] < at_s[child]:
            child += 1
        if at_s[child] >= instant_s:
            break
        at_s[place], codes[place] = at_s[child], codes[child]
        place = child
    at_s[place], codes[place] = instant_s, code
    return size
