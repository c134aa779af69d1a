"""
Public instances solved by the engine of our rosters: ``python -m tests.benchmarks.public [--only 1,2] [--seconds 60]``.

They are read from ``../shared/bench/curtois``, or from the folder named; each is solved in a process of its own. Every roster is
counted and checked again from the instance alone.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.benchmarks.public.instance import Instance
from tests.benchmarks.public.model import solve

CONSOLE = Console(width=150)
FOLDER = Path(__file__).parents[4] / "shared/bench/curtois"
KNOWN: dict[int, tuple[int, int, int | None]] = {  # instance -> best known, its lower bound, ejection chain in 10 min
    1: (607, 607, 607), 2: (828, 828, 923), 3: (1001, 1001, 1003), 4: (1716, 1716, 1719), 5: (1143, 1141, 1439),
    7: (1056, 1055, 1284), 9: (439, 439, 474), 11: (3443, 3443, None), 13: (1348, 1348, None),
}  # fmt: skip
ACCEPT_PERCENT = {1: 1, 2: 1, 3: 1, 4: 1, 5: 3, 7: 10, 9: 10, 11: 10}
"""By how much a roster may cost more than the best known one after 60 seconds."""


def main() -> None:
    """Solve what is asked for and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.public")
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    parser.add_argument("--only", type=lambda text: {int(each) for each in text.split(",")}, default=None)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--in-process", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.in_process is not None:
        print(json.dumps(_measured(asked.in_process, asked.seconds)))
        return
    files = {number: file for file in asked.folder.glob("*.txt") if (number := _number(file))}
    if not files:
        sys.exit(f"no instances in {asked.folder}: name the folder that holds InstanceN.txt")
    rows = {}
    for number in sorted(files if asked.only is None else asked.only & files.keys()):
        command = [sys.executable, "-m", "tests.benchmarks.public", "--seconds", str(asked.seconds)]
        made = subprocess.run(
            [*command, "--in-process", str(files[number])], check=True, capture_output=True, text=True
        )
        rows[number] = json.loads(made.stdout)
        CONSOLE.print(f"instance {number}: {rows[number]['penalty']}")
    CONSOLE.print(_table(rows))
    CONSOLE.print(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; one seed.")


def _number(file: Path) -> int | None:
    found = re.fullmatch(r"Instance(\d+)", file.stem)
    return None if found is None else int(found[1])


def _measured(file: Path, seconds: float) -> dict[str, Any]:
    instance = Instance.read(file)
    found = solve(instance, seconds)
    return {
        "size": f"{instance.days} x {len(instance.people)} x {len(instance.shifts)}",
        "penalty": None if found.roster is None else instance.penalty(found.roster),
        "breaches": 0 if found.roster is None else len(instance.breaches(found.roster)),
        "bound": found.bound,
        "best_s": found.best_s,
        "wall_s": found.wall_s,
        "memory_gb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
    }


def _table(rows: dict[int, dict[str, Any]]) -> Table:
    table = Table(title="Public instances (days x people x shifts)")
    for name in ("instance", "size", "best known", "lower bound", "ejection chain", "ours", "our bound", "above best %",
                 "accept %", "breaches", "best after s", "in all s", "GB"):  # fmt: skip
        table.add_column(name, justify="right")
    for number, row in rows.items():
        best, lower, chain = KNOWN.get(number, (None, None, None))
        above = None if best is None or row["penalty"] is None else 100 * (row["penalty"] / best - 1)
        table.add_row(
            str(number), row["size"], _text(best), _text(lower), _text(chain), _text(row["penalty"]), f"{row['bound']:.1f}",
            "" if above is None else f"{above:.2f}", _text(ACCEPT_PERCENT.get(number)), str(row["breaches"]),
            "" if row["best_s"] is None else f"{row['best_s']:.1f}", f"{row['wall_s']:.1f}", f"{row['memory_gb']:.2f}",
        )  # fmt: skip
    return table


def _text(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


if __name__ == "__main__":
    main()
