"""TOML files of ours: read section by section into models, every mistake named with its key and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from wfm.errors import InputError
from wfm.formats.problems import Problems, names, nearest, reason, shown
from wfm.formats.text import decode
from wfm.formats.validation import refuse_invalid
from wfm.messages import Sentence, say


def toml_said(file: str, content: bytes, problems: Problems) -> tuple[str, dict[str, Any]] | None:
    """The text of a TOML file and what it says; None where it is none, the reason being in `problems`."""
    try:
        text = decode(content, file)
        return text, tomllib.loads(text.replace("\r\n", "\n"))
    except InputError as error:
        problems.refused.extend(each for each in error.sentences if isinstance(each, Sentence))
    except (ValueError, RecursionError) as error:  # an integer of 5,000 digits is a plain ValueError
        problems.refuse("toml_unreadable", file=file, reason=reason(error))
    return None


@dataclass(frozen=True)
class Places:
    """Finds keys in the text of a file, for messages only."""

    file: str
    text: str

    def line(self, section: str, at: int | None, key: str | None) -> int | None:
        """Line of a key of a section, or of its heading; None where it is not found."""
        heading = rf"^\s*\[\[\s*{section}\s*\]\]" if at is not None else rf"^\s*\[\s*{section}\s*\]"
        found = list(re.finditer(heading, self.text, re.MULTILINE))
        if len(found) <= (at or 0):
            return None
        start = found[at or 0]
        following = re.compile(r"^\s*\[", re.MULTILINE).search(self.text, start.end())
        end = following.start() if following else len(self.text)
        spot = start.start() + len(start.group()) - len(start.group().lstrip())
        if key and (
            match := re.compile(rf"^\s*\"?{re.escape(key)}\"?\s*[.=]", re.MULTILINE).search(self.text, start.end(), end)
        ):
            spot = match.start() + len(match.group()) - len(match.group().lstrip())
        return self.text.count("\n", 0, spot) + 1

    def of(self, section: str, at: int | None, label: str | None, key: str | None) -> Sentence:
        """Where a key stands: section, the label of the entry, and the line if it is found."""
        path = f"[[{section}]]" if at is not None else f"[{section}]"
        path += f" {label}" if label else (f" {at + 1}" if at is not None else "")
        path += f", {key}" if key else ""
        line = self.line(section, at, re.split(r"[.\[]", key)[0] if key else None)
        file = say("place_line", file=self.file, line=line) if line else self.file
        return say("place_field", place=file, field=path)


class SectionReader:
    """Reads the sections of one file; what is refused gathers in `problems`."""

    def __init__(self, file: str, text: str, said: dict[str, Any], problems: Problems) -> None:
        self.file, self.text, self.said, self.problems = file, text, said, problems
        self.places = Places(file, text)

    def refuse_unknown_sections(self, known: Sequence[str]) -> None:
        """Refuse sections that the file does not have."""
        for section in self.said:
            if section not in known:
                self.refuse_unknown(say("place_field", place=self.file, field=f"[{section}]"), section, known)

    def table(self, section: str) -> dict[str, Any]:
        """A section written once; empty where it is absent."""
        table = self.said.get(section, {})
        if isinstance(table, dict):
            return table
        place = self.places.of(section, None, None, None)
        self.problems.refuse("row_refused", place=place, expected=say("expected_table"))
        return {}

    def entries(self, section: str, model: type[BaseModel]) -> tuple[Any, ...]:
        """A section written once per entry, each with an id of its own where it has one."""
        entries = self.said.get(section, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            place = say("place_field", place=self.file, field=section)
            self.problems.refuse("cell_refused", place=place, why=say("toml_section_repeated", section=section))
            return ()
        read = [self.one(section, at, entry, model) for at, entry in enumerate(entries)]
        first: dict[str, int] = {}
        for at, one in enumerate(read):
            name = getattr(one, "id", None)
            if name is not None and first.setdefault(name, at) != at:
                place = self.places.of(section, at, name, "id")
                self.problems.refuse("id_twice", place=place, value=name)
        return tuple(one for one in read if one is not None)

    def one(self, section: str, at: int | None, table: dict[str, Any], model: type[BaseModel]) -> Any:
        """One table as a model; None where it was refused."""
        try:
            return model.model_validate(table)
        except ValidationError as error:
            self._refuse(section, at, table, model, error)
        return None

    def refuse_unknown(self, place: Sentence, key: str, known: Iterable[str]) -> None:
        """Refuse a name that is not known, with the nearest that is."""
        listed = tuple(known)
        self.problems.refuse("toml_key_unknown", place=place, name=key, near=nearest(key, listed), known=names(listed))

    def _refuse(
        self, section: str, at: int | None, table: dict[str, Any], model: type[BaseModel], error: ValidationError
    ) -> None:
        label = shown(table["id"]) if isinstance(table.get("id"), str) else None
        for said in error.errors():
            loc = [part for part in said["loc"] if part != "str" and not str(part).startswith(("list[", "function"))]
            key = key_path(loc)
            place = self.places.of(section, at, label, key)
            match said["type"]:
                case "missing":
                    self.problems.refuse("toml_key_missing", place=place, name=loc[-1])
                case "extra_forbidden":
                    self.refuse_unknown(place, str(loc[-1]), model_at(model, loc[:-1]).model_fields)
                case _ if loc[:1] == ["open"] and len(loc) > 1:
                    expected = say("expected_opening")
                    self.problems.refuse("cell_wrong", place=place, value=shown(said["input"]), expected=expected)
                case _:
                    refuse_invalid(self.problems, place, str(said["input"]) if loc else None, said)


def key_path(loc: Iterable[Any]) -> str:
    """Where in a model an error lies, as one would write it: ``breaks[2].min``."""
    path = ""
    for part in loc:
        path += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if path else str(part)
    return path


def model_at(model: type[BaseModel], loc: Iterable[Any]) -> type[BaseModel]:
    """The model that stands at a place within another."""
    for part in loc:
        if isinstance(part, str) and part in model.model_fields:
            model = next(_models(model.model_fields[part].annotation), model)
    return model


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)
