"""``wfm restore``: a backup into the database of a service that is stopped."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.backup import File
from api.cli.console import Language, tell
from api.cli.serve import Data, Database

NAME = "restore"


def run(
    file: File,
    data: Data = None,
    database: Database = None,
    replace: Annotated[bool, typer.Option("--replace", help="Replace what is there.")] = False,
    lang: Language = None,
) -> None:
    """Read everything back from a file that wfm backup wrote, while the service is stopped."""
    from api.serving import database_url  # what only the service needs is not loaded by the other commands
    from api.settings import settings_of
    from api.store.backup import restore
    from api.store.database import connect

    with database_url(settings_of(data=data, database=database)) as url:
        engine = connect(url)
        restore(engine, url, file, replace=replace)
        engine.dispose()
    tell("restore_done", file=file)
