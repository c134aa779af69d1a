"""centre.toml changed in place: the rules, wherever and however they stand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.department import CENTRE
from wfm.errors import InputError
from wfm.formats.centre_toml import read_centre_toml
from wfm.formats.problems import Problems
from wfm.formats.toml_edit import with_rules
from wfm.rules import PRESETS, RULES, read_rules, write_rules

HEAD = CENTRE[: CENTRE.index("[rules]")].strip()
AFTER = "\n# how months are marked\n[evaluation]\ngrace_min = 7\n"
PLACES = {
    "at the end": f"{HEAD}\n\n[rules]\nweekly_hours = {{ min_h = 30 }}\n",
    "in the middle": f"{HEAD}\n\n[rules]\ndaily_rest = {{ min_h = 11 }}\n{AFTER}",
    "in parts": f"{HEAD}\n\n[rules.weekly_hours]\nmin_h = 30\n{AFTER}\n[rules.daily_rest]\nmin_h = 12\n",
    "nowhere": f"{HEAD}\n",
    "by a preset": f'{HEAD}\n\n[rules] # as the law says\npreset = "cn"\n',
}


def rules_in(content: bytes) -> object:
    read = read_centre_toml(content, Problems())
    assert read is not None
    return read.values["rules"]


@pytest.mark.parametrize("name", [*PRESETS, *(name for name, rule in RULES.items() if not rule.structural)])
@pytest.mark.parametrize("place", PLACES)
def test_rules_are_replaced_wherever_they_stand(place: str, name: str) -> None:
    """They read back as sent, and again when what was read is sent; everything else stands as it stood."""
    table: dict[str, Any] = {"preset": name} if name in PRESETS else {name: {}}
    changed = with_rules(PLACES[place].encode(), table)

    assert rules_in(changed) == read_rules(table)
    assert rules_in(with_rules(changed, write_rules(read_rules(table)))) == read_rules(table)
    assert changed.decode().startswith(HEAD)
    assert (AFTER in changed.decode()) == (AFTER in PLACES[place])


def test_rules_in_a_line_of_their_own_are_left_to_whoever_edits_the_file() -> None:
    """No heading of theirs stands anywhere."""
    content = f"rules = {{ daily_rest = {{ min_h = 11 }} }}\n{HEAD}".encode()
    with pytest.raises(InputError, match="edit the file as a whole"):
        with_rules(content, {"preset": "eu"})
