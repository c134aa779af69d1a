"""No bytes whatever raise anything but InputError, and its sentences read in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wfm.errors import InputError
from wfm.examples import example_files
from wfm.formats.department import department_of

SOUND = example_files("community-centre")
SOUND["volumes.csv"] = b"\n".join(SOUND["volumes.csv"].split(b"\n")[:40])
NOW = datetime(2026, 12, 1, tzinfo=UTC)
FILES = sorted(SOUND)
TOKENS = [
    b"", b"nan", b"inf", b"-1", b"9" * 40, b"1e308", b"0001-01-01", b"9999-12-31", b"9999-12-31T23:59+00:00", b"2026-02-30",
    b"0001-01-01T00:00+14:00", b"\x00", b"\xff", b'"', b"'", b",", b";", b"\t", b"\n", b"\r", b"{", b"}", b"[", b"]", b"=", b"#",
    b"true", b"24:00", b"25:00", b"08:00-08:00", "\u4e2d".encode("gb18030"), "\u00b2".encode(), "\u2028".encode(), b"\xff\xfe",
    b"\xef\xbb\xbf", b"[[queue]]", b"{a=1}", b"../x", b"%s", b"\\",
]  # fmt: skip
Edit = Callable[[bytes], bytes]


def inserted(at: float, token: bytes) -> Edit:
    return lambda content: content[: int(at * len(content))] + token + content[int(at * len(content)) :]


def word_replaced(at: float, token: bytes) -> Edit:
    def edit(content: bytes) -> bytes:
        words = list(re.finditer(rb"[^,\s\"=\[\]{}]+", content))
        if not words:
            return token
        word = words[min(int(at * len(words)), len(words) - 1)]
        return content[: word.start()] + token + content[word.end() :]

    return edit


def cut(first: float, last: float) -> Edit:
    def edit(content: bytes) -> bytes:
        begin, end = sorted((int(first * len(content)), int(last * len(content))))
        return content[:begin] + content[min(end, begin + 60) :]

    return edit


def line_moved(first: float, last: float) -> Edit:
    def edit(content: bytes) -> bytes:
        lines = content.split(b"\n")
        lines.insert(int(last * len(lines)), lines[min(int(first * len(lines)), len(lines) - 1)])
        return b"\n".join(lines)

    return edit


def encoded(name: str) -> Edit:
    return lambda content: content.decode("utf-8", "replace").encode(name)


PLACE = st.floats(0, 1)
EDITS = st.lists(
    st.one_of(
        st.builds(inserted, PLACE, st.sampled_from(TOKENS) | st.binary(max_size=8)),
        st.builds(word_replaced, PLACE, st.sampled_from(TOKENS)),
        st.builds(cut, PLACE, PLACE),
        st.builds(line_moved, PLACE, PLACE),
        st.builds(encoded, st.sampled_from(("utf-16", "utf-16-le", "gb18030", "utf-32"))),
    ),
    min_size=1,
    max_size=4,
)


def read(files: dict[str, bytes]) -> None:
    try:
        department_of(files, now=NOW)
    except InputError as error:
        for language in ("en", "zh-CN"):
            error.text(language)  # a sentence that cannot be filled in raises


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=120, deadline=None)
@given(edits=EDITS)
def test_a_damaged_file_is_read_or_refused(name: str, edits: Sequence[Edit]) -> None:
    """A sound department with one file changed in a few places."""
    content = SOUND[name]
    for edit in edits:
        content = edit(content)

    read(SOUND | {name: content})


@pytest.mark.parametrize("name", [*FILES, "department.xlsx"])
@settings(max_examples=40, deadline=None)
@given(content=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(name: str, content: bytes) -> None:
    """A file of another kind altogether."""
    read(
        {file: kept for file, kept in SOUND.items() if name != "department.xlsx" or file == "centre.toml"}
        | {name: content}
    )
