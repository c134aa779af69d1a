"""Text as departments really send it: UTF-8 with or without a mark, UTF-16, GB18030; commas, semicolons or tabs."""

from __future__ import annotations

import codecs
import re

from wfm.errors import InputError
from wfm.messages import say

DELIMITERS = (",", ";", "\t")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f]")


def decode(content: bytes, file: str) -> str:
    """
    The text of a file's bytes.

    Raises
    ------
    InputError
        If the bytes are no text in UTF-8, UTF-16 or GB18030.
    """
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        if not NOT_TEXT.search(text):
            return text
    raise InputError(say("encoding_unknown", file=file))


def utf8_of(content: bytes, file: str) -> bytes:
    """
    The same text in UTF-8 without a mark: the bytes themselves, not copied, where they are plain ASCII.

    Raises
    ------
    InputError
        As `decode`.
    """
    text = decode(content, file)
    return content if text.isascii() and len(text) == len(content) else text.encode()


def _encodings(content: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return (encoding,)
    head = content[:400]
    if head[1::2].count(0) * 3 > len(head):
        return ("utf-16-le",)
    if head[::2].count(0) * 3 > len(head):
        return ("utf-16-be",)
    return ("utf-8", "gb18030")


def delimiter_of(heading: str) -> str:
    """The separator of a table, told from its heading: the one it holds most of, a comma in doubt."""
    unquoted = re.sub(r'"[^"]*"', "", heading)
    return max(DELIMITERS, key=lambda delimiter: (unquoted.count(delimiter), -DELIMITERS.index(delimiter)))
