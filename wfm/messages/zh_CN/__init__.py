"""Simplified Chinese texts, a file per part of the product."""

from __future__ import annotations

from wfm.messages.zh_CN import (
    attendance,
    capacity,
    changes,
    files,
    forecasting,
    planning,
    questions,
    refusals,
    rules,
    service,
    staffing,
)

TEXTS: dict[str, str] = {
    **files.TEXTS,
    **rules.TEXTS,
    **refusals.TEXTS,
    **questions.TEXTS,
    **staffing.TEXTS,
    **forecasting.TEXTS,
    **planning.TEXTS,
    **changes.TEXTS,
    **capacity.TEXTS,
    **attendance.TEXTS,
    **service.TEXTS,
}
