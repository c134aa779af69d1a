"""A department goes in and out as its folder, and loses nothing."""

from __future__ import annotations

import shutil
import uuid
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from api.archive import zipped
from api.departments import END_OF_TIME
from api.remote import Remote
from api.working import work_on
from tests.api.service.people import Caller, Cast
from tests.department import write_department
from wfm.centre import Centre
from wfm.errors import InputError, WfmError
from wfm.formats.department import Department, folder_files, read_department

EXAMPLES = Path(__file__).parent.parent.parent.parent / "wfm" / "examples"
NAMES = ("club-front-office", "community-centre", "small-office", "team-of-50")
URL = "http://testserver/v1/centres/dept"


class InProcess(httpx.BaseTransport):
    """Sends requests to the service under test."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = self.client.request(
            request.method, request.url.path, content=request.read(), headers=dict(request.headers)
        )
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)


@pytest.fixture
def remote(client: TestClient, admin: Caller) -> Remote:
    """A department of the service that is not there yet."""
    return Remote(URL, admin.key, "en", InProcess(client))


def plain(read: Department) -> Any:
    """A department as values: every row of every table, every version published, every volume."""
    centre: Centre = read.centre
    history = centre.volumes
    volumes = None
    if history is not None:
        frame = history.to_frame().sort_values(["queue", "interval_start"])
        volumes = [list(map(str, row)) for row in frame.itertuples(index=False)]
        assert not np.isnan(frame["offered"]).any()
    rows = sorted(read.published, key=lambda row: (row.version, row.agent_id, row.start))
    return centre.model_dump(mode="json"), volumes, [row.model_dump(mode="json") for row in rows]


@pytest.mark.parametrize("name", NAMES)
def test_an_example_comes_back_as_it_went_in(name: str, remote: Remote, tmp_path: Path) -> None:
    """Pushed, pulled and pushed again: the same values; centre.toml is the same bytes."""
    sent = shutil.copytree(EXAMPLES / name, tmp_path / "sent")
    remote.push(sent)
    remote.pull(tmp_path / "back")
    before, after = (read_department(folder, now=END_OF_TIME) for folder in (sent, tmp_path / "back"))

    assert plain(before) == plain(after)
    assert (sent / "centre.toml").read_bytes() == (tmp_path / "back" / "centre.toml").read_bytes()
    files = folder_files(tmp_path / "back")
    remote.push(tmp_path / "back")
    remote.pull(tmp_path / "back")
    assert folder_files(tmp_path / "back") == files


def test_what_is_assumed_of_the_year_comes_back(remote: Remote, admin: Caller, engine: Engine, tmp_path: Path) -> None:
    """Byte for byte, comments and all; it is read by the service, used by a plan of the year, and refused where it is wrong."""
    folder = write_department(tmp_path / "sent")
    said = "# as agreed in spring\n[assumptions]\nattrition_per_month = 0.03\n"
    (folder / "capacity.toml").write_text(said, encoding="utf-8")
    remote.push(folder)
    remote.pull(tmp_path / "back")
    assert (tmp_path / "back" / "capacity.toml").read_text(encoding="utf-8") == said
    told = admin("GET", "/v1/centres/dept/capacity", 200).json()
    assert told["assumptions"]["attrition_per_month"] == [0.03] * 12
    job = admin("POST", "/v1/centres/dept/jobs/capacity", 202, json={"from_day": "2026-11-23", "weeks": 8}).json()["id"]
    work_on(engine, uuid.UUID(job))
    ended = admin("GET", f"/v1/centres/dept/jobs/{job}", 200).json()
    assert ended["state"] == "done", ended

    (tmp_path / "back" / "capacity.toml").write_text("[assumptions]\nusable_share = 2\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"capacity\.toml"):
        remote.push(tmp_path / "back")
    (tmp_path / "back" / "capacity.toml").unlink()
    remote.push(tmp_path / "back")
    assert admin("GET", "/v1/centres/dept/capacity", 200).json()["assumptions"]["attrition_per_month"] == [0.02] * 12


def test_a_workbook_comes_back_as_tables(remote: Remote, tmp_path: Path) -> None:
    """A sheet is a table like any other."""
    import openpyxl

    folder = write_department(tmp_path / "sent")
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "leave"
    for line in (folder / "leave.csv").read_text().splitlines():
        sheet.append(line.split(","))
    book.save(folder / "department.xlsx")
    (folder / "leave.csv").unlink()
    remote.push(folder)
    remote.pull(tmp_path / "back")

    assert plain(read_department(folder, now=END_OF_TIME)) == plain(read_department(tmp_path / "back", now=END_OF_TIME))


def test_what_a_folder_may_not_hold_is_refused_with_the_same_sentence(remote: Remote, tmp_path: Path) -> None:
    """The service says what the reader of the folder says, and keeps nothing."""
    folder = write_department(
        tmp_path / "sent", leave="agent_id,from,to,kind,status\nA99,2026-11-25,2026-11-24,annual,yes\n"
    )
    with pytest.raises(InputError) as here:
        read_department(folder)
    with pytest.raises(InputError) as there:
        remote.push(folder)

    assert there.value.text() == here.value.text()
    with pytest.raises(WfmError, match="no centre 'dept'"):
        remote.pull(tmp_path / "back")


def test_a_push_does_not_run_over_somebody_elses_change(remote: Remote, admin: Caller, tmp_path: Path) -> None:
    """A folder replaces the state it was pulled from, and no later one unless told to."""
    folder = write_department(tmp_path / "sent")
    remote.push(folder)
    remote.push(folder)
    stranger = write_department(tmp_path / "stranger")
    with pytest.raises(WfmError, match="--replace"):
        remote.push(stranger)
    row = {"agent_id": "A3", "from_day": "2026-12-01", "to_day": "2026-12-02", "kind": "annual", "status": "requested"}
    admin("POST", "/v1/centres/dept/leave", 201, json=row)
    with pytest.raises(WfmError, match="changed since"):
        remote.push(folder)
    remote.push(folder, replace=True)

    assert len(admin("GET", "/v1/centres/dept/leave", 200).json()) == 1


def test_a_push_is_one_audit_entry_for_each_row_that_changed(remote: Remote, admin: Caller, tmp_path: Path) -> None:
    """Sent again without a change it is no entry but that of the volumes."""
    folder = write_department(tmp_path / "sent")
    remote.push(folder)
    (folder / "people.csv").write_text((folder / "people.csv").read_text().replace(",Cy,", ",Cyd,"), encoding="utf-8")
    remote.push(folder)
    volumes, person = admin("GET", "/v1/audit?centre=dept", 200).json()[:2]

    assert volumes["thing"] == "volumes"
    assert (person["action"], person["key"], person["before"]["name"], person["after"]["name"]) == (
        "change",
        "A2",
        "Cy",
        "Cyd",
    )


def test_a_published_version_that_is_there_is_not_replaced(remote: Remote, tmp_path: Path) -> None:
    """Published rosters never change, not even by a push; without them in the folder they stay."""
    folder = shutil.copytree(EXAMPLES / "small-office", tmp_path / "sent")
    remote.push(folder)
    published = (folder / "published.csv").read_text(encoding="utf-8")
    (folder / "published.csv").write_text("\n".join(published.splitlines()[:-4]) + "\n", encoding="utf-8")
    with pytest.raises(WfmError, match="never changes"):
        remote.push(folder)
    (folder / "published.csv").unlink()
    remote.push(folder)
    remote.pull(tmp_path / "back")

    assert len((tmp_path / "back" / "published.csv").read_text().splitlines()) == len(published.splitlines())


def test_what_is_no_archive_is_refused(admin: Caller) -> None:
    """A sentence, not a failure."""
    for content in (b"", b"PK\x03\x04broken", zipped({"people.csv": b"agent_id"})):
        answer = admin("PUT", "/v1/centres/dept/folder", 422, content=content)
        assert answer.json()["errors"]


def test_a_scheduler_neither_sees_nor_empties_what_is_private(
    remote: Remote, cast: Cast, client: TestClient, tmp_path: Path
) -> None:
    """Pulled without phone numbers and pushed back, they are still there."""
    folder = write_department(tmp_path / "sent")
    remote.push(folder)
    scheduler = Remote(URL, cast.of("scheduler", grants=("requests:decide",)).key, "en", InProcess(client))
    scheduler.pull(tmp_path / "theirs")
    scheduler.push(tmp_path / "theirs")
    remote.pull(tmp_path / "back")

    assert "555-" not in (tmp_path / "theirs" / "people.csv").read_text()
    assert "555-0101" in (tmp_path / "back" / "people.csv").read_text()


def test_nobody_is_published_in_two_places(remote: Remote, tmp_path: Path) -> None:
    """A folder whose published shifts of one person overlap is refused by the exclusion constraint."""
    rows = [
        "agent_id,shift_date,shift_id,start,end,activity,queues,shares,paid,version",
        "A1,2026-11-23,day,2026-11-23T08:00+08:00,2026-11-23T14:00+08:00,on_queue,phone,,yes,1",
        "A1,2026-11-24,day,2026-11-23T13:00+08:00,2026-11-23T18:00+08:00,on_queue,phone,,yes,1",
    ]
    folder = write_department(tmp_path / "sent", published="\n".join(rows) + "\n")
    with pytest.raises(WfmError, match="two places"):
        remote.push(folder)


def test_hiring_classes_are_added_and_struck_in_place(
    remote: Remote, admin: Caller, cast: Cast, tmp_path: Path
) -> None:
    """Whatever else stands in capacity.toml stays, comments too; it is made where there was none; nobody's change is lost."""
    path = "/v1/centres/dept/capacity"
    said = "# what HR expects\n[assumptions]\nattrition_per_month = 0.03 # last year's\n"
    folder = write_department(tmp_path / "sent")
    (folder / "capacity.toml").write_text(said, encoding="utf-8")
    remote.push(folder)
    spring = {"id": "spring", "skills": ["phone"], "contracts": ["part-time"], "max_size": 8, "lead_weeks": 6}
    match = {"If-Match": admin("GET", path, 200).headers["ETag"]}

    added = admin("PUT", f"{path}/classes/spring", 200, json=spring, headers=match)
    admin("PUT", f"{path}/classes/spring", 412, json=spring, headers=match)
    remote.pull(tmp_path / "with")
    pulled = (tmp_path / "with" / "capacity.toml").read_text(encoding="utf-8")
    admin("DELETE", f"{path}/classes/spring", 204, headers={"If-Match": added.headers["ETag"]})
    remote.pull(tmp_path / "without")

    [hiring] = added.json()["hiring_class"]
    assert (hiring["id"], hiring["max_size"], hiring["training_weeks"]) == ("spring", 8, 4)
    assert pulled.startswith(said)
    assert 'skills = ["phone"]' in pulled
    assert (tmp_path / "without" / "capacity.toml").read_text(encoding="utf-8").strip() == said.strip()
    admin("DELETE", f"{path}/classes/spring", 404, headers={"If-Match": "*"})
    cast.of("lead")("PUT", f"{path}/classes/spring", 403, json=spring, headers={"If-Match": "*"})
    entry = admin("GET", "/v1/audit?centre=dept", 200).json()[0]
    assert (entry["thing"], entry["action"]) == ("capacity.toml", "change")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"skills": ["fone"]}, ("spring", "skills", "fone", "phone")),
        ({"contracts": ["half"]}, ("spring", "contracts", "half", "part-time")),
        ({"min_size": 9, "max_size": 8}, ("9", "8")),
        ({"id": "autumn"}, ("autumn", "spring")),
    ],
)
def test_a_class_that_does_not_fit_the_department_is_refused(
    remote: Remote, admin: Caller, tmp_path: Path, changed: dict[str, object], words: tuple[str, ...]
) -> None:
    """In one sentence, and nothing is kept; where there was no capacity.toml a right one makes it."""
    path = "/v1/centres/dept/capacity"
    remote.push(write_department(tmp_path / "sent"))
    body = {"id": "spring", "skills": ["phone"], **changed}

    refused = admin("PUT", f"{path}/classes/spring", 422, json=body, headers={"If-Match": "*"})

    assert all(word in refused.text for word in words)
    assert admin("GET", path, 200).json()["hiring_class"] == []
    right = {"id": "spring", "skills": ["phone"]}
    assert admin("PUT", f"{path}/classes/spring", 200, json=right, headers={"If-Match": "*"}).json()["hiring_class"]
