"""The page of a plan: self-contained, in both languages, and no name on it is taken for markup."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from scenarios.folder import proof_of
from tests.department import Planned
from wfm.messages import say
from wfm.reports.compliance import BREACH
from wfm.reports.page import PageContent, page_of, write_page

FETCHING = {"src", "href", "srcset", "data", "action", "poster", "xlink:href"}
VOID = {"meta", "br", "link", "img"}


class Reader(HTMLParser):
    """Tags, attributes and text of a page; every tag must be closed by its own end."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture
def content(planned: Planned) -> PageContent:
    return planned.plan.page(proof_of(planned.plan, planned.department.files), ["a note on the data"])


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_nothing_is_fetched_from_anywhere(content: PageContent, language: str) -> None:
    """No address, no script, no style sheet and no picture from outside."""
    page = page_of(content, language)
    read = Reader(page)

    assert re.findall(r"https?:|//[a-z]|url\(|@import", page) == []
    assert [name for name, _ in read.attributes if name in FETCHING or name.startswith("on")] == []
    assert {"script", "link", "iframe", "img"} & set(read.tags) == set()


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_every_tag_is_closed(content: PageContent, language: str) -> None:
    """The page is well formed, and says which language it is in."""
    read = Reader(page_of(content, language))

    assert read.open == []
    assert ("lang", language) in read.attributes


def test_the_languages_differ_and_each_is_whole(content: PageContent) -> None:
    """Each page has its own headings and none of the other's."""
    texts = {language: page_of(content, language) for language in ("en", "zh-CN")}

    for key in ("heading_coverage", "heading_short", "heading_roster", "page_no_breach", "page_excepted"):
        for language, other in (("en", "zh-CN"), ("zh-CN", "en")):
            assert say(key).text(language) in texts[language]
            assert say(key).text(other) not in texts[language]


def test_names_are_text_never_markup(content: PageContent) -> None:
    """A person called ``Ann <u>&amp;</u> Bo`` in a department called ``Small & tidy`` stands there letter by letter."""
    read = Reader(page_of(content, "en"))

    assert "u" not in read.tags
    assert any("Ann <u>&amp;</u> Bo" in words for words in read.words)
    assert any("Small & tidy" in words for words in read.words)


def test_an_entry_that_looks_like_script_is_text(content: PageContent) -> None:
    """The same holds for whatever a person may have typed into a reason or a note."""
    read = Reader(page_of(replace(content, notes=["<script>alert(1)</script>", '"><img src=x>']), "en"))

    assert {"script", "img"} & set(read.tags) == set()


def test_every_person_and_pool_is_on_the_page(content: PageContent) -> None:
    """Whoever is on the team sheet and whatever pool there is can be found."""
    words = " ".join(Reader(page_of(content, "en")).words)

    for agent in content.centre.agents:
        assert agent.agent_id in words
    for skill in content.centre.pools():
        assert skill in words
    assert "a note on the data" in words


def test_private_data_stays_private(content: PageContent) -> None:
    """No phone number, address or emergency contact on a page that is handed round."""
    page = page_of(content, "en")

    assert [private for private in ("555-01", "@example.com", "Zoe", "555-09") if private in page] == []


def test_a_failed_check_is_said_in_the_readers_language(content: PageContent) -> None:
    """Findings of the check are sentences of the page's language."""
    finding = say("inputs_changed")
    failed = replace(content, proof={**content.proof, "violations": [finding]})

    for language in ("en", "zh-CN"):
        page = page_of(failed, language)
        assert finding.text(language) in page
        assert say("page_check_passed").text(language) not in page


def test_a_breach_is_shown(content: PageContent) -> None:
    """A breach stands on the page with its sentence, and the page no longer says that all rules hold."""
    row = replace(
        content.compliance[0], status=BREACH, sentence=say("locks_broken", agent="A1", day="today", shift="day")
    )

    page = page_of(replace(content, compliance=[row]), "zh-CN")

    assert row.sentence.text("zh-CN") in page
    assert say("page_no_breach").text("zh-CN") not in page


def test_the_written_file_is_the_page(content: PageContent, tmp_path: Path) -> None:
    """UTF-8, byte by byte the same each time."""
    write_page(tmp_path / "report.html", content, "zh-CN")

    assert (tmp_path / "report.html").read_text(encoding="utf-8") == page_of(content, "zh-CN")
