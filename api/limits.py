"""How much may be sent to which address: a longer body is refused, before more of it is taken in than that."""

from __future__ import annotations

import re

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import TooLargeError
from wfm.messages import say

MEGABYTE = 1_000_000
BULK_MB = 200
MOST_MB = (
    (re.compile(r"/v1/centres/[^/]+/(folder|volumes)"), BULK_MB),
    (re.compile(r"/v1/centres/[^/]+/rosters"), 50),
    (re.compile(r".*", re.DOTALL), 10),
)
"""Megabytes by address, the first that fits: whole departments, a year of volumes, a roster of thousands, and all the rest."""


def most_mb(path: str) -> int:
    """Megabytes that may be sent to an address."""
    return next(most for pattern, most in MOST_MB if pattern.fullmatch(path))


def is_bulk(path: str) -> bool:
    """Whether whole departments or years of volumes go to an address, or come from there."""
    return most_mb(path) == BULK_MB


class Limited:
    """Refuses a body that is too long: by the length it declares, else as soon as too much has come."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = most_mb(scope["path"])
        declared = Headers(scope=scope).get("content-length", "")
        come = int(declared) if declared.isdecimal() else 0

        def must_fit() -> None:
            if come > most * MEGABYTE:  # while it reads a body the framework lets no other kind of error through
                raise HTTPException(TooLargeError.status) from TooLargeError(say("upload_too_large", most=most))

        async def counted() -> Message:
            nonlocal come
            must_fit()
            message = await receive()
            if not declared:
                come += len(message.get("body", b""))
                must_fit()
            return message

        await self.app(scope, counted, send)
