"""A real ``wfm serve`` in a process of its own, to be measured; started again on the same folder it finds what it kept."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from api.archive import zipped
from tests.api.service.departments import free_port

ROOT = Path(__file__).parent.parent.parent
KEPT_KEY = "key.txt"


@dataclass(frozen=True)
class Served:
    """A running service: a client signed in as its administrator, the process, and the administrator's key."""

    client: httpx.Client
    process: psutil.Process
    key: str

    def push(self, centre: str, files: dict[str, bytes]) -> None:
        """Send a department."""
        self.client.put(f"/v1/centres/{centre}/folder", content=zipped(files)).raise_for_status()


@contextmanager
def served(folder: Path, workers: int = 1) -> Iterator[Served]:
    """The service of a folder, stopped at the end."""
    port = free_port()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "WFM_WORKERS": str(workers)}
    wfm = [sys.executable, "-c", "from api.cli import main; main()"]
    command = [*wfm, "serve", "--data", str(folder / "data"), "--port", str(port)]
    out, kept = folder / "out.log", folder / KEPT_KEY
    with out.open("w", encoding="utf-8") as sink:
        process = subprocess.Popen(command, env=environment, stdout=sink, stderr=subprocess.DEVNULL)
    try:
        base = f"http://127.0.0.1:{port}"
        while not _is_ready(base):
            time.sleep(0.2)
        if not kept.exists():  # printed once, at the first start
            [key] = re.findall(r"paiban_[\w-]{40,}", out.read_text(encoding="utf-8"))
            kept.write_text(key, encoding="utf-8")
        key = kept.read_text(encoding="utf-8")
        with httpx.Client(base_url=base, headers={"Authorization": f"Bearer {key}"}, timeout=120) as client:
            yield Served(client, psutil.Process(process.pid), key)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def _is_ready(base: str) -> bool:
    try:
        return httpx.get(f"{base}/ready").status_code == 200
    except httpx.TransportError:
        return False
