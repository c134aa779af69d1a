"""The README names only commands that work: each is run, in its order, in one empty folder."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"


def commands() -> list[str]:
    """Every line of a shell block that calls `wfm`."""
    blocks = re.findall(r"```sh\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.startswith("wfm ")]


def test_every_command_of_the_readme_runs(tmp_path: Path) -> None:
    """One after the other, each ends with 0."""
    found = commands()
    assert len(found) >= 6

    for line in found:
        arguments = shlex.split(line)[1:]
        ran = subprocess.run(
            [sys.executable, "-c", "from api.cli import main; main()", *arguments],
            cwd=tmp_path, capture_output=True, text=True, check=False, encoding="utf-8",
        )  # fmt: skip
        assert ran.returncode == 0, f"{line}\n{ran.stdout}{ran.stderr}"


def test_the_pages_it_links_to_are_there() -> None:
    """No link leads nowhere."""
    links = re.findall(r"\]\(([^)#:]+)\)", README.read_text(encoding="utf-8"))

    assert [link for link in links if not (README.parent / link).exists()] == []
