"""Who sits before the page in a test: an account of a role with a window of its own, watched for errors and for strangers."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

import httpx
from sqlalchemy import Engine

from api.archive import zipped
from api.security import Role
from api.store import accounts
from tests.department import write_department
from wfm.formats.department import folder_files

if TYPE_CHECKING:
    from playwright.sync_api import Browser as Browser
    from playwright.sync_api import Page as Page
    from playwright.sync_api import ViewportSize as ViewportSize
else:
    Browser = Page = ViewportSize = Any

Language = Literal["en", "zh-CN"]
Theme = Literal["light", "dark"]
PASSWORD = "a long password"
AXE = Path(__file__).parent.parent.parent / "api" / "web" / "node_modules" / "axe-core" / "axe.min.js"
EXPECTED = ("412", "409", "422", "401", "403", "net::ERR_INTERNET_DISCONNECTED")
"""Console lines that the browser itself writes about an answer which a test asks for."""
WIDE: ViewportSize = {"width": 1366, "height": 768}
NOON = "2026-11-24T12:00:00+08:00"
"""A moment in the week that the departments of these tests plan."""
PHONE: ViewportSize = {"width": 390, "height": 844}


@dataclass
class Person:
    """An account, its key for the API, and its window."""

    service: Service
    name: str
    key: str
    page: Page
    strangers: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def sign_in(self) -> None:
        """Through the door: by name and password."""
        self.page.goto(f"{self.service.base}/ui/")
        self.page.locator("input[name=name]").fill(self.name)
        self.page.locator("input[name=password]").fill(PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.locator("nav.tabs a").first.wait_for()

    def open(self, page: str, centre: str = "", day: str = "") -> Page:
        """Go to a page of the page."""
        self.page.goto(f"{self.service.base}/ui/#/{page}?centre={centre}&day={day}")
        self.page.reload()
        return self.page

    def call(self, method: str, path: str, **rest: Any) -> Any:
        """Ask the API, as this person."""
        headers = {"Authorization": f"Bearer {self.key}", **rest.pop("headers", {})}
        answer = httpx.request(method, self.service.base + path, headers=headers, timeout=60, **rest)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    def picture(self, name: str) -> None:
        """Keep a picture of what is shown, where pictures are kept."""
        if self.service.pictures is not None:
            self.page.wait_for_timeout(300)
            self.page.screenshot(path=self.service.pictures / f"{name}.png", full_page=True)

    def has_no_barriers(self) -> None:
        """Axe finds nothing against WCAG 2.2 AA in what is shown."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
        found = self.page.evaluate("tags => axe.run(document, { runOnly: tags })", tags)
        told = [
            f"{each['id']}: {node['html'][:200]} – {node['failureSummary']}"
            for each in found["violations"]
            for node in each["nodes"][:3]
        ]
        assert told == [], "\n".join(told)


@dataclass
class Service:
    """A service and the people at it."""

    base: str
    engine: Engine
    chromium: Browser
    folder: Path
    pictures: Path | None
    people: list[Person] = field(default_factory=list)

    def __enter__(self) -> Self:
        if self.pictures is not None:
            self.pictures.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        for person in self.people:
            person.page.context.close()
        if kind is None:
            strangers, errors = (
                [said for person in self.people for said in getattr(person, heard)] for heard in ("strangers", "errors")
            )
            assert strangers == [], "a request left the service"
            assert errors == [], f"errors in the console: {errors}"

    def person(
        self, role: Role, *, language: Language = "en", theme: Theme = "light", of: tuple[str, str] | None = None,
        size: ViewportSize | None = None, grants: tuple[str, ...] = ("requests:decide", "people:private"),
        signed_in: bool = True, at: str | None = None,
    ) -> Person:  # fmt: skip
        """Somebody of a role, at a window of their own; for a person of a team sheet if one is named; `at` a moment that stays."""
        name = f"{role}-{uuid.uuid4().hex[:6]}"
        centre_id, agent_id = of or (None, None)
        with self.engine.begin() as connection:
            row = accounts.add_account(
                connection, name=name, role=role, grants=list(grants if role != "agent" else ()), centre_id=centre_id,
                agent_id=agent_id, password_hash=accounts.PASSWORDS.hash(PASSWORD),
            )  # fmt: skip
            _, key = accounts.issue_key(connection, row["id"], "test", None)
        context = self.chromium.new_context(viewport=size or WIDE, locale=language, color_scheme=theme)
        page = context.new_page()
        if at is not None:
            page.clock.set_fixed_time(at)
        if signed_in:
            page.add_init_script(f"sessionStorage.setItem('paiban.key', '{key}')")
        person = Person(self, name, key, page)
        page.on("request", lambda asked: person.strangers.append(asked.url) if self._is_strange(asked.url) else None)
        page.on("pageerror", lambda error: person.errors.append(str(error)))
        page.on("console", lambda said: person.errors.append(said.text) if _is_error(said) else None)
        self.people.append(person)
        return person

    def _is_strange(self, url: str) -> bool:
        return not url.startswith((self.base, "data:", "blob:"))

    def department(self, **changed: str) -> str:
        """A small department of its own, brought in; its id."""
        centre = f"dept-{uuid.uuid4().hex[:6]}"
        folder = write_department(self.folder / centre, **changed)
        self.person("admin").call("PUT", f"/v1/centres/{centre}/folder", content=zipped(folder_files(folder)))
        return centre


def _is_error(said: Any) -> bool:
    return said.type == "error" and not any(status in said.text for status in EXPECTED)
