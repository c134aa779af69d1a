"""What is wrong with a department's files, collected so that a person mends twenty mistakes in one go."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from wfm.errors import InputError
from wfm.messages import Sentence, say

MOST_NAMES_SHOWN = 12
LONGEST_VALUE_SHOWN = 60


class Problems:
    """Refusals and notes gathered while reading; refusals are raised together, notes are handed on."""

    def __init__(self) -> None:
        self.refused: list[Sentence] = []
        self.notes: list[Sentence] = []

    def refuse(self, key: str, **values: object) -> None:
        """Add a refusal; a sentence already there is not repeated."""
        sentence = say(key, **values)
        if sentence not in self.refused:
            self.refused.append(sentence)

    def note(self, key: str, **values: object) -> None:
        """Add something that was repaired."""
        self.notes.append(say(key, **values))

    def raise_if_any(self) -> None:
        """
        Stop if anything was refused.

        Raises
        ------
        InputError
            With every refusal, in the order found.
        """
        if self.refused:
            raise InputError(self.refused)


def shown(value: object) -> str:
    """A value as a sentence may quote it: one line, not too long."""
    text = " ".join(str(value).split()) or " "
    return text if len(text) <= LONGEST_VALUE_SHOWN else f"{text[:LONGEST_VALUE_SHOWN]}…"


def names(known: Iterable[str]) -> str:
    """Known names for a sentence, at most twelve."""
    listed = [shown(name) for name in known]
    return ", ".join(listed[:MOST_NAMES_SHOWN]) + (", …" if len(listed) > MOST_NAMES_SHOWN else "") if listed else "-"


def nearest(value: str, known: Iterable[str]) -> Sentence | str:
    """`` - did you mean 'x'?`` where a known name is near, else nothing."""
    near = difflib.get_close_matches(value, list(known), n=1, cutoff=0.6)
    return say("did_you_mean", value=near[0]) if near else ""
