"""``wfm pull``: a department of a service as a folder."""

from __future__ import annotations

from pathlib import Path

from api.cli.console import Language, spoken, tell
from api.cli.departments import Folder
from api.cli.push import SignIn, Url, key_of

NAME = "pull"


def run(folder: Folder, url: Url, key: SignIn = None, lang: Language = None) -> None:
    """Fetch a department of a service into a folder."""
    from api.remote import Remote  # what only this needs is not loaded by the other commands

    count = Remote(url.rstrip("/"), key_of(key), spoken()).pull(Path(folder))
    tell("pull_done", folder=folder, url=url, count=count)
