"""One entry of a TOML file of ours, or the rules, changed in place: all else in it, comments included, is left as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from wfm.errors import InputError
from wfm.formats import capacity_toml, centre_toml
from wfm.formats.centre_toml import entry_text, section_text
from wfm.formats.problems import Problems
from wfm.formats.text import decode
from wfm.messages import say
from wfm.rules import read_rules


@dataclass(frozen=True)
class TomlFile:
    """A file with list sections: its name, the field that holds the entries of each, and its reader, which gives all fields."""

    name: str
    fields: Mapping[str, str]
    read: Callable[[bytes], Mapping[str, Any]]


def with_entry(file: TomlFile, content: bytes, section: str, entry_id: str, entry: BaseModel | None) -> bytes:
    """
    The file with one entry of a list section changed, added at the end where there is none of that id, or taken out.

    Parameters
    ----------
    section
        One of those of the file, such as ``queue``.
    entry
        None to take it out.

    Raises
    ------
    InputError
        Where the entry cannot be found as a section of its own (``queue = [...]``): the file is then to be edited as a whole.
    """
    before, field = file.read(content), file.fields[section]
    entries = list(before[field])
    ids = [each.id for each in entries]
    text = decode(content, file.name).replace("\r\n", "\n")
    if entry_id in ids:
        at = ids.index(entry_id)
        start, end = _block(file, text, section, at, len(entries))
        text = text[:start] + ("" if entry is None else entry_text(section, entry) + "\n") + text[end:]
        entries[at : at + 1] = [] if entry is None else [entry]
    elif entry is not None:
        text = f"{text.rstrip()}\n\n{entry_text(section, entry)}".lstrip()
        entries.append(entry)
    changed = text.encode()
    if not _agrees(file.read(changed), {**before, field: entries}, entry):
        raise InputError(say("entry_not_alone", file=file.name, section=f"[[{section}]]", name=entry_id))
    return changed


def with_rules(content: bytes, table: Mapping[str, Any]) -> bytes:
    """
    centre.toml with its rules replaced where they stand, or added at the end where there are none.

    Parameters
    ----------
    table
        As `wfm.rules.read_rules` takes it.

    Raises
    ------
    InputError
        Where they cannot be found as sections of their own (``rules = {...}``): the file is then to be edited as a whole.
    """
    before, rules = _centre(content), read_rules(table)
    text = decode(content, CENTRE.name).replace("\r\n", "\n")
    found = list(re.finditer(r"^[ \t]*\[\s*rules\s*[.\]]", text, re.MULTILINE))
    for heading in reversed(found[1:]):
        text = text[: heading.start()] + text[_end(text, heading.end()) :]
    start, end = (found[0].start(), _end(text, found[0].end())) if found else (len(text), len(text))
    changed = f"{text[:start].rstrip()}\n\n{section_text('rules', table)}{text[end:]}".encode()
    after = centre_toml.read_centre_toml(changed, Problems())
    if after is None or not _agrees(after.values, {**before, "rules": rules}, None):
        raise InputError(say("entry_not_alone", file=CENTRE.name, section="[rules]", name="rules"))
    return changed


def _block(file: TomlFile, text: str, section: str, at: int, count: int) -> tuple[int, int]:
    """Where an entry begins and ends: from its heading to the next, comments before that not included."""
    found = list(re.finditer(rf"^[ \t]*\[\[\s*{section}\s*\]\]", text, re.MULTILINE))
    if len(found) != count:
        raise InputError(say("entry_not_alone", file=file.name, section=f"[[{section}]]", name=at + 1))
    return found[at].start(), _end(text, found[at].end())


def _end(text: str, after: int) -> int:
    """Where the section ends whose heading ends there: at the next heading, comments before that not included."""
    following = re.compile(r"(?:^[ \t]*(?:#.*)?\n)*^[ \t]*\[", re.MULTILINE).search(text, after)
    return following.start() if following else len(text)


def _centre(content: bytes) -> Mapping[str, Any]:
    problems = Problems()
    read = centre_toml.read_centre_toml(content, problems)
    problems.raise_if_any()
    assert read is not None, "a file that cannot be read was refused"
    return read.values


def _capacity(content: bytes) -> Mapping[str, Any]:
    read = capacity_toml.capacity_of(content)
    return {name: getattr(read, name) for name in type(read).model_fields}


def _agrees(found: Mapping[str, Any], wanted: Mapping[str, Any], entry: BaseModel | None) -> bool:
    """Whether nothing has changed but the entry; that one is as the reader has it, local times with their offset."""

    def plain(value: object) -> object:
        if isinstance(value, Sequence) and not isinstance(value, str):
            return [
                getattr(each, "id", None) if getattr(each, "id", 0) == getattr(entry, "id", 1) else each
                for each in value
            ]
        return value

    return found.keys() == wanted.keys() and all(plain(found[key]) == plain(wanted[key]) for key in wanted)


CENTRE = TomlFile(centre_toml.FILE, {section: field for section, (field, _) in centre_toml.LISTS.items()}, _centre)
CAPACITY = TomlFile(capacity_toml.FILE, {section: section for section in capacity_toml.LISTS}, _capacity)
