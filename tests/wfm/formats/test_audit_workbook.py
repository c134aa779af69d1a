"""audit.xlsx: a sheet per report, numbers as numbers, breaches coloured, in the department's language."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from scenarios.wishes import RefusedWish
from tests.attendance import FIRST, LAST, people, synthetic_month, with_log
from tests.worlds import centre
from wfm.formats.audit_workbook import write_audit_workbook
from wfm.formats.sheets import MARKED
from wfm.messages import say
from wfm.reports.audit import Audit, audit

SHEETS = ("weeks", "months", "findings", "compliance", "evaluation", "fairness", "wishes", "probation")

WISH = RefusedWish(
    "A1", "Ann", "front", "2026-W45", FIRST, "avoid", "06:00-12:00", "08:00-17:00", "free", "", 0.0, say("wish_way_off"),
    say("wish_refused", agent="A1", day=FIRST, wish="-", shift="08:00-17:00", why="-"),
)  # fmt: skip


@pytest.fixture(scope="module")
def found() -> Audit:
    """A month with findings of every kind."""
    month = synthetic_month(0)
    team = [{**person, "probation_done_h": 8.0} for person in people()]
    rules = {"weekly_hours": {"min_h": 30, "max_h": 40}, "probation": {"hours": 40}}
    return audit(with_log(centre(agents=team, rules=rules), month.shifts, month.log), FIRST, LAST)


def written(found: Audit, path: Path, language: str = "en") -> Any:
    write_audit_workbook(path / "audit.xlsx", found, (WISH,), language)
    return load_workbook(path / "audit.xlsx")


def rows(book: Workbook, sheet: str, language: str = "en") -> list[dict[str, Any]]:
    head, *lines = book[say(f"sheet_audit_{sheet}").text(language)].iter_rows(values_only=True)
    return [dict(zip(map(str, head), line, strict=True)) for line in lines]


def test_every_report_has_a_sheet_to_work_with(found: Audit, tmp_path: Path) -> None:
    """A bold heading that stays in view, filters over all rows, and as many rows as the report."""
    book = written(found, tmp_path)

    counts = [
        len(found.weeks), len(found.months), len(found.findings), len(found.compliance), len(found.evaluation),
        len(found.fairness), 1, len(found.probation),
    ]  # fmt: skip
    assert [sheet.max_row - 1 for sheet in book] == counts
    assert min(counts) > 0
    for sheet in book:
        assert sheet.freeze_panes in ("B2", "C2")
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet["A1"].font.b


def test_months_scores_and_fairness_have_their_charts(found: Audit, tmp_path: Path) -> None:
    """One each, beside the table; the other sheets have none."""
    book = written(found, tmp_path)
    drawn = {name: len(book[say(f"sheet_audit_{name}").text("en")]._charts) for name in SHEETS}

    assert drawn == {name: int(name in ("months", "evaluation", "fairness")) for name in SHEETS}


def test_every_sheet_prints_on_pages_that_can_be_read(found: Audit, tmp_path: Path) -> None:
    """Landscape, as wide as the page, the heading on every one, a chart on a page of its own, and sentences seen whole."""
    for language in ("en", "zh-CN"):
        book = written(found, tmp_path, language)
        for sheet in book:
            assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert sheet.print_title_rows == "$1:$1"
            assert len(str(sheet.print_area).split(",")) == 1 + len(sheet._charts)
        findings = book[say("sheet_audit_findings").text(language)]
        place = [cell.value for cell in findings[1]].index(say("column_sentence").text(language))
        longest = max(findings.iter_rows(min_row=2), key=lambda row: len(str(row[place].value)))
        shortest = min(findings.iter_rows(min_row=2), key=lambda row: len(str(row[place].value)))
        assert longest[place].alignment.wrap_text
        assert (findings.row_dimensions[longest[0].row].height or 15) >= (
            findings.row_dimensions[shortest[0].row].height or 15
        )


def test_figures_are_numbers(found: Audit, tmp_path: Path) -> None:
    """Hours, shares and instants as the audit has them."""
    book = written(found, tmp_path)

    for row, week in zip(rows(book, "weeks"), found.weeks, strict=True):
        assert (row["Person"], row["Week"]) == (week.agent_id, week.period)
        assert [row["Worked (h)"], row["Adherence"], row["Conformance"], row["Times late"]] == pytest.approx(
            [week.worked_h, week.adherence, week.conformance, week.late]
        )
    late = next(row for row in rows(book, "findings") if row["Finding"] == "late")
    assert isinstance(late["Signed in"], datetime)
    assert isinstance(late["Minutes"], int)
    assert rows(book, "probation")[0]["Done before (h)"] == 8


def test_a_breach_is_coloured(found: Audit, tmp_path: Path) -> None:
    """The whole row, and no other."""
    sheet = written(found, tmp_path)["Compliance"]
    status = [cell.value for cell in sheet[1]].index("Status")

    for row in sheet.iter_rows(min_row=2):
        is_marked = row[0].fill.start_color.rgb == MARKED.start_color.rgb
        assert is_marked == (row[status].value == "breach")


def test_in_chinese(found: Audit, tmp_path: Path) -> None:
    """Names of sheets, headings, causes and sentences."""
    book = written(found, tmp_path, "zh-CN")

    assert book.sheetnames == [say(f"sheet_audit_{name}").text("zh-CN") for name in SHEETS]
    late = next(row for row in rows(book, "findings", "zh-CN") if row["类别"] == "迟到")
    assert "迟到：应 09:00 上班" in late["说明"]
