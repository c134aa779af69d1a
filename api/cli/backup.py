"""``wfm backup``: everything a service holds, as one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.console import Language, tell
from api.cli.serve import Data, Database

NAME = "backup"
File = Annotated[Path, typer.Argument(metavar="FILE", help="The file, such as paiban-2026-11-30.backup.")]


def run(file: File, data: Data = None, database: Database = None, lang: Language = None) -> None:
    """Write everything a service holds to one file, while it runs or while it does not."""
    from api.serving import database_url  # what only the service needs is not loaded by the other commands
    from api.settings import settings_of
    from api.store.backup import backup

    with database_url(settings_of(data=data, database=database), running=True) as url:
        size = backup(url, file)
    tell("backup_done", file=file, size=f"{size / 1e6:.1f}")
