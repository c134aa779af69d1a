"""The week of docs/server.md, command by command, against a real service."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.api.service.departments import free_port
from wfm.formats.department import read_department

ROOT = Path(__file__).parent.parent.parent.parent
PAGE = ROOT / "docs" / "server.md"
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
HEAD = f"""
set -euo pipefail
wfm() {{ {sys.executable} -c 'from api.cli import main; main()' "$@"; }}
wfm_serve() {{ exec {sys.executable} -c 'from api.cli import main; main()' "$@"; }}
stop() {{ kill "$SERVICE" 2> stop.log || true; wait || true; }}
trap stop EXIT
"""


def test_the_week_goes_as_the_page_says(place: Path) -> None:
    """Every command succeeds; what was pulled is what was pushed, and a little more."""
    commands = "\n".join(BLOCK.findall(PAGE.read_text(encoding="utf-8")))
    # In the background a function would be a shell of its own, which a signal does not pass on.
    commands = commands.replace("wfm serve", "wfm_serve serve")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "WFM_PORT": str(free_port())}
    ran = subprocess.run(
        ["bash", "-c", HEAD + commands],
        cwd=place,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=400,
    )
    log = (place / "serve.log").read_text(encoding="utf-8") if (place / "serve.log").exists() else ""

    assert ran.returncode == 0, f"{ran.stdout[-3000:]}\n{ran.stderr[-3000:]}\n{log[-3000:]}"
    before, after = (read_department(place / name).centre for name in ("office", "office-again"))
    assert before.model_dump(include={"agents", "queues"}) == after.model_dump(include={"agents", "queues"})
    assert len(after.leave) == len(before.leave) + 1
    assert {shift.shift_date.isoformat() for shift in after.published} > {
        shift.shift_date.isoformat() for shift in before.published
    }
    assert not (place / "wfm-data" / "postgresql" / "postmaster.pid").exists()
