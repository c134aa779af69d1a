"""
The error tree, on one page.

    WfmError
    ├── InputError (ValueError)        a file, a value or a folder is wrong; exit code 2
    ├── StaffingError (ValueError)     an argument of a staffing formula is outside its range; exit code 2
    ├── ForecastError (ValueError)     a forecast cannot be made from this history; exit code 2
    ├── ConflictError                  the rules clash: no roster exists; exit code 3
    ├── SolverError (RuntimeError)     the solver was used wrongly or contradicted itself
    │   └── TimeLimitError             no legal roster was found within the limit; exit code 4
    └── CheckError                     something written failed the independent check; exit code 1

Every message is one sentence that names the thing, the value, what was expected and how to mend it.
"""

from __future__ import annotations

from collections.abc import Sequence

MOST_PROBLEMS_SHOWN = 20


class WfmError(Exception):
    """Anything this product says no to."""

    exit_code = 1


class InputError(WfmError, ValueError):
    """Wrong input: up to twenty problems at once, a sentence each."""

    exit_code = 2

    def __init__(self, problems: str | Sequence[str]) -> None:
        self.problems: tuple[str, ...] = (problems,) if isinstance(problems, str) else tuple(problems)
        shown = self.problems[:MOST_PROBLEMS_SHOWN]
        more = len(self.problems) - len(shown)
        super().__init__("\n".join(shown) + (f"\n(+{more})" if more else ""))


class StaffingError(WfmError, ValueError):
    """An argument of a staffing formula is outside its range."""

    exit_code = 2


class ForecastError(WfmError, ValueError):
    """A forecast cannot be made from this history."""

    exit_code = 2


class ConflictError(WfmError):
    """The rules clash: no roster exists. Carries a sentence per clash and the ways out."""

    exit_code = 3

    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences: tuple[str, ...] = tuple(sentences)
        super().__init__("\n".join(self.sentences))


class SolverError(WfmError, RuntimeError):
    """The solver was used wrongly, or contradicted itself."""


class TimeLimitError(SolverError):
    """No legal roster was found within the limit; it is not known whether one exists."""

    exit_code = 4


class CheckError(WfmError):
    """Something written failed the independent check."""
