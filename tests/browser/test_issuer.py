"""Signing in through an issuer, with a browser: there and back again, and nothing of it left in the address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from api.store import accounts
from tests.api.service.issuer import FakeIssuer, fake_issuer
from tests.browser.conftest import listening_service
from tests.browser.people import Browser


@dataclass
class Doors:
    base: str
    issuer: FakeIssuer


@pytest.fixture
def doors(server: str, template: str) -> Iterator[Doors]:
    """A service with an account for Lin, whom the issuer vouches for."""
    with fake_issuer() as issuer, listening_service(server, template, issuer) as (base, engine):
        issuer.person = {"sub": "s-1", "email": "lin@example.com", "email_verified": True}
        with engine.begin() as connection:
            accounts.add_account(connection, name="lin", role="scheduler", grants=[], email="lin@example.com")
        yield Doors(base, issuer)


def test_one_comes_in_through_the_issuer(chromium: Browser, doors: Doors) -> None:
    """By the button that names it, to the page that was asked for."""
    page = chromium.new_page(locale="zh-CN")
    page.goto(f"{doors.base}/ui/")
    page.get_by_role("button", name="通过 Example 登录").click()
    page.get_by_role("button", name="lin").wait_for()

    assert "code=" not in page.url
    assert "state=" not in page.url
    page.context.close()


def test_who_has_no_account_is_told_so(chromium: Browser, doors: Doors) -> None:
    """On the sign-in page, with what an administrator would have to enter."""
    doors.issuer.person = {"sub": "s-2", "email": "mo@example.com", "email_verified": True}
    page = chromium.new_page(locale="en")
    page.goto(f"{doors.base}/ui/")
    page.get_by_role("button", name="Sign in with Example").click()

    assert "mo@example.com" in page.get_by_role("alert").inner_text()
    page.context.close()


def test_a_code_that_nobody_here_asked_for_signs_nobody_in(chromium: Browser, doors: Doors) -> None:
    """Whoever is led to the page with somebody else's code is not signed in as them."""
    page = chromium.new_page(locale="en")
    page.goto(f"{doors.base}/ui/?code=x&state=y")

    assert "begin again" in page.get_by_role("alert").inner_text()
    page.get_by_role("button", name="Sign in with Example").wait_for()
    page.context.close()
