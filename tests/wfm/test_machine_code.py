"""Where numba cannot be had, everything runs in plain Python and comes out the same."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from scenarios.plan import plan
from tests.department import MONDAY, OPTIONS, write_department
from wfm.formats import read_department

QUICK = replace(OPTIONS, method="median_8", replications=1)
WITHOUT_NUMBA = """
import sys
sys.modules["numba"] = None
from pathlib import Path
from tests.wfm.test_machine_code import told
from wfm.machine_code import HAS_NUMBA
assert not HAS_NUMBA
print(told(Path(sys.argv[1])), end="")
"""


def told(folder: Path) -> str:
    """The plan of a small department: its roster shift by shift, its cost and bound, and the service simulated for it."""
    made = plan(read_department(folder).centre, MONDAY, QUICK)
    served = made.service.to_frame().to_csv()
    return f"{made.result.objective} {made.result.bound}\n{made.roster.shifts}\n{served}\n"


def test_a_plan_without_numba_is_the_same(tmp_path: Path) -> None:
    folder = write_department(tmp_path / "small")
    without = subprocess.run(
        [sys.executable, "-c", WITHOUT_NUMBA, str(folder)], capture_output=True, text=True, check=False
    )

    assert without.returncode == 0, without.stderr
    assert without.stdout == told(folder)
