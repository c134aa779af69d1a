"""The words of the page: the same keys in both languages, each pair naming the same values, and every key used is there."""

from __future__ import annotations

import re
from pathlib import Path

SOURCES = Path(__file__).parent.parent.parent / "api" / "web" / "src"
ENTRY = re.compile(r'^\s*"([\w.:-]+)":\s*\n?\s*"((?:[^"\\]|\\.)*)"', re.MULTILINE)


def texts(language: str) -> dict[str, str]:
    files = sorted((SOURCES / "text" / language).glob("*.ts"))
    found = [entry for file in files for entry in ENTRY.findall(file.read_text(encoding="utf-8"))]
    assert len({key for key, _ in found}) == len(found), "a key stands twice"
    return dict(found)


def values(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_both_languages_say_the_same_things() -> None:
    """No key is missing on either side, and none names a value that the other does not."""
    english, chinese = texts("en"), texts("zh-CN")

    assert len(english) > 200
    assert set(english) == set(chinese)
    assert {key for key in english if values(english[key]) != values(chinese[key])} == set()


def test_no_word_is_left_over() -> None:
    """Every key is used somewhere, by itself or as one of a family put together at run time."""
    sources = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.ts*") if "text" not in path.parts)
    families = set(re.findall(r"`([\w.]+?)\.\$\{", sources)) | {
        family.rstrip("_") for family in re.findall(r"`([\w.]+_)\$\{", sources)
    }
    left = {
        key
        for key in texts("en")
        if f'"{key}"' not in sources
        and key.rpartition(".")[0] not in families
        and not any(key.startswith(f"{family}_") for family in families)
    }

    assert left == set()
