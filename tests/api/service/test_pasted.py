"""The team sheet pasted from a spreadsheet: looked at first, column by column over who is there, all of it or nothing."""

from __future__ import annotations

import pytest

from tests.api.service.people import Caller, Cast

SHEET = "agent_id\tname\tgroup\tskills\nA3\tDiana\tfront\tphone\nA51\tLin\tfront\tphone;desk\nA2\tCy\tfront\tphone\n"


def test_what_was_looked_at_is_what_is_taken_in(admin: Caller, dept: str) -> None:
    """One added, one changed, one as before; columns that are not pasted stay, phone numbers among them."""
    looked = admin("POST", f"{dept}/people/paste", 200, json={"text": SHEET, "keep": False}).json()
    assert admin("GET", f"{dept}/people/A51").status_code == 404
    kept = admin("POST", f"{dept}/people/paste", 200, json={"text": SHEET, "keep": True}).json()
    diana = admin("GET", f"{dept}/people/A3", 200).json()["value"]

    assert looked == kept == {"added": ["A51"], "changed": ["A3"]}
    assert (diana["name"], diana["phone"]) == ("Diana", "555-0103")
    assert admin("GET", f"{dept}/people/A51", 200).json()["value"]["skills"] == ["phone", "desk"]


def test_who_may_not_see_phones_does_not_lose_them(admin: Caller, cast: Cast, dept: str) -> None:
    """A scheduler pastes names; the numbers stay for those who may see them."""
    cast.of("scheduler")("POST", f"{dept}/people/paste", 200, json={"text": SHEET, "keep": True})

    assert admin("GET", f"{dept}/people/A3", 200).json()["value"]["phone"] == "555-0103"
    cast.of("hr")("POST", f"{dept}/people/paste", 403, json={"text": SHEET})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name\tgroup\nLin\tfront\n", "agent_id"),
        ("agent_id\tname\tskills\tlead\nA51\tLin\tphone\tperhaps\n", "perhaps"),
        ("agent_id\tname\tskills\nA51\tLin\tcooking\n", "cooking"),
        ("agent_id\tname\tskills\n", "pasted"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_kept(admin: Caller, dept: str, text: str, words: str) -> None:
    """The line and column, or the value that the department does not know."""
    before = admin("GET", f"{dept}/people", 200).json()
    refused = admin(
        "POST", f"{dept}/people/paste", 422, json={"text": text, "keep": True}, headers={"Accept-Language": "en"}
    )

    assert words in refused.json()["detail"]
    assert admin("GET", f"{dept}/people", 200).json() == before
