"""
The example departments, synthetic, made by `generate.py` from fixed seeds and packaged as files.

EXAMPLES are to be planned; VARIANTS are the same departments with a few files changed so that no roster exists.
"""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from wfm.errors import InputError
from wfm.messages import say

WEEK = "2026-W48"
"""The week every example is there to plan."""
DEMO = "team-of-50"
EXAMPLES: tuple[str, ...] = ("team-of-50", "club-front-office", "small-office", "community-centre")
VARIANTS: dict[str, str] = {f"{name}-clash": name for name in EXAMPLES}
"""Variant -> the example it changes: why each has no roster is said in its folder's README.txt."""
EXPLANATION = "README.txt"
"""Of a variant: for people who read the folder, no part of the department."""


def example_files(name: str) -> dict[str, bytes]:
    """
    The files of an example or variant by name.

    Raises
    ------
    InputError
        If there is none of that name.
    """
    if name not in EXAMPLES and name not in VARIANTS:
        raise InputError(say("example_unknown", value=name, known=", ".join((*EXAMPLES, *VARIANTS))))
    files = _files(_folder(VARIANTS.get(name, name)))
    if name in VARIANTS:
        files |= _files(_folder("variants").joinpath(name))
    return files


def copy_example(name: str, folder: Path) -> None:
    """
    Write an example into a new or empty folder.

    Raises
    ------
    InputError
        If there is no such example, or the folder holds anything.
    """
    files = example_files(name)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(say("init_not_empty", folder=folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, content in files.items():
            (folder / file).write_bytes(content)
    except OSError as error:
        raise InputError(say("out_not_writable", folder=folder, reason=error.strerror or error)) from None


def _folder(name: str) -> Traversable:
    return resources.files(__name__).joinpath(name)


def _files(folder: Traversable) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file() and file.name != EXPLANATION}
