"""audit.html: a page per group and week, to be signed."""

from __future__ import annotations

from pathlib import Path

from tests.attendance import FIRST, LAST, people, synthetic_month, with_log
from tests.worlds import centre
from wfm.reports.audit import Audit, audit
from wfm.reports.audit_page import write_audit_page


def audited() -> Audit:
    month = synthetic_month(0)
    leave = {"agent_id": "A01", "from_day": FIRST, "to_day": FIRST, "kind": "annual", "status": "approved"}
    agents = [{**person, "name": "<b>Ann & Bo</b>"} for person in people()]
    of = centre(agents=agents, rules={"weekly_hours": {"min_h": 30, "max_h": 40}}, leave=(leave,), name="Desk")
    return audit(with_log(of, month.shifts, month.log), FIRST, LAST)


def test_a_page_per_group_and_week_with_a_line_to_sign(tmp_path: Path) -> None:
    """Two groups and four weeks: eight pages, each person on four of them; nothing is fetched, names are text."""
    write_audit_page(tmp_path / "audit.html", audited(), "en")
    page = (tmp_path / "audit.html").read_text(encoding="utf-8")

    assert page.count("<section>") == page.count("Signature of the group") == 8
    assert page.count("<td>A05<") == 4
    assert "break-before: page" in page
    assert "http" not in page
    assert "<b>Ann" not in page


def test_what_happened_stands_beside_what_was_planned(tmp_path: Path) -> None:
    """Every kind of remark of the month, in the reader's language."""
    write_audit_page(tmp_path / "audit.html", audited(), "zh-CN")
    page = (tmp_path / "audit.html").read_text(encoding="utf-8")

    for remark in ("迟到", "早退", "离岗", "旷工", "漏签退", "计划外", "请假"):
        assert f'<small class="odd">{remark}' in page
