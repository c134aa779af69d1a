"""Departments in the service under test, and the state of its jobs."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from api.archive import zipped
from tests.api.service.people import Caller
from wfm.formats.department import folder_files

EXAMPLES = Path(__file__).parent.parent.parent.parent / "wfm" / "examples"
DEPT = "/v1/centres/dept"


def push(admin: Caller, folder: Path) -> str:
    """Send a folder; the department's address."""
    admin("PUT", f"{DEPT}/folder", 200, content=zipped(folder_files(folder)))
    return DEPT


def wait_for(look: Callable[[], Any], seconds: float) -> Any:
    """What a look gives as soon as it gives something."""
    began = time.monotonic()
    while not (found := look()):
        assert time.monotonic() - began < seconds, f"not within {seconds} s"
        time.sleep(0.1)
    return found


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
