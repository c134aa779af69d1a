"""
A department around the calls of a real bank: ``python -m tests.bank CALLS.csv FOLDER`` writes it as files.

One stream of calls, 07:00 to 21:00 on weekdays in 2003, scaled by one factor to sixty people and split into two queues by a fixed
share. Everything else is drawn once, from one seed, and never again until it fits.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

CALLS = Path("../shared/data/calls/bank_calls_30min.csv")
WEEK, MONDAY = "2003-W43", date(2003, 10, 20)
SCALE = 0.14
"""Volumes of the department per volume of the bank: the whole of the scaling to sixty people."""
SHARES = {"accounts": 0.65, "cards": 0.35}
PEOPLE, SEED = 60, 2003
PART_TIMERS, LEADS, CROSS_SKILLED, ON_LEAVE = 8, 8, 12, 6

CENTRE = """
[centre]
name = "Bank"
time_zone = "America/New_York"
interval_min = 30
holidays = "US"
currency = "USD"
language = "en"
open = { mon-fri = "07:00-21:00", holidays = "closed" }

[[queue]]
id = "accounts"
channel = "voice"
service_level = 0.80
answer_within_s = 20
max_occupancy = 0.90
aht_s = 240
patience_s = 180

[[queue]]
id = "cards"
channel = "voice"
service_level = 0.80
answer_within_s = 20
aht_s = 270
patience_s = 180

[[contract]]
id = "part-time"
min_h = 20
max_h = 25
reason = "agreed with the works council"
approved_by = "Head of operations"

[shrinkage]
in_shift = 0.05
off_shift = 0.03

[[shift]]
id = "day"
starts = "07:00-12:30"
start_every_min = 30
paid_h = [6, 7, 8]
meal = { min = 30, paid = false, after_h = 3, before_h = 5 }
breaks = [
  { min = 15, paid = true, after_h = 1, before_h = 2.5 },
  { min = 15, paid = true, after_h = 5, before_h = 7 },
]

[[shift]]
id = "short"
starts = "08:00-16:00"
start_every_min = 60
paid_h = [4, 5]
breaks = [{ min = 15, paid = true, after_h = 1.5, before_h = 3 }]

[rules]
weekly_hours = { min_h = 30, max_h = 40 }
daily_rest = { min_h = 11 }
max_daily_hours = { max_h = 9 }
max_consecutive_days = { max_days = 6 }
weekly_days_off = { min_days = 2, consecutive = true }
lead_on_duty = { min_leads = 1 }
max_late_shifts = { max_per_week = 3, ends_after = "20:00" }
preferences = { weight = 1 }
"""
SPECIAL_DAYS = """date,name,acts_like
2003-10-13,Columbus Day (worked),mon
"""


def write_bank_department(folder: Path, calls: Path) -> Path:
    """Write the department's files; of the calls only what came before the planned week."""
    folder.mkdir(parents=True, exist_ok=True)
    draw = random.Random(SEED)
    files = {
        "centre.toml": [CENTRE.strip()],
        "special_days.csv": [SPECIAL_DAYS.strip()],
        "people.csv": _people(draw),
        "leave.csv": _leave(draw),
        "availability.csv": _availability(draw),
        "volumes.csv": _volumes(calls),
    }
    for name, lines in files.items():
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def _ids(draw: random.Random, count: int) -> set[str]:
    return {f"B{number:02d}" for number in draw.sample(range(1, PEOPLE + 1), count)}


def _people(draw: random.Random) -> Iterator[str]:
    part_timers, leads, cross = (_ids(draw, count) for count in (PART_TIMERS, LEADS, CROSS_SKILLED))
    yield "agent_id,group,skills,contract,lead"
    for number in range(1, PEOPLE + 1):
        agent_id, main = f"B{number:02d}", "accounts" if draw.random() < SHARES["accounts"] else "cards"
        other = "cards" if main == "accounts" else "accounts"
        skills = f"{main};{other}" if agent_id in cross else main
        contract = "part-time" if agent_id in part_timers else ""
        yield f"{agent_id},{main},{skills},{contract},{'yes' if agent_id in leads else 'no'}"


def _leave(draw: random.Random) -> Iterator[str]:
    yield "agent_id,from,to,kind,status"
    for agent_id in sorted(_ids(draw, ON_LEAVE)):
        first = draw.randrange(5)
        last = min(4, first + draw.randrange(3))
        yield f"{agent_id},{MONDAY + timedelta(days=first)},{MONDAY + timedelta(days=last)},annual,approved"


def _availability(draw: random.Random) -> Iterator[str]:
    yield "agent_id,days,from,to,kind"
    for agent_id in sorted(_ids(draw, 6)):
        yield f"{agent_id},mon-fri,07:00,17:00,available"
    for agent_id in sorted(_ids(draw, 6)):
        yield f"{agent_id},fri,15:00,21:00,avoid"


def _volumes(calls: Path) -> Iterator[str]:
    yield "queue,interval_start,offered"
    with calls.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["timestamp"] < str(MONDAY):
                for queue, share in SHARES.items():
                    yield f"{queue},{row['timestamp'][:16]},{round(float(row['volume']) * SCALE * share)}"


if __name__ == "__main__":
    write_bank_department(Path(sys.argv[2]), Path(sys.argv[1]))
