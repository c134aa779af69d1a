"""Health, readiness, metrics, and the process that serves."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from starlette.types import Message, Receive, Scope, Send

from api.app import create_app
from api.observe import Metrics, Observed
from api.store.embedded import embedded_postgres
from tests.api.service.departments import free_port
from tests.api.service.people import Caller, Cast
from wfm.errors import InputError

ROOT = Path(__file__).parent.parent.parent.parent
WFM = [sys.executable, "-c", "from api.cli import main; main()"]


def test_a_database_that_was_not_migrated_is_not_ready(empty_database: Engine) -> None:
    """It lives, but 503 says what is missing."""
    with TestClient(create_app(empty_database)) as client:
        assert client.get("/health").status_code == 200
        answer = client.get("/ready")

    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "database": True, "migrated": False}


def test_a_migrated_one_is_ready(client: TestClient) -> None:
    """200."""
    assert client.get("/ready").json()["ready"] is True


def test_metrics_count_requests_by_route(admin: Caller, cast: Cast) -> None:
    """Labelled by the route's pattern; not for everybody."""
    admin("GET", "/v1/accounts/nobody", 404)
    text = admin("GET", "/metrics", 200).text

    assert 'paiban_requests_total{method="GET",route="/v1/accounts/{name}",status="404"} 1.0' in text
    cast.of("hr")("GET", "/metrics", 403)


def test_whoever_leaves_before_the_answer_is_no_error_of_the_service() -> None:
    """A browser that turns to another page gives up what it asked for; that is counted apart from what failed."""

    async def left() -> Message:
        return {"type": "http.disconnect"}

    async def gives_up(_: Scope, receive: Receive, __: Send) -> None:
        assert (await receive())["type"] == "http.disconnect"

    async def nobody_listens(_: Message) -> None:
        raise AssertionError("nothing is answered")

    metrics = Metrics()
    scope = {"type": "http", "method": "GET", "path": "/ui/", "headers": []}
    asyncio.run(Observed(gives_up, metrics)(scope, left, nobody_listens))

    assert metrics.registry.get_sample_value("paiban_requests_total", {"method": "GET", "route": "-", "status": "499"})


def until_ready(url: str, process: subprocess.Popen[str]) -> None:
    for _ in range(600):
        assert process.poll() is None, process.communicate()
        try:
            if httpx.get(f"{url}/ready").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError("the service did not become ready")


def test_serve_starts_its_own_database_and_leaves_nothing_running(place: Path) -> None:
    """One command: database, migrations, a key on the first start; stopped by SIGTERM, all is over."""
    port, data = free_port(), place / "data"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [*WFM, "serve", "--data", str(data), "--port", str(port)], cwd=place, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        until_ready(f"http://127.0.0.1:{port}", process)
    finally:
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=60)
    lines = [json.loads(line) for line in err.splitlines()]

    assert process.returncode == 0, err
    assert not (data / "postgresql" / "postmaster.pid").exists()
    assert len(re.findall(r"paiban_[\w-]{40,}", out)) == 1
    assert "paiban_" not in err
    assert [line for line in lines if line["event"] == "request" and line["request_id"]]


def test_a_folder_that_another_serves_from_is_refused(place: Path) -> None:
    """Two servers on the same files would be the end of them."""
    with embedded_postgres(place), pytest.raises(InputError, match="already works"), embedded_postgres(place):
        pass
