"""A small department as a folder of files, planned in a second: everything that reads or writes folders is tested on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from scenarios import Plan, PlanOptions, plan
from scenarios.folder import write_plan
from solver import SolverConfig
from wfm.formats import Department, read_department

WEEK, MONDAY = "2026-W48", date(2026, 11, 23)
WEEKS_OF_HISTORY = 5
OPTIONS = PlanOptions(solver=SolverConfig(budget=3))

CENTRE = """
[centre]
name = "Small & tidy"
time_zone = "Asia/Shanghai"
interval_min = 30
language = "en"
open = { mon-sun = "08:00-20:00" }

[[queue]]
id = "phone"
channel = "voice"
service_level = 0.80
answer_within_s = 20
aht_s = 300

[[queue]]
id = "desk"
channel = "position"
people = 1
skill = "desk"
open = { mon-fri = "09:00-17:00" }
priority = 2

[[contract]]
id = "part-time"
min_h = 16
max_h = 24
reason = "students"
approved_by = "Station manager"

[[shift]]
id = "day"
starts = "08:00-11:00"
start_every_min = 60
paid_h = [6, 8]
meal = { min = 60, after_h = 3, before_h = 5 }
breaks = [{ min = 30, paid = true, after_h = 1, before_h = 2 }]

[rules]
weekly_hours = { min_h = 30, max_h = 40 }
daily_rest = { min_h = 11 }
max_daily_hours = { max_h = 9 }
max_consecutive_days = { max_days = 6 }
weekly_days_off = { min_days = 1 }
preferences = { weight = 1 }
"""
PEOPLE = """agent_id,name,group,skills,contract,lead,phone,email,emergency_name,emergency_phone
A1,Ann <u>&amp;</u> Bo,front,phone;desk,,yes,555-0101,ann@example.com,Zoe,555-0901
A2,Cy,front,phone,,no,555-0102,cy@example.com,Zoe,555-0902
A3,Di,front,phone,,no,555-0103,di@example.com,Zoe,555-0903
A4,Ed,back,desk;phone,,no,555-0104,ed@example.com,Zoe,555-0904
A5,Flo,back,phone,,no,555-0105,flo@example.com,Zoe,555-0905
A6,Gus,back,phone,part-time,no,555-0106,gus@example.com,Zoe,555-0906
"""
LEAVE = """agent_id,from,to,kind,status
A2,2026-11-25,2026-11-25,annual,approved
"""
AVAILABILITY = """agent_id,days,from,to,kind
A5,mon-wed,08:00,20:00,available
A1,sun,00:00,24:00,avoid
"""
EXCEPTIONS = """exception_id,agent_id,rule,from,to,value,unit,reason,approved_by,approved_on
E1,A5,weekly_hours.min_h,2026-11-02,2026-12-31,20,h,evening school,Station manager,2026-12-04
"""


def volumes() -> str:
    """Busy mornings, quieter weekends, every week alike."""
    lines = ["queue,interval_start,offered"]
    for ahead in range(7 * WEEKS_OF_HISTORY):
        day = MONDAY + timedelta(days=ahead - 7 * WEEKS_OF_HISTORY)
        for half_hour in range(16, 40):
            offered = (8 if day.weekday() < 5 else 4) + (6 if 18 <= half_hour < 24 else 0) + (ahead + half_hour) % 3
            lines.append(f"phone,{day}T{half_hour // 2:02d}:{half_hour % 2 * 30:02d}+08:00,{offered}")
    return "\n".join(lines) + "\n"


FILES = {
    "centre.toml": CENTRE,
    "people.csv": PEOPLE,
    "leave.csv": LEAVE,
    "availability.csv": AVAILABILITY,
    "exceptions.csv": EXCEPTIONS,
    "volumes.csv": volumes(),
}


def write_department(folder: Path, **changed: str) -> Path:
    """Write the department; `changed` gives other texts by a file's name without its ending (``centre="..."``)."""
    folder.mkdir(parents=True, exist_ok=True)
    endings = {Path(name).stem: name for name in FILES}
    for name, content in (FILES | {endings.get(stem, f"{stem}.csv"): text for stem, text in changed.items()}).items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Planned:
    """A department's folder, what it was read as, its plan, and the folder that plan was written to."""

    folder: Path
    department: Department
    plan: Plan
    out: Path


def planned_department(folder: Path) -> Planned:
    """Write, read, plan and write the plan to ``out/WEEK``."""
    write_department(folder)
    department = read_department(folder)
    made = plan(department.centre, WEEK, OPTIONS)
    out = folder / "out" / WEEK
    write_plan(made, department.files, out, "en", department.notes)
    return Planned(folder, department, made, out)
