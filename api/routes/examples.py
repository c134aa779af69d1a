"""An example of a row of each table, for the description of the API."""

from __future__ import annotations

from typing import Any

from fastapi import Body

_ROWS: dict[str, dict[str, Any]] = {
    "people": {"agent_id": "A51", "name": "Lin", "group": "phone", "skills": ["phone"], "hired_on": "2026-11-01"},
    "availability": {"agent_id": "A07", "days": "mon-fri", "from_time": "09:00", "to_time": "13:00", "kind": "prefer"},
    "leave": {"agent_id": "A07", "from_day": "2026-12-07", "to_day": "2026-12-09", "kind": "annual", "status": "requested"},
    "exceptions": {
        "exception_id": "E7", "agent_id": "A07", "rule": "weekly_hours.min_h", "from_day": "2026-12-07",
        "to_day": "2026-12-13", "value": 20, "unit": "h", "reason": "exams", "approved_by": "station-manager",
    },
    "special_days": {"date": "2026-12-25", "name": "Christmas", "factor": 0.5},
    "drivers": {"date": "2026-12-01", "name": "mailing", "value": 12000, "queue": "phone"},
    "overrides": {
        "queue": "phone", "from_time": "2026-12-07T09:00+08:00", "to_time": "2026-12-07T12:00+08:00", "kind": "percent",
        "value": 15, "author": "lin", "reason": "campaign",
    },
    "cleaning": {"queue": "phone", "interval_start": "2026-11-02T09:00+08:00", "decision": "exclude", "by": "lin"},
    "typical_week": {"queue": "phone", "days": "mon-fri", "from_time": "09:00", "to_time": "18:00", "offered": 300},
    "backlog": {"queue": "mail", "released_at": "2026-11-22T18:00+08:00", "offered": 40},
    "locks": {"agent_id": "A07", "shift_date": "2026-11-24", "shift_id": "day", "start": "09:00"},
    "patterns": {"pattern": "P1", "week": 1, "day": "mon", "shift_id": "day"},
    "pairs": {"agent_a": "A07", "agent_b": "A12", "kind": "apart"},
    "limits": {"kind": "absent_at_once", "group": "phone", "value": 3},
    "attendance": {
        "agent_id": "A07", "signed_in": "2026-11-23T08:58+08:00", "signed_out": "2026-11-23T18:01+08:00",
    },
    "kpi": {"agent_id": "A07", "date": "2026-11-23", "handled": 61, "satisfaction": 0.93},
}  # fmt: skip
EXAMPLES: dict[str, Any] = {name: Body(examples=[row]) for name, row in _ROWS.items()}
