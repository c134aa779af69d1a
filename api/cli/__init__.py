"""The command ``wfm``: one file per command; COMMANDS is the whole list."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

import typer
from typer.core import TyperGroup

from api.cli import (
    advise,
    audit,
    backtest,
    backup,
    capacity,
    check,
    cost,
    demo,
    forecast,
    import_,
    init,
    patience,
    plan,
    publish,
    pull,
    push,
    repair,
    require,
    restore,
    serve,
    simulate,
    swap,
    whatif,
    why,
    worker,
)
from api.cli.console import tell_error
from wfm.errors import WfmError
from wfm.messages import say

DEBUG = "WFM_DEBUG"
"""Environment variable that lets an unexpected error through with its traceback."""
COMMANDS = (
    demo,
    init,
    import_,
    patience,
    backtest,
    forecast,
    require,
    plan,
    simulate,
    check,
    why,
    cost,
    publish,
    repair,
    swap,
    audit,
    whatif,
    advise,
    capacity,
    serve,
    worker,
    push,
    pull,
    backup,
    restore,
)


class InOrder(TyperGroup):
    """Lists the commands in the order of COMMANDS, which is the order of a scheduler's day."""


app = typer.Typer(
    name="wfm",
    cls=InOrder,
    help="Workforce management for customer-service departments: forecast, staffing, rosters with a proof, attendance.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in COMMANDS:
    app.command(command.NAME)(command.run)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; every refusal, and every failure nobody foresaw, is a sentence and an exit code, never a traceback."""
    if arguments is None:
        gc.freeze()  # what was imported lives to the end: looking through it again and again takes half a second
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        app(given, standalone_mode=True)
    except WfmError as error:
        tell_error(error)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        tell_error(WfmError(say("unexpected", kind=type(error).__name__, reason=str(error) or "-", variable=DEBUG)))
        sys.exit(WfmError.exit_code)
