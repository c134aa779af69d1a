"""Levers as text: ``volume*1.15``, ``rules.weekly_hours.min_h=25``, and the axes of a grid, ``volume*[0.9..1.3/0.1]``."""

from __future__ import annotations

import math
import re

from scenarios.lever import Lever
from scenarios.levers import LEVERS
from wfm.errors import InputError
from wfm.messages import say

MOST_STEPS = 50
"""Values of one range, at most."""


def read_lever(text: str) -> Lever:
    """
    A lever from its text.

    Raises
    ------
    InputError
        If it cannot be read, or names no lever, or an operator it has not.
    """
    head, operator, value = _split(text.strip())
    left, _, where = head.partition(":")
    name, _, key = left.partition(".")
    lever = LEVERS.get(name)
    if lever is None or operator not in lever.operators or not value:
        examples = [each.example for each in LEVERS.values()]
        raise InputError(say("lever_unreadable", value=text, examples=examples))
    return lever(text, key, where, operator, value)


def read_axis(text: str) -> list[Lever]:
    """The levers of one text: several where its value is a range, ``volume*[0.9..1.3/0.1]``, or a list, ``aht*[0.9,1,1.1]``."""
    found = re.fullmatch(r"(.*)\[(.+)\]", text)
    if found is None:
        return [read_lever(text)]
    return [read_lever(f"{found[1]}{value}".replace("+-", "-")) for value in _values(found[2], text)]


def _values(inside: str, text: str) -> list[str]:
    steps = re.fullmatch(r"(-?[\d.]+)\.\.(-?[\d.]+)(?:/([\d.]+))?", inside)
    if steps is None:
        return [part.strip() for part in inside.split(",")]
    try:
        first, last, step = float(steps[1]), float(steps[2]), float(steps[3] or 1)
    except ValueError:
        raise InputError(say("lever_range", value=text)) from None
    count = math.floor((last - first) / step + 1e-9) + 1 if step > 0 else 0
    if not 1 <= count <= MOST_STEPS:
        raise InputError(say("lever_range", value=text))
    return [f"{first + at * step:.10g}" for at in range(count)]


def _split(text: str) -> tuple[str, str, str]:
    """What stands before the operator, the operator, and what follows it; blanks where there is none."""
    if "=" in text:
        head, _, value = text.partition("=")
        return head, "=", value
    if "*" in text:
        head, _, value = text.rpartition("*")
        return head, "*", value
    found = re.fullmatch(r"(.+?)([+-])(-?\d+(?:\.\d+)?|[^+-]+)", text)
    return (found[1], found[2], found[3]) if found else (text, "", "")
