"""
A department of 60 around the calls of a real bank, for tests and trials; the calls are read from `../shared` and never copied.

`python -m tests.bank FOLDER` writes it as a folder that the command can plan.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

CALLS = Path(__file__).parent.parent.parent / "shared" / "data" / "calls" / "bank_calls_30min.csv"
WEEK = "2003-W43"
SCALE = 0.16
"""Of the bank's calls, so that about 60 people are needed; they are shared out between two queues."""
SHARES = {"accounts": 0.7, "cards": 0.3}
PEOPLE = 60
SEED = 2003

CENTRE = """\
[centre]
name = "Bank week"
time_zone = "America/New_York"
interval_min = 30
holidays = "US"
open = { mon-fri = "07:00-21:00", holidays = "07:00-21:00" }

[[queue]]
id = "accounts"
channel = "voice"
service_level = 0.80
answer_within_s = 20
aht_s = 210
patience_s = 180

[[queue]]
id = "cards"
channel = "voice"
service_level = 0.80
answer_within_s = 20
aht_s = 240
patience_s = 180

[[contract]]
id = "part-time"
min_h = 18
max_h = 24
reason = "agreed part-time"
approved_by = "Station manager"

[shrinkage]
in_shift = 0.05
off_shift = 0.03

[[shift]]
id = "day"
starts = "07:00-13:00"
start_every_min = 30
paid_h = [6, 7, 8]
meal = { min = 30, paid = false, after_h = 3, before_h = 5 }
breaks = [{ min = 15, paid = true, after_h = 1, before_h = 2.5 }, { min = 15, paid = true, after_h = 5.25, before_h = 6.5 }]

[rules]
weekly_hours = { min_h = 30, max_h = 40 }
daily_rest = { min_h = 11 }
max_daily_hours = { max_h = 9 }
max_consecutive_days = { max_days = 6 }
weekly_days_off = { min_days = 2 }
lead_on_duty = { min_leads = 1 }
"""


def files() -> dict[str, str]:
    """The department's files by name."""
    draw = np.random.RandomState(SEED)
    leads = {1, 2, 3, 31, 32}
    part_time = set(draw.choice(np.arange(4, 61), 8, replace=False).tolist())
    away = draw.choice(np.arange(4, 61), 4, replace=False).tolist()
    people = ["agent_id,skills,contract,lead"]
    for number in range(1, PEOPLE + 1):
        skills = ("accounts", "accounts", "accounts;cards", "cards", "accounts;cards")[draw.randint(5)]
        contract = "part-time" if number in part_time else ""
        people.append(f"B{number:02d},{skills},{contract},{'yes' if number in leads else 'no'}")
    first_days = draw.randint(20, 23, len(away)).tolist()
    leave = ["agent_id,from,to,kind,status"]
    leave += [f"B{n:02d},2003-10-{d},2003-10-{d + 1},annual,approved" for n, d in zip(away, first_days, strict=True)]
    return {
        "centre.toml": CENTRE,
        "people.csv": "\n".join(people) + "\n",
        "leave.csv": "\n".join(leave) + "\n",
        "volumes.csv": "\n".join(["queue,interval_start,offered", *_calls()]) + "\n",
    }


def _calls() -> Iterator[str]:
    with CALLS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for queue, share in SHARES.items():
                yield f"{queue},{row['timestamp']},{round(float(row['volume']) * SCALE * share)}"


def write(folder: Path) -> None:
    """Write the department into a new folder."""
    folder.mkdir(parents=True)
    for name, text in files().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
