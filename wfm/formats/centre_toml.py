"""``centre.toml``: read section by section, every mistake named with its key and line; written back in the style of the manual."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from wfm.centre import Centre, Evaluation, Goals
from wfm.demand import Queue, Shrinkage
from wfm.errors import InputError
from wfm.formats.cells import CellError, Conventions, date_pattern, localise
from wfm.formats.problems import Problems, shown
from wfm.formats.toml_sections import Places, SectionReader, key_path, toml_said
from wfm.formats.validation import refuse_invalid
from wfm.messages import Sentence, say
from wfm.people import Contract
from wfm.rules import PRESETS, RULES, read_rules, write_rules
from wfm.shifts import PlacedActivity, ShiftTemplate
from wfm.timegrid import zone

FILE = "centre.toml"
HEAD_KEYS = ("name", "time_zone", "interval_min", "holidays", "currency", "language", "confirm_swaps", "open")
LISTS: dict[str, tuple[str, type[BaseModel]]] = {
    "queue": ("queues", Queue),
    "contract": ("contracts", Contract),
    "shift": ("templates", ShiftTemplate),
    "activity": ("activities", PlacedActivity),
}
TABLES: dict[str, tuple[str, type[BaseModel]]] = {
    "shrinkage": ("shrinkage", Shrinkage),
    "goals": ("goals", Goals),
    "evaluation": ("evaluation", Evaluation),
}
SECTIONS = ("centre", *LISTS, *TABLES, "rules", "import")


@dataclass(frozen=True)
class CentreToml:
    """
    What the file says: the fields of `Centre` it fills, how the department writes dates, and where things stand.

    `sound` says that nothing was refused; otherwise values may be missing.
    """

    values: dict[str, Any]
    conventions: Conventions
    sound: bool
    text: str = field(repr=False, default="")

    def place(self, section: str, at: int | None = None, key: str | None = None) -> Sentence:
        """Where a key stands: section, the id of the entry, and the line if it is found."""
        label = self.values[LISTS[section][0]][at].id if at is not None else None
        return Places(FILE, self.text).of(section, at, label, key)


def read_centre_toml(content: bytes, problems: Problems) -> CentreToml | None:
    """What a centre.toml says; None where it is no TOML or has no [centre], the reason being in `problems`."""
    found = toml_said(FILE, content, problems)
    return None if found is None else _Reader(*found, problems).read()


class _Reader(SectionReader):
    def __init__(self, text: str, said: dict[str, Any], problems: Problems) -> None:
        super().__init__(FILE, text, said, problems)

    def read(self) -> CentreToml | None:
        refused_before = len(self.problems.refused)
        self.refuse_unknown_sections(SECTIONS)
        if "centre" not in self.said:
            self.problems.refuse("toml_section_missing", file=FILE, section="[centre]")
            return None
        values = self._head()
        for section, (name, model) in LISTS.items():
            values[name] = self.entries(section, model)
        for section, (name, table_model) in TABLES.items():
            if (one := self.one(section, None, self.table(section), table_model)) is not None:
                values[name] = one
        values["rules"] = self._rules()
        conventions = self._conventions(values)
        values["activities"] = tuple(
            self._local(at, activity, conventions) for at, activity in enumerate(values["activities"])
        )
        return CentreToml(values, conventions, len(self.problems.refused) == refused_before, self.text)

    def _head(self) -> dict[str, Any]:
        table = self.table("centre")
        for key in table:
            if key not in HEAD_KEYS:
                self.refuse_unknown(self.places.of("centre", None, None, key), key, HEAD_KEYS)
        known = {key: value for key, value in table.items() if key in HEAD_KEYS}
        if isinstance(known.get("time_zone"), str):
            try:
                zone(known["time_zone"])
            except InputError as error:
                place = self.places.of("centre", None, None, "time_zone")
                self.problems.refuse("cell_refused", place=place, why=error.sentences[0])
                known["time_zone"] = "UTC"
        head = self.one("centre", None, known, Centre)
        return {key: getattr(head, key) for key in known} if head else {}

    def _rules(self) -> tuple[Any, ...]:
        table = self.table("rules")
        known = tuple(name for name, rule in RULES.items() if not rule.structural)
        good: dict[str, Any] = {}
        for name, parameters in table.items():
            place = self.places.of("rules", None, None, name)
            if name not in known and name != "preset":
                self.refuse_unknown(place, name, (*known, "preset"))
                continue
            if name == "preset" and parameters not in tuple(PRESETS):
                why = say("expected_choice", choices=", ".join(PRESETS))
                self.problems.refuse("cell_wrong", place=place, value=shown(parameters), expected=why)
                continue
            try:
                read_rules({name: parameters})
                good[name] = parameters
            except ValidationError as error:
                for said in error.errors():
                    at = self.places.of("rules", None, None, f"{name}.{key_path(said['loc'])}".rstrip("."))
                    if said["type"] == "extra_forbidden":
                        self.refuse_unknown(at, str(said["loc"][-1]), tuple(RULES[name].model_fields))
                    else:
                        refuse_invalid(self.problems, at, str(said["input"]), said)
            except InputError as error:
                self.problems.refuse("cell_refused", place=place, why=error.sentences[0])
        return read_rules(good)

    def _conventions(self, values: Mapping[str, Any]) -> Conventions:
        table = self.table("import")
        for key in table:
            if key != "date_format":
                self.refuse_unknown(self.places.of("import", None, None, key), key, ("date_format",))
        date_format = table.get("date_format")
        if date_format is not None:
            try:
                date_pattern(str(date_format))
            except InputError as error:
                place = self.places.of("import", None, None, "date_format")
                self.problems.refuse("cell_refused", place=place, why=error.sentences[0])
                date_format = None
        return Conventions(values.get("time_zone", "UTC"), None if date_format is None else str(date_format))

    def _local(self, at: int, activity: PlacedActivity, conventions: Conventions) -> PlacedActivity:
        place = self.places.of("activity", at, activity.id, "between")
        moments = []
        for moment in activity.between:
            try:
                aware = moment if moment.tzinfo else localise(moment, conventions.time_zone)
                moments.append(aware.astimezone(conventions.zone))
            except (CellError, OverflowError) as error:
                self.problems.refuse("cell_refused", place=place, why=getattr(error, "expected", shown(error)))
                return activity
        if (moments[1] - moments[0]).total_seconds() < activity.duration_min * 60:
            self.problems.refuse("activity_does_not_fit", place=place, length=activity.duration_min)
        return activity.model_copy(update={"between": tuple(moments)})


# --- writing ----------------------------------------------------------------------------------------------------------


def write_centre_toml(path: Path | str, centre: Centre) -> None:
    """Write the file that reads back as this department's settings; what has its default is left out."""
    head = {key: _plain(getattr(centre, key)) for key in HEAD_KEYS if getattr(centre, key) not in (None, "")}
    parts = [_section("[centre]", head)]
    for section, (name, _) in LISTS.items():
        parts += [entry_text(section, entry) for entry in getattr(centre, name)]
    for section, (name, _) in TABLES.items():
        parts.append(_section(f"[{section}]", _said(getattr(centre, name), defaults=True)))
    parts.append(section_text("rules", write_rules(centre.rules)))
    Path(path).write_text("\n".join(parts), encoding="utf-8")


def entry_text(section: str, entry: BaseModel) -> str:
    """One entry of a list section, heading included; what has its default is left out."""
    return _section(f"[[{section}]]", _said(entry))


def section_text(section: str, table: Mapping[str, Any]) -> str:
    """A section that is no list, heading included."""
    return _section(f"[{section}]", _plain(table))


def _said(model: BaseModel, *, defaults: bool = False) -> dict[str, Any]:
    plain: dict[str, Any] = _plain(model.model_dump(exclude_none=True, exclude_defaults=not defaults))
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return _plain(value.model_dump(exclude_none=True))
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _section(heading: str, table: Mapping[str, Any]) -> str:
    return "\n".join([heading, *(f"{_key(key)} = {toml_value(value)}" for key, value in table.items()), ""])


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key, ensure_ascii=False)


def toml_value(value: Any) -> str:
    """A value as TOML: text, numbers, truth, lists and inline tables."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, list | tuple):
        return f"[{', '.join(toml_value(part) for part in value)}]"
    if isinstance(value, Mapping):
        inside = ", ".join(f"{_key(str(key))} = {toml_value(part)}" for key, part in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    return repr(value)
