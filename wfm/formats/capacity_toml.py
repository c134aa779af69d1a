"""``capacity.toml``: the assumptions of a year ahead, every mistake named with its key and line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel

from wfm.capacity import Assumptions, CapacityAssumptions, ContractPay, HiringClass, Scenario
from wfm.errors import InputError
from wfm.formats.problems import Problems
from wfm.formats.toml_sections import SectionReader, toml_said
from wfm.messages import say

FILE = "capacity.toml"
TABLE = "assumptions"
LISTS: dict[str, type[BaseModel]] = {"hiring_class": HiringClass, "contract": ContractPay, "scenario": Scenario}


def read_capacity(path: Path) -> CapacityAssumptions:
    """
    What a capacity.toml says.

    Raises
    ------
    InputError
        With every mistake of the file, or if it cannot be read.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(say("file_unreadable", file=path.name, reason=error.strerror or error)) from None
    return capacity_of(content, path.name)


def capacity_of(content: bytes, name: str = FILE) -> CapacityAssumptions:
    """The same from the file's bytes; `name` is the file that refusals speak of."""
    problems = Problems()
    said = toml_said(name, content, problems)
    found = None if said is None else _read(SectionReader(name, *said, problems))
    problems.raise_if_any()
    assert found is not None, "what was not refused was read"
    return found


def _read(reader: SectionReader) -> CapacityAssumptions | None:
    reader.refuse_unknown_sections((TABLE, *LISTS))
    values: dict[str, Any] = {section: reader.entries(section, model) for section, model in LISTS.items()}
    values[TABLE] = reader.one(TABLE, None, reader.table(TABLE), Assumptions)
    return None if reader.problems.refused else CapacityAssumptions.model_validate(values)
