"""The one way the simulation's kernels are compiled."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from wfm.machine_code import jitted

F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """
    Compile to machine code on the first call, keep the code on disk, and let other threads run meanwhile.

    Kernels make no arrays, they only read and fill those they are given; so none of numba's counting of references is compiled
    in (``_nrt``), which would take ten times as long as the work itself. The code kept is renewed when the kernel's own file
    changes, not when one it calls does: then remove ``__pycache__``.
    """
    return jitted(function, nogil=True, error_model="numpy", _nrt=False)
