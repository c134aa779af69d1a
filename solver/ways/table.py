"""Which ways out each rule has. WAYS is the whole list, the lightest first; a rule that costs instead of forbidding needs none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from solver.ways import hours, limits, records
from solver.ways.change import Change, Matter

Ways = tuple[Callable[[Matter], Iterator[Change]], ...]
BY_FIGURE: Ways = (limits.exceptions, limits.everybody)

WAYS: Mapping[str, Ways] = {
    "weekly_hours": (*BY_FIGURE, records.credit, records.lengths),
    "max_daily_hours": (*BY_FIGURE, records.lengths),
    "min_shift_length": (*BY_FIGURE, records.lengths),
    "daily_rest": BY_FIGURE,
    "max_consecutive_days": BY_FIGURE,
    "weekly_days_off": BY_FIGURE,
    "weekly_rest": BY_FIGURE,
    "max_late_shifts": BY_FIGURE,
    "max_nights": BY_FIGURE,
    "rest_after_nights": BY_FIGURE,
    "weekends_off": BY_FIGURE,
    "monthly_overtime": BY_FIGURE,
    "lead_on_duty": (limits.everybody, hours.closed, records.leads),
    "start_time_stability": (limits.everybody,),
    "shift_templates": (records.opened,),
    "service_dates": (records.service,),
    "leave": (records.leave,),
    "availability": (records.availability,),
    "locks": (records.pins,),
    "patterns": (records.rotation,),
    "pairs": (records.pairs,),
    "absent_at_once": (limits.table, records.leave),
    "seats": (limits.table,),
    "activities": (records.activities, records.availability),
}
"""One shift a day, the opening hours and the skills have none of their own: what they clash with has to give way."""
