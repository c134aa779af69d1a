"""
How good rosters are, and how fast: ``python -m tests.benchmarks.rostering [--sizes 50,200] [--marks 60,300] [--out FILE]
[--no-baselines]``.

One department after the other, each in a process of its own; what is measured is kept in FILE as it comes, so a run that was
stopped goes on where it stood. Beside the first seed of departments of up to 200 people stands what others reach. Targets are those
of the table: gap in per cent where people are short, in per cent of the required hours where they are not.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.benchmarks.rostering.department import TIGHTNESS, Case

CONSOLE = Console(width=165)
SIZES = (15, 50, 200, 1000, 5000)
SEEDS = {50: (1, 2, 3), 200: (1, 2, 3)}
MARKS_S = (60.0, 300.0)
ACCEPT: dict[tuple[int, str, float], float] = {  # people, tightness, seconds -> per cent: of points if short, of hours if slack
    (50, "short", 60): 6, (50, "slack", 60): 0.35, (50, "short", 300): 4.5, (50, "slack", 300): 0.25,
    (200, "short", 60): 4.5, (200, "slack", 60): 0.25, (200, "short", 300): 3, (200, "slack", 300): 0.12,
    (1000, "short", 60): 9, (1000, "slack", 60): 0.15, (1000, "short", 300): 5, (1000, "slack", 300): 0.06,
}  # fmt: skip
LIMITS = (  # what, at how many people, the field, the most
    ("first roster, s", (1000,), "first_s", 3.0), ("memory, GB", (1000,), "memory_gb", 1.0),
    ("memory, GB", (5000,), "memory_gb", 4.0), ("over its time, %", SIZES, "over_percent", 10.0),
)  # fmt: skip
STRETCH: dict[tuple[int, str], float] = {  # after 300 s
    (50, "short"): 2, (50, "slack"): 0.1, (200, "short"): 1, (200, "slack"): 0.05, (1000, "short"): 1, (1000, "slack"): 0.03,
}  # fmt: skip


BASELINES_UP_TO = 200
"""People up to which the baselines are tried: beyond, the complete model is not even built in the time."""


def main() -> None:
    """Measure what is not measured yet, then print the table."""
    asked = _arguments()
    kept: dict[str, Any] = json.loads(asked.out.read_text()) if asked.out.exists() else {}
    for case in _cases(asked.sizes):
        if case.name not in kept or len(kept[case.name]["standings"]) != len(asked.marks):
            CONSOLE.print(f"{case.name} ...")
            kept[case.name] = _measured("measure", case, asked.marks)
            asked.out.write_text(json.dumps(kept, indent=1))
        has_peers = case.seed == 1 and case.people <= BASELINES_UP_TO
        if asked.baselines and has_peers and "baselines" not in kept[case.name]:
            CONSOLE.print(f"{case.name}, baselines ...")
            kept[case.name]["baselines"] = _measured("baselines", case, asked.marks)
            asked.out.write_text(json.dumps(kept, indent=1))
    CONSOLE.print(_table([kept[case.name] for case in _cases(asked.sizes)]))
    CONSOLE.print(
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; gap = objective - bound, every roster "
        "checked again. Accept and stretch hold for the median of the seeds."
    )
    for line in _verdicts(list(kept.values())):
        CONSOLE.print(line)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.rostering")
    parser.add_argument("--sizes", type=lambda text: [int(each) for each in text.split(",")], default=list(SIZES))
    parser.add_argument("--marks", type=lambda text: [float(each) for each in text.split(",")], default=list(MARKS_S))
    parser.add_argument("--no-baselines", dest="baselines", action="store_false")
    parser.add_argument("--out", type=Path, default=Path("out/rostering.json"))
    asked = parser.parse_args()
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    return asked


def _cases(sizes: list[int]) -> Iterator[Case]:
    for people in sizes:
        for tightness in TIGHTNESS:
            for seed in SEEDS.get(people, (1,)):
                yield Case(people, "short" if tightness == "short" else "slack", seed)


def _measured(module: str, case: Case, marks_s: list[float]) -> Any:
    asked = json.dumps({"case": asdict(case), "marks_s": marks_s})
    made = subprocess.run(
        [sys.executable, "-m", f"tests.benchmarks.rostering.{module}", asked],
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(made.stdout)


def _table(rows: list[Any]) -> Table:
    table = Table(title="Rosters with their proof")
    for name in ("people", "required h", "first s", "after s", "best M", "bound M", "gap %", "gap h", "of required %", "short %",
                 "GB", "ended s", "breaches", "problem"):  # fmt: skip
        table.add_column(name, justify="right")
    for row in rows:
        case = row["case"]
        for each in row["standings"]:
            last = each is row["standings"][-1]
            table.add_row(
                f"{case['people']} {case['tightness']} #{case['seed']}", f"{row['required_h']:,.0f}",
                _number(row["first_s"], 1), f"{each['at_s']:.0f}", _millions(each["objective"]), _millions(each["bound"]),
                _number(each["gap_percent"], 1), _number(each["gap_h"], 1), _number(each["gap_of_required_percent"], 3),
                _number(row["shortage_percent"], 3) if last else "", f"{row['memory_gb']:.2f}" if last else "",
                _number(row["wall_s"], 1) if last else "", str(row["breaches"]) if last else "", row["digest"] if last else "",
            )  # fmt: skip
        for baseline in row.get("baselines", ()):
            name = f"{case['people']} {case['tightness']}: {baseline['name']}"
            for each in baseline["standings"] or [{"at_s": 0, "objective": None, "bound": None}]:
                gap = _gap_percent(each["objective"], each["bound"])
                table.add_row(
                    name, "", "", f"{each['at_s']:.0f}" if each["at_s"] else "", _millions(each["objective"]),
                    _millions(each["bound"]), _number(gap, 1), "", "", "", "", "", "", baseline["note"],
                )  # fmt: skip
    return table


def _gap_percent(objective: int | None, bound: int | None) -> float | None:
    return None if objective is None or bound is None else 100 * (objective - bound) / max(objective, 1)


def _millions(points: int | None) -> str:
    return _number(None if points is None else points / 1e6, 3)


def _number(value: float | None, digits: int) -> str:
    return "none" if value is None else f"{value:,.{digits}f}"


def _verdicts(rows: list[Any]) -> Iterator[str]:
    """The median of the seeds beside its target."""
    for (people, tightness, at_s), accept in ACCEPT.items():
        field = "gap_percent" if tightness == "short" else "gap_of_required_percent"
        reached = [
            standing[field]
            for row in rows
            if (row["case"]["people"], row["case"]["tightness"]) == (people, tightness)
            for standing in row["standings"]
            if standing["at_s"] == at_s and standing[field] is not None
        ]
        if not reached:
            continue
        stretch = STRETCH[people, tightness] if at_s == 300 else None
        verdict = "stretch" if stretch is not None and median(reached) <= stretch else "accept"
        verdict = verdict if median(reached) <= accept else "not reached"
        unit = "% of points" if tightness == "short" else "% of required hours"
        yield f"{people:>5} {tightness}, {at_s:.0f} s: {median(reached):.3g} {unit}; accept {accept}: {verdict}"
    for what, sizes, field, most in LIMITS:
        found = [_limited(row)[field] for row in rows if row["case"]["people"] in sizes]
        if found:
            which = "all" if len(sizes) > 1 else f"{sizes[0]:,}"
            verdict = "accept" if max(found) <= most else "not reached"
            yield f"{which:>5}: {what}: {max(found):.2f} at most; accept {most:g}: {verdict}"


def _limited(row: Any) -> dict[str, float]:
    """What has a limit; a roster that is proven optimal may end early."""
    asked_s = max(each["at_s"] for each in row["standings"])
    return {**row, "over_percent": max(0.0, 100 * (row["wall_s"] / asked_s - 1))}


if __name__ == "__main__":
    main()
