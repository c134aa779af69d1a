"""Many requests at once: each gets its turn, and none waits for ever for one that waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import anyio
import anyio.to_thread
import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, text

from api.app import create_app
from api.store.database import CONNECTIONS
from api.transaction import BULK_TURNS, TURNS
from tests.api.service.people import Caller

MANY = 60
"""More than there are turns, threads or connections."""


def at_once(app: FastAPI, key: str, method: str, path: str, **rest: Any) -> list[httpx.Response]:
    async def all_of_them() -> list[httpx.Response]:
        headers = {"Authorization": f"Bearer {key}", **rest.pop("headers", {})}
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=headers) as client:
            asked = [client.request(method, path, **rest) for _ in range(MANY)]
            return list(await asyncio.wait_for(asyncio.gather(*asked), 120))

    return asyncio.run(all_of_them())


def test_there_are_more_threads_and_connections_than_turns() -> None:
    """Or else one that holds a lock might wait for a thread that waits for the lock."""

    async def threads() -> float:
        return anyio.to_thread.current_default_thread_limiter().total_tokens

    assert TURNS + BULK_TURNS < min(anyio.run(threads), CONNECTIONS) < MANY


def test_slow_uploads_keep_nobody_from_their_turn(admin: Caller, dept: str, engine: Engine) -> None:
    """However many of them are on their way."""

    async def trickle(ended: asyncio.Event) -> AsyncIterator[bytes]:
        yield b"queue,interval_start,offered\n"
        await ended.wait()
        yield b"phone,2026-11-02T09:00+08:00,3\n"

    async def others() -> tuple[list[int], list[int]]:
        ended, transport = asyncio.Event(), httpx.ASGITransport(create_app(engine))
        headers = {"Authorization": f"Bearer {admin.key}"}
        async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=headers) as client:
            slow = [
                asyncio.create_task(client.put(f"{dept}/volumes", content=trickle(ended))) for _ in range(2 * TURNS)
            ]
            await asyncio.sleep(0)
            quick = await asyncio.wait_for(asyncio.gather(*(client.get("/v1/me") for _ in range(MANY))), 60)
            ended.set()
            return [each.status_code for each in quick], [each.status_code for each in await asyncio.gather(*slow)]

    assert asyncio.run(others()) == ([200] * MANY, [200] * 2 * TURNS)


@pytest.mark.parametrize("last_used", ["null", "now() - interval '1 hour'"])
def test_one_key_in_many_hands_is_noted_by_one(admin: Caller, engine: Engine, last_used: str) -> None:
    """All of them find that its use has not been noted for a while; the one that notes it keeps no other waiting."""
    with engine.begin() as connection:
        connection.execute(text(f"update api_key set last_used_at = {last_used}"))
    answers = at_once(create_app(engine), admin.key, "GET", "/v1/me")

    assert {answer.status_code for answer in answers} == {200}
    assert admin("GET", "/v1/keys", 200).json()[0]["last_used_at"] is not None


def test_one_row_that_all_of_them_lock_goes_from_hand_to_hand(admin: Caller, dept: str, engine: Engine) -> None:
    """Every change of a department waits for the one before it; one is made, the others are told so."""
    leave = {"agent_id": "A3", "from_day": "2026-12-01", "to_day": "2026-12-01", "kind": "annual", "status": "approved"}
    row = admin("POST", f"{dept}/leave", 201, json=leave).json()
    answers = at_once(
        create_app(engine), admin.key, "PUT", f"{dept}/leave/{row['id']}", headers={"If-Match": row["etag"]},
        json={**leave, "kind": "sick"},
    )  # fmt: skip

    assert sorted(answer.status_code for answer in answers) == [200] + [412] * (MANY - 1)


def test_one_request_sent_many_times_is_done_once(admin: Caller, dept: str, engine: Engine) -> None:
    """All the others wait for the first, and get its answer."""
    leave = {"agent_id": "A3", "from_day": "2026-12-01", "to_day": "2026-12-01", "kind": "annual", "status": "approved"}
    answers = at_once(
        create_app(engine), admin.key, "POST", f"{dept}/leave", headers={"Idempotency-Key": "once"}, json=leave
    )

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
