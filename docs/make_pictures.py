"""
Make the pictures of the README again: ``python docs/make_pictures.py``.

Plans the demo department and photographs the report in Chromium; needs Debian's ``chromium`` and ``pip install playwright``.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

DOCS = Path(__file__).parent
SECTIONS = ("coverage", "roster")


def main() -> None:
    """Write ``coverage.png`` and ``roster.png``."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        wfm = Path(sys.executable).with_name("wfm")
        subprocess.run([wfm, "demo", "--out", folder, "--time-limit", "60"], check=True)
        report = next(Path(folder).glob("out/*/report.html"))
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1200, "height": 900}, device_scale_factor=1.5)
        page.goto(report.as_uri())
        for section in SECTIONS:
            page.locator(f"#{section}").screenshot(path=DOCS / f"{section}.png")
        browser.close()


if __name__ == "__main__":
    main()
