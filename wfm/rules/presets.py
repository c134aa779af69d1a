"""Rule presets by country; rules written out in centre.toml win over them."""

from __future__ import annotations

from typing import Any

PRESETS: dict[str, dict[str, dict[str, Any]]] = {
    # Labour Law of the People's Republic of China, art. 36 (8 h a day, 44 h a week) and art. 38 (one rest day a week).
    "cn": {
        "weekly_hours": {"min_h": 0, "max_h": 44},
        "max_daily_hours": {"max_h": 8},
        "weekly_days_off": {"min_days": 1},
    },
    # Directive 2003/88/EC, art. 3 (11 h daily rest), art. 5 (one day off a week), art. 6 (48 h a week).
    "eu": {
        "weekly_hours": {"min_h": 0, "max_h": 48},
        "daily_rest": {"min_h": 11},
        "weekly_days_off": {"min_days": 1},
    },
}
