"""proof.json: every value as plain JSON, known keys first, readable again or refused."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

import numpy as np
import pytest

from tests.department import Planned
from wfm.errors import InputError
from wfm.formats.columns import PROOF_KEYS
from wfm.formats.proof import read_proof, write_proof
from wfm.messages import say


class Status(StrEnum):
    OPTIMAL = "optimal"


@dataclass(frozen=True)
class Part:
    day: date
    size: float


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """Enums, dates, sentences, dataclasses and numpy figures come back as text, numbers and lists."""
    write_proof(
        tmp_path / "proof.json",
        {
            "status": Status.OPTIMAL,
            "objective": np.int64(7),
            "gap": np.float64(0.25),
            "by_goal": {"shortage": 7},
            "violations": (say("inputs_changed"),),
            "parts": [Part(date(2026, 11, 23), 1.5)],
            "hours": np.array([1.0, 2.0]),
        },
    )

    read = read_proof(tmp_path / "proof.json")

    assert (read["status"], read["objective"], read["gap"], read["by_goal"]) == ("optimal", 7, 0.25, {"shortage": 7})
    assert read["violations"] == [say("inputs_changed").text()]
    assert read["parts"] == [{"day": "2026-11-23", "size": 1.5}]
    assert read["hours"] == [1.0, 2.0]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_no_number_is_null(tmp_path: Path, value: float) -> None:
    """What JSON has no word for is null, never the bare word NaN that other readers refuse."""
    write_proof(tmp_path / "proof.json", {"gap": value})

    assert read_proof(tmp_path / "proof.json")["gap"] is None
    assert "NaN" not in (tmp_path / "proof.json").read_text(encoding="utf-8")


def test_known_keys_come_first_and_all_stand_there(tmp_path: Path) -> None:
    """A reader finds every key of the contract in its order, null where nothing was claimed."""
    write_proof(tmp_path / "proof.json", {"extra": 1, "seed": 3})

    keys = list(json.loads((tmp_path / "proof.json").read_text(encoding="utf-8")))

    assert keys == [*PROOF_KEYS, "extra"]


def test_a_plan_claims_every_key(planned: Planned) -> None:
    """In the proof of a plan nothing is null."""
    proof = read_proof(planned.out / "proof.json")

    assert [key for key in PROOF_KEYS if proof[key] is None] == []
    assert (proof["week"], proof["first_day"], proof["days"], proof["violations"]) == ("2026-W48", "2026-11-23", 7, [])
    assert proof["objective"] == sum(proof["by_goal"].values()) >= proof["bound"]


@pytest.mark.parametrize("content", [b"", b"{", b"[1, 2]", b"null", b"\xff\xfe\xfd", b"[" * 100_000])
def test_what_is_no_proof_is_refused(tmp_path: Path, content: bytes) -> None:
    """Empty, cut off, a list, no text: one sentence that names the file."""
    (tmp_path / "proof.json").write_bytes(content)

    with pytest.raises(InputError, match=r"proof\.json"):
        read_proof(tmp_path / "proof.json")


def test_a_missing_proof_is_refused(tmp_path: Path) -> None:
    """One sentence that names the file."""
    with pytest.raises(InputError, match=r"proof\.json"):
        read_proof(tmp_path / "proof.json")
