"""Options that say how somebody else's table names things: ``--map``, ``--set`` and the like, pairs with an equals sign."""

from __future__ import annotations

from typing import Annotated

import typer

from wfm.errors import InputError
from wfm.formats.importing import Headings
from wfm.messages import say

Columns = Annotated[list[str] | None, typer.Option("--map", metavar="OURS=THEIRS", help="Our column and theirs.")]
Constants = Annotated[list[str] | None, typer.Option("--set", metavar="OURS=VALUE", help="A column they lack.")]


def headings(columns: list[str] | None, constants: list[str] | None) -> Headings:
    """What ``--map`` and ``--set`` say; InputError where one cannot be read."""
    return Headings(dict(pairs("--map", columns)), dict(pairs("--set", constants)))


def pairs(option: str, given: list[str] | None) -> list[tuple[str, str]]:
    """What stands left and right of the first equals sign of each; InputError where either is missing."""
    found = []
    for text in given or ():
        left, equals, right = text.partition("=")
        if not equals or not left.strip() or not right.strip():
            raise InputError(say("import_pair_unreadable", option=option, value=text))
        found.append((left.strip(), right.strip()))
    return found
