"""The README tells no tales: its commands run in their order, and it names only what there is."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from api.cli import COMMANDS

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
SHELLS = {"sh", "bash", "shell", "console", "zsh", ""}
BLOCK = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
WFM = [sys.executable, "-c", "from api.cli import main; main()"]


def text() -> str:
    return README.read_text(encoding="utf-8")


def commands() -> Iterator[list[str]]:
    """The words of each command in a shell block that starts with ``wfm``; a backslash at the end joins two lines."""
    for language, block in BLOCK.findall(text()):
        if language in SHELLS:
            for line in block.replace("\\\n", " ").splitlines():
                words = shlex.split(line.removeprefix("$ "), comments=True)
                if words and words[0] == "wfm":
                    yield words[1:]


def test_every_command_runs(tmp_path: Path) -> None:
    """In a new folder, one after the other, each exits 0."""
    given = list(commands())
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    assert given, "the README shows no command"
    for words in given:
        ran = subprocess.run([*WFM, *words], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, f"wfm {shlex.join(words)}\n{ran.stdout}{ran.stderr}"


def test_every_command_it_names_is_there() -> None:
    """Wherever code says ``wfm NAME``, in a block or in a line, there is such a command."""
    code = [block for _, block in BLOCK.findall(text())] + re.findall(r"`([^`\n]+)`", BLOCK.sub("", text()))
    named = {name for each in code for name in re.findall(r"\bwfm ([a-z]+)\b", each)}

    assert named
    assert named - {command.NAME for command in COMMANDS} == set()


def test_every_link_leads_somewhere() -> None:
    """Pictures and pages it points to are in the repository."""
    targets = [target for target in re.findall(r"\]\(([^)#]+)\)", text()) if not target.startswith("http")]

    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []
