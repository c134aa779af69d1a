"""``wfm push``: a department's folder into a service."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from api.cli.console import Language, spoken, tell, tell_notes
from api.cli.departments import Folder
from wfm.errors import InputError
from wfm.messages import say

NAME = "push"
KEY = "WFM_KEY"
Url = Annotated[
    str, typer.Argument(metavar="URL", help="The department's address: http://127.0.0.1:8000/v1/centres/team-of-50.")
]
SignIn = Annotated[
    str | None, typer.Option("--key", help=f"The key to sign in with; absent: {KEY} of the environment.")
]


def key_of(given: str | None) -> str:
    """The key to sign in with; InputError where there is none."""
    key = given or os.environ.get(KEY)
    if not key:
        raise InputError(say("remote_no_key", variable=KEY))
    return key


def run(
    folder: Folder,
    url: Url,
    key: SignIn = None,
    replace: Annotated[bool, typer.Option("--replace", help="Replace what is there, whoever changed it.")] = False,
    lang: Language = None,
) -> None:
    """Send a department's folder to a service."""
    from api.remote import Remote  # what only this needs is not loaded by the other commands

    revision, notes = Remote(url.rstrip("/"), key_of(key), spoken()).push(Path(folder), replace=replace)
    tell_notes(notes)
    tell("push_done", folder=folder, url=url, revision=revision)
