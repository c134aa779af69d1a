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

Every message is one sentence that names the thing, the value, what was expected and how to mend it. Messages given as
`Sentence` can be read in any language with `text(language)`.
"""

from __future__ import annotations

from collections.abc import Sequence

from wfm.messages import DEFAULT_LANGUAGE, Sentence

MOST_PROBLEMS_SHOWN = 20


class WfmError(Exception):
    """Anything this product says no to: one sentence or several."""

    exit_code = 1
    most_shown = MOST_PROBLEMS_SHOWN

    def __init__(self, said: str | Sentence | Sequence[str | Sentence]) -> None:
        self.sentences: tuple[str | Sentence, ...] = (said,) if isinstance(said, str | Sentence) else tuple(said)
        super().__init__(self.text())

    def text(self, language: str = DEFAULT_LANGUAGE) -> str:
        """The sentences in `language`, one a line; at most `most_shown`, then how many more there are."""
        shown = [
            said.text(language) if isinstance(said, Sentence) else said for said in self.sentences[: self.most_shown]
        ]
        more = len(self.sentences) - len(shown)
        return "\n".join(shown + ([f"(+{more})"] if more else []))


class InputError(WfmError, ValueError):
    """Wrong input: up to twenty problems at once, a sentence each."""

    exit_code = 2


class StaffingError(WfmError, ValueError):
    """An argument of a staffing formula is outside its range."""

    exit_code = 2


class ForecastError(WfmError, ValueError):
    """A forecast cannot be made from this history."""

    exit_code = 2


class ConflictError(WfmError):
    """The rules clash: no roster exists. A sentence per clash, and the ways out."""

    exit_code = 3
    most_shown = 100


class SolverError(WfmError, RuntimeError):
    """The solver was used wrongly, or contradicted itself."""


class TimeLimitError(SolverError):
    """No legal roster was found within the limit; it is not known whether one exists."""

    exit_code = 4


class CheckError(WfmError):
    """Something written failed the independent check."""
