"""Running the command line inside the test, as the installed ``wfm`` would."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass

import pytest

from api.cli import main


@dataclass(frozen=True)
class Ran:
    """What a command left: its exit code, and what it said on both streams."""

    code: int
    out: str
    err: str


def wfm(*arguments: object) -> Ran:
    """Run ``wfm`` with these arguments."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    code = ended.value.code
    assert isinstance(code, int), "the command ends with a number"
    return Ran(code, out.getvalue(), err.getvalue())
