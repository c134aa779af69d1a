"""
One request, one transaction: change, audit entry and the answer kept for a repeated request stand or fall together.

A POST with the header ``Idempotency-Key`` is done once: the same request sent again gets the same answer.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Coroutine, Mapping
from datetime import timedelta
from typing import Any
from weakref import WeakKeyDictionary

from fastapi import Request, Response
from fastapi.routing import APIRoute
from sqlalchemy import Connection, delete, func, select
from starlette.concurrency import run_in_threadpool

from api.errors import TakenError
from api.limits import is_bulk
from api.security import principal_of
from api.store.tables import kept_answer
from wfm.errors import InputError
from wfm.messages import say

HEADER = "idempotency-key"
LONGEST_KEY = 200
KEPT_FOR = timedelta(days=1)
TURNS, BULK_TURNS = 4, 2
"""
Requests in a transaction at a time, and those of folders and volumes beside them; the others wait, in the order they came.

Fewer than there are threads or connections: where one waits for a row that another has locked, that other still has a thread to end
in. And no more, for they only take the interpreter from one another: with 10 the slowest answers took half as long again as with 4.
"""

Handler = Callable[[Request], Coroutine[Any, Any, Response]]

_AFTER: WeakKeyDictionary[Connection, list[Callable[[], None]]] = WeakKeyDictionary()


def once_committed(connection: Connection, act: Callable[[], None]) -> None:
    """Do something once what the request of a connection has changed is kept; never where it was not."""
    _AFTER.setdefault(connection, []).append(act)


class Turns:
    """The turns of an application; what takes long keeps nobody from theirs but its like."""

    def __init__(self) -> None:
        self._usual, self._bulk = asyncio.Semaphore(TURNS), asyncio.Semaphore(BULK_TURNS)

    def of(self, path: str) -> asyncio.Semaphore:
        """To be held by a request to an address."""
        return self._bulk if is_bulk(path) else self._usual


class TransactionRoute(APIRoute):
    """A route whose request has a connection; committed before the answer is sent, rolled back on any error."""

    def get_route_handler(self) -> Handler:
        """The handler with a transaction around it."""
        handle = super().get_route_handler()

        async def in_transaction(request: Request) -> Response:
            if self.body_field is not None:
                await request.body()  # whoever is slow to send it keeps nobody from their turn
            async with request.app.state.turns.of(request.url.path):
                connection = await run_in_threadpool(request.app.state.engine.connect)
                try:
                    request.state.connection = connection
                    response = await _once(request, connection, handle)
                except BaseException:
                    await run_in_threadpool(connection.close)
                    raise
                await run_in_threadpool(_commit, connection)
                return response

        return in_transaction


def _commit(connection: Connection) -> None:
    with connection:
        connection.commit()
        for act in _AFTER.pop(connection, ()):
            act()


async def _once(request: Request, connection: Connection, handle: Handler) -> Response:
    key = request.headers.get(HEADER)
    scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
    if key is None or request.method != "POST" or scheme.lower() != "bearer":
        return await handle(request)
    if not 1 <= len(key) <= LONGEST_KEY:
        raise InputError(say("idempotency_key_long", most=LONGEST_KEY))
    said = f"{request.method} {request.url.path}?{request.url.query}\n".encode() + await request.body()
    digest = hashlib.sha256(said).hexdigest()
    account_id, kept = await run_in_threadpool(_kept, connection, credentials, key)
    if kept is not None:
        if kept["request_sha256"] != digest:
            raise InputError(say("idempotency_key_reused", name=key))
        if _is_secret(kept["headers"]):
            raise TakenError(say("answer_not_kept", name=key))
        return Response(kept["body"], kept["status"], kept["headers"])
    response = await handle(request)
    await run_in_threadpool(_keep, connection, account_id, key, digest, response)
    return response


def _kept(connection: Connection, credentials: str, key: str) -> tuple[int, dict[str, Any] | None]:
    account_id = principal_of(connection, credentials).account_id
    # The second of two that come at once waits here, and then finds the answer of the first.
    connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, account_id))))
    query = select(kept_answer).where((kept_answer.c.account_id == account_id) & (kept_answer.c.key == key))
    row = connection.execute(query).mappings().one_or_none()
    return account_id, None if row is None else dict(row)


def _is_secret(headers: Mapping[str, str]) -> bool:
    """Whether an answer holds what is shown once, such as a key: that it was given is kept, the answer is not."""
    return headers.get("cache-control") == "no-store"


def _keep(connection: Connection, account_id: int, key: str, digest: str, response: Response) -> None:
    connection.execute(delete(kept_answer).where(kept_answer.c.at < func.now() - KEPT_FOR))
    headers = {name: value for name, value in response.headers.items() if name != "content-length"}
    connection.execute(
        kept_answer.insert().values(
            account_id=account_id, key=key, request_sha256=digest, status=response.status_code, headers=headers,
            body=b"" if _is_secret(headers) else bytes(response.body), at=func.now(),
        )
    )  # fmt: skip
