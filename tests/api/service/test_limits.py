"""How much may be sent: whatever the address, by the length declared and by what comes, before anybody is asked who they are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.limits import MEGABYTE, most_mb
from tests.api.service.people import Caller


def in_parts(megabytes: int) -> Iterator[bytes]:
    for _ in range(megabytes + 1):
        yield b"x" * MEGABYTE


@pytest.mark.parametrize("path", ["/v1/tokens", "/v1/centres/dept/people", "/v1/centres/dept/centre.toml"])
def test_a_body_that_is_too_long_is_refused_wherever_it_goes(client: TestClient, path: str) -> None:
    """413, in the language asked for, and with the limit."""
    most = most_mb(path)
    method = "PUT" if path.endswith(".toml") else "POST"
    whole, parts = (
        client.request(
            method, path, content=content, headers={"Accept-Language": "zh", "Content-Type": "application/json"}
        )
        for content in (b"x" * (most * MEGABYTE + 1), in_parts(most))
    )

    for answer in (whole, parts):
        assert answer.status_code == 413, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        assert f"最多接收 {most} MB" in answer.json()["detail"]


def test_what_is_meant_to_be_long_may_be(admin: Caller, dept: str) -> None:
    """Volumes beyond what other addresses take are read, up to a limit of their own."""
    head = b"queue,interval_start,offered\n"
    row = b"phone,2026-11-02T09:00+08:00,3\n"
    longer = head + row + b"\n" * (most_mb("/v1/tokens") * MEGABYTE)
    admin("PUT", f"{dept}/volumes", 200, content=longer, headers={"Content-Type": "text/csv"})
    most = most_mb(f"{dept}/volumes")
    refused = admin("PUT", f"{dept}/volumes", 413, content=in_parts(most), headers={"Content-Type": "text/csv"})

    assert f"More than {most} MB" in refused.json()["detail"]


def test_a_body_within_the_limit_is_let_through(client: TestClient) -> None:
    """Wrong as it is, it is not too long."""
    content = b"x" * (most_mb("/v1/tokens") * MEGABYTE)

    assert client.post("/v1/tokens", content=content, headers={"Content-Type": "application/json"}).status_code == 422
