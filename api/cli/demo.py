"""``wfm demo``: the bundled department of 50, from call history to a checked, published roster."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli import plan, publish
from api.cli.console import Language, tell
from wfm.errors import InputError
from wfm.examples import DEMO, WEEK, copy_example
from wfm.messages import say

NAME = "demo"


def run(
    out: Annotated[Path, typer.Option("--out", help="Folder for the department and what becomes of it.")] = Path(
        "wfm-demo"
    ),
    time_limit: plan.TimeLimit = 50.0,
    seed: plan.Seed = 1,
    lang: Language = None,
) -> None:
    """Plan the bundled department of 50 from its call history to a checked, published roster."""
    if (out / "out").exists() and not (out / "centre.toml").exists():
        raise InputError(say("init_not_empty", folder=out))
    if not (out / "centre.toml").exists():
        copy_example(DEMO, out)
    tell("demo_begins", folder=out)
    plan.run(out, week=WEEK, time_limit=time_limit, seed=seed, lang=lang)
    publish.run(out, week=WEEK, lang=lang)
