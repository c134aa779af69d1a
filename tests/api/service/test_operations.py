"""Health, readiness, metrics, and the process that serves."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from api.app import create_app
from tests.api.service.people import Caller, Cast

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


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


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


def test_serve_starts_its_own_database_and_leaves_nothing_running(tmp_path: Path) -> None:
    """One command: database, migrations, a key on the first start; stopped by SIGTERM, all is over and the data is kept."""
    port, data = free_port(), tmp_path / "data"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    outputs = []
    for _ in range(2):
        process = subprocess.Popen(
            [*WFM, "serve", "--data", str(data), "--port", str(port)], cwd=tmp_path, env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        try:
            until_ready(f"http://127.0.0.1:{port}", process)
        finally:
            process.send_signal(signal.SIGTERM)
            out, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
        assert not (data / "postgresql" / "postmaster.pid").exists()
        outputs.append((out, err))

    assert len(re.findall(r"paiban_[\w-]{40,}", outputs[0][0])) == 1
    assert "paiban_" not in outputs[1][0] + outputs[0][1]
    lines = [json.loads(line) for line in outputs[0][1].splitlines()]
    assert [line for line in lines if line["event"] == "request" and line["request_id"]]
