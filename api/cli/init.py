"""``wfm init``: a copy of an example department to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.console import Language, tell
from wfm.examples import DEMO, EXAMPLES, WEEK, copy_example

NAME = "init"


def run(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder.")],
    example: Annotated[str, typer.Option("--example", help=f"One of {', '.join(EXAMPLES)}.")] = DEMO,
    lang: Language = None,
) -> None:
    """Copy an example department to start from."""
    copy_example(example, folder)
    tell("init_done", folder=folder, week=WEEK)
