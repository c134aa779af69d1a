"""
Sentences in two languages: every sentence a person may read is a key here, with one text per language.

A `Sentence` is a value: it travels inside violations, notes and errors and becomes text at the edge, in the language asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from wfm.messages.en import TEXTS as EN
from wfm.messages.zh_CN import TEXTS as ZH_CN

LANGUAGES: Mapping[str, Mapping[str, str]] = MappingProxyType({"en": EN, "zh-CN": ZH_CN})
DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True)
class Sentence:
    """A message key with the values it names."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, language: str = DEFAULT_LANGUAGE) -> str:
        """The sentence in `language` (``en`` or ``zh-CN``; anything else reads English)."""
        values = {name: _in_language(value, language) for name, value in self.values.items()}
        return template(self.key, language).format(**values)

    def __str__(self) -> str:
        return self.text()


@dataclass(frozen=True)
class Name:
    """What has a name of its own in each language, such as a public holiday; `texts` by language."""

    texts: Mapping[str, str]

    def text(self, language: str = DEFAULT_LANGUAGE) -> str:
        """The name in `language`."""
        return self.texts.get(language, self.texts[DEFAULT_LANGUAGE])

    def __str__(self) -> str:
        return self.text()


def say(key: str, **values: object) -> Sentence:
    """A sentence to be read later, in any language."""
    return Sentence(key, values)


def template(key: str, language: str = DEFAULT_LANGUAGE) -> str:
    """The unfilled text of a key; also used for labels, which have nothing to fill in."""
    return LANGUAGES.get(language, EN)[key]


def _in_language(value: object, language: str) -> object:
    if isinstance(value, Sentence | Name):
        return value.text(language)
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list | tuple):
        return ("、" if language == "zh-CN" else ", ").join(str(_in_language(item, language)) for item in value)
    return value
