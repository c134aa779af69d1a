"""The tables rules are read from: pairs.csv, limits.csv, patterns.csv; a sound file, and one sentence per mistake."""

from __future__ import annotations

import pytest

from tests.wfm.formats.folders import department, refusals, table

PAIRS, LIMITS, PATTERNS = "agent_a,agent_b,kind", "kind,group,from,to,value", "pattern,week,day,shift_id"
NAMES = {PAIRS: "pairs", LIMITS: "limits", PATTERNS: "patterns"}


def test_pairs_and_limits_are_read() -> None:
    """Both tables as a scheduler would write them; blanks are everyone, and always."""
    read = department(
        pairs=table(PAIRS, "A1,A2,Apart"),
        limits=table(LIMITS, "seats,,,,12", "absent_at_once,desk,2026-12-01,2026-12-31,1"),
    ).centre

    assert [(pair.agent_a, pair.agent_b, pair.kind) for pair in read.pairs] == [("A1", "A2", "apart")]
    assert [(limit.kind, limit.group, limit.value) for limit in read.limits] == [
        ("seats", None, 12), ("absent_at_once", "desk", 1),
    ]  # fmt: skip
    assert read.limits[0].on(read.limits[1].from_day)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("columns", "rows", "sentence"),
    [
        (PAIRS, ["A1,A1,apart"], "pairs.csv line 2: the pair names A1 twice; name two people."),
        (
            PAIRS, ["A1,A2,apart", "A2,A1,together"],
            "pairs.csv line 3: line 2 already speaks of A2 and A1; keep one of the two rows.",
        ),
        (LIMITS, ["seats,,,,-1"], "limits.csv line 2, value: '-1' is wrong; expected a number of at least 0."),
        (
            LIMITS, ["seats,,2026-12-02,2026-12-01,3"],
            "limits.csv line 2: to 2026-12-01 is before from 2026-12-02; correct one of them.",
        ),
        (LIMITS, ["seats,,,,"], "limits.csv line 2, value is blank"),
        (PATTERNS, ["rota,0,mon,day"], "patterns.csv line 2, week: '0' is wrong; expected a number of at least 1."),
        (PATTERNS, ["rota,1,mo,day"], "patterns.csv line 2, day: 'mo' is wrong; expected one of mon, tue, wed"),
        (PATTERNS, ["rota,1,mon,day", "rota,1,mon,"], "patterns.csv line 3"),
        (LIMITS, ["chairs,,,,3"], "limits.csv line 2, kind: 'chairs' is wrong; expected one of absent_at_once, seats."),
    ],
)  # fmt: skip
def test_a_mistake_is_one_sentence(columns: str, rows: list[str], sentence: str) -> None:
    """File, line, field, value and how to mend it, in both languages."""
    [said] = refusals(**{NAMES[columns]: table(columns, *rows)})

    assert said.startswith(sentence)
