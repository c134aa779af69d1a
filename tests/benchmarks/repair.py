"""
A morning on which people are missing: ``python -m tests.benchmarks.repair [--people 200] [--absent 6] [--runs 3]``.

`wfm repair` as a lead calls it, from reading the files to the changes in words: everybody's copy of `team-of-50`, a published week,
some people who call in sick on its Tuesday. Wanted: under 10 seconds for 200 people.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path

import pandas as pd
from rich.console import Console

from tests.benchmarks.large_department import large_department
from wfm.formats.department import department_of

CONSOLE = Console(width=150)
ACCEPT_S = 10.0
HOUR = 9


def main() -> None:
    """Lay out the department, repair its Tuesday some times, and say how long it took."""
    parser = argparse.ArgumentParser(description="How long the repair of a day takes.")
    parser.add_argument("--people", type=int, default=200, help="a multiple of 50")
    parser.add_argument("--absent", type=int, default=6, help="how many of those on shift that day are missing")
    parser.add_argument("--runs", type=int, default=3, help="the first may compile")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as base:
        folder = Path(base)
        files, _ = large_department(asked.people)
        for name, content in files.items():
            (folder / name).write_bytes(content)
        centre = department_of(files).centre
        tuesday = max(shift.shift_date for shift in centre.published) - timedelta(days=5)
        absent = _on_shift(files["published.csv"], tuesday)[:: max(1, asked.people // asked.absent)][: asked.absent]
        now = datetime.combine(tuesday, datetime.min.time()).replace(hour=HOUR).isoformat()
        command = [
            sys.executable,
            "-c",
            "from api.cli import main; main()",
            "repair",
            base,
            "--now",
            now,
            "--lang",
            "en",
        ]
        command += [part for agent in absent for part in ("--absent", agent)]
        took = []
        for _ in range(asked.runs):
            began = time.monotonic()
            ran = subprocess.run([*command, "--out", str(folder / "out")], capture_output=True, text=True, check=False)
            took.append(time.monotonic() - began)
            if ran.returncode not in (0, 1):
                CONSOLE.print(ran.stderr)
                return
        changes = pd.read_csv(folder / "out" / "changes.csv")
    best = min(took)
    CONSOLE.print(
        f"{asked.people} people, {len(absent)} absent on {tuesday}: {len(changes)} rows of changes; "
        f"{', '.join(f'{each:.1f}' for each in took)} s, best {best:.1f} s; wanted {ACCEPT_S:.0f}: "
        f"{'accepted' if best <= ACCEPT_S else 'not reached'}. "
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {platform.machine()}, Python {platform.python_version()}."
    )


def _on_shift(published: bytes, day: date) -> list[str]:
    rows = [line.split(",") for line in published.decode("utf-8-sig").splitlines()]
    at = {name: place for place, name in enumerate(rows[0])}
    return sorted({row[at["agent_id"]] for row in rows[1:] if row[at["shift_date"]] == str(day)})


if __name__ == "__main__":
    main()
