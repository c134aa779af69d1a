"""``backtest.html``: what it shows of a report."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np

from wfm.messages import say
from wfm.reports.backtest import BacktestDay, BacktestReport, BacktestRow
from wfm.reports.backtest_page import HEIGHT, _chart, write_backtest_page

MONDAY = date(2026, 11, 2)


def row(method: str, lead: int, wape: float) -> BacktestRow:
    return BacktestRow("a & b", method, lead, 12, wape, wape / 2, 0.01, 0.05, np.nan, np.nan, np.nan, np.nan, 1.5)


def report() -> BacktestReport:
    days = tuple(BacktestDay("a & b", "mean_6", MONDAY + timedelta(days=day), 90 + day, 100.0) for day in range(14))
    rows = (row("mean_6", 1, 0.1), row("mean_6", 2, 0.2), row("median_8", 1, 0.3), row("median_8", 2, 0.15))
    return BacktestReport(
        rows, days, {"a & b": "mean_6"}, {"a & b": say("forecast_asked", queue="a & b", method="mean_6")}
    )


def test_the_best_method_of_each_lead_is_marked(tmp_path: Path) -> None:
    """Ten per cent is best a week ahead, fifteen two weeks ahead; what is unknown is a dash; nothing is fetched."""
    write_backtest_page(tmp_path / "page.html", report(), "Café <1>", "en")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")

    assert page.count('<td class="n best">') == 2
    assert '<td class="n best">10.0</td>' in page
    assert '<td class="n best">15.0</td>' in page
    assert '<td class="n">–</td>' in page
    assert "Café &lt;1&gt;" in page
    assert "nan" not in page
    assert "http" not in page.replace("http://www.w3.org", "")


def test_the_chart_has_a_bar_a_day_within_the_picture() -> None:
    """Fourteen days, two Mondays, every bar between the top and the floor."""
    chart = _chart(report().days)

    assert len(chart.bars) == 14
    assert [label for _, label in chart.weeks] == ["11-02", "11-09"]
    assert all(0 <= y <= HEIGHT and y + height <= HEIGHT + 1e-9 for _, y, height, _ in chart.bars)
