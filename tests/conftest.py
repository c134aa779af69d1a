"""Fixtures that several rooms share."""

from __future__ import annotations

import pytest

from tests.department import Planned, planned_department


@pytest.fixture(scope="session")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Planned:
    """A small department, planned once; tests that change its files work on a copy."""
    return planned_department(tmp_path_factory.mktemp("department"))
