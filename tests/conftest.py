"""Fixtures that several rooms share; and no test is timed, since what is compiled is compiled on a first call."""

from __future__ import annotations

import pytest
from hypothesis import settings

from tests.department import Planned, planned_department

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Planned:
    """A small department, planned once; tests that change its files work on a copy."""
    return planned_department(tmp_path_factory.mktemp("department"))
