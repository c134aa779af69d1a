"""``advice.csv`` and ``advice.html``: who should learn what, ranked, and what trying it showed."""

from __future__ import annotations

from pathlib import Path

from scenarios.advise import Advice
from wfm.centre import Centre
from wfm.formats.columns import OUTPUT_COLUMNS
from wfm.formats.output import write_table
from wfm.reports.rendering import render


def write_advice(folder: Path, advice: Advice, centre: Centre, week: str, language: str) -> None:
    """Write both files."""
    rows = []
    for rank, line in enumerate(advice.trainings, 1):
        row = {
            "rank": rank,
            "agents": line.agents,
            "skill": line.skill,
            "gain_h": line.gain_h,
            "tried": line.tried is not None,
        }
        row |= dict.fromkeys(("saved_h", "saved_low_h", "saved_high_h", "verdict")) | {"sentence": line.sentence}
        if (saving := line.saving) is not None:
            row |= {"saved_h": saving.found_h, "saved_low_h": saving.low_h, "saved_high_h": saving.high_h}
            row |= {"verdict": saving.verdict}
        rows.append(row)
    write_table(folder / "advice.csv", OUTPUT_COLUMNS["advice.csv"], rows, language=language)
    page = render("advice.html.j2", language, centre_name=centre.name, week=week, advice=advice)
    (folder / "advice.html").write_text(page, encoding="utf-8")
