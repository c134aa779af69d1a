"""What a model did not accept, said in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wfm.errors import InputError
from wfm.formats.problems import Problems, shown
from wfm.messages import Sentence, say

_KINDS: dict[str, str] = {
    "float_type": "expected_number",
    "float_parsing": "expected_number",
    "finite_number": "expected_number",
    "int_type": "expected_whole",
    "int_parsing": "expected_whole",
    "int_from_float": "expected_whole",
    "bool_type": "expected_true_false",
    "bool_parsing": "expected_true_false",
    "string_type": "expected_text",
    "string_too_short": "expected_text",
    "tuple_type": "expected_list",
    "list_type": "expected_list",
    "too_short": "expected_list",
    "dict_type": "expected_table",
    "model_type": "expected_table",
    "date_type": "expected_date",
    "date_parsing": "expected_date",
    "date_from_datetime_parsing": "expected_date",
    "datetime_type": "expected_instant",
    "datetime_parsing": "expected_instant",
    "datetime_from_date_parsing": "expected_instant",
}
_BOUNDS: dict[str, tuple[str, str]] = {
    "greater_than": ("expected_above", "gt"),
    "greater_than_equal": ("expected_at_least", "ge"),
    "less_than": ("expected_below", "lt"),
    "less_than_equal": ("expected_at_most", "le"),
}


def refuse_invalid(problems: Problems, place: Sentence | str, value: str | None, error: Mapping[str, Any]) -> None:
    """Refuse what one of pydantic's errors is about: in the model's own sentence, else by what should have stood there."""
    own = error.get("ctx", {}).get("error")
    if isinstance(own, InputError):
        problems.refuse("cell_refused", place=place, why=own.sentences[0])
    elif value is None:
        problems.refuse("row_refused", place=place, expected=expectation(error))
    else:
        problems.refuse("cell_wrong", place=place, value=shown(value), expected=expectation(error))


def expectation(error: Mapping[str, Any]) -> Sentence | str:
    """What should have stood there, of one of pydantic's errors."""
    kind, context = str(error["type"]), error.get("ctx", {})
    if kind in _KINDS:
        return say(_KINDS[kind])
    if kind in _BOUNDS:
        key, bound = _BOUNDS[kind]
        return say(key, bound=context[bound])
    if kind == "literal_error":
        return say("expected_choice", choices=str(context["expected"]).replace("'", "").replace(" or ", ", "))
    if kind == "string_pattern_mismatch":
        return say("expected_id")
    if kind == "missing":
        return say("expected_something")
    return str(error["msg"])
