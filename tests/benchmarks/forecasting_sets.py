"""The real series of the shared data, each with its calendar and the test weeks it is measured on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from forecasting.days import Past
from forecasting.prepare import Knowledge, day_after, prepare
from wfm.calendar import Calendar
from wfm.demand import VolumeHistory
from wfm.records import Driver

CALLS = Path(__file__).resolve().parents[3] / "shared" / "data" / "calls"
BOOKED = "reservations_2months_advance"


@dataclass(frozen=True)
class CallSet:
    """
    A file, what is known of its calendar, and how many of its last weeks are measured.

    `driver` names a column known ahead; a set too short for rolling origins is not judged.
    """

    name: str
    file: str
    interval_min: int
    country: str | None
    weeks: tuple[int, ...]
    driver: str | None = None
    is_judged: bool = True

    @property
    def path(self) -> Path:
        """Where the file lies, if it does."""
        return CALLS / self.file


SETS = (
    CallSet("bank 30 min", "bank_calls_30min.csv", 30, "US", (12,)),
    CallSet("bank 5 min", "bank_calls_5min.csv", 5, "US", (12,)),
    CallSet("telecom daily", "telecom_daily_2013_2016.csv", 1440, None, (12, 26, 52)),
    # Its special days are the bank holidays of the United Kingdom.
    CallSet("telecom, calendar", "telecom_daily_2013_2016.csv", 1440, "GB", (12, 26, 52)),
    CallSet("telecom, calendar, booked", "telecom_daily_2013_2016.csv", 1440, "GB", (12, 26, 52), driver=BOOKED),
    CallSet("UK emergency", "uk_ed_hourly_2014_2017.csv", 60, "GB", (12, 26, 52)),
    CallSet("Wales, 21 queues", "wales_ems_daily_21queues_2015_2018.csv", 1440, "GB-WLS", (12, 26, 52)),
    CallSet("Seattle", "seattle_fire911_hourly_2017_2021.csv", 60, "US-WA", (12, 26, 52)),
    CallSet("Israel, 6 queues", "israel_bank_feb1999_30min_by_queue.csv", 30, None, (1,), is_judged=False),
)


@cache
def pasts(call_set: CallSet) -> dict[str, Past]:
    """The past of each queue of a set."""
    frame = pd.read_csv(call_set.path, parse_dates=["timestamp"])
    long = pd.DataFrame(
        {"queue": frame.get("queue", "calls"), "interval_start": frame["timestamp"], "offered": frame["volume"]}
    )
    history = VolumeHistory.from_frame(long, time_zone="UTC", interval_min=call_set.interval_min)
    calendar = Calendar(call_set.country) if call_set.country else Calendar()
    knowledge = Knowledge.of(calendar, None, None, tuple(_drivers(frame, call_set.driver)), ())
    return {task.queue: task.past for task in prepare(history, day_after(history), knowledge)}


def _drivers(frame: pd.DataFrame, name: str | None) -> Iterator[Driver]:
    if name is not None:
        for day, value in zip(frame["timestamp"].dt.date, frame[name], strict=True):
            if pd.notna(value):
                yield Driver(date=day, name=name, value=float(value))
