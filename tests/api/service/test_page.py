"""The page is served beside the API: found from the bare address, kept as long as it is the same, closed to strangers."""

from __future__ import annotations

import re

from fastapi.testclient import TestClient

from api.page import BUILD


def test_the_bare_address_leads_to_the_page(client: TestClient) -> None:
    """And the page names only files that are there."""
    answer = client.get("/")
    named = re.findall(r'(?:src|href)="/ui/([^"]+)"', answer.text)

    assert answer.url.path == "/ui/"
    assert named
    assert all((BUILD / name).is_file() for name in named)
    assert client.get("/ui/no-such-file.js").status_code == 404


def test_nothing_is_loaded_from_elsewhere(client: TestClient) -> None:
    """The browser is told so, and asked for the page each time but for its parts once."""
    page, part = client.get("/ui/"), client.get(f"/ui/assets/{next((BUILD / 'assets').iterdir()).name}")

    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "no-cache"
    assert "immutable" in part.headers["cache-control"]
    assert not re.search(r"""(?:src|href|url)\s*[=(]\s*["']?https?://""", page.text)


def test_the_notices_of_bundled_parts_are_beside_them() -> None:
    """Each bundled library with its licence."""
    notices = (BUILD / "THIRD_PARTY_LICENSES.txt").read_text(encoding="utf-8")

    assert all(f"Name: {name}" in notices for name in ("preact", "echarts", "zrender", "openapi-fetch"))
