"""The day it is, where the department is."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from api import today as module
from api.today import today


class Evening(datetime):
    """A clock that stands at 22:30 in London."""

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        return datetime(2026, 11, 24, 22, 30, tzinfo=UTC).astimezone(tz)  # type: ignore[arg-type]


@pytest.mark.parametrize(("time_zone", "day"), [("Europe/London", 24), ("Asia/Shanghai", 25), ("America/New_York", 24)])
def test_the_day_is_that_of_the_clocks_there(monkeypatch: pytest.MonkeyPatch, time_zone: str, day: int) -> None:
    """One evening is the next day further east."""
    monkeypatch.setattr(module, "datetime", Evening)

    assert today(time_zone) == date(2026, 11, day)
