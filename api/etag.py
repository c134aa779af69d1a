"""Optimistic locking: what was read carries an ETag, what is changed names it in If-Match, and nobody's change is lost."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Header

from api.errors import ChangedError
from wfm.messages import say

IfMatch = Annotated[
    str, Header(description="The ETag of what is changed, as it was read; `*` for whatever stands there.")
]
ANY = "*"


def etag(version: int) -> str:
    """The ETag of a version."""
    return f'"{version}"'


def must_match(if_match: str, version: int, thing: str, current: Any) -> None:
    """
    Refuse a change of what somebody else has changed meanwhile.

    Parameters
    ----------
    current
        What stands there now, as JSON; it travels with the refusal.
    """
    asked = {part.strip().removeprefix("W/") for part in if_match.split(",")}
    if ANY not in asked and etag(version) not in asked:
        raise ChangedError(say("changed_meanwhile", thing=thing, version=version), etag(version), current)
