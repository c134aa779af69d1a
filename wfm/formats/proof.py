"""``proof.json``: what is claimed of a roster, and how it can be checked again."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any

from wfm.errors import InputError
from wfm.formats.columns import PROOF_KEYS
from wfm.formats.problems import shown
from wfm.formats.text import decode
from wfm.messages import Sentence, say


def write_proof(path: Path | str, proof: Mapping[str, object] | object) -> None:
    """
    Write a proof, its known keys first and in their order.

    Parameters
    ----------
    proof
        A mapping or a dataclass; a known key it lacks is written as null. NaN and infinity become null too.
    """
    said = _plain(proof)
    ordered = {key: said.get(key) for key in PROOF_KEYS} | said
    text = json.dumps(ordered, ensure_ascii=False, indent=2, allow_nan=False)
    Path(path).write_text(text + "\n", encoding="utf-8")


def read_proof(path: Path | str) -> dict[str, Any]:
    """
    The proof that was written.

    Raises
    ------
    InputError
        If the file is missing or no JSON object.
    """
    path = Path(path)
    try:
        said = json.loads(decode(path.read_bytes(), path.name))
    except (OSError, ValueError, RecursionError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(say("file_unreadable", file=path.name, reason=shown(error))) from None
    if not isinstance(said, dict):
        raise InputError(say("file_unreadable", file=path.name, reason="{ ... }"))
    return said


def _plain(value: object) -> Any:
    match value:
        case Mapping():
            return {str(key): _plain(part) for key, part in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_plain(part) for part in value]
        case Sentence():
            return value.text()
        case Enum():
            return value.value
        case datetime() | date():
            return value.isoformat()
        case bool() | int() | str() | None:
            return value
        case float():
            return value if math.isfinite(value) else None
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if hasattr(value, "tolist"):  # numpy
        return _plain(value.tolist())
    return str(value)
