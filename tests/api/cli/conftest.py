"""What the tests of every command share: a department, planned or not, and that nothing is left over."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.department import Planned, write_department


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A department that has not been planned."""
    return write_department(tmp_path / "department")


@pytest.fixture
def ready(planned: Planned, tmp_path: Path) -> Path:
    """A department that has been planned, in a copy."""
    return Path(shutil.copytree(planned.folder, tmp_path / "ready"))


@pytest.fixture(autouse=True)
def nothing_left_over(tmp_path: Path) -> Iterator[None]:
    """Whatever a command did, it leaves no hidden folder or file beside what it writes."""
    yield
    assert list(tmp_path.rglob(".*")) == []
