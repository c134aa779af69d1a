"""
Rule presets by country, and the law each figure comes from; rules written out in centre.toml win over them.

A preset holds what the law says of everybody and these rules can say. What it leaves out, and why, stands in docs/rules.md.
"""

from __future__ import annotations

from typing import Any

PRESETS: dict[str, dict[str, dict[str, Any]]] = {
    "cn": {
        "weekly_hours": {"min_h": 0, "max_h": 44},
        "max_daily_hours": {"max_h": 8},
        "weekly_days_off": {"min_days": 1},
        "monthly_overtime": {"max_h": 36, "after_h": 40},
    },
    "eu": {
        "weekly_hours": {"min_h": 0, "max_h": 48},
        "daily_rest": {"min_h": 11},
        "weekly_rest": {"min_h": 35},
    },
}

CN_LABOUR_LAW = "Labour Law of the People's Republic of China"
CN_WORKING_HOURS = "Provisions of the State Council on Working Hours of Employees (1995)"
EU_WORKING_TIME = "Directive 2003/88/EC"
SOURCES: dict[str, dict[str, str]] = {
    "cn": {
        "weekly_hours.max_h": f"{CN_LABOUR_LAW}, art. 36",
        "max_daily_hours.max_h": f"{CN_LABOUR_LAW}, art. 36",
        "weekly_days_off.min_days": f"{CN_LABOUR_LAW}, art. 38",
        "monthly_overtime.max_h": f"{CN_LABOUR_LAW}, art. 41",
        "monthly_overtime.after_h": f"{CN_WORKING_HOURS}, art. 3",
    },
    "eu": {
        "weekly_hours.max_h": f"{EU_WORKING_TIME}, art. 6",
        "daily_rest.min_h": f"{EU_WORKING_TIME}, art. 3",
        "weekly_rest.min_h": f"{EU_WORKING_TIME}, art. 5 and 3",
    },
}
"""Where each figure is from. ``weekly_hours.min_h`` has none: no law asks for a floor, and 0 is no floor."""
