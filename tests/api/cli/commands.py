"""Running the command line inside the test, as the installed ``wfm`` would."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass
from pathlib import Path

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


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refused(ran: Ran, code: int, *words: str) -> None:
    """An exit code, the words on the error stream, and no trace of the program's inside."""
    assert ran.code == code, ran
    for word in words:
        assert word in ran.err, ran.err
    assert "Traceback" not in ran.out + ran.err
    assert 'File "' not in ran.err
