"""The day it is where a department is: the one place that asks a clock for it."""

from __future__ import annotations

from datetime import date, datetime

from wfm.timegrid import zone


def today(time_zone: str) -> date:
    """The date by the clocks of a time zone, such as that of a centre."""
    return datetime.now(zone(time_zone)).date()
