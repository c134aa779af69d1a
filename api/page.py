"""The page: files built from ``api/web`` and kept beside the code, served under ``/ui``; it fetches nothing from elsewhere."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.responses import RedirectResponse, Response
from starlette.types import Scope

BUILD = Path(__file__).parent / "static"
ADDRESS = "/ui"
ONLY_OURS = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
"""What a browser may load for the page: nothing that does not come from this service."""


class _Build(StaticFiles):
    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file; those named by their content stay in the browser, the page that names them is asked for each time."""
        response = await super().get_response(path, scope)
        named = path.startswith("assets")
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if named else "no-cache"
        response.headers["Content-Security-Policy"] = ONLY_OURS
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response


def install(app: FastAPI) -> None:
    """Serve the page, and lead there from the root."""
    app.mount(ADDRESS, _Build(directory=BUILD, html=True), name="page")

    @app.get("/", include_in_schema=False)
    def home() -> RedirectResponse:
        """Whoever types the bare address means the page."""
        return RedirectResponse(f"{ADDRESS}/")
