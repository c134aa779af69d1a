"""What is wrong with a department's files, collected so that a person mends twenty mistakes in one go."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from wfm.errors import InputError
from wfm.messages import Sentence, say

MOST_NAMES_SHOWN = 12
LONGEST_VALUE_SHOWN = 60
LONGEST_REASON_SHOWN = 300
MOST_REFUSALS = 1_000
"""Reading stops here: nobody mends more in one go, and a file of another kind has a mistake in every row."""


class Problems:
    """Refusals and notes gathered while reading; refusals are raised together, notes are handed on."""

    def __init__(self) -> None:
        self.refused: list[Sentence] = []
        self.notes: list[Sentence] = []

    def refuse(self, key: str, **values: object) -> None:
        """
        Add a refusal; a sentence already there is not repeated.

        Raises
        ------
        InputError
            With every refusal so far, when they are a thousand.
        """
        sentence = say(key, **values)
        if sentence not in self.refused:
            self.refused.append(sentence)
        if len(self.refused) >= MOST_REFUSALS:
            self.raise_if_any()

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


def shown(value: object, longest: int = LONGEST_VALUE_SHOWN) -> str:
    """A value as a sentence may quote it: one line, not too long."""
    text = " ".join(str(value).split()) or " "
    return text if len(text) <= longest else f"{text[:longest]}…"


def reason(error: object) -> str:
    """Why a library could not read something, as a clause of a sentence: without a stop at its end."""
    return shown(error, LONGEST_REASON_SHOWN).rstrip(". ")


def names(known: Iterable[str]) -> str:
    """Known names for a sentence, at most twelve."""
    listed = [shown(name) for name in known]
    return ", ".join(listed[:MOST_NAMES_SHOWN]) + (", …" if len(listed) > MOST_NAMES_SHOWN else "") if listed else "-"


def nearest(value: str, known: Iterable[str]) -> Sentence | str:
    """`` Did you mean 'x'?`` where a known name is near, else nothing."""
    near = difflib.get_close_matches(value, list(known), n=1, cutoff=0.6)
    return say("did_you_mean", value=near[0]) if near else ""
