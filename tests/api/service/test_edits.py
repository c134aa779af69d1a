"""Edits of a draft: foreseen without a trace, made once, taken back by what was there; never for who only looks."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine

from tests.api.service.people import Caller, Cast
from tests.api.service.test_rosters import planned, published, shift_of


def off(shift: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "off", "agent_id": shift["agent_id"], "day": shift["shift_date"]}


def test_what_is_foreseen_is_what_happens(admin: Caller, dept: str, engine: Engine) -> None:
    """The same rules broken and the same coverage lost as once it is made; foreseeing changes nothing."""
    draft = planned(admin, engine)
    roster = f"{dept}/rosters/{draft['id']}"
    edit = off(shift_of(draft, "A5"))
    before = admin("GET", f"{roster}/coverage", 200).json()
    foreseen = admin("POST", f"{roster}/preview", 200, json=edit).json()
    assert admin("GET", roster, 200).json() == draft
    made = admin("POST", f"{roster}/edits", 200, json=edit, headers={"If-Match": draft["etag"]})
    after = admin("GET", f"{roster}/coverage", 200).json()

    assert foreseen["newly_broken"] == made.json()["newly_broken"]
    assert foreseen["days"] == made.json()["days"] == [{"agent_id": "A5", "day": edit["day"], "shift": None}]
    change = {
        pool["skill"]: {step["interval_start"]: step["agents"] for step in pool["steps"]}
        for pool in foreseen["coverage"]
    }
    for old, new in zip(before["pools"], after["pools"], strict=True):
        for start, was, now in zip(old["interval_starts"], old["rostered"], new["rostered"], strict=True):
            assert now == pytest.approx(was + change.get(old["skill"], {}).get(start, 0.0))


def test_an_undo_puts_back_what_was_there(admin: Caller, dept: str, engine: Engine) -> None:
    """What an edit says was there before, sent as an edit, gives the roster as it was."""
    draft = planned(admin, engine)
    roster = f"{dept}/rosters/{draft['id']}"
    made = admin("POST", f"{roster}/edits", 200, json=off(shift_of(draft)), headers={"If-Match": draft["etag"]})
    undo = {"kind": "put", "put": made.json()["before"]}
    undone = admin("POST", f"{roster}/edits", 200, json=undo, headers={"If-Match": made.headers["ETag"]})

    assert undone.json()["newly_broken"] == []
    assert admin("GET", f"{roster}/check", 200).json() == []
    again = admin("GET", roster, 200).json()["shifts"]
    assert sorted(map(str, again)) == sorted(map(str, draft["shifts"]))


def test_a_second_editor_is_told(admin: Caller, cast: Cast, dept: str, engine: Engine) -> None:
    """With the state of before the other's edit: 412, and what stands there now."""
    draft = planned(admin, engine)
    roster = f"{dept}/rosters/{draft['id']}"
    wei = cast.of("scheduler", "wei")
    wei("POST", f"{roster}/edits", 200, json=off(shift_of(draft, "A2")), headers={"If-Match": draft["etag"]})
    late = admin("POST", f"{roster}/edits", 412, json=off(shift_of(draft, "A3")), headers={"If-Match": draft["etag"]})

    assert late.json()["current"]["etag"] == late.headers["ETag"]
    cast.of("hr")("POST", f"{roster}/edits", 403, json=off(shift_of(draft)), headers={"If-Match": "*"})


def test_what_is_published_can_be_foreseen_but_not_edited(admin: Caller, dept: str, engine: Engine) -> None:
    """A published roster never changes, whatever the edit."""
    draft = planned(admin, engine)
    published(admin, draft)
    roster = f"{dept}/rosters/{draft['id']}"
    edit = off(shift_of(draft))
    admin("POST", f"{roster}/preview", 200, json=edit)
    admin("POST", f"{roster}/edits", 409, json=edit, headers={"If-Match": "*"})


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        ({"kind": "off", "agent_id": "A99", "day": "2026-11-24"}, "A99"),
        ({"kind": "new", "agent_id": "A3", "day": "2026-11-24", "shift_id": "night", "start": "09:00", "paid_h": 8}, "night"),
        ({"kind": "new", "agent_id": "A3", "day": "2026-12-24", "shift_id": "day", "start": "09:00", "paid_h": 8}, "2026-12-24"),
        ({"kind": "nothing"}, "kind"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_a_sentence(admin: Caller, dept: str, edit: dict[str, Any], words: str) -> None:
    """Foreseen or made."""
    draft = admin("POST", f"{dept}/rosters", 201, json={"week": "2026-11-24"}).json()
    roster = f"{dept}/rosters/{draft['id']}"
    for path in ("preview", "edits"):
        refused = admin("POST", f"{roster}/{path}", 422, json=edit, headers={"If-Match": "*"})
        assert words in refused.json()["detail"]
