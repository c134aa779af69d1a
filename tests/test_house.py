"""The house stands: who may import whom, who owns the names, and every sentence in both languages."""

from __future__ import annotations

import ast
import importlib
import importlib.metadata
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from wfm.messages import LANGUAGES

ROOT = Path(__file__).parent.parent
PACKAGES = ("wfm", "forecasting", "solver", "scenarios", "api")
MAY_IMPORT = {
    "wfm": {"wfm"},
    "forecasting": {"forecasting", "wfm"},
    "solver": {"solver", "wfm"},
    "scenarios": {"scenarios", "forecasting", "solver", "wfm"},
    "api": {"api", "scenarios", "forecasting", "solver", "wfm"},
}
ONLY_IN = {"ortools": {"solver"}, "sqlalchemy": {"api"}, "fastapi": {"api"}, "typer": {"api"}, "rich": {"api"}}
MOST_LINES = 400


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").split(".")[0]


def sources(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_follow_the_arrows(package: str) -> None:
    """No file imports a package of ours that its own may not, nor a library that belongs to another."""
    wrong = [
        (str(path.relative_to(ROOT)), name)
        for path in sources(package)
        for name in imports(path)
        if (name in PACKAGES and name not in MAY_IMPORT[package]) or package not in ONLY_IN.get(name, {package})
    ]

    assert wrong == []


@pytest.mark.parametrize("name", PACKAGES)
def test_the_top_level_names_belong_to_us_alone(name: str) -> None:
    """No other installed distribution brings a package of one of the five names."""
    owners = set(importlib.metadata.packages_distributions().get(name, ["paiban"]))

    assert owners == {"paiban"}


def test_no_room_is_too_large() -> None:
    """Source files stay below 400 lines."""
    large = {
        str(path.relative_to(ROOT)): lines
        for package in PACKAGES
        for path in sources(package)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }

    assert large == {}


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_sentence_stands_in_both_languages_with_the_same_values() -> None:
    """English and Chinese have the same keys, and each pair of texts names the same values."""
    english, chinese = LANGUAGES["en"], LANGUAGES["zh-CN"]

    assert set(english) == set(chinese)
    assert {key for key in english if fields(english[key]) != fields(chinese[key])} == set()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_sentence_stands_in_two_files(language: str) -> None:
    """A key has one text per language: none is quietly overruled by another file's."""
    files = [path for path in (ROOT / "wfm" / "messages" / language).glob("*.py") if path.stem != "__init__"]
    tables = [importlib.import_module(f"wfm.messages.{language}.{path.stem}").TEXTS for path in files]

    assert sum(len(table) for table in tables) == len(LANGUAGES[language.replace("_", "-")])


def said_keys() -> Iterator[tuple[str, str]]:
    """Every literal key given to `say` or `tell`, or to the `Problems` of a reader, with the file it stands in."""
    for package in PACKAGES:
        for path in sources(package):
            speakers = {"say", "tell"} | ({"refuse", "note"} if path.parent.name == "formats" else set())
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                    if name in speakers:
                        yield str(node.args[0].value), str(path.relative_to(ROOT))


def test_every_sentence_said_is_written() -> None:
    """No source says a key that has no text."""
    missing = sorted({(key, where) for key, where in said_keys() if key not in LANGUAGES["en"]})

    assert missing == []
