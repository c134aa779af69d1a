"""centre.toml and its entries, volumes in bulk, and departments as such."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from api.routes.centres import EXAMPLE_TOML
from api.routes.rules import EXAMPLE as RULES_EXAMPLE
from api.routes.sections import EXAMPLES, PLURALS
from tests.api.service.departments import push
from tests.api.service.people import Caller, Cast
from tests.department import CENTRE, write_department

QUEUE = {"id": "vip", "channel": "voice", "service_level": 0.9, "answer_within_s": 10, "aht_s": 300}
COMMENTED = CENTRE.replace('[[queue]]\nid = "desk"', '# who comes in person\n[[queue]]\nid = "desk"')


@pytest.fixture
def dept(admin: Caller, tmp_path: Path) -> str:
    """The address of a department that is there."""
    return push(admin, write_department(tmp_path / "dept", centre=COMMENTED))


def toml(admin: Caller, dept: str) -> str:
    return str(admin("GET", f"{dept}/centre.toml", 200).text)


def test_a_department_begins_with_centre_toml(admin: Caller) -> None:
    """Made, listed, and deleted by nobody but an administrator."""
    admin("POST", "/v1/centres", 201, json={"id": "new", "toml": EXAMPLE_TOML})
    admin("POST", "/v1/centres", 409, json={"id": "new", "toml": EXAMPLE_TOML})
    assert [centre["id"] for centre in admin("GET", "/v1/centres", 200).json()] == ["new"]
    refused = admin("POST", "/v1/centres", 422, json={"id": "other", "toml": "[centre]\ntime_zone = 'Moon'"})
    assert "Moon" in refused.json()["detail"]
    admin("DELETE", "/v1/centres/new", 204, headers={"If-Match": "*"})
    admin("GET", "/v1/centres/new/people", 404)


def test_a_queue_is_added_changed_and_taken_out_in_place(admin: Caller, dept: str) -> None:
    """Everything else in the file stays, comments included."""
    match = {"If-Match": admin("GET", f"{dept}/queues", 200).headers["ETag"]}
    added = admin("PUT", f"{dept}/queues/vip", 200, json=QUEUE, headers=match)
    admin("PUT", f"{dept}/queues/vip", 412, json=QUEUE, headers=match)
    changed = admin(
        "PUT", f"{dept}/queues/vip", 200, json={**QUEUE, "priority": 2}, headers={"If-Match": added.headers["ETag"]}
    )
    assert [queue["id"] for queue in admin("GET", f"{dept}/queues", 200).json()] == ["phone", "desk", "vip"]
    assert admin("GET", f"{dept}/queues/vip", 200).json()["priority"] == 2
    admin("DELETE", f"{dept}/queues/vip", 204, headers={"If-Match": changed.headers["ETag"]})

    assert toml(admin, dept).strip() == COMMENTED.strip()


def test_a_queue_in_the_middle_leaves_its_neighbours_alone(admin: Caller, dept: str) -> None:
    """The comment above the next section stays with that section."""
    phone = admin("GET", f"{dept}/queues/phone", 200)
    body = {**phone.json(), "aht_s": 280}
    admin("PUT", f"{dept}/queues/phone", 200, json=body, headers={"If-Match": phone.headers["ETag"]})

    assert '# who comes in person\n[[queue]]\nid = "desk"' in toml(admin, dept)
    assert admin("GET", f"{dept}/queues/phone", 200).json()["aht_s"] == 280


def test_a_queue_with_volumes_stays(admin: Caller, dept: str) -> None:
    """Neither the entry nor a whole new file loses it."""
    match = {"If-Match": "*"}
    refused = admin("DELETE", f"{dept}/queues/phone", 422, headers=match)
    assert "phone" in refused.json()["detail"]
    content = toml(admin, dept).replace('id = "phone"', 'id = "calls"\nskill = "phone"')
    admin("PUT", f"{dept}/centre.toml", 422, content=content, headers={**match, "Content-Type": "application/toml"})


@pytest.mark.parametrize("section", PLURALS)
def test_every_section_takes_its_example(admin: Caller, dept: str, section: str) -> None:
    """The example of the API's description is one that works."""
    entry = EXAMPLES[section] | ({"group": "front"} if section == "activity" else {})
    admin("PUT", f"{dept}/{PLURALS[section]}/{entry['id']}", 200, json=entry, headers={"If-Match": "*"})
    admin("PUT", f"{dept}/{PLURALS[section]}/other", 422, json=entry, headers={"If-Match": "*"})
    admin("GET", f"{dept}/{PLURALS[section]}/nothing", 404)


def lines(queue: str, first: datetime, count: int, offered: int) -> str:
    rows = (f"{queue},{first + timedelta(minutes=30 * step):%Y-%m-%dT%H:%M}+08:00,{offered}" for step in range(count))
    return "queue,interval_start,offered\n" + "\n".join(rows) + "\n"


def test_volumes_are_added_to_or_replaced(admin: Caller, dept: str) -> None:
    """Sent again, intervals are replaced and the others stay; the file comes back as it is kept, or a part of it."""
    csv, before = {"Content-Type": "text/csv"}, admin("GET", f"{dept}/volumes", 200).text
    day = datetime(2026, 11, 20, 9)
    admin("PUT", f"{dept}/volumes", 200, content=lines("phone", day, 2, 77), headers=csv)
    part = {"from_time": "2026-11-20T09:00+08:00", "to_time": "2026-11-20T10:30+08:00", "queue": "phone"}
    read = admin("GET", f"{dept}/volumes", 200, params=part).text.splitlines()

    assert [line.split(",")[2] for line in read[1:3]] == ["77", "77"]
    assert len(read) == 4
    assert len(admin("GET", f"{dept}/volumes", 200).text.splitlines()) == len(before.splitlines())
    admin("PUT", f"{dept}/volumes?replace=true", 200, content=lines("phone", day, 4, 5), headers=csv)
    assert len(admin("GET", f"{dept}/volumes", 200).text.splitlines()) == 5


def test_volumes_that_are_wrong_are_refused_as_the_file_is(admin: Caller, dept: str) -> None:
    """Every line named; what was there stays."""
    before = admin("GET", f"{dept}/volumes", 200).text
    content = "queue,interval_start,offered\nfax,2026-11-20T09:00,1\nphone,2026-11-20T09:00,-1\n"
    refused = admin("PUT", f"{dept}/volumes", 422, content=content)

    assert ["line 2" in refused.json()["errors"][-1], "line 3" in refused.json()["errors"][0]] == [True, True]
    assert admin("GET", f"{dept}/volumes", 200).text == before


def test_rows_of_the_future_are_left_out_with_a_note(admin: Caller, dept: str) -> None:
    """As the command line does."""
    day = datetime.now(UTC).replace(hour=1, minute=0) + timedelta(days=30)
    day -= timedelta(days=day.weekday())
    content = (
        lines("phone", datetime(2026, 11, 20, 9), 1, 3)
        + lines("phone", day.replace(hour=9), 1, 3).splitlines()[1]
        + "\n"
    )
    answer = admin("PUT", f"{dept}/volumes", 200, content=content, headers={"Accept-Language": "en"})

    assert answer.json()["notes"]


def test_two_who_add_at_once_both_succeed(cast: Cast, admin: Caller, dept: str) -> None:
    """Changes of one department wait for one another: no row is lost, no number given twice."""
    del cast
    row = {"agent_id": "A3", "from_day": "2026-12-01", "to_day": "2026-12-02", "status": "requested"}
    threads = [
        threading.Thread(target=admin, args=("POST", f"{dept}/leave", 201), kwargs={"json": {**row, "kind": f"k{at}"}})
        for at in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kinds = {each["value"]["kind"] for each in admin("GET", f"{dept}/leave", 200).json()}

    assert {f"k{at}" for at in range(6)} <= kinds


def test_rules_are_read_and_replaced_in_place(admin: Caller, dept: str) -> None:
    """What is sent holds, what is not no longer does; the rest of the file stays, and nobody's change is run over."""
    read = admin("GET", f"{dept}/rules", 200)
    match = {"If-Match": read.headers["ETag"]}
    wanted = {**read.json(), "daily_rest": {**read.json()["daily_rest"], "min_h": 12}}
    del wanted["max_daily_hours"]
    put = admin("PUT", f"{dept}/rules", 200, json=wanted, headers=match)
    admin("PUT", f"{dept}/rules", 412, json=wanted, headers=match)

    assert put.json() == admin("GET", f"{dept}/rules", 200).json() == wanted
    assert toml(admin, dept).startswith(COMMENTED[: COMMENTED.index("[rules]")].rstrip())
    assert "max_daily_hours" not in toml(admin, dept)


def test_the_rules_of_a_country_go_in_by_its_name(admin: Caller, dept: str) -> None:
    """And are read back written out; a rule or a parameter that is unknown is refused by name."""
    admin("PUT", f"{dept}/rules", 200, json={"preset": "eu"}, headers={"If-Match": "*"})
    assert admin("GET", f"{dept}/rules", 200).json()["daily_rest"]["min_h"] == 11
    wrong: tuple[dict[str, Any], ...] = ({"weekly_hour": {}}, {"weekly_hours": {"least_h": 3}}, {"preset": "mars"})
    for body in wrong:
        refused = admin("PUT", f"{dept}/rules", 422, json=body, headers={"If-Match": "*"})
        assert any(word in refused.json()["detail"] for word in ("weekly_hour", "least_h", "mars"))
    admin("PUT", f"{dept}/rules", 200, json=RULES_EXAMPLE, headers={"If-Match": "*"})
