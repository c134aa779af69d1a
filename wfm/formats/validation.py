"""What a model expected, said in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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


def expectation(error: Mapping[str, Any]) -> Sentence | str:
    """What should have stood there, of one of pydantic's errors; a model's own words are handed on as they are."""
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
    return str(error["msg"]).removeprefix("Value error, ")
